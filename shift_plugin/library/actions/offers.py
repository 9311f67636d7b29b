"""A page that is offered for sharing: from a proposal to a message that waits for approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from shift_plugin.library.enums import MessageKind
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import offer_of
from shift_plugin.people.models import Team
from shift_plugin.strategy.models import KeyMessage, Pillar


class AlreadyOffered(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """There is a message about this page that waits for approval, or that is in the library."""

    def __init__(self, message: ShareableMessage) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What somebody proposes to be shared about a page."""

    title: str
    text: str
    kind: str = MessageKind.ARTICLE
    pillars: Sequence[Pillar]
    key_message: KeyMessage | None
    teams: Sequence[Team] = ()
    roles: Sequence[str] = ()
    link_page: Any = None
    link_url: str = ""
    image: Any = None
    image_alt: str = ""
    hashtags: str = ""
    expire_at: datetime | None = None
    more: dict[str, Any] = field(default_factory=dict)
    """Other fields of the message."""

    def put_into(self, message: ShareableMessage) -> None:
        message.pillars.set(self.pillars)
        message.teams.set(self.teams)
        message.roles = list(self.roles)
        names = "title text kind key_message link_page link_url image image_alt hashtags expire_at".split()
        for name, value in {**{name: getattr(self, name) for name in names}, **self.more}.items():
            setattr(message, name, value)


@transaction.atomic
def offer_page(*, page: Page, offer: Offer, by: Any) -> ShareableMessage:
    """Propose a message about a page and submit it for approval, in the same moderation as every other message.

    One at a time for a page: a message that was sent back, or that is no longer in the library, gets the new text.
    Raises AlreadyOffered, and ValidationError by field when the message could never go out like this.
    """
    # Who comes second waits here, and then finds the message of the first.
    Page.objects.select_for_update().get(pk=page.pk)
    existing = offer_of(page, kind=offer.kind)
    if existing is not None and (existing.live or existing.workflow_in_progress):
        raise AlreadyOffered(existing)
    message = existing.get_latest_revision_as_object() if existing is not None else _new(page)
    offer.put_into(message)
    _check(message)
    if existing is None:
        message.save()
        log(instance=message, action="wagtail.create", user=by, content_changed=True)
    message.save_revision(user=by, log_action=True)
    submit(message=message, by=by)
    return message


def _new(page: Page) -> ShareableMessage:
    return ShareableMessage(live=False, source_page=Page(pk=page.pk), locale_id=page.locale_id)


def _check(message: ShareableMessage) -> None:
    message.full_clean(exclude=["key_message"])
    message.clean_for_publication()


def submit(*, message: ShareableMessage, by: Any) -> None:
    """Ask for approval; on a site without moderation the message stays a draft, as the Shift home tells."""
    state = message.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(by)
    elif (workflow := message.get_workflow()) is not None:
        workflow.start(message, by)
