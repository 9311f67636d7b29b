"""Reactions to announcements from capabilities below, and what vacancies give to those that can't ask for it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from shift_plugin.base.actions import enqueue
from shift_plugin.base.queries import absolute_url
from shift_plugin.library.enums import MessageKind
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import changed_at, obstacles_by
from shift_plugin.library.signals import message_published, message_withdrawn
from shift_plugin.sharing.queries import parameters_by
from shift_plugin.vacancies.actions import lead_links_back
from shift_plugin.vacancies.models import VacancyPage
from shift_plugin.vacancies.queries import index_of
from shift_plugin.vacancies.rules import referral_value

CHANGE_MESSAGE = "shift_plugin.change_shareablemessage"


@receiver(message_withdrawn, dispatch_uid="shift_plugin.vacancies.withdrawn")
def on_withdrawn(sender: Any, message_id: int, **kwargs: Any) -> None:
    if ShareableMessage.objects.filter(pk=message_id, kind=MessageKind.VACANCY).exists():
        enqueue("shift_plugin.vacancies.tasks.lead_links_away")


@receiver(message_published, dispatch_uid="shift_plugin.vacancies.published")
def on_published(sender: Any, message: ShareableMessage, **kwargs: Any) -> None:
    if message.kind == MessageKind.VACANCY:
        lead_links_back(message_id=message.pk)


@obstacles_by
def closed_vacancy(message: ShareableMessage) -> dict[str, Any]:
    if message.kind != MessageKind.VACANCY or message.source_page_id is None:
        return {}
    if not VacancyPage.objects.closed(timezone.now()).filter(pk=message.source_page_id).exists():
        return {}
    return {"expire_at": gettext("The vacancy is closed. Give it another closing moment first.")}


@changed_at
def offer_address(message: ShareableMessage, user: Any) -> str:
    """HR changes what was sent back where it was offered."""
    if message.kind != MessageKind.VACANCY or message.source_page_id is None or user.has_perm(CHANGE_MESSAGE):
        return ""
    return absolute_url(reverse("shift_offer_vacancy", args=[message.source_page_id]))


@parameters_by
def referral(message: ShareableMessage, network: str, campaign: str, code: str) -> dict[str, str]:
    """What tells the site for applicants where somebody came from, as the page above the vacancy says."""
    if message.kind != MessageKind.VACANCY or message.source_page is None:
        return {}
    index = index_of(message.source_page)
    if index is None or not index.referral_parameter:
        return {}
    value = referral_value(index.referral_value, network=network, campaign=campaign, code=code)
    return {index.referral_parameter: value}
