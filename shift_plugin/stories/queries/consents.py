"""What is allowed with photos and videos in which people can be recognised, and where they went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from shift_plugin.base.enums import networks
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import networks_closed_by, obstacles_by
from shift_plugin.sharing.models import Share
from shift_plugin.stories.enums import Recognisable
from shift_plugin.stories.models import Consent, StoryFile
from shift_plugin.stories.models.consents import ConsentQuerySet
from shift_plugin.stories.rules.consents import INTRANET, Given, open_channels, refusing

SOON = timedelta(days=90)


@dataclass(frozen=True)
class Media:
    """Images and documents of the site, by key: what a photo or video is, once it was published."""

    images: frozenset[Any] = frozenset()
    documents: frozenset[Any] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.images or self.documents)


def media_of(consent: Consent) -> Media:
    """What a consent is about, as far as it can be in a message."""
    file = consent.file
    return Media(
        frozenset({consent.image_id, file and file.image_id} - {None}),
        frozenset({consent.document_id, file and file.document_id} - {None}),
    )


def media_in(message: ShareableMessage) -> Media:
    return Media(frozenset({message.image_id} - {None}), frozenset({message.video_id} - {None}))


def consents_about(media: Media) -> ConsentQuerySet:
    """Recorded for the image itself, for the file of a story that it was made of, or for another of the same bytes."""
    files = StoryFile.objects.filter(Q(image__in=media.images) | Q(document__in=media.documents))
    digests = files.exclude(digest="").values("digest")
    return Consent.objects.filter(
        Q(image__in=media.images)
        | Q(file__image__in=media.images)
        | Q(document__in=media.documents)
        | Q(file__document__in=media.documents)
        | Q(file__digest__in=digests)
        | Q(digest__in=digests)
    )


def given(consents: QuerySet, day: date | None = None) -> list[Given]:
    day = day or timezone.localdate()
    rows = consents.values_list("person", "channels", "until", "withdrawn_at")
    return [
        Given(person, withdrawn_at is None and (until is None or until >= day), frozenset(channels))
        for person, channels, until, withdrawn_at in rows
    ]


# What keeps a message from going out


@obstacles_by
def obstacles_of(message: ShareableMessage) -> dict[str, Any]:
    """Errors by field for a message that is to be published, in words for the editor."""
    media = media_in(message)
    about = {"image": Media(images=media.images), "video": Media(documents=media.documents)}
    return {name: problem for name, part in about.items() if part and (problem := problem_with(part))}


def problem_with(media: Media) -> str:
    """Why colleagues may not see and share this photo or video; empty when they may."""
    agreed = given(consents_about(media))
    if names := refusing(agreed):
        words = _("%(names)s does not agree to this photo or video (any more). Choose another one.")
        return words % {"names": ", ".join(names)}
    if not agreed and _nobody_asked(media):
        return _(
            "The sender says that not everybody in it was asked. Record their consent first, or choose another one."
        )
    channels = open_channels(agreed)
    if channels is None:
        return ""
    if INTRANET not in channels:
        return _("Somebody in it doesn't agree to the intranet, where colleagues would see it. Choose another one.")
    if not channels & set(networks()):
        return _("Somebody in it agrees only to the intranet, so colleagues can't share it. Choose another one.")
    return ""


def problem_with_file(file: StoryFile) -> str:
    """The same for a file of a story, which may not have been published yet."""
    agreed = given(Consent.objects.filter(Q(file=file) | Q(file__digest=file.digest) | Q(digest=file.digest)))
    if names := refusing(agreed):
        return _("%(names)s does not agree to this photo or video (any more).") % {"names": ", ".join(names)}
    if not agreed and file.story.recognisable == Recognisable.NOT_ASKED:
        return _("Not everybody in it was asked. Record their consent first.")
    return ""


def _nobody_asked(media: Media) -> bool:
    files = StoryFile.objects.filter(Q(image__in=media.images) | Q(document__in=media.documents))
    return files.filter(story__recognisable=Recognisable.NOT_ASKED).exists()


@networks_closed_by
def closed_to(message: ShareableMessage) -> set[str]:
    """The networks to which the people in its photo or video didn't agree."""
    media = media_in(message)
    if not media:
        return set()
    channels = open_channels(given(consents_about(media)))
    return set() if channels is None else set(networks()) - channels


# Where it is, and where it went


def messages_with(media: Media) -> list[int]:
    """Messages that hold it now, in a draft, or did in a text from before."""
    if not media:
        return []
    rows = ShareableMessage.objects.filter(Q(image__in=media.images) | Q(video__in=media.documents))
    texts = Revision.objects.filter(base_content_type=ContentType.objects.get_for_model(ShareableMessage))
    texts = texts.filter(Q(content__image__in=_as_json(media.images)) | Q(content__video__in=_as_json(media.documents)))
    ids = {int(pk) for pk in texts.values_list("object_id", flat=True).distinct()}
    known = ShareableMessage.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return sorted({*rows.values_list("pk", flat=True), *known})


def unshared(message_ids: Iterable[int]) -> list[int]:
    """Those that nobody shared, as far as we know."""
    shares = Share.objects.filter(message=OuterRef("pk"), not_posted_at=None)
    found = ShareableMessage.objects.filter(~Exists(shares), pk__in=list(message_ids))
    return list(found.order_by("pk").values_list("pk", flat=True))


@dataclass
class Shared:
    """Where a message with the photo or video went. Nobody is named: ``posts`` are the addresses that sharers gave.

    ``networks``: name, how often, first and last day. ``others``: shares of which nobody knows the address.
    ``holds_it``: the message still shows it.
    """

    message: ShareableMessage
    holds_it: bool
    networks: list[dict[str, Any]] = field(default_factory=list)
    posts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def times(self) -> int:
        return sum(row["times"] for row in self.networks)

    @property
    def others(self) -> int:
        return self.times - len(self.posts)


def where_shared(consent: Consent) -> list[Shared]:
    """Every message with it that was shared: opened on a network, and not answered "not posted". A few queries."""
    media = media_of(consent)
    ids = {*messages_with(media), *consent.messages_then}
    shares = Share.objects.filter(message__in=ids, not_posted_at=None)
    counted = shares.values("message_id", "network").annotate(
        times=Count("pk"), first=Min("opened_at"), last=Max("opened_at")
    )
    by_message: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in counted.order_by("message_id", "network"):
        by_message[row["message_id"]].append({**row})
    posts: dict[int, list[dict[str, Any]]] = defaultdict(list)
    known = shares.exclude(post_url="").order_by("opened_at")
    for post in known.values("message_id", "network", "opened_at", "post_url"):
        posts[post["message_id"]].append({**post})
    found = ShareableMessage.objects.filter(pk__in=list(by_message)).order_by("-pk")
    return [
        Shared(message, holds(message, media), by_message[message.pk], posts[message.pk])
        for message in found.select_related("latest_revision")
    ]


def holds(message: ShareableMessage, media: Media) -> bool:
    """Whether the message shows it, or its latest draft would."""
    if message.image_id in media.images or message.video_id in media.documents:
        return True
    content = message.latest_revision.content if message.latest_revision else {}
    return content.get("image") in _as_json(media.images) or content.get("video") in _as_json(media.documents)


def _as_json(keys: Iterable[Any]) -> list[Any]:
    """As a revision keeps them: numbers as numbers, all other keys as text."""
    return [key if isinstance(key, int) else str(key) for key in keys]


# What ends soon


def expiring(now: datetime, within: timedelta = SOON) -> QuerySet[Consent]:
    day = timezone.localdate(now)
    return Consent.objects.expiring(day, day + within).order_by("until", "pk")


def past(now: datetime) -> QuerySet[Consent]:
    """Ended by themselves, and nothing was done about it yet."""
    return Consent.objects.filter(withdrawn_at=None, expired_at=None, until__lt=timezone.localdate(now)).order_by("pk")
