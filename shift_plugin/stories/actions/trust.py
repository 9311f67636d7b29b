"""Creators whose stories about a content pillar are published without review."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.create import CreateAction
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import log

from shift_plugin.base.actions import enqueue
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import MayNot
from shift_plugin.stories.actions.history import StoryError, record
from shift_plugin.stories.actions.messages import draft_of, link_up, said
from shift_plugin.stories.actions.triage import accept
from shift_plugin.stories.enums import EventKind, StoryState
from shift_plugin.stories.models import Story, StoryMessage, TrustedCreator
from shift_plugin.stories.permissions import is_sender, may_triage
from shift_plugin.stories.queries import due_from
from shift_plugin.stories.queries.consents import problem_with_file
from shift_plugin.stories.rules import FileRefused
from shift_plugin.strategy.models import Pillar

PUBLISH_BY_TRUST = "shift_plugin.stories.tasks.publish_by_trust"


@transaction.atomic
def grant_trust(*, ambassador: Ambassador, pillar: Pillar, by: Any) -> TrustedCreator:
    """Let somebody publish stories about a pillar without review. Granting it again changes nothing."""
    trust, is_new = TrustedCreator.objects.get_or_create(
        ambassador=ambassador, pillar=pillar, defaults={"granted_by": by}
    )
    if is_new:
        for instance in (trust, ambassador):
            log(instance=instance, action="shift.trust.grant", user=by, data={"pillar": str(pillar)})
    return trust


@transaction.atomic
def revoke_trust(*, trust: TrustedCreator, by: Any = None) -> None:
    """From now on an editor reviews their stories; what was published stays."""
    log(instance=trust.ambassador, action="shift.trust.revoke", user=by, data={"pillar": str(trust.pillar)})
    trust.delete()


def revoke_all(*, ambassador: Ambassador) -> None:
    """Who stops taking part and comes back later has to be trusted anew."""
    for trust in ambassador.trusted_with.select_related("pillar"):
        revoke_trust(trust=trust)


def trust_in(story: Story) -> TrustedCreator | None:
    """The trust by which a story needs no review; None when it does."""
    if story.sender_id is None or story.pillar_id is None:
        return None
    found = TrustedCreator.objects.filter(ambassador_id=story.sender_id, pillar_id=story.pillar_id)
    return found.filter(pillar__is_active=True, ambassador__left_at=None).select_related("granted_by").first()


def trust_of(ambassador: Ambassador) -> list[TrustedCreator]:
    """With which content pillars somebody is trusted, in their order."""
    found = ambassador.trusted_with.select_related("pillar")
    return list(found.order_by("pillar__sort_order", "pillar__name"))


def plan_publication(*, story: Story) -> None:
    """After handing in: in the background, because a video takes a while to copy."""
    if trust_in(story) is not None:
        enqueue(PUBLISH_BY_TRUST, story.pk)


def publish_by_trust(*, story: Story) -> ShareableMessage | None:
    """Make a message of the story of a trusted creator and publish it; None when it stays in the queue.

    It goes out whole or not at all: what isn't fit to be published, or holds a photo of people who weren't asked, waits
    for an editor, with a note that says why. Nobody publishes it in person, so four eyes are no obstacle; the history
    says who trusts the sender.
    """
    trust = trust_in(story)
    if trust is None or not _waits_for_nobody(story):
        return None
    try:
        with transaction.atomic():
            return _publish(story, trust)
    except (ValidationError, FileRefused, PublishPermissionError) as problem:
        story.refresh_from_db()
        if _waits_for_nobody(story):
            record(story=story, kind=EventKind.NEEDS_REVIEW, text=said(problem)[:2000])
        return None


def _waits_for_nobody(story: Story) -> bool:
    """No editor is busy with it: has taken it up, or asked something."""
    return story.state == StoryState.WAITING and story.assigned_to_id is None


def _publish(story: Story, trust: TrustedCreator) -> ShareableMessage:
    files = list(story.files.select_related("story"))
    if problem := next(filter(None, map(problem_with_file, files)), ""):
        raise StoryError(problem)
    accept(story=story, by_trust=True)
    # They hear that it is published, which says more.
    story.events.filter(kind=EventKind.ACCEPTED, told_at=None).update(tell_at=None)
    message = draft_of(story=story, files=files, by=None)
    message.key_message = message.key_message or trust.pillar.key_messages.first()
    message.clean_for_publication()
    create = CreateAction(message, user=trust.ambassador.user)
    create.execute(skip_permission_checks=True)
    link_up(story=story, message=message, by=None, is_told=False)
    log(instance=story, action="shift.story.by_trust", data={"by": str(trust.granted_by or "")})
    create.revision.publish(log_action="shift.story.by_trust")
    message.refresh_from_db()
    return message


@transaction.atomic
def take_back(*, story: Story, by: Any, words: str = "") -> Story:
    """Undo a publication by trust: the message leaves the library and the story waits for an editor.

    For editors, and for the sender, who leaves the messages that editors made of it alone. What colleagues shared stays
    where it is. Raises MayNot, and StoryError when there is nothing to take back.
    """
    if not (is_sender(by, story) or may_triage(by, story)):
        raise MayNot(_("You may not take back this story."))
    now = timezone.now()
    published = Story.objects.filter(pk=story.pk, by_trust=True, state=StoryState.ACCEPTED)
    changes = {"by_trust": False, "decided_at": None, "due_at": due_from(now), "changed_at": now}
    if not published.update(state=StoryState.WAITING, **changes):
        raise StoryError(_("This was taken back already, or an editor has decided about it."))
    uses = StoryMessage.objects.filter(story=story)
    # What nobody made in person was made by trust.
    uses = uses if may_triage(by, story) else uses.filter(by=None)
    for message in ShareableMessage.objects.filter(pk__in=uses.values("message"), live=True):
        # Checked above: the sender has no right to publish, and takes back what is their own.
        unpublish = UnpublishAction(message, user=by, log_action="shift.story.take_back")
        unpublish.execute(skip_permission_checks=True)
    story.refresh_from_db()
    record(story=story, kind=EventKind.REOPENED, by=by, text=words.strip())
    log(instance=story, action="shift.story.take_back", user=by)
    return story
