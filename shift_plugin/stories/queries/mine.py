"""What a sender sees: the choices of the form, and what became of their stories."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Site

from shift_plugin.library.queries import ReaderPillar, with_reader
from shift_plugin.people.models import Ambassador
from shift_plugin.stories.enums import INTERNAL
from shift_plugin.stories.models import Story, StoryEvent, StoryFile, StoryMessage, StorySubmissionPage
from shift_plugin.strategy.models import Pillar


def pillars_for_sender(ambassador: Ambassador | None, page: Any) -> list[ReaderPillar]:
    """The pillars that somebody may send a story about: open ones, and those whose group they are in.

    A form that names pillars offers no others.
    """
    mine = Q(memberships__ambassador=ambassador) if ambassador is not None else Q()
    offered = Pillar.objects.active().filter(Q(is_open=True) | mine).distinct()
    named = [pillar.pk for pillar in page.pillars.all()] if hasattr(page, "pillars") else []
    return with_reader(offered.filter(pk__in=named) if named else offered, ambassador)


def draft_of(ambassador: Ambassador, page_id: int | None) -> Story | None:
    return Story.objects.filter(sender=ambassador, page_id=page_id, state="draft").first()


def my_stories(ambassador: Ambassador) -> QuerySet[Story]:
    """Everything that somebody began or handed in, the newest first, with what a list shows of it."""
    uses = StoryMessage.objects.select_related("message").order_by("pk")
    files = Prefetch("files", StoryFile.objects.order_by("position", "pk"))
    shown = Story.objects.filter(sender=ambassador).select_related("pillar", "page", "challenge")
    return shown.prefetch_related(files, Prefetch("uses", uses)).order_by("-created_at", "-pk")


def history(story: Story) -> QuerySet[StoryEvent]:
    """What happened to a story, for its sender: without how the editors divide the work."""
    return story.events.exclude(kind__in=INTERNAL).select_related("by").order_by("at", "pk")


def submission_url(request: HttpRequest, pillar_id: int | None = None) -> str:
    """The address of the form for stories on this site, in the reader's language or else in any; empty without one."""
    rows = StorySubmissionPage.objects.live().values_list("pk", "url_path", "locale__language_code")
    pages = list(rows.order_by("path")[:10])
    if not pages:
        return ""
    site, language = Site.find_for_request(request), get_language()
    root = site.root_page.url_path if site is not None else ""
    pk, path, _language = min(pages, key=lambda page: (page[2] != language, not page[1].startswith(root)))
    url = StorySubmissionPage(pk=pk, url_path=path).get_url(request) or ""
    return f"{url}?pillar={pillar_id}" if url and pillar_id else url
