from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index

from shift_plugin.people.models import Team
from shift_plugin.vacancies.enums import EmploymentType, PayPeriod, Remote
from shift_plugin.vacancies.panels import VACANCY_PANELS, VacancyForm

# A page type serves itself, so this model calls what is built on it; by path, because a model imports no view.
CONTEXT = "shift_plugin.vacancies.views.vacancy_context"


class VacancyQuerySet(PageQuerySet):
    def open(self, now: datetime) -> VacancyQuerySet:
        """Published, and not past the closing moment. The clock decides, whatever job has run."""
        return self.live().exclude(closes_at__lte=now)

    def closed(self, now: datetime) -> VacancyQuerySet:
        return self.live().filter(closes_at__lte=now)

    def without_pay(self) -> VacancyQuerySet:
        return self.filter(pay_min=None, pay_max=None)


class VacancyPageMixin(models.Model):
    """What a vacancy holds beside its title; use it to make a page type of your own."""

    text = RichTextField(_("text"), features=["bold", "italic", "h3", "ul", "ol", "link"])
    reference_number = models.CharField(_("reference number"), max_length=60, blank=True)
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    remote = models.CharField(_("where"), max_length=6, choices=Remote.choices, default=Remote.NO)
    place = models.CharField(_("place"), max_length=100, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=12, blank=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        default="NL",
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Write two capitals, such as NL."))],
        help_text=_("Two letters: NL, BE, DE, GB."),
    )
    employment_type = models.CharField(
        _("type of work"), max_length=10, choices=EmploymentType.choices, default=EmploymentType.FULL_TIME
    )
    hours_min = models.DecimalField(_("hours a week, from"), max_digits=4, decimal_places=1, null=True, blank=True)
    hours_max = models.DecimalField(_("hours a week, to"), max_digits=4, decimal_places=1, null=True, blank=True)
    pay_min = models.DecimalField(_("pay, from"), max_digits=10, decimal_places=2, null=True, blank=True)
    pay_max = models.DecimalField(_("pay, to"), max_digits=10, decimal_places=2, null=True, blank=True)
    pay_period = models.CharField(_("per"), max_length=5, choices=PayPeriod.choices, default=PayPeriod.MONTH)
    pay_currency = models.CharField(
        _("currency"),
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}\Z", _("Write three capitals, such as EUR."))],
    )
    contact_name = models.CharField(_("name"), max_length=100, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("phone number"), max_length=30, blank=True)
    apply_url = models.URLField(_("web address to apply at"), max_length=500, blank=True)
    apply_email = models.EmailField(_("e-mail address to apply at"), blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)

    # By "Offer for sharing", which fills in more than "Make shareable" does.
    has_own_offer = True

    class Meta:
        abstract = True

    @property
    def sharing_ends_at(self) -> datetime | None:
        """Until when messages about this page are in the library: see library.actions.follow_page."""
        return self.closes_at

    def is_closed(self, now: datetime) -> bool:
        return self.closes_at is not None and self.closes_at <= now

    @property
    def has_pay(self) -> bool:
        return self.pay_min is not None or self.pay_max is not None

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if not self.place.strip() and self.remote != Remote.YES:
            errors["place"] = _("Say where the work is, or choose that it is done wholly at home.")
        if not self.apply_url and not self.apply_email:
            errors["apply_url"] = _("Give a web address or an e-mail address to apply at.")
        for low, high in (("hours_min", "hours_max"), ("pay_min", "pay_max")):
            first, last = getattr(self, low), getattr(self, high)
            if first is not None and last is not None and last < first:
                errors[high] = _("The second number can't be smaller than the first.")
        if errors:
            raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **import_string(CONTEXT)(request, self)}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asked for anew each time: a copy from before the closing moment would still call it open."""
        response = super().serve(request, *args, **kwargs)
        patch_cache_control(response, no_cache=True)
        return response


class VacancyPage(VacancyPageMixin, Page):  # noqa: DJ008 - a page has one
    """A job opening. Stays at its address when it closes, and says so."""

    objects = PageManager.from_queryset(VacancyQuerySet)()

    # Wagtail gives every page class a template of its own unless it is named in the class itself.
    template = "shift_plugin/vacancies/vacancy_page.html"
    base_form_class = VacancyForm
    content_panels = VACANCY_PANELS
    parent_page_types = ["shift_plugin.VacancyIndexPage"]
    subpage_types: list[str] = []
    search_fields = [
        *Page.search_fields,
        index.SearchField("text"),
        index.SearchField("place"),
        index.SearchField("reference_number"),
        index.FilterField("closes_at"),
        index.FilterField("employment_type"),
        index.FilterField("place"),
        index.FilterField("team_id"),
    ]

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        indexes = [
            models.Index(fields=["closes_at"], condition=Q(closes_at__isnull=False), name="shift_vacancy_closing")
        ]
