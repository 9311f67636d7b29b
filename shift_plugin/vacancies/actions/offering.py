"""Everything that changes around vacancies; the pages themselves are edited in Wagtail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from shift_plugin.library.actions import Offer, offer_page, retire_messages_of
from shift_plugin.library.enums import MessageKind
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Team
from shift_plugin.people.permissions import MayNot
from shift_plugin.sharing.actions import lead_back, lead_elsewhere
from shift_plugin.strategy.models import KeyMessage, Pillar
from shift_plugin.vacancies.models import VacancyPage
from shift_plugin.vacancies.permissions import may_offer
from shift_plugin.vacancies.queries import (
    closed_address,
    link_of,
    live_messages_of_closed,
    messages_with_dead_links,
    proposed_text,
)


class NotOpen(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A vacancy that nobody can apply for; the text is for the reader."""


@transaction.atomic
def offer_for_sharing(
    *,
    vacancy: VacancyPage,
    by: Any,
    now: datetime,
    pillars: Sequence[Pillar],
    key_message: KeyMessage | None,
    title: str = "",
    text: str = "",
    teams: Sequence[Team] = (),
    roles: Sequence[str] = (),
    hashtags: str = "",
    image: Any = None,
    image_alt: str = "",
) -> ShareableMessage:
    """Propose a message about a vacancy, in the same moderation as every other message, until the vacancy closes.

    Raises MayNot, NotOpen, library's AlreadyOffered, and ValidationError by field.
    """
    if not may_offer(by, vacancy):
        raise MayNot(_("You may not offer this vacancy."))
    if not vacancy.live:
        raise NotOpen(_("Publish the vacancy first."))
    if vacancy.is_closed(now):
        raise NotOpen(_("The vacancy is closed. Give it another closing moment first."))
    link_page, link_url = link_of(vacancy)
    offer = Offer(
        title=title or vacancy.title[:150],
        text=text or proposed_text(vacancy),
        kind=MessageKind.VACANCY,
        pillars=pillars,
        key_message=key_message,
        teams=teams,
        roles=roles,
        link_page=link_page,
        link_url=link_url,
        image=image,
        image_alt=image_alt,
        hashtags=hashtags,
        expire_at=vacancy.closes_at,
    )
    message = offer_page(page=vacancy, offer=offer, by=by)
    log(instance=vacancy, action="shift.offer", user=by, data={"message": message.title})
    return message


@transaction.atomic
def retire_closed(*, now: datetime) -> int:
    """Take messages out of the library whose vacancy is closed, whatever their own end says; returns how many."""
    closed = VacancyPage.objects.filter(pk__in=live_messages_of_closed(now).values("source_page"))
    return sum(retire_messages_of(page=vacancy) for vacancy in closed.order_by("pk"))


def lead_links_away(*, now: datetime) -> int:
    """Let the links of vacancies that are over lead to those that are open, where their own address is of no use.

    Returns how many links. Looks at what is, not at what changed, so being late or running twice does no harm.
    """
    address = closed_address()
    messages = messages_with_dead_links(now).values_list("pk", flat=True)
    return sum(lead_elsewhere(message_id=pk, address=address) for pk in messages)


def lead_links_back(*, message_id: int) -> int:
    """A vacancy that is offered again: links that were led away lead to it once more."""
    return lead_back(message_id=message_id)
