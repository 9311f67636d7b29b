from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import nh3
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Site
from wagtail.rich_text import expand_db_html

from shift_plugin.base.queries import absolute_url, organisation_name
from shift_plugin.conf import shift_settings
from shift_plugin.library.enums import MessageKind, MessageState
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import is_public, offers_of, with_state
from shift_plugin.library.queries.offers import is_restricted
from shift_plugin.people.models import Team
from shift_plugin.sharing.models import TrackedLink
from shift_plugin.vacancies.enums import PayPeriod, Remote, VacancyState
from shift_plugin.vacancies.models import VacancyIndexPage, VacancyPage
from shift_plugin.vacancies.rules import SOON, UTM, Organisation, job_posting

OTHERS = 6
# What search engines show of a text.
TAGS = {"p", "br", "ul", "ol", "li", "h3", "b", "i", "strong", "em"}


# Lists of vacancies


@dataclass(frozen=True)
class VacancyFilters:
    words: str = ""
    team_id: int | None = None
    place: str = ""
    employment_type: str = ""

    @property
    def is_on(self) -> bool:
        return bool(self.words or self.team_id or self.place or self.employment_type)


def open_below(page: Page, *, now: datetime, filters: VacancyFilters | None = None) -> QuerySet[VacancyPage]:
    """The open vacancies below a page, the newest first."""
    rows = VacancyPage.objects.open(now).descendant_of(page).select_related("team")
    chosen = filters or VacancyFilters()
    for word in chosen.words.split():
        found = Q(title__icontains=word) | Q(text__icontains=word) | Q(place__icontains=word)
        rows = rows.filter(found | Q(team__name__icontains=word) | Q(reference_number__iexact=word))
    if chosen.team_id:
        rows = rows.filter(team_id=chosen.team_id)
    if chosen.place:
        rows = rows.filter(place=chosen.place)
    if chosen.employment_type:
        rows = rows.filter(employment_type=chosen.employment_type)
    return rows.order_by("-first_published_at", "-pk")


def other_vacancies(vacancy: VacancyPage, *, now: datetime) -> list[VacancyPage]:
    """What else is open beside a vacancy, for who came too late."""
    return list(open_below(vacancy.get_parent(), now=now).exclude(pk=vacancy.pk)[:OTHERS])


def open_for_everyone(request: HttpRequest, *, now: datetime) -> list[VacancyPage]:
    """Open vacancies of this site that somebody without an account can read."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    rows = open_below(site.root_page, now=now).filter(~is_restricted("path"))
    return list(rows[: 2 * OTHERS])


def index_of(vacancy: Page) -> VacancyIndexPage | None:
    """The page above a vacancy."""
    return VacancyIndexPage.objects.filter(path=path_above(vacancy)).first()


def path_above(vacancy: Page) -> str:
    return str(vacancy.path[: -Page.steplen])


def walled_paths() -> set[str]:
    """Of the pages with vacancies that are behind the wall of an intranet."""
    return set(VacancyIndexPage.objects.filter(is_public=False).values_list("path", flat=True))


def with_vacancy_state(rows: QuerySet[VacancyPage], now: datetime) -> QuerySet[VacancyPage]:
    """Vacancies with ``state``, a value of VacancyState, as rules.state_of tells it, and ``is_offered``."""
    state = Case(
        When(live=False, then=Value(VacancyState.DRAFT)),
        When(closes_at__lte=now, then=Value(VacancyState.CLOSED)),
        When(closes_at__lte=now + SOON, then=Value(VacancyState.CLOSING)),
        default=Value(VacancyState.OPEN),
        output_field=CharField(),
    )
    offers = ShareableMessage.objects.filter(source_page=OuterRef("pk"), kind=MessageKind.VACANCY)
    return rows.annotate(state=state, is_offered=Exists(offers))


def editable_by(user: Any) -> QuerySet[VacancyPage]:
    """Vacancies that somebody may change, where Wagtail lets them change pages."""
    from wagtail.permission_policies.pages import PagePermissionPolicy

    policy = PagePermissionPolicy(VacancyPage)
    return policy.instances_user_has_any_permission_for(user, {"change", "publish"}).order_by("-pk")


def offer_states(page_ids: Iterable[int]) -> dict[int, tuple[ShareableMessage, str]]:
    """Per vacancy the message with which it was offered, and where that is on its way, in words."""
    messages = offers_of(page_ids, kind=MessageKind.VACANCY)
    ours = ShareableMessage.objects.filter(pk__in=[message.pk for message in messages.values()])
    states = dict(with_state(ours).values_list("pk", "state"))
    return {page: (message, str(MessageState(states[message.pk]).label)) for page, message in messages.items()}


# One vacancy in words


def pay_text(vacancy: VacancyPage) -> str:
    """Such as “EUR 2,800 to 3,600 a month”; empty without pay."""
    if not vacancy.has_pay:
        return ""
    low, high = (
        None if amount is None else number_format(amount, 0 if amount == int(amount) else 2, force_grouping=True)
        for amount in (vacancy.pay_min, vacancy.pay_max)
    )
    words = {"currency": vacancy.pay_currency, "low": low, "high": high, "period": PayPeriod(vacancy.pay_period).label}
    if low is not None and high is not None and low != high:
        return _("%(currency)s %(low)s to %(high)s %(period)s") % words
    if high is None:
        return _("%(currency)s %(low)s or more %(period)s") % words
    if low is None:
        return _("%(currency)s %(high)s at most %(period)s") % words
    return _("%(currency)s %(low)s %(period)s") % words


def hours_text(vacancy: VacancyPage) -> str:
    given = (number for number in (vacancy.hours_min, vacancy.hours_max) if number is not None)
    hours = [number_format(number, 0 if number == int(number) else 1) for number in given]
    if not hours:
        return ""
    if len(hours) == 2 and hours[0] != hours[1]:
        return _("%(low)s to %(high)s hours a week") % {"low": hours[0], "high": hours[1]}
    return _("%(hours)s hours a week") % {"hours": hours[0]}


def place_text(vacancy: VacancyPage) -> str:
    if vacancy.remote == Remote.NO:
        return vacancy.place
    return ", ".join(filter(None, [vacancy.place, str(Remote(vacancy.remote).label)]))


def closing_text(vacancy: VacancyPage) -> str:
    """In the time zone of the site, whoever reads it."""
    if vacancy.closes_at is None:
        return ""
    moment = timezone.localtime(vacancy.closes_at, timezone.get_default_timezone())
    with timezone.override(timezone.get_default_timezone()):
        return date_format(moment, "DATETIME_FORMAT")


def posting(vacancy: VacancyPage, *, url: str) -> dict[str, Any]:
    """What search engines read; with moments in the time zone of the site."""
    zone = timezone.get_default_timezone()
    local = VacancyPage(**{name: getattr(vacancy, name) for name in _FACTS}, pk=vacancy.pk)
    local.closes_at = vacancy.closes_at and vacancy.closes_at.astimezone(zone)
    return job_posting(
        local,
        description=nh3.clean(expand_db_html(vacancy.text), tags=TAGS, attributes={}),
        url=url,
        posted_at=(vacancy.first_published_at or timezone.now()).astimezone(zone),
        organisation=Organisation(
            name=organisation_name(), url=shift_settings.ORGANISATION_URL, logo=shift_settings.ORGANISATION_LOGO
        ),
    )


_FACTS = (
    "title reference_number remote place postal_code country employment_type pay_min pay_max pay_period pay_currency"
).split()


# Sharing


def proposed_text(vacancy: VacancyPage) -> str:
    """What a message about the vacancy starts with, in the language of its page."""
    with override(vacancy.locale.language_code if vacancy.locale_id else None):
        facts = ", ".join(filter(None, [place_text(vacancy), hours_text(vacancy), pay_text(vacancy)]))
        first = _("We are looking for a new colleague: %(title)s.") % {"title": vacancy.title}
        last = _("Is it something for you, or for somebody you know?")
        return " ".join(filter(None, [first, f"{facts}." if facts else "", last]))


def link_of(vacancy: VacancyPage) -> tuple[Page | None, str]:
    """Where a message about a vacancy leads: its page where outsiders can open it, or else the address to apply at."""
    index = index_of(vacancy)
    if is_public(vacancy) and (index is None or index.is_public):
        return Page(pk=vacancy.pk), ""
    return None, vacancy.apply_url or shift_settings.VACANCIES_URL


def known_parameters(vacancy: Page) -> list[str]:
    """The parameters that a visit may carry along to the address to apply at."""
    index = index_of(vacancy)
    own = index.referral_parameter if index is not None else ""
    return [*UTM, *filter(None, [own])]


def closed_address() -> str:
    """Where links lead whose vacancy is closed and whose own address is of no use any more."""
    return shift_settings.VACANCIES_URL or absolute_url(reverse("shift:vacancy_closed"))


def live_messages_of_closed(now: datetime) -> QuerySet[ShareableMessage]:
    """What offers a vacancy in the library that is past its closing moment."""
    closed = VacancyPage.objects.filter(closes_at__lte=now).values("pk")
    return ShareableMessage.objects.filter(kind=MessageKind.VACANCY, live=True, source_page__in=closed)


def messages_with_dead_links(now: datetime) -> QuerySet[ShareableMessage]:
    """Messages about vacancies that are over, with tracked links that still lead to an address of no use.

    A link to our own page is fine as long as that is there: it says itself that the vacancy is closed.
    """
    closed = VacancyPage.objects.filter(closes_at__lte=now).values("pk")
    over = Q(source_page__in=closed) | Q(source_page__live=False)
    elsewhere = over & ~Q(link_url="")
    gone = Q(link_page__live=False) | Q(source_page=None, link_page=None, link_url="") | _is_private()
    followed = TrackedLink.objects.filter(share__message=OuterRef("pk"), former_url="")
    about = ShareableMessage.objects.filter(kind=MessageKind.VACANCY, live=False)
    return about.filter(elsewhere | gone).filter(Exists(followed))


def _is_private() -> Q:
    return Q(link_page__isnull=False) & Q(is_restricted("link_page__path"))


def teams_with_vacancies(rows: QuerySet[VacancyPage]) -> list[tuple[int, str]]:
    """Teams for a filter: only those that it finds something for."""
    found = Team.objects.filter(pk__in=rows.order_by().values("team_id"))
    return list(found.order_by("name").values_list("pk", "name"))
