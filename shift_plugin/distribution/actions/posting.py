"""Posts in the chats of teams: written when a distribution starts, sent by the cluster, each once.

A post goes pending → sending (a lease on it) → settled. Taking it up is one UPDATE that names the state it comes from,
so that of any number of workers exactly one makes it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from shift_plugin.base.actions import Answer, AnswerLost, NotSent, enqueue, patiently, post_json
from shift_plugin.base.rules import BadAddress
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.actions.settling import lease_is_over, stop
from shift_plugin.distribution.channels.chat import CHATS, Card, message_card, test_card
from shift_plugin.distribution.enums import ENDED, DistributionState, PostState, SkipReason
from shift_plugin.distribution.models import ChatChannel, ChatPost, Distribution
from shift_plugin.distribution.queries import chats_for, post_moment, versions
from shift_plugin.distribution.rules import CHUNK_TIME, after_answer, after_refusal, one_line, post_pause, retry_pause

logger = logging.getLogger("shift_plugin")

POST_DUE = "shift_plugin.distribution.tasks.post_due"
_RELATED = ("channel", "distribution__message")


def write_posts(*, distribution: Distribution, now: datetime) -> int:
    """A row for each chat that a distribution reaches, when it starts; returns the number of rows.

    A chat whose language the message doesn't speak gets a row too, that says so.
    """
    if not distribution.in_chats or distribution.message is None:
        return 0
    offered = versions(distribution.message, now)
    posts = [
        ChatPost(
            distribution=distribution,
            channel=channel,
            due_at=post_moment(distribution, now),
            state=PostState.PENDING if channel.language in offered else PostState.SKIPPED,
            reason="" if channel.language in offered else SkipReason.NO_VERSION,
        )
        for channel in chats_for(distribution)
    ]
    return len(ChatPost.objects.bulk_create(posts, ignore_conflicts=True))


def queue_posts(*, now: datetime) -> bool:
    """Have the cluster send the posts that are due; True when there are any."""
    is_due = ChatPost.objects.due(now).exists()
    if is_due:
        enqueue(POST_DUE)
    return is_due


def post_due(*, now: datetime | None = None) -> int:
    """Send what is due until the time of a task is over; returns how many posts left this process.

    At most one for each channel: chats want a pause between two posts, and the next tick comes in a minute.
    """
    started, sent, served = timezone.now(), 0, set()
    for post in ChatPost.objects.due(now or started).select_related(*_RELATED).order_by("due_at", "pk"):
        if timezone.now() - started > CHUNK_TIME:
            break
        if post.channel_id in served:
            continue
        try:
            if _post(post, now or timezone.now()):
                served.add(post.channel_id)
                sent += 1
        except Exception:
            logger.exception("Post %s broke; the others go on.", post.pk)
    return sent


def _post(post: ChatPost, now: datetime) -> bool:
    """Take up a post and send it; False when it isn't to leave, or another worker was first."""
    distribution, channel = post.distribution, post.channel
    offered = versions(distribution.message, now) if distribution.message else {}
    waiting = ChatPost.objects.filter(pk=post.pk, state=PostState.PENDING)
    if distribution.state in ENDED:
        # A chat that said "later" came back after it was ended.
        waiting.update(state=PostState.SKIPPED, reason=ENDED[distribution.state])
        return False
    if not offered:
        stop(distribution_id=distribution.pk, now=now)
        return False
    if not channel.is_active or channel.language not in offered:
        reason = SkipReason.NO_VERSION if channel.is_active else SkipReason.NOT_IN_USE
        waiting.update(state=PostState.SKIPPED, reason=reason)
        return False
    if (opening := post_moment(distribution, now)) > now:
        # It comes late, or again.
        waiting.update(due_at=opening)
        return False
    card = message_card(offered[channel.language], channel.language)
    # The distribution by a subquery of its own, so that PostgreSQL looks again at the state of the post itself.
    going_on = Distribution.objects.filter(state=DistributionState.SENDING)
    if not waiting.filter(distribution__in=going_on).update(state=PostState.SENDING, claimed_at=now):
        return False
    _settle(post, _hand_over(channel, card), now)
    return True


@dataclass(frozen=True)
class Handed:
    """What became of a post. PENDING: not now; ``answer`` is there when the chat spoke."""

    state: PostState
    words: str
    answer: Answer | None = None


def _hand_over(channel: ChatChannel, card: Card) -> Handed:
    payload: Mapping[str, Any] = CHATS[channel.kind].payload(card)
    try:
        answer = post_json(address=channel.address, payload=payload, hosts=shift_settings.CHAT_HOSTS)
    except BadAddress:
        return Handed(PostState.FAILED, _("The address of the webhook is not one that the settings allow."))
    except NotSent as error:
        return Handed(PostState.PENDING, one_line(str(error), 300))
    except AnswerLost as error:
        return Handed(PostState.UNKNOWN, one_line(str(error), 300))
    return Handed(after_answer(answer.status), one_line(f"{answer.status} {answer.text}", 300), answer)


def _settle(post: ChatPost, handed: Handed, now: datetime) -> None:
    """Write down what became of it, unless its lease ran out and somebody else did."""
    mine = ChatPost.objects.filter(pk=post.pk, claimed_at=now, state__in=[PostState.SENDING, PostState.UNKNOWN])
    if handed.state == PostState.UNKNOWN:
        patiently(lambda: settle_unknown(mine, now=now, words=handed.words))
        return
    attempts = post.attempts + 1
    changes: dict[str, Any] = {"state": handed.state, "attempts": attempts, "reason": handed.words}
    if handed.state == PostState.SENT:
        changes |= {"reason": "", "sent_at": now}
    elif handed.state == PostState.PENDING:
        wait = handed.answer.wait if handed.answer else None
        after = after_refusal(permanent=False, attempts=attempts, maximum=shift_settings.MAX_ATTEMPTS)
        changes |= {"state": PostState(after.value), "claimed_at": None, "due_at": now + post_pause(attempts, wait)}
    patiently(lambda: mine.update(**changes))


def settle_unknown(posts: QuerySet[ChatPost], *, now: datetime, words: str) -> int:
    """Posts of which nobody can know whether they arrived: left alone, or posted once more, as the setting says."""
    reason, resent = words or SkipReason.UNKNOWN, 0
    going_on = Distribution.objects.filter(state=DistributionState.SENDING)
    if shift_settings.OUTCOME_UNKNOWN == "resend":
        again = posts.filter(
            distribution__in=going_on, state=PostState.SENDING, attempts__lt=shift_settings.MAX_ATTEMPTS - 1
        )
        due = now + retry_pause(1)
        resent = again.update(
            state=PostState.PENDING, attempts=F("attempts") + 1, due_at=due, claimed_at=None, reason=reason
        )
    rest = posts.filter(state=PostState.SENDING)
    return resent + rest.update(state=PostState.UNKNOWN, attempts=F("attempts") + 1, reason=reason)


def recover_posts(*, now: datetime) -> int:
    """Settle what a worker that died had taken up; returns how many posts."""
    left_behind = ChatPost.objects.filter(lease_is_over(now), state=PostState.SENDING)
    return settle_unknown(left_behind, now=now, words="")


@transaction.atomic
def retry_post(*, post: ChatPost, user: Any, now: datetime) -> None:
    """Try a post again that failed, or of which the outcome is unknown. Raises DistributionError when it can't."""
    distribution = post.distribution
    if distribution.message is None or not versions(distribution.message, now):
        raise DistributionError(_("The message is not published, so it can't be distributed."))
    reopened = Distribution.objects.filter(
        pk=distribution.pk, state__in=[DistributionState.DONE, DistributionState.SENDING]
    )
    if not reopened.update(state=DistributionState.SENDING, finished_at=None):
        raise DistributionError(_("It was cancelled or stopped, so nothing is tried again."))
    failed = ChatPost.objects.filter(pk=post.pk, state__in=[PostState.FAILED, PostState.UNKNOWN])
    if not failed.update(state=PostState.PENDING, due_at=now, attempts=0, claimed_at=None):
        raise DistributionError(_("This post is not one that failed."))
    log(instance=distribution, action="shift.chat.retry", user=user, data={"channel": post.channel.name})
    enqueue(POST_DUE)


def send_test(*, channel: ChatChannel, user: Any) -> Handed:
    """Post a test at once, and tell what the chat said."""
    handed = _hand_over(channel, test_card(channel.language))
    log(instance=channel, action="shift.chat.test", user=user, data={"state": handed.state, "words": handed.words})
    return handed
