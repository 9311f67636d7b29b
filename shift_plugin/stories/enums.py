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
    NEEDS_REVIEW = "needs_review", _("has to be reviewed after all")
    RESULTS = "results", _("results told")
    THANKED = "thanked", _("thanked: the challenge is closed")
    CLOSED = "closed", _("the challenge closed before it was handed in")


# What is only for editors; the sender sees everything else.
INTERNAL = (EventKind.CLAIMED, EventKind.RELEASED, EventKind.HANDED_OVER, EventKind.NEEDS_REVIEW)
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


class Refusal(models.TextChoices):
    """Why a file is not accepted, in words for whoever hands it in. ``%(…)s`` is filled in by FileRefused."""

    EMPTY = "empty", _("This file is empty. Choose it again.")
    TOO_MANY = "too_many", _("A story can have %(limit)s files at most. Remove one first.")
    PHOTO_TOO_LARGE = "photo_too_large", _("This photo is larger than %(limit)s MB. Choose a smaller one.")
    VIDEO_TOO_LARGE = "video_too_large", _("This video is larger than %(limit)s MB. Choose a shorter one.")
    TOO_MANY_PIXELS = (
        "too_many_pixels",
        _("This photo has more than %(limit)s megapixels. Choose a smaller one."),
    )
    MOVING = "moving", _("This is a moving picture. Choose a photo or a video.")
    OTHER_KIND = "other_kind", _("This is %(what)s. Choose a photo or a video.")
    UNKNOWN = (
        "unknown",
        _(
            "This is not a photo or video that we know. Choose a photo as JPEG, PNG, WebP or HEIC, or a video as MP4, "
            "MOV or WebM."
        ),
    )
    BROKEN_PHOTO = "broken_photo", _("This photo is damaged or not complete. Choose it again, or choose another one.")
    BROKEN_VIDEO = "broken_video", _("This video is damaged or not complete. Choose it again, or choose another one.")
    UNSAFE = "unsafe", _("This file is not safe. Choose another one.")
    NOT_CHECKED = "not_checked", _("This file can't be checked at the moment. Try again later.")
    NOT_STORED = "not_stored", _("This file can't be stored at the moment. Try again later.")


class OtherKind(models.TextChoices):
    """What a file turns out to be that is no photo or video that we take; completes "This is …"."""

    PDF = "pdf", _("a PDF document")
    OFFICE = "office", _("a document")
    ARCHIVE = "archive", _("a ZIP file")
    PAGE = "page", _("a web page")
    DRAWING = "drawing", _("a drawing (SVG)")
    POSTSCRIPT = "postscript", _("a print file (PostScript)")
    TIFF = "tiff", _("a TIFF picture")
    ICON = "icon", _("an icon")
    BITMAP = "bitmap", _("a BMP picture")
    RAW = "raw", _("a raw photo of a camera")
    PROGRAM = "program", _("a program")
    SOUND = "sound", _("a sound recording")
    OTHER_VIDEO = "other_video", _("a video that not every browser can play, such as AVI or MKV")
