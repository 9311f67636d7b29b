"""What editors decide about stories, and the sender's answer to their question.

Several editors work at once. So each change is one conditional UPDATE: who comes second changes nothing and reads what
the first one did.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from shift_plugin.base.actions import enqueue
from shift_plugin.people.permissions import MayNot
from shift_plugin.stories.actions.history import StoryError, record
from shift_plugin.stories.enums import DECIDED, OPEN, EventKind, StoryState
from shift_plugin.stories.models import Story, StoryMessage
from shift_plugin.stories.permissions import may_delete, may_triage
from shift_plugin.stories.queries import due_from, name_of
from shift_plugin.stories.signals import story_accepted

TELL_COLLEAGUE = "shift_plugin.stories.tasks.tell_colleague"
TELL_EDITOR = "shift_plugin.stories.tasks.tell_editor"
TELL_REMOVED = "shift_plugin.stories.tasks.tell_removed"


@transaction.atomic
def claim(*, story: Story, by: Any) -> Story:
    """Take a story up. Who comes first has it; claiming what one has already changes nothing."""
    _check_right(by, story)
    if not _change(story, Q(state__in=OPEN, assigned_to=None), assigned_to=by):
        if story.is_open and story.assigned_to_id == by.pk:
            return story
        raise _refusal(story, by)
    return _written(story, EventKind.CLAIMED, by)


@transaction.atomic
def release(*, story: Story, by: Any) -> Story:
    """Put back in the queue what one took up."""
    _check_right(by, story)
    if not _change(story, Q(state__in=OPEN, assigned_to=by), assigned_to=None):
        raise _refusal(story, by) if story.assigned_to_id else StoryError(_("Nobody has taken up this story."))
    return _written(story, EventKind.RELEASED, by)


@transaction.atomic
def hand_over(*, story: Story, to: Any, by: Any, words: str = "") -> Story:
    """Give a story to a colleague who may decide about it, or take it over oneself; the colleague gets a mail."""
    _check_right(by, story)
    if not to.is_active or not may_triage(to, story):
        raise StoryError({"to": _("%(name)s may not decide about stories.") % {"name": name_of(to)}})
    if story.assigned_to_id == to.pk:
        raise StoryError({"to": _("%(name)s has this story already.") % {"name": name_of(to)}})
    # Only from whom the editor saw there: two who hand it over at once don't undo one another.
    if not _change(story, Q(state__in=OPEN, assigned_to=story.assigned_to_id), assigned_to=to):
        raise _refusal(story, by)
    done = _written(story, EventKind.HANDED_OVER, by, words, to=name_of(to))
    if to.pk != by.pk:
        enqueue(TELL_COLLEAGUE, story.pk, str(to.pk), str(by.pk), words)
    return done


@transaction.atomic
def ask(*, story: Story, question: str, by: Any) -> Story:
    """Ask the sender something; the story waits for the answer and is no longer late."""
    question = _required(question, "question", _("Write your question."))
    _decide(story, by, Q(state=StoryState.WAITING), state=StoryState.QUESTION, due_at=None)
    return _written(story, EventKind.ASKED, by, question)


@transaction.atomic
def answer(*, story: Story, text: str) -> Story:
    """The sender's answer; the story waits for an editor again, with the full time to decide."""
    text = _required(text, "text", _("Write your answer."))
    now = timezone.now()
    asked = Q(state=StoryState.QUESTION)
    if not _change(story, asked, state=StoryState.WAITING, due_at=due_from(now), changed_at=now):
        raise StoryError(_("This question is answered already, or it isn't needed any more."))
    event_by = story.sender.user if story.sender is not None else None
    _written(story, EventKind.ANSWERED, event_by, text)
    if story.assigned_to_id:
        enqueue(TELL_EDITOR, story.pk)
    return story


@transaction.atomic
def accept(*, story: Story, by: Any = None, words: str = "", by_trust: bool = False) -> Story:
    """The story will be used. ``by`` is None only when nobody reviews it, because the sender is trusted."""
    changes = {"state": StoryState.ACCEPTED, "decided_at": timezone.now(), "by_trust": by_trust}
    if by_trust:
        # An editor who took it up in the meantime, or asked something, is not passed over.
        if not _change(story, Q(state=StoryState.WAITING, assigned_to=None), **changes):
            raise _refusal(story, by)
    else:
        _decide(story, by, Q(state__in=OPEN), **changes)
    _written(story, EventKind.ACCEPTED, by, words)
    story_accepted.send(Story, story=story, by=by)
    return story


@transaction.atomic
def decline(*, story: Story, reason: str, by: Any) -> Story:
    """The story won't be used; the sender reads why."""
    reason = _required(reason, "reason", _("Write why, for the sender."))
    _decide(story, by, Q(state__in=OPEN), state=StoryState.DECLINED, decided_at=timezone.now())
    return _written(story, EventKind.DECLINED, by, reason)


@transaction.atomic
def merge(*, story: Story, into: Story, by: Any, words: str = "") -> Story:
    """Two stories about the same go on as one. Files and sender of the joined one stay; both senders are told."""
    _check_right(by, into)
    if story.pk == into.pk:
        raise StoryError({"into": _("Choose another story.")})
    # Always in the same order, so that two who join the same stories crosswise don't wait for one another for ever.
    both = {one.pk: one for one in Story.objects.select_for_update().filter(pk__in=[story.pk, into.pk]).order_by("pk")}
    if into.pk not in both or both[into.pk].state not in (*OPEN, StoryState.ACCEPTED):
        raise StoryError({"into": _("That story is no longer in use. Choose another one.")})
    changes = {"state": StoryState.MERGED, "merged_into": into, "decided_at": timezone.now()}
    _decide(story, by, Q(state__in=OPEN), **changes)
    Story.objects.filter(merged_into=story).update(merged_into=into)
    _written(story, EventKind.MERGED, by, words, into=into.title)
    if into.sender_id != story.sender_id:
        record(story=into, kind=EventKind.MERGED, by=by)
    return story


@transaction.atomic
def reopen(*, story: Story, by: Any, words: str = "") -> Story:
    """Take back a decision, as long as no message was made of the story."""
    _check_right(by, story)
    now = timezone.now()
    unused = Q(state__in=DECIDED) & ~Q(pk__in=StoryMessage.objects.filter(story_id=story.pk).values("story_id"))
    changes = {"decided_at": None, "due_at": due_from(now), "merged_into": None, "by_trust": False}
    if not _change(story, unused, state=StoryState.WAITING, **changes):
        if story.state in DECIDED:
            raise StoryError(_("There is a message of this story, so the decision stays."))
        raise _refusal(story, by)
    return _written(story, EventKind.REOPENED, by, words)


@transaction.atomic
def assign_pillar(*, story: Story, pillar: Any, by: Any) -> Story:
    """Put a story with another content pillar than the sender chose."""
    _check_right(by, story)
    if not _change(story, Q(state__in=OPEN) | Q(state=StoryState.ACCEPTED), pillar=pillar):
        raise _refusal(story, by)
    log(instance=story, action="shift.story.pillar", user=by, data={"pillar": str(pillar)})
    return story


@transaction.atomic
def remove(*, story: Story, by: Any, words: str = "") -> None:
    """Delete a story with its files and its history, for instance because somebody in it asks for that.

    Messages that were made of it stay; they have their own text and pictures.
    """
    if not may_delete(by, story):
        raise MayNot(_("You may not delete stories."))
    log(instance=story, action="shift.story.delete", user=by, deleted=True)
    if story.sender_id and words:
        enqueue(TELL_REMOVED, story.sender_id, story.title, words)
    story.delete()


def _check_right(by: Any, story: Story) -> None:
    if by is None or not may_triage(by, story):
        raise MayNot(_("You may not decide about this story."))


def _decide(story: Story, by: Any, condition: Q, **changes: Any) -> None:
    """Only by who took it up, or when nobody did."""
    _check_right(by, story)
    free = Q(assigned_to=None) | Q(assigned_to=by)
    if not _change(story, condition & free, assigned_to=by, **changes):
        raise _refusal(story, by)


def _change(story: Story, condition: Q, **changes: Any) -> bool:
    """Change the row if it is still as it should be; the object then shows what is in the database, either way."""
    done = Story.objects.filter(condition, pk=story.pk).update(**{"changed_at": timezone.now(), **changes})
    story.refresh_from_db()
    return bool(done)


def _written(story: Story, kind: EventKind, by: Any, text: str = "", **data: str) -> Story:
    record(story=story, kind=kind, by=by, text=text)
    log(instance=story, action=f"shift.story.{kind}", user=by, data=data)
    return story


def _refusal(story: Story, by: Any) -> StoryError:
    """Why not, by what the database says now."""
    if story.is_open and story.assigned_to_id and (by is None or story.assigned_to_id != by.pk):
        words = _("%(name)s has taken up this story. Take it over first, if that was agreed.")
        return StoryError(words % {"name": name_of(story.assigned_to)})
    if story.state == StoryState.QUESTION:
        return StoryError(_("This story waits for the sender's answer."))
    if story.is_open:
        return StoryError(_("This story is in the queue; there is nothing to take back."))
    last = story.events.filter(kind=story.state).select_related("by").last()
    told = {"state": story.get_state_display(), "name": name_of(last.by if last is not None else None) or _("Somebody")}
    if story.state in DECIDED:
        return StoryError(_("%(name)s has decided already: %(state)s. Nothing was changed.") % told)
    return StoryError(_("This story can't be changed now: %(state)s.") % told)


def _required(text: str, field: str, words: str) -> str:
    if not text.strip():
        raise StoryError({field: words})
    return text.strip()
