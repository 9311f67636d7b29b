"""What the cluster, or cron, calls. All of it may run at any time, as often as it likes, on any number of hosts."""

from __future__ import annotations

from django.utils import timezone

from shift_plugin.distribution.actions import digests, posting, reminding, sending, settling, starting


def recover() -> int:
    """Each minute: take up what a dead worker left behind, and close what is complete."""
    now = timezone.now()
    return settling.recover(now=now) + posting.recover_posts(now=now) + settling.finish(now=now)


def remind_due() -> int:
    """Each minute: make the reminders whose day has come; they start like everything else that is due."""
    return reminding.remind_due(now=timezone.now())


def build_digests() -> int:
    """Each minute: make the digests whose moment has come."""
    return digests.build_due(now=timezone.now())


def start_due() -> int:
    """Each minute, and at once after "send now": start what is due and have it sent."""
    now = timezone.now()
    started = starting.start_due(now=now)
    starting.queue_senders(now=now)
    posting.queue_posts(now=now)
    return started


def send_due() -> int:
    """Send what is due, for as long as a task may take."""
    number = sending.send_due()
    settling.finish(now=timezone.now())
    return number


def post_due() -> int:
    """Send the posts for team channels that are due."""
    number = posting.post_due()
    settling.finish(now=timezone.now())
    return number
