"""Numbers of django-q2, which takes tasks out of the queue before a worker is free for them."""

from __future__ import annotations


def longest_stay(*, timeout: float | None, workers: int, queue_limit: int | None) -> float:
    """Seconds after which a task that a cluster took must be finished, however full its own queue was.

    Whoever hands it out again sooner (``retry``) has it run twice; a task that isn't finished by then never will be.
    """
    return (timeout or 0) * ((queue_limit or workers**2) / workers + 2)
