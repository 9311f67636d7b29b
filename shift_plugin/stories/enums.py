from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryState(models.TextChoices):
    """Where a story stands. Who works on it is told by ``Story.assigned_to``, not by a state."""

    DRAFT = "draft", _("not handed in yet")
    WAITING = "waiting", _("waits for an editor")
    QUESTION = "question", _("waits for your answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("not used")
    MERGED = "merged", _("joined with another story")
    WITHDRAWN = "withdrawn", _("withdrawn by the sender")


# What an editor still has to decide about.
OPEN = (StoryState.WAITING, StoryState.QUESTION)
# What the sender can still change.
CHANGEABLE = (StoryState.DRAFT, StoryState.QUESTION)
DECIDED = (StoryState.ACCEPTED, StoryState.DECLINED, StoryState.MERGED)
# What counts as an answer to a challenge.
ANSWERS = (*OPEN, StoryState.ACCEPTED, StoryState.MERGED)


class EventKind(models.TextChoices):
    """What happened to a story; together its history, which the sender sees too, except what is internal."""

    HANDED_IN = "handed_in", _("handed in")
    CLAIMED = "claimed", _("taken up")
    RELEASED = "released", _("put back in the queue")
    HANDED_OVER = "handed_over", _("handed to a colleague")
    ASKED = "asked", _("question")
    ANSWERED = "answered", _("answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("not used")
    REOPENED = "reopened", _("back in the queue")
    MERGED = "merged", _("joined with another story")
    WITHDRAWN = "withdrawn", _("withdrawn by the sender")
    MADE_MESSAGE = "made_message", _("became a message")
    PUBLISHED = "published", _("can be shared")
    RESULTS = "results", _("results told")
    THANKED = "thanked", _("thanked: the challenge is closed")
    CLOSED = "closed", _("the challenge closed before it was handed in")


# What is only for editors; the sender sees everything else.
INTERNAL = (EventKind.CLAIMED, EventKind.RELEASED, EventKind.HANDED_OVER)
# What the sender does and so knows already.
BY_SENDER = (EventKind.ANSWERED, EventKind.WITHDRAWN)


class FileKind(models.TextChoices):
    PHOTO = "photo", _("photo")
    VIDEO = "video", _("video")


class Recognisable(models.TextChoices):
    """Who can be recognised in photos and videos, as the sender says."""

    NOBODY = "nobody", _("Nobody can be recognised")
    AGREED = "agreed", _("People can be recognised, and they agree")
    NOT_ASKED = "not_asked", _("People can be recognised, but not everybody was asked")


class ConsentEvidence(models.TextChoices):
    NOTE = "note", _("a note of what was said")
    FILE = "file", _("a signed form")


class ChallengeState(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class ClosedBecause(models.TextChoices):
    DEADLINE = "deadline", _("the deadline passed")
    TARGET = "target", _("there are as many stories as were asked for")
    EDITOR = "editor", _("an editor closed it")
