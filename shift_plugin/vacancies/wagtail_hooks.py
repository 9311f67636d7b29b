"""What this capability has in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Page

from shift_plugin.base.views import PANEL_HOOK
from shift_plugin.vacancies.models import VacancyPage
from shift_plugin.vacancies.permissions import MAY_SEE, may_offer
from shift_plugin.vacancies.queries import offer_states
from shift_plugin.vacancies.reports import VacanciesPanel, VacanciesView
from shift_plugin.vacancies.views import OfferView
from shift_plugin.vacancies.viewsets import FeedRunAdmin, VacancyFeedViewSet

VIEWSETS = (VacancyFeedViewSet,)
MODELADMINS = (FeedRunAdmin,)


class VacanciesMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(MAY_SEE)


MENU_ITEMS = (
    VacanciesMenuItem(
        gettext_lazy("Vacancies"),
        reverse_lazy("shift_vacancies"),
        name="shift-vacancies",
        icon_name="user",
        order=340,
    ),
)


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    results = VacanciesView.as_view(results_only=True)
    return [
        path("shift/vacancies/", VacanciesView.as_view(), name="shift_vacancies"),
        path("shift/vacancies/results/", results, name="shift_vacancies_results"),
        path("shift/vacancies/<int:page_id>/offer/", OfferView.as_view(), name="shift_offer_vacancy"),
    ]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """What no listing registers by itself, so that the group editor shows it."""
    codes = ("view_vacancyfeed", "view_vacancypage", "view_feedrun")
    return Permission.objects.filter(content_type__app_label="shift_plugin", codename__in=codes)


@hooks.register("register_page_listing_more_buttons")
def listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if can_be_offered(page, user):
        yield offer_button(page)


@hooks.register("register_page_header_buttons")
def header_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if can_be_offered(page, user):
        yield offer_button(page)


def can_be_offered(page: Page, user: Any) -> bool:
    return page.live and page.specific_class is VacancyPage and may_offer(user, page)


def offer_button(page: Page) -> Button:
    url = reverse("shift_offer_vacancy", args=[page.pk])
    return Button(gettext_lazy("Offer for sharing"), url, icon_name="group", priority=40)


@hooks.register("after_publish_page")
def say_what_is_next(request: HttpRequest, page: Page) -> None:
    """Nobody has to know beforehand that a vacancy can be shared, or that the pay is missing."""
    if not isinstance(page, VacancyPage):
        return
    if not page.has_pay:
        messages.warning(request, _("This vacancy has no pay range yet."))
    is_open = page.live and not page.is_closed(timezone.now())
    if is_open and may_offer(request.user, page) and page.pk not in offer_states([page.pk]):
        button = messages.button(reverse("shift_offer_vacancy", args=[page.pk]), _("Offer for sharing"))
        messages.info(request, _("Colleagues can share this vacancy."), buttons=[button])


@hooks.register(PANEL_HOOK)
def vacancies_panel(request: HttpRequest) -> VacanciesPanel | None:
    return VacanciesPanel.for_user(request.user)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    @actions.register_action("shift.offer")
    class Offered(LogFormatter):
        label = gettext_lazy("Offer for sharing")

        def format_message(self, log_entry: Any) -> str:
            return _("Offered for sharing as “%(message)s”") % log_entry.data
