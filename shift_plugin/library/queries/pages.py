"""Any page of the host as something to share: what a message about it would say, and which messages there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet, TextField
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import get_text_for_indexing

from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.models.shareable import ShareablePageMixin
from shift_plugin.library.permissions import in_audience
from shift_plugin.library.rules import opening
from shift_plugin.people.models import Ambassador

# Characters of a page that are proposed as the text; an editor makes a message of it.
PROPOSED = 400
# Where pages of most sites keep the text that stands above the rest, in this order.
LEADS = ("introduction", "intro", "summary", "lead", "excerpt", "subtitle", "search_description")


@dataclass(frozen=True)
class PageContent:
    """What a message about a page starts with. ``is_public``: outsiders can open the page, so it can be linked to."""

    title: str
    text: str
    image: Any
    image_alt: str
    hashtags: str
    is_public: bool


def content_of(page: Page) -> PageContent:
    """What the page says about itself, or else its title, its first text and its first image."""
    specific = page.specific
    own = specific if isinstance(specific, ShareablePageMixin) else None
    image = (own and own.share_image) or _first_image(specific)
    alt = own.share_image_alt if own is not None and own.share_image else _alt_text(specific, image)
    return PageContent(
        title=page.title[:150],
        text=(own and own.share_text) or opening(next(_texts(specific), ""), PROPOSED),
        image=image,
        image_alt=alt[:300],
        hashtags=own.share_hashtags if own is not None else "",
        is_public=is_public(page),
    )


def is_public(page: Page) -> bool:
    """Published, and neither it nor a page above it is closed to outsiders."""
    return bool(page.live and page.full_url and not page.get_view_restrictions().exists())


def messages_about(page: Page) -> QuerySet[ShareableMessage]:
    """Messages that were made from the page or lead to it, the newest first; drafts too."""
    return ShareableMessage.objects.filter(Q(source_page_id=page.pk) | Q(link_page_id=page.pk)).order_by("-pk")


def message_to_share(page: Page, ambassador: Ambassador | None, now: datetime) -> ShareableMessage | None:
    """The newest message about the page that this reader may see."""
    offered = messages_about(page).visible(now).prefetch_related("teams")  # type: ignore[attr-defined]
    return next((message for message in offered[:20] if in_audience(ambassador, message)), None)


def _texts(page: Any) -> Iterator[str]:
    names = [name for name in LEADS if isinstance(getattr(page, name, None), str)]
    yield from filter(None, (_plain(getattr(page, name)) for name in names))
    every_page_has = {field.name for field in Page._meta.get_fields()}
    for field in page._meta.get_fields():
        if field.name in every_page_has:
            continue
        if isinstance(field, StreamField):
            yield from filter(None, [" ".join(field.get_searchable_content(getattr(page, field.name)))])
        elif isinstance(field, RichTextField | TextField) and field.name not in LEADS:
            yield from filter(None, [_plain(getattr(page, field.name) or "")])


def _plain(text: str) -> str:
    return " ".join(get_text_for_indexing(text).split()) if "<" in text else text.strip()


def _images(page: Any) -> Iterator[tuple[str, Any]]:
    """The images in fields of their own, each with the name of its field."""
    for field in page._meta.get_fields():
        if field.many_to_one and field.concrete and field.related_model is get_image_model():
            yield field.name, getattr(page, field.name)


def _first_image(page: Any) -> Any:
    """Of a field first; or else one in the text, as Wagtail's index of references knows it."""
    if image := next((image for _name, image in _images(page) if image), None):
        return image
    images = ContentType.objects.get_for_model(get_image_model(), for_concrete_model=False)
    references = ReferenceIndex.get_references_for_object(page).filter(to_content_type=images)
    first = references.order_by("pk").values_list("to_object_id", flat=True).first()
    return get_image_model().objects.filter(pk=first).first() if first else None


def _alt_text(page: Any, image: Any) -> str:
    """What the page itself says of its image, or else the description in the image library; never a file's name."""
    if image is None:
        return ""
    own = (getattr(page, f"{name}_alt", "") for name, used in _images(page) if used == image)
    return next(filter(None, own), "") or getattr(image, "description", "") or ""
