"""What employees see: the library, a message, and the files that go with it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from shift_plugin.base.enums import networks
from shift_plugin.base.permissions import log_in_first
from shift_plugin.library.enums import FeedTab, MessageKind
from shift_plugin.library.forms import FeedForm
from shift_plugin.library.models import Campaign, ShareableMessage
from shift_plugin.library.permissions import closed_networks, in_audience, is_offered, reader_by_link
from shift_plugin.library.queries import (
    CARD_PICTURE,
    FeedFilters,
    card_picture,
    feed,
    library_url,
    pillars_for,
    reasons,
    with_reader,
)
from shift_plugin.people.models import Ambassador, Team

_FOLDER = "shift_plugin/library"
_CHANGE = "shift_plugin.change_shareablemessage"
PICTURE_TO_KEEP = "max-2000x2000|format-jpeg"
# Pictures that are in view at once; the others load when people scroll.
EAGER = 2
# Characters of a text that a card can't show more of.
LEAD = 250


# The library


def library_context(request: HttpRequest) -> dict[str, Any]:
    """What the template of a LibraryPage shows to this reader."""
    ambassador = Ambassador.objects.for_user(request.user)
    pillars = pillars_for(ambassador)
    running = Campaign.objects.running(timezone.localdate()).order_by("ends_on", "name")
    form = FeedForm(request.GET, pillars=pillars, campaigns=running)
    number = request.GET.get("page", "")
    filters = form.filters(int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1)
    page = feed(ambassador, now=timezone.now(), filters=filters, pillars=pillars)
    tab_only = f"?tab={filters.tab}" if filters.tab != FeedTab.FOR_YOU else "?"
    return {
        "feed": page,
        "cards": cards(page.messages),
        "filter_form": form,
        "reset_url": tab_only if filters.is_on else "",
        "tabs": _tabs(request, filters),
        "empty": _empty(ambassador, filters, is_in_group=any(item.is_mine for item in pillars), reset=tab_only),
    }


def cards(messages: list[ShareableMessage]) -> list[dict[str, Any]]:
    """Messages of a feed, as the element message_card.html shows them."""
    # The address of a message ends with its number. Asking for each takes as long as a query.
    before, _zero, after = reverse("shift:message", args=[0]).rpartition("0")
    kinds = {kind.value: str(kind.label) for kind in MessageKind}
    return [
        _card(message, f"{before}{message.pk}{after}", kinds.get(message.kind, ""), place < EAGER)
        for place, message in enumerate(messages)
    ]


def _card(message: ShareableMessage, url: str, kind: str, is_eager: bool) -> dict[str, Any]:
    pillar = message.card_pillars[0] if message.card_pillars else None
    day = message.expire_at and date_format(timezone.localtime(message.expire_at), "j F")
    return {
        "title": message.title,
        # The card shows two lines of it.
        "text": message.text[:LEAD],
        "kind": kind,
        "icon": message.kind,
        "is_eager": is_eager,
        "image_alt": message.image_alt,
        "url": url,
        "share_url": f"{url}#share",
        "picture": card_picture(message),
        "pillar": pillar,
        "tone": pillar.colour if pillar else "",
        "was_shared": getattr(message, "was_shared", False),
        "note": _("Until %(day)s") % {"day": day} if day else "",
    }


def _tabs(request: HttpRequest, filters: FeedFilters) -> list[dict[str, Any]]:
    """Search and filters stay when somebody changes the tab."""
    tabs = []
    for tab in FeedTab:
        query = request.GET.copy()
        query.pop("page", None)
        query["tab"] = tab.value
        tabs.append({"label": tab.label, "url": f"?{query.urlencode()}", "current": filters.tab == tab})
    return tabs


def _empty(ambassador: Ambassador | None, filters: FeedFilters, *, is_in_group: bool, reset: str) -> dict[str, str]:
    """Why the list is empty, and what the reader can do about it."""
    if filters.is_on:
        return {
            "icon": "search",
            "title": _("Nothing found"),
            "text": _("Try another word, or take away a filter."),
            "url": reset,
            "link": _("Clear all"),
        }
    if filters.tab == FeedTab.FOR_YOU and ambassador is None:
        return {
            "icon": "people",
            "title": _("You don't take part yet"),
            "text": _("Take part, and you find messages here that suit you."),
            "url": reverse("shift:me"),
            "link": _("See how it works"),
        }
    if filters.tab == FeedTab.FOR_YOU and not is_in_group:
        return {
            "icon": "pillar",
            "title": _("You aren't in a group yet"),
            "text": _("Choose the subjects that you like to talk about. Then you find messages about them here."),
            "url": reverse("shift:me"),
            "link": _("Choose your subjects"),
        }
    return {
        "icon": "inbox",
        "title": _("There are no messages yet"),
        "text": _("Come back soon."),
        "url": "",
        "link": "",
    }


# One message


@method_decorator([login_not_required, never_cache], name="dispatch")
class ReaderView(View):
    """Something of a message, for whoever may see it. To others it doesn't exist, whether it does or not."""

    message: ShareableMessage
    ambassador: Ambassador | None
    teams: list[Team]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = ShareableMessage.objects.select_related("image", "locale", "key_message")
        message = found.filter(pk=kwargs["pk"]).first()
        reader = Ambassador.objects.for_user(request.user)
        if not request.user.is_authenticated:
            reader = reader_by_link(request, message) if message is not None else None
            if reader is None:
                return log_in_first(request)
        if message is None or message.first_published_at is None:
            raise Http404
        self.teams = list(message.teams.all())
        if not (in_audience(reader, message, teams=self.teams) or request.user.has_perm(_CHANGE)):
            raise Http404
        if not is_offered(message, timezone.now()):
            return self._gone(request)
        self.message, self.ambassador = message, reader
        return super().dispatch(request, *args, **kwargs)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        context = {"library_url": library_url(get_language() or "", request)}
        return render(request, f"{_FOLDER}/gone.html", context, status=410)


class MessageView(ReaderView):
    """What a message is about, how it looks on each network, and the first of the two clicks."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        message, reader = self.message, self.ambassador
        pillars = with_reader(message.pillars.all(), reader)
        # Held in memory: modelcluster asks the database again at every look.
        message.network_texts = list(message.network_texts.all())
        name = reader.name if reader is not None else str(request.user)
        closed = closed_networks(message)
        previews = [self._preview(key) for key in networks() if key not in closed]
        context = {
            "message": message,
            "ambassador": reader,
            "name": name,
            "pillars": pillars,
            "reasons": reasons(reader, message, pillars=pillars, teams=self.teams),
            "previews": previews,
            "looks": _looks(previews),
            "link": message.link_card,
            "library_url": library_url(message.locale.language_code, request),
            "picture": message.image and message.image.get_rendition(CARD_PICTURE),
            "picture_url": self._address("message_picture"),
            "video_url": self._address("message_video"),
        }
        return render(request, f"{_FOLDER}/message.html", context)

    def _preview(self, key: str) -> dict[str, Any]:
        words = self.message.words(key)
        return {
            "key": key,
            "text": words,
            "url": self._address("share", key),
            "is_too_long": not networks()[key].fits(words, self.message.example_link(key)),
        }

    def _address(self, name: str, *args: Any) -> str:
        """An address of this message, with the token of a mail when that is how the reader came in."""
        query = self.request.GET.urlencode()
        address = reverse(f"shift:{name}", args=[self.message.pk, *args])
        return f"{address}?{query}" if query else address


def _looks(previews: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Networks on which the post looks the same are shown together."""
    together: dict[tuple[str, bool], list[str]] = {}
    for preview in previews:
        together.setdefault((preview["text"], preview["is_too_long"]), []).append(str(networks()[preview["key"]].label))
    return [
        {"networks": ", ".join(labels), "text": text, "is_too_long": is_too_long}
        for (text, is_too_long), labels in together.items()
    ]


class PictureView(ReaderView):
    """The picture as a file to keep, as JPEG: not every network takes anything else."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        if self.message.image is None:
            raise Http404
        rendition = self.message.image.get_rendition(PICTURE_TO_KEEP)
        return FileResponse(rendition.file.open(), as_attachment=True, filename=f"{_file_name(self.message)}.jpg")


class VideoView(ReaderView):
    """The video as a file to keep, also when the collection of documents is closed to the reader."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        if self.message.video is None:
            raise Http404
        extension = self.message.video.file_extension
        name = f"{_file_name(self.message)}.{extension}" if extension else _file_name(self.message)
        return FileResponse(self.message.video.file.open(), as_attachment=True, filename=name)


def _file_name(message: ShareableMessage) -> str:
    return slugify(message.title)[:60] or f"message-{message.pk}"
