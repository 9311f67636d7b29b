"""Which chats of teams a distribution reaches, and what became of the posts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shift_plugin.distribution.enums import PostState, SkipReason
from shift_plugin.distribution.models import ChatChannel, ChatPost, Distribution
from shift_plugin.distribution.queries.audience import versions
from shift_plugin.distribution.queries.plans import site_window
from shift_plugin.people.models import Team


def chats_for(distribution: Distribution) -> QuerySet[ChatChannel]:
    """The channels in use for which it is meant.

    Of a team: when the distribution isn't limited to teams, or to one that is this team, above it or below it. Of a
    pillar: when it is one of the pillars of the distribution, or of the message where that names none. Of both: both.
    """
    found = ChatChannel.objects.filter(is_active=True).exclude(team=None, pillar=None)
    message = distribution.message
    if message is None:
        return found.none()
    pillars = [pillar.pk for pillar in distribution.pillars.all() or message.pillars.all()]
    found = found.filter(Q(pillar=None) | Q(pillar__in=pillars))
    for teams in (message.teams.all(), distribution.teams.all()):
        if teams:
            found = found.filter(Q(team=None) | Q(team__in=_line_of(teams)))
    return found


def chats_reached(distribution: Distribution, now: datetime) -> int:
    """How many channels get it: the message is there in their language."""
    if not distribution.in_chats or distribution.message is None:
        return 0
    offered = versions(distribution.message, now)
    return sum(channel.language in offered for channel in chats_for(distribution))


def _line_of(teams: Iterable[Team]) -> QuerySet[Team]:
    """These teams, those below them and those above them."""
    wanted = Q(pk=None)
    for team in teams:
        above = [team.path[:end] for end in range(team.steplen, len(team.path), team.steplen)]
        wanted |= Q(path__startswith=team.path) | Q(path__in=above)
    return Team.objects.filter(wanted)


@dataclass(frozen=True)
class ChatRow:
    """A channel on the page of a distribution. ``state`` is empty as long as nothing was started; ``moment``: when it
    arrives or arrived; ``reason``: why it gets nothing, or the chat's last words.
    """

    channel: ChatChannel
    state: str
    moment: datetime | None
    reason: str


def chats_of(distribution: Distribution, now: datetime) -> list[ChatRow]:
    """What goes to chats, before it starts, or what became of it; nothing when the distribution has none."""
    posts = distribution.chat_posts.select_related("channel").order_by("channel__name", "pk")
    if distribution.started_at is not None or not distribution.in_chats:
        return [
            ChatRow(post.channel, post.get_state_display(), post.sent_at or post.due_at, post.reason_text())
            for post in posts
        ]
    offered = versions(distribution.message, now) if distribution.message else {}
    missing = str(SkipReason.NO_VERSION.label)
    moment = post_moment(distribution, now)
    return [
        ChatRow(channel, "", moment, "") if channel.language in offered else ChatRow(channel, "", None, missing)
        for channel in chats_for(distribution)
    ]


def post_moment(distribution: Distribution, now: datetime) -> datetime:
    """The first moment from now on at which a post may arrive: in the hours of the site; what is urgent at once."""
    return now if distribution.is_urgent else site_window().next_open(now)


def last_posts(channels: Iterable[ChatChannel]) -> dict[int, ChatPost]:
    """Per channel its last post that was tried. One query, for a page of a list."""
    tried = ChatPost.objects.filter(channel=OuterRef("channel")).exclude(state=PostState.PENDING, attempts=0)
    newest = tried.order_by(Coalesce("sent_at", "due_at").desc(), "-pk").values("pk")[:1]
    posts = ChatPost.objects.filter(channel__in=list(channels), pk=Subquery(newest))
    return {post.channel_id: post for post in posts}
