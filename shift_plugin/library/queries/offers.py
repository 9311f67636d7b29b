"""Messages with which a page was offered, and those that go with it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from wagtail.models import Page, PageViewRestriction

from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries.states import is_scheduled


def offer_of(page: Page, *, kind: str) -> ShareableMessage | None:
    """The message of this kind with which a page was offered; of several the one in the library, else the newest."""
    return offers_of([page.pk], kind=kind).get(page.pk)


def offers_of(page_ids: Iterable[int], *, kind: str) -> dict[int, ShareableMessage]:
    """The same for several pages at once, by page."""
    rows = ShareableMessage.objects.filter(source_page_id__in=list(page_ids), kind=kind).order_by("live", "pk")
    return {message.source_page_id: message for message in rows if message.source_page_id}


def is_restricted(path: str) -> Exists:
    """Whether a page, found by the name of its path in a query, is private, by itself or by a page above it."""
    below = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return Exists(PageViewRestriction.objects.alias(below=below).filter(below__startswith=F("page__path")))


def gone_with_their_page() -> QuerySet[ShareableMessage]:
    """Messages in the library, or in the plan for it, about a page that nobody outside can open any more.

    A message about a private page may link to another address, as one about a vacancy on a closed intranet does.
    """
    about = ShareableMessage.objects.filter(source_page__isnull=False)
    offered = about.filter(Q(live=True) | Q(is_scheduled()))
    is_private = Q(link_page=F("source_page")) & Q(is_restricted("source_page__path"))
    return offered.filter(Q(source_page__live=False) | is_private)
