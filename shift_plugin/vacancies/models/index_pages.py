from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from shift_plugin.strategy.models import KeyMessage, Pillar
from shift_plugin.vacancies.rules import unknown_places

# A page type serves itself, so this model calls what is built on it; by path, because a model imports no view.
CONTEXT = "shift_plugin.vacancies.views.index_context"


class VacancyIndexPageMixin(models.Model):
    """What a page above vacancies holds; use it to make a page type of your own."""

    introduction = models.TextField(_("introduction"), blank=True)
    is_public = models.BooleanField(
        _("outsiders can open these pages"),
        default=True,
        help_text=_("Untick it for an intranet behind a wall: messages then link to the address to apply at."),
    )
    pillar = models.ForeignKey(
        Pillar,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("content pillar"),
        help_text=_("Of the messages that offer these vacancies for sharing, unless another is chosen."),
    )
    key_message = models.ForeignKey(
        KeyMessage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("key message")
    )
    referral_parameter = models.CharField(
        _("parameter in the address"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z][\w.-]*\Z", _("Use letters, digits, - and _ only."))],
        help_text=_("By which the site for applicants knows where somebody came from, such as gh_src. Empty: none."),
    )
    referral_value = models.CharField(
        _("value"),
        max_length=100,
        blank=True,
        help_text=_(
            "Words, with {network}, {campaign} and {code} where you want them. The code says nothing about who shared."
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if wrong := unknown_places(self.referral_value):
            raise ValidationError(
                {
                    "referral_value": _("There is no {%(name)s}. Choose from {network}, {campaign} and {code}.")
                    % {"name": wrong[0]}
                }
            )
        if bool(self.referral_parameter) != bool(self.referral_value):
            empty = "referral_value" if self.referral_parameter else "referral_parameter"
            raise ValidationError({empty: _("Fill in both the parameter and its value, or neither.")})
        if self.key_message is not None and self.key_message.pillar_id != self.pillar_id:
            raise ValidationError({"key_message": _("Choose a key message of the chosen pillar.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **import_string(CONTEXT)(request, self)}


class VacancyIndexPage(VacancyIndexPageMixin, Page):  # noqa: DJ008 - a page has one
    """The open vacancies below this page, with search and filters."""

    # Wagtail gives every page class a template of its own unless it is named in the class itself.
    template = "shift_plugin/vacancies/vacancy_index_page.html"
    # Who may add pages here is HR, and HR adds vacancies.
    subpage_types = ["shift_plugin.VacancyPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("is_public"),
        MultiFieldPanel([FieldPanel("pillar"), FieldPanel("key_message")], heading=_("When they are shared")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("referral_parameter"), FieldPanel("referral_value")])],
            heading=_("Where applicants come from"),
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("page with vacancies")
        verbose_name_plural = _("pages with vacancies")
