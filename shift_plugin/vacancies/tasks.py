"""What the cluster and the tick call. The dotted paths are public."""

from __future__ import annotations

from django.utils import timezone

from shift_plugin.vacancies import actions


def read_due_feeds() -> None:
    actions.queue_due_feeds(now=timezone.now())


def read_feed(feed_id: int) -> None:
    actions.read_feed(feed_id=feed_id, now=timezone.now())


def lead_links_away() -> None:
    """Each minute: what is closed by the clock leaves the library, and its links lead to what is open."""
    actions.retire_closed(now=timezone.now())
    actions.lead_links_away(now=timezone.now())
