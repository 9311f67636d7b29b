"""How a story comes in, and how its sender takes it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import MayNot
from shift_plugin.stories.actions.drafts import discard
from shift_plugin.stories.actions.files import remove_file
from shift_plugin.stories.actions.history import StoryError, record
from shift_plugin.stories.enums import OPEN, EventKind, StoryState
from shift_plugin.stories.models import Story
from shift_plugin.stories.permissions import is_sender
from shift_plugin.stories.queries.waiting import due_from
from shift_plugin.stories.rules import NOTHING_TOLD, WHO_IS_SEEN, missing
from shift_plugin.stories.signals import story_handed_in

PROBLEMS = {
    NOTHING_TOLD: _("Tell what happened, or add a photo or video."),
    WHO_IS_SEEN: _("Choose who can be recognised in your photos and videos."),
}


@transaction.atomic
def hand_in(*, story: Story, by: Any) -> Story:
    """Put a draft in the editors' queue. Handing in the same story again does nothing.

    Raises MayNot for anybody but its sender, and StoryError by field when something is missing.
    """
    locked = _locked(story, by)
    if locked.state != StoryState.DRAFT:
        return locked
    problems = missing(text=locked.text, has_files=locked.files.exists(), recognisable=locked.recognisable)
    if problems:
        raise StoryError({problem[0]: PROBLEMS[problem] for problem in problems})
    now = timezone.now()
    locked.state = StoryState.WAITING
    locked.changed_at = locked.handed_in_at = now
    locked.due_at = due_from(now)
    locked.save(update_fields=["state", "changed_at", "handed_in_at", "due_at"])
    record(story=locked, kind=EventKind.HANDED_IN, by=by)
    log(instance=locked, action="shift.story.handed_in", user=by)
    story_handed_in.send(sender=Story, story=locked)
    return locked


@transaction.atomic
def withdraw(*, story: Story, by: Any) -> Story:
    """Take a story back that isn't decided about yet; its photos and videos are deleted. Once is enough.

    Raises MayNot for anybody but its sender, and StoryError when there is a decision already.
    """
    locked = _locked(story, by)
    if locked.state == StoryState.WITHDRAWN:
        return locked
    if locked.state not in OPEN:
        raise StoryError(_("You can't withdraw this story any more. Ask an editor."))
    locked.state = StoryState.WITHDRAWN
    locked.changed_at = timezone.now()
    locked.due_at = None
    locked.save(update_fields=["state", "changed_at", "due_at"])
    for file in locked.files.all():
        remove_file(file=file, by=by)
    record(story=locked, kind=EventKind.WITHDRAWN, by=by)
    log(instance=locked, action="shift.story.withdrawn", user=by)
    return locked


@transaction.atomic
def let_go_of(*, sender: Ambassador) -> None:
    """When somebody stops taking part: drafts go, and what was handed in stays without a name on it.

    A question that nobody will answer any more is no reason to leave a story lying.
    """
    for draft in sender.stories.filter(state=StoryState.DRAFT):
        discard(story=draft)
    sender.stories.filter(wants_credit=True).update(wants_credit=False)
    asked = sender.stories.filter(state=StoryState.QUESTION)
    asked.update(state=StoryState.WAITING, due_at=due_from(timezone.now()))


def _locked(story: Story, by: Any) -> Story:
    locked = Story.objects.select_for_update(of=("self",)).select_related("sender__user").get(pk=story.pk)
    if not is_sender(by, locked):
        raise MayNot(_("Only its sender can do this."))
    return locked
