from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from shift_plugin.people.permissions import MayNot
from shift_plugin.stories.actions import (
    StoryError,
    accept,
    answer,
    ask,
    assign_pillar,
    claim,
    decline,
    hand_over,
    merge,
    release,
    remove,
    reopen,
)
from shift_plugin.stories.enums import EventKind, StoryState
from shift_plugin.stories.models import Story, StoryEvent, StoryFile, StoryMessage
from shift_plugin.stories.signals import story_accepted
from tests.factories.library import MessageFactory
from tests.factories.people import UserFactory
from tests.factories.stories import StoryFactory, StoryFileFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.usefixtures("in_english")


def fresh(story: Story) -> Story:
    """As another editor has it before them, who opened the page at the same moment."""
    return Story.objects.get(pk=story.pk)


def told(story: Story) -> list[tuple[str, str, bool]]:
    """What happened, in which words, and whether the sender hears it."""
    return [(event.kind, event.text, event.tell_at is not None) for event in story.events.all()]


def words(error: pytest.ExceptionInfo[StoryError]) -> str:
    return error.value.messages[0]


# Who works on it


def test_the_first_who_claims_has_it(editor, colleague) -> None:
    story = StoryFactory()
    theirs = fresh(story)

    claim(story=story, by=editor)
    with pytest.raises(StoryError) as error:
        claim(story=theirs, by=colleague)

    assert words(error) == "Eva Smit has taken up this story. Take it over first, if that was agreed."
    assert fresh(story).assigned_to == editor
    assert told(story) == [("claimed", "", False)]


def test_claiming_twice_is_claiming_once(editor) -> None:
    story = claim(story=StoryFactory(), by=editor)

    claim(story=story, by=editor)

    assert story.events.count() == 1


def test_what_is_decided_can_not_be_claimed(editor, colleague) -> None:
    story = StoryFactory()
    decline(story=fresh(story), reason="Dubbel", by=colleague)

    with pytest.raises(StoryError) as error:
        claim(story=story, by=editor)

    assert words(error) == "Ko Bos has decided already: not used. Nothing was changed."


def test_release_puts_it_back(editor, colleague) -> None:
    story = claim(story=StoryFactory(), by=editor)

    with pytest.raises(StoryError):
        release(story=fresh(story), by=colleague)
    release(story=story, by=editor)

    assert fresh(story).assigned_to is None


def test_handing_over_tells_the_colleague_only(
    editor, colleague, run_queue, mailoutbox, django_capture_on_commit_callbacks
) -> None:
    story = claim(story=StoryFactory(), by=editor)

    with django_capture_on_commit_callbacks(execute=True):
        hand_over(story=story, to=colleague, by=editor, words="Jij kent de buurt.")
    run_queue()

    assert fresh(story).assigned_to == colleague
    assert [mail.to for mail in mailoutbox] == [[colleague.email]]
    assert "Jij kent de buurt." in mailoutbox[0].body
    assert told(story)[-1] == ("handed_over", "Jij kent de buurt.", False)


def test_who_may_not_decide_gets_nothing_handed(editor) -> None:
    story = StoryFactory()

    with pytest.raises(StoryError) as error:
        hand_over(story=story, to=story.sender.user, by=editor)

    assert list(error.value.message_dict) == ["to"]
    assert fresh(story).assigned_to is None


def test_a_closed_account_gets_nothing_handed(editor, colleague) -> None:
    colleague.is_active = False
    colleague.save()

    with pytest.raises(StoryError):
        hand_over(story=StoryFactory(), to=colleague, by=editor)


def test_taking_over_is_handing_to_oneself(editor, colleague) -> None:
    story = claim(story=StoryFactory(), by=colleague)

    hand_over(story=story, to=editor, by=editor)
    accept(story=story, by=editor)

    assert (fresh(story).state, fresh(story).assigned_to) == (StoryState.ACCEPTED, editor)


def test_two_who_hand_it_over_at_once_do_not_undo_one_another(editor, colleague) -> None:
    story, theirs = (claimed := claim(story=StoryFactory(), by=editor)), fresh(claimed)
    third = UserFactory(is_superuser=True)

    hand_over(story=story, to=colleague, by=editor)
    with pytest.raises(StoryError):
        hand_over(story=theirs, to=third, by=third)

    assert fresh(story).assigned_to == colleague


# Question and answer


def test_question_stops_the_clock_and_the_answer_starts_it_again(editor) -> None:
    story = StoryFactory(due_at=timezone.now() + timedelta(hours=1))

    ask(story=story, question=" Wie staat er links? ", by=editor)
    assert (story.state, story.due_at, story.assigned_to) == (StoryState.QUESTION, None, editor)

    answer(story=story, text="Dat is Ans.")
    assert story.state == StoryState.WAITING
    assert story.due_at > timezone.now() + timedelta(hours=2)
    assert told(story) == [("asked", "Wie staat er links?", True), ("answered", "Dat is Ans.", False)]


def test_a_second_question_waits_for_the_first_answer(editor) -> None:
    story = ask(story=StoryFactory(), question="Wie?", by=editor)

    with pytest.raises(StoryError) as error:
        ask(story=story, question="Waar?", by=editor)

    assert words(error) == "This story waits for the sender's answer."


def test_an_answer_nobody_waits_for_is_refused(editor) -> None:
    story = ask(story=StoryFactory(), question="Wie?", by=editor)
    decline(story=fresh(story), reason="Toch niet nodig.", by=editor)

    with pytest.raises(StoryError) as error:
        answer(story=story, text="Ans")

    assert words(error) == "This question is answered already, or it isn't needed any more."
    assert fresh(story).state == StoryState.DECLINED


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (lambda story, by: ask(story=story, question=" ", by=by), "question"),
        (lambda story, by: decline(story=story, reason="", by=by), "reason"),
        (lambda story, by: answer(story=story, text=""), "text"),
    ],
    ids=["ask", "decline", "answer"],
)
def test_words_are_asked_at_their_field(editor, action, field: str) -> None:
    with pytest.raises(StoryError) as error:
        action(StoryFactory(), editor)

    assert list(error.value.message_dict) == [field]


# Decisions


def test_accepting_is_announced_and_told(editor) -> None:
    heard = []
    story_accepted.connect(lambda sender, story, by, **kwargs: heard.append((story, by)), weak=False, dispatch_uid="t")
    try:
        story = accept(story=StoryFactory(), by=editor, words="Mooi!")
    finally:
        story_accepted.disconnect(dispatch_uid="t")

    assert heard == [(story, editor)]
    assert (story.state, story.assigned_to, story.decided_at is not None) == (StoryState.ACCEPTED, editor, True)
    assert told(story) == [("accepted", "Mooi!", True)]
    assert ModelLogEntry.objects.filter(object_id=story.pk, action="shift.story.accepted", user=editor).exists()


def test_the_second_decision_is_refused_with_words(editor, colleague) -> None:
    story = StoryFactory()
    theirs = fresh(story)

    accept(story=story, by=editor)
    with pytest.raises(StoryError) as error:
        decline(story=theirs, reason="Te laat", by=colleague)

    assert words(error) == "Eva Smit has decided already: accepted. Nothing was changed."
    assert fresh(story).state == StoryState.ACCEPTED
    assert told(story) == [("accepted", "", True)]


def test_who_works_on_it_decides(editor, colleague) -> None:
    story = claim(story=StoryFactory(), by=colleague)

    with pytest.raises(StoryError) as error:
        accept(story=story, by=editor)

    assert words(error) == "Ko Bos has taken up this story. Take it over first, if that was agreed."
    assert fresh(story).state == StoryState.WAITING


def test_trust_needs_no_editor(db) -> None:
    story = accept(story=StoryFactory(), by_trust=True)

    assert (story.state, story.by_trust, story.assigned_to) == (StoryState.ACCEPTED, True, None)


def test_nobody_accepts_without_a_name_or_trust(db) -> None:
    with pytest.raises(MayNot):
        accept(story=StoryFactory())


@pytest.mark.parametrize("state", [StoryState.DRAFT, StoryState.WITHDRAWN])
def test_what_is_not_handed_in_can_not_be_decided(editor, state: str) -> None:
    story = StoryFactory(state=state)

    with pytest.raises(StoryError):
        accept(story=story, by=editor)

    assert fresh(story).state == state


def test_a_decision_can_be_taken_back(editor) -> None:
    story = decline(story=StoryFactory(), reason="Niet nu", by=editor)

    reopen(story=story, by=editor, words="Toch wel!")

    assert (story.state, story.decided_at, story.due_at > timezone.now()) == (StoryState.WAITING, None, True)
    assert told(story)[-1] == ("reopened", "Toch wel!", True)


def test_a_decision_stays_once_there_is_a_message(editor) -> None:
    story = accept(story=StoryFactory(), by=editor)
    StoryMessage.objects.create(story=story, message=MessageFactory())

    with pytest.raises(StoryError) as error:
        reopen(story=story, by=editor)

    assert words(error) == "There is a message of this story, so the decision stays."
    assert fresh(story).state == StoryState.ACCEPTED


def test_what_waits_can_not_be_reopened(editor) -> None:
    with pytest.raises(StoryError):
        reopen(story=StoryFactory(), by=editor)


# Joining


def test_joined_stories_keep_files_and_senders_and_both_are_told(editor) -> None:
    story, into = StoryFactory(), StoryFactory(text="Bomen op het plein")
    file, earlier = StoryFileFactory(story=story), StoryFactory(merged_into=story, state=StoryState.MERGED)

    merge(story=story, into=into, by=editor, words="Samen sterker")

    assert (story.state, story.merged_into, story.sender is not None) == (StoryState.MERGED, into, True)
    assert fresh(earlier).merged_into == into
    assert StoryFile.objects.get() == file
    assert told(story) == [("merged", "Samen sterker", True)]
    assert told(into) == [("merged", "", True)]
    assert fresh(into).state == StoryState.WAITING


def test_who_sent_both_hears_it_once(editor) -> None:
    story = StoryFactory()

    merge(story=story, into=StoryFactory(sender=story.sender), by=editor)

    assert StoryEvent.objects.filter(tell_at__isnull=False).count() == 1


@pytest.mark.parametrize("state", [StoryState.DECLINED, StoryState.MERGED, StoryState.WITHDRAWN])
def test_nothing_is_joined_with_what_is_not_used(editor, state: str) -> None:
    story = StoryFactory()

    with pytest.raises(StoryError) as error:
        merge(story=story, into=StoryFactory(state=state), by=editor)

    assert list(error.value.message_dict) == ["into"]
    assert fresh(story).state == StoryState.WAITING


def test_nothing_is_joined_with_itself(editor) -> None:
    story = StoryFactory()

    with pytest.raises(StoryError):
        merge(story=story, into=fresh(story), by=editor)


# The rest


def test_an_editor_chooses_another_pillar(editor) -> None:
    pillar = PillarFactory()

    assert assign_pillar(story=StoryFactory(), pillar=pillar, by=editor).pillar == pillar


def test_a_removed_story_leaves_no_file_behind(db, run_queue, mailoutbox, django_capture_on_commit_callbacks) -> None:
    file = StoryFileFactory()
    story, sender = file.story, file.story.sender
    paths = [Path(file.file.path), Path(file.preview.path)]
    assert all(path.exists() for path in paths)

    with django_capture_on_commit_callbacks(execute=True):
        remove(story=story, by=UserFactory(is_superuser=True), words="Op verzoek van een bewoner.")
    run_queue()

    assert not Story.objects.exists()
    assert [path for path in paths if path.exists()] == []
    assert [mail.to for mail in mailoutbox] == [[sender.email]]
    assert "Op verzoek van een bewoner." in mailoutbox[0].body


@pytest.mark.parametrize(
    "action",
    [
        lambda story, by: claim(story=story, by=by),
        lambda story, by: release(story=story, by=by),
        lambda story, by: hand_over(story=story, to=by, by=by),
        lambda story, by: ask(story=story, question="?", by=by),
        lambda story, by: accept(story=story, by=by),
        lambda story, by: decline(story=story, reason="!", by=by),
        lambda story, by: merge(story=story, into=StoryFactory(), by=by),
        lambda story, by: reopen(story=story, by=by),
        lambda story, by: assign_pillar(story=story, pillar=None, by=by),
        lambda story, by: remove(story=story, by=by),
    ],
    ids="claim release hand_over ask accept decline merge reopen assign_pillar remove".split(),
)
def test_the_sender_decides_nothing(db, action) -> None:
    story = StoryFactory()

    with pytest.raises(MayNot):
        action(story, story.sender.user)

    assert fresh(story).state == StoryState.WAITING
    assert not StoryEvent.objects.filter(kind__in=[EventKind.CLAIMED, EventKind.ACCEPTED]).exists()
