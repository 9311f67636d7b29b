"""In the admin: from a vacancy to a message that waits for approval."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from shift_plugin.library.actions import AlreadyOffered
from shift_plugin.library.permissions import is_offered
from shift_plugin.people.permissions import MayNot
from shift_plugin.vacancies.actions import NotOpen, offer_for_sharing
from shift_plugin.vacancies.forms import OfferForm
from shift_plugin.vacancies.models import VacancyPage
from shift_plugin.vacancies.permissions import may_offer
from shift_plugin.vacancies.queries import closing_text, index_of, link_of, offer_states, proposed_text


class OfferView(WagtailAdminTemplateMixin, FormView):
    """Shows the message that there is, or the form that makes one. Only a POST makes it."""

    template_name = "shift_plugin/vacancies/offer.html"
    page_title = gettext_lazy("Offer for sharing")
    header_icon = "group"
    form_class = OfferForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.vacancy = get_object_or_404(VacancyPage, pk=kwargs["page_id"])
        if not may_offer(request.user, self.vacancy):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.vacancy.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("shift_vacancies"), "label": VacancyPage._meta.verbose_name_plural}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.vacancy.title}
        return [*super().get_breadcrumbs_items(), above, here]

    @cached_property
    def offered(self) -> Any:
        """The message, and where it is on its way."""
        return offer_states([self.vacancy.pk]).get(self.vacancy.pk)

    @property
    def obstacle(self) -> str:
        """Why nothing can be offered now, in words."""
        if not self.vacancy.live:
            return _("Publish the vacancy first.")
        if self.vacancy.is_closed(timezone.now()):
            return _("The vacancy is closed. Give it another closing moment first.")
        return ""

    @property
    def is_done(self) -> bool:
        message = self.offered and self.offered[0]
        return bool(message and (is_offered(message, timezone.now()) or message.live or message.workflow_in_progress))

    def get_initial(self) -> dict[str, Any]:
        index = index_of(self.vacancy)
        initial = {
            "title": self.vacancy.title,
            "text": proposed_text(self.vacancy),
            "pillar": index and index.pillar_id,
            "key_message": index and index.key_message_id,
        }
        if self.offered is None:
            return initial
        latest = self.offered[0].get_latest_revision_as_object()
        return {
            "title": latest.title,
            "text": latest.text,
            "hashtags": latest.hashtags,
            "pillar": next((pillar.pk for pillar in latest.pillars.all()), None),
            "key_message": latest.key_message_id,
            "teams": [team.pk for team in latest.teams.all()],
            "roles": latest.roles,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        message, state = self.offered or (None, "")
        link_page, link_url = link_of(self.vacancy)
        return super().get_context_data(
            vacancy=self.vacancy,
            obstacle=self.obstacle,
            is_done=self.is_done,
            message=message,
            state=state,
            reason=self._reason(message),
            may_edit=self.request.user.has_perm("shift_plugin.change_shareablemessage"),
            link=self.vacancy.full_url if link_page else link_url,
            until=closing_text(self.vacancy),
            edit_url=reverse("wagtailadmin_pages:edit", args=[self.vacancy.pk]),
            **kwargs,
        )

    def _reason(self, message: Any) -> str:
        """What a moderator wrote who sent it back."""
        state = message and message.current_workflow_state
        return state.current_task_state.comment if state and state.current_task_state else ""

    def form_valid(self, form: OfferForm) -> HttpResponse:
        try:
            offer_for_sharing(vacancy=self.vacancy, by=self.request.user, now=timezone.now(), **form.offered())
        except AlreadyOffered:
            messages.info(self.request, _("There is a message about this vacancy already."))
        except (MayNot, NotOpen) as refusal:
            messages.error(self.request, str(refusal))
        except ValidationError as error:
            form.take_over(error)
            return self.form_invalid(form)
        else:
            messages.success(self.request, _("Offered. A colleague reads it and puts it in the library."))
        return redirect("shift_offer_vacancy", self.vacancy.pk)
