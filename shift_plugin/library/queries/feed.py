"""What an employee finds in the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Length
from django.utils.translation import get_language
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from wagtail.models import Locale

from shift_plugin.base.enums import networks
from shift_plugin.conf import shift_settings
from shift_plugin.library.enums import FeedTab
from shift_plugin.library.models import NetworkText, ShareableMessage
from shift_plugin.library.queries.pillars import ReaderPillar, pillars_for
from shift_plugin.people.models import Ambassador, Team
from shift_plugin.people.permissions import roles_of

CARD_PICTURE = "fill-640x360"
_card_filter = Filter(spec=CARD_PICTURE)
CARD_FIELDS = ("title", "text", "kind", "image", "image_alt", "live", "expire_at", "first_published_at")
FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
# Nobody reads on after so many results; a more precise word helps more.
MOST_FOUND = 500
# What disclosure, link and white space take of a limit, in the rough count that the database can do.
ROOM_AROUND_TEXT = 45

# An expression that is true for messages that this person shared. Sharing builds on the library and hands it in.
SharedExpression = Callable[[int], Exists]
_shared_by: list[SharedExpression] = []


def use_shared(expression: SharedExpression) -> SharedExpression:
    """Register how to see what somebody shared: takes the pk of an ambassador, refers to ``OuterRef("pk")``."""
    _shared_by[:] = [expression]
    return expression


@dataclass(frozen=True)
class FeedFilters:
    tab: str = FeedTab.FOR_YOU
    words: str = ""
    pillar_id: int | None = None
    kind: str = ""
    network: str = ""
    campaign_id: int | None = None
    page: int = 1

    @property
    def is_on(self) -> bool:
        return bool(self.words or self.pillar_id or self.kind or self.network or self.campaign_id)


@dataclass(frozen=True)
class FeedPage:
    """One page of a list that nobody counts: it knows only whether there is more."""

    messages: list[ShareableMessage]
    number: int
    more: bool

    def has_next(self) -> bool:
        return self.more

    def has_previous(self) -> bool:
        return self.number > 1


def language_of(ambassador: Ambassador | None) -> str:
    return ambassador.language if ambassador is not None else get_language() or ""


def addressed_to(queryset: QuerySet[ShareableMessage], ambassador: Ambassador | None) -> QuerySet[ShareableMessage]:
    """Only what this person's team and roles may see; the rule of ``permissions.in_audience``, for many at once."""
    roles = roles_of(ambassador.user) if ambassador is not None and ambassador.user is not None else []
    for_role = reduce(or_, (Q(role_names__contains=f'"{role}"') for role in roles), Q(roles=[]))
    rows = queryset.alias(role_names=Cast("roles", TextField()), for_team=_for_team(ambassador))
    # "Not 0" and not "1": PostgreSQL expects that nearly all rows differ from a value, and then reads in order of date.
    return rows.filter(for_role).exclude(for_team=0)


def _for_team(ambassador: Ambassador | None) -> Coalesce:
    """1 for a message without teams, or with the person's team or one above it; else 0.

    One look-up per message that is read. "No teams, or one of mine" as two conditions makes PostgreSQL read the whole
    table of teams first.
    """
    paths = _paths_up(ambassador.team) if ambassador is not None and ambassador.team is not None else []
    teams = ShareableMessage.teams.through.objects.filter(shareablemessage_id=OuterRef("pk")).order_by()
    mine = Max(Case(When(team__path__in=paths, then=1), default=0)) if paths else Max(Value(0))
    best = teams.values("shareablemessage_id").annotate(mine=mine).values("mine")
    return Coalesce(Subquery(best, output_field=IntegerField()), 1)


def _paths_up(team: Team) -> list[str]:
    """The paths of a team and of every team above it."""
    return [team.path[:end] for end in range(Team.steplen, len(team.path) + 1, Team.steplen)]


def feed(
    ambassador: Ambassador | None, *, now: datetime, filters: FeedFilters, pillars: Iterable[ReaderPillar] | None = None
) -> FeedPage:
    """What this person can share, the newest first; what they shared already comes after all the rest.

    "For you" holds the pillars that the person is in the group of. Both tabs keep to the person's language, team and
    roles. ``pillars``: what ``pillars_for`` gave, when it is at hand.
    """
    known = list(pillars if pillars is not None else pillars_for(ambassador))
    rows = _narrowed(_readable(ambassador, now), filters)
    if filters.tab == FeedTab.FOR_YOU:
        rows = rows.filter(_in_pillars(item.pk for item in known if item.is_mine))
    page = _found(rows, ambassador, filters) if filters.words else _in_order(rows, ambassador, filters)
    _attach_pillars(page.messages, sorted(known, key=lambda item: not item.is_mine))
    return page


def _readable(ambassador: Ambassador | None, now: datetime) -> QuerySet[ShareableMessage]:
    return addressed_to(ShareableMessage.objects.visible(now).filter(locale=_locale_id(ambassador)), ambassador)


def _locale_id(ambassador: Ambassador | None) -> int | None:
    """The language that somebody reads messages in; on a site without it the first one that the site has."""
    language = language_of(ambassador)
    found = dict(Locale.objects.order_by("pk").values_list("language_code", "pk"))
    return found.get(language) or found.get(language.split("-")[0]) or next(iter(found.values()), None)


def _in_pillars(pillar_ids: Iterable[int]) -> Exists:
    through = ShareableMessage.pillars.through
    return Exists(through.objects.filter(shareablemessage_id=OuterRef("pk"), pillar_id__in=list(pillar_ids)))


def _narrowed(rows: QuerySet[ShareableMessage], filters: FeedFilters) -> QuerySet[ShareableMessage]:
    if filters.pillar_id:
        rows = rows.filter(_in_pillars([filters.pillar_id]))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.network:
        rows = _for_network(rows, filters.network)
    if filters.campaign_id:
        rows = rows.filter(campaign=filters.campaign_id)
    return rows


def _for_network(rows: QuerySet[ShareableMessage], key: str) -> QuerySet[ShareableMessage]:
    """Messages with a text of their own for a network, or whose text fits there by a rough, careful count."""
    limit = networks()[key].limit
    if limit is None:
        return rows
    own = NetworkText.objects.filter(message_id=OuterRef("pk"), network=key)
    length = Length("text") + Length("hashtags")
    return rows.alias(length=length).filter(Exists(own) | Q(length__lte=limit - ROOM_AROUND_TEXT))


def _shared_expression(ambassador: Ambassador | None) -> Exists | None:
    return _shared_by[0](ambassador.pk) if _shared_by and ambassador is not None else None


def _in_order(rows: QuerySet[ShareableMessage], ambassador: Ambassador | None, filters: FeedFilters) -> FeedPage:
    """Two lists behind one another, each read from its index, because sorting by "shared" would read all messages."""
    rows = rows.order_by("-first_published_at", "-pk")
    size = shift_settings.LIBRARY_PAGE_SIZE
    start, wanted = (filters.page - 1) * size, size + 1
    shared = _shared_expression(ambassador)
    fresh = rows if shared is None else rows.filter(~shared)
    messages = _cards(fresh[start : start + wanted])
    if shared is not None and len(messages) < wanted:
        fresh_count = start + len(messages) if messages else fresh.count()
        skip = max(0, start - fresh_count)
        done = _cards(rows.filter(shared)[skip : skip + wanted - len(messages)])
        for message in done:
            message.was_shared = True
        messages += done
    return FeedPage(messages[:size], filters.page, len(messages) > size)


def _found(rows: QuerySet[ShareableMessage], ambassador: Ambassador | None, filters: FeedFilters) -> FeedPage:
    """The best matches first. The search index knows nothing of audiences, so its answer is narrowed afterwards."""
    ids = search_ids(filters.words, locale_id=_locale_id(ambassador), kind=filters.kind)
    ranked = {pk: rank for rank, pk in enumerate(ids)}
    pks = sorted(rows.filter(pk__in=list(ranked)).values_list("pk", flat=True), key=ranked.__getitem__)
    if not pks:
        rows = rows.filter(_words_in_text(filters.words)).order_by("-first_published_at", "-pk")
        pks = list(rows.values_list("pk", flat=True)[:MOST_FOUND])
    size = shift_settings.LIBRARY_PAGE_SIZE
    start = (filters.page - 1) * size
    by_pk = {message.pk: message for message in _cards(rows.filter(pk__in=pks[start : start + size]), ambassador)}
    return FeedPage(
        [by_pk[pk] for pk in pks[start : start + size] if pk in by_pk], filters.page, len(pks) > start + size
    )


def search_ids(words: str, *, locale_id: int | None, kind: str = "") -> list[int]:
    """Messages in the search index, the best first. Drafts are in the index too, so only what is live is asked for."""
    words = _searchable(words)
    if not words:
        return []
    live = ShareableMessage.objects.filter(live=True, locale_id=locale_id).only("pk")
    if kind:
        live = live.filter(kind=kind)
    found = live.search(words, operator="and")[:MOST_FOUND]
    return [message.pk for message in found] or [message.pk for message in live.autocomplete(words)[:MOST_FOUND]]


def _searchable(words: str) -> str:
    """SQLite takes a quotation mark for the start of a phrase that has to end; PostgreSQL refuses a NUL."""
    return words.replace('"', " ").replace("\0", " ").strip()


def _words_in_text(words: str) -> Q:
    """For parts of words, and for a search backend that finds nothing."""
    terms = _searchable(words).split()
    return Q(*(Q(title__icontains=term) | Q(text__icontains=term) | Q(hashtags__icontains=term) for term in terms))


def card_picture(message: ShareableMessage) -> Any:
    """The rendition for a card, made when it isn't there yet."""
    if message.image_id is None:
        return None
    return message.card_rendition or (message.image and message.image.get_rendition(_card_filter))


def _cards(rows: QuerySet[ShareableMessage], ambassador: Ambassador | None = None) -> list[ShareableMessage]:
    """Messages with what a card shows: columns, the rendition of the picture, and whether the person shared it."""
    rows = rows.only(*CARD_FIELDS)
    shared = _shared_expression(ambassador)
    messages = list(rows if shared is None else rows.annotate(was_shared=shared))
    renditions = _card_renditions(message.image_id for message in messages if message.image_id)
    for message in messages:
        message.card_rendition = renditions.get(message.image_id)
    return messages


def _card_renditions(image_ids: Iterable[int]) -> dict[int | None, Any]:
    """By image, those that are made already. Without the images themselves, which a list has no other use for."""
    found = (
        get_image_model().get_rendition_model().objects.filter(filter_spec=CARD_PICTURE, image_id__in=set(image_ids))
    )
    return {
        rendition.image_id: rendition
        for rendition in found.annotate(**{name: F(f"image__{name}") for name in FOCAL_POINT})
        # One that was made for another focal point shows the wrong part.
        if rendition.focal_point_key == _card_filter.get_cache_key(rendition)
    }


def _attach_pillars(messages: list[ShareableMessage], known: list[ReaderPillar]) -> None:
    """Which pillars a card can show, in the order of ``known``. modelcluster's relation can't be prefetched."""
    through = ShareableMessage.pillars.through
    pairs = through.objects.filter(shareablemessage_id__in=[message.pk for message in messages])
    of_message: dict[int, set[int]] = {}
    for message_id, pillar_id in pairs.values_list("shareablemessage_id", "pillar_id"):
        of_message.setdefault(message_id, set()).add(pillar_id)
    for message in messages:
        own = of_message.get(message.pk, set())
        message.card_pillars = [pillar for pillar in known if pillar.pk in own]
