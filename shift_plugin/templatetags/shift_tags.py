"""What templates of the plugin, and of the host, can use: ``{% load shift_tags %}``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.http import QueryDict
from django.template import TemplateDoesNotExist
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from shift_plugin.base import rules
from shift_plugin.base.enums import Colour, FigureKind, networks
from shift_plugin.conf import shift_settings

register = template.Library()

FALLBACK_ICON = "share"


class HostBaseNode(ExtendsNode):
    """Extends the template that the setting BASE_TEMPLATE names, looked up for every rendering.

    Works for any view and any page's ``serve``: the host adds nothing to its context. ``{% load %}`` has to stand
    before it, which Django's own tag refuses. So a template with this tag has no blocks: Django would take it for the
    root of the page, and blocks would be filled twice. ``shift_plugin/base.html`` extends it in the usual way.
    """

    must_be_first = False

    def get_parent(self, context: Context) -> Any:
        return self.find_template(shift_settings.BASE_TEMPLATE, context)


@register.tag
def shift_extends_host(parser: Parser, token: Token) -> HostBaseNode:
    return HostBaseNode(parser.parse(), parser.compile_filter('"BASE_TEMPLATE"'))


@register.simple_tag(takes_context=True)
def shift_unread_count(context: Context) -> int:
    """Unread messages in the inbox of whoever looks at the page; 0 for visitors who are not logged in."""
    from shift_plugin.distribution.queries import unread_count

    user = getattr(_request(context), "user", None) or context.get("user")
    return unread_count(user) if user is not None and user.is_authenticated else 0


@register.simple_tag
def shift_mail_in_words(ambassador: Any) -> str:
    """What somebody gets by mail, and when, in a few sentences."""
    from shift_plugin.distribution.queries import mail_in_words

    return " ".join(mail_in_words(ambassador, timezone.now()))


@register.simple_tag(takes_context=True)
def shift_own_shares(context: Context, message: Any) -> dict[str, Any]:
    """What the reader, ``ambassador`` in the context, did with a message: the ``shares``, the ``networks`` that were
    used, and the ``token`` of who came from a mail. Nobody sees it of anybody else.
    """
    from shift_plugin.sharing.queries import own_shares

    reader, request = context.get("ambassador"), _request(context)
    token = "" if request.user.is_authenticated else request.GET.get("t", "")
    shares = own_shares(message, reader) if reader else []
    return {"shares": shares, "networks": {share.network for share in shares}, "token": token}


@register.inclusion_tag("shift_plugin/stories/open_challenges.html", takes_context=True)
def shift_open_challenges(context: Context, most: int = 3) -> dict[str, Any]:
    """What is asked of whoever looks at the page, the soonest deadline first; nothing for who doesn't take part."""
    from shift_plugin.people.models import Ambassador
    from shift_plugin.stories.queries.challenges import open_challenges

    user = getattr(_request(context), "user", None)
    reader = Ambassador.objects.for_user(user) if user is not None else None
    found = list(open_challenges(reader, timezone.now())[: most + 1])
    return {"challenges": found[:most], "more": len(found) > most}


@register.simple_tag(takes_context=True)
def shift_story_url(context: Context, pillar: Any = None) -> str:
    """The address of the form for stories, about a pillar when one is given; empty when no editor placed one."""
    from shift_plugin.stories.queries import submission_url

    request = _request(context)
    return submission_url(request, pillar.pk if pillar is not None else None) if request is not None else ""


@register.inclusion_tag("shift_plugin/library/share_page.html", takes_context=True)
def shift_share_page(context: Context, page: Any) -> dict[str, Any]:
    """A button to share this page of the site, or to make it shareable; nothing for who can do neither."""
    from shift_plugin.library.views.userbar import way_to_share

    request = _request(context)
    return {"way": way_to_share(request, page) if request is not None and hasattr(request, "user") else {}}


@register.simple_tag
def shift_icon(name: str) -> SafeString:
    """An icon beside a text. It is decoration: readers of the page by ear don't hear it.

    The drawings are templates in ``shift_plugin/icons/``; a host replaces one, or adds one for its own network, by a
    template of the same name.
    """
    return _icon.__wrapped__(name) if settings.DEBUG else _icon(name)


@cache
def _icon(name: str) -> SafeString:
    try:
        drawing = get_template(f"shift_plugin/icons/{name}.html")
    except TemplateDoesNotExist:
        drawing = get_template(f"shift_plugin/icons/{FALLBACK_ICON}.html")
    return format_html(
        '<svg class="shift-icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">{}</svg>',
        mark_safe(drawing.render().strip()),  # noqa: S308 - a template of the site itself  # nosec B308 B703
    )


@register.simple_tag(takes_context=True)
def shift_querystring(context: Context, **changes: Any) -> str:
    """The address's own parameters with some changed, so that filters stay while paging. None or "" takes one out."""
    request = _request(context)
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def shift_network_label(key: str) -> str:
    """The name of a network; of one that the settings don't know any more: its key."""
    network = networks().get(key)
    return str(network.label) if network else key


@register.filter
def shift_number(value: Any) -> str:
    """A number as people write it in their language: 1,284 or 1.284. Anything else stays as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return str(value)
    rounded = round(value, 1)
    if rounded == int(rounded):
        return number_format(int(rounded), force_grouping=True)
    return number_format(rounded, decimal_pos=1, force_grouping=True)


@register.filter
def shift_kind_label(kind: str) -> str:
    """How sure a figure is, in words: measured, self-reported or estimated."""
    return str(FigureKind(kind).label)


@register.inclusion_tag("shift_plugin/elements/avatar.html")
def shift_avatar(name: str, image: Any = None, size: str = "") -> dict[str, Any]:
    """A round picture of a person, or the initials on a colour that stays the same for that name."""
    colours = Colour.values
    return {
        "name": name,
        "image": image,
        "size": size,
        "initials": rules.initials(name),
        "tone": colours[rules.spread(name, len(colours))],
    }


@register.inclusion_tag("shift_plugin/elements/pagination.html", takes_context=True)
def shift_pagination(context: Context, page: Any, parameter: str = "page", label: str = "") -> dict[str, Any]:
    """Links to the pages of a list; other parameters of the address stay.

    Works with any object that has Django's ``has_next``, ``has_previous`` and ``number``; without a paginator that
    can count, only previous and next are shown.
    """
    paginator = getattr(page, "paginator", None)
    count = getattr(paginator, "num_pages", None)

    def address(number: int) -> str:
        return shift_querystring(context, **{parameter: number if number > 1 else None})

    shown = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1) if count else []
    return {
        "page": page,
        "count": count,
        "label": label,
        "previous": address(page.number - 1) if page.has_previous() else "",
        "next": address(page.number + 1) if page.has_next() else "",
        "numbers": [(number, address(number) if isinstance(number, int) else "") for number in shown],
        "several": page.has_previous() or page.has_next(),
    }


@register.inclusion_tag("shift_plugin/elements/chart_bar.html")
def shift_bar_chart(rows: Sequence[Any], label: str, **words: Any) -> dict[str, Any]:
    """Lying bars with the same figures in a table.

    ``rows``: pairs of a name and a value, or a name and a list of values, one per name in ``series``.
    Words: ``series`` (list of names), ``kind`` (measured, reported, estimated), ``definition``, ``column`` (heading of
    the names), ``value_column`` (heading of a single value), ``open`` (table shown from the start).
    """
    table = [(str(name), list(values) if isinstance(values, Sequence) else [values]) for name, values in rows]
    return {**words, "label": label, "rows": table, "chart": rules.bar_chart(table)}


@register.inclusion_tag("shift_plugin/elements/chart_line.html")
def shift_line_chart(labels: Sequence[Any], series: Any, label: str, **words: Any) -> dict[str, Any]:
    """Lines over time with the same figures in a table.

    ``labels``: names of the moments. ``series``: a mapping, or pairs, of a name and as many values; None for a moment
    without a figure. Words as for ``shift_bar_chart``.
    """
    lines = [(str(name), list(values)) for name, values in (series.items() if isinstance(series, Mapping) else series)]
    moments = [str(moment) for moment in labels]
    rows = [(moment, [values[place] for _, values in lines]) for place, moment in enumerate(moments)]
    return {
        **words,
        "label": label,
        "rows": rows,
        "series": [name for name, _ in lines],
        "chart": rules.line_chart(moments, lines),
    }


def _request(context: Context) -> Any:
    return context.get("request") or getattr(context, "request", None)
