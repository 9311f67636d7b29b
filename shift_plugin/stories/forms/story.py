from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shift_plugin.library.queries import ReaderPillar
from shift_plugin.stories.actions.intake import PROBLEMS
from shift_plugin.stories.enums import Recognisable, StoryState
from shift_plugin.stories.models import Story, StoryFile
from shift_plugin.stories.rules import missing, page_questions

ANSWER_LENGTH = 1000
ACCEPT = "image/*,video/*,.heic,.heif"


class WordsField(forms.CharField):
    """A text of several lines. A browser counts an end of a line as one sign and sends two."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": kwargs.pop("rows", 3)}), required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(_plain(value))


def _plain(value: Any) -> str:
    return str(value or "").replace("\r\n", "\n").replace("\0", "")


class StoryForm(forms.Form):
    """What a sender fills in. Nothing but a story and, with photos, an answer about the people on them is needed."""

    text = WordsField(max_length=5000, rows=6)
    file = forms.FileField(
        label=_("Photos and videos"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("From your camera or your gallery."),
    )
    recognisable = forms.ChoiceField(
        label=_("Who can be recognised, and do they agree?"),
        choices=Recognisable.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    people_note = WordsField(
        label=_("Who are they?"), max_length=1000, rows=2, help_text=_("Names, or how we can reach them.")
    )
    link = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Is there more to read or to see somewhere?"),
    )
    pillar_id = forms.TypedChoiceField(
        label=_("What is it about?"), coerce=int, empty_value=None, required=False, choices=[]
    )
    wants_credit = forms.BooleanField(label=_("My name may stand with it"), required=False)
    challenge_id = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, page: Any, pillars: list[ReaderPillar], story: Story | None, files: list[StoryFile], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.story, self.files_of_story = story, files
        self.fields["text"].label = page.text_label or _("What happened?")
        self.fields["text"].help_text = page.text_help or _("A few sentences are enough. Tell it as you would at work.")
        self.fields["pillar_id"].choices = [("", _("I'm not sure")), *((item.pk, item.name) for item in pillars)]
        if not pillars:
            del self.fields["pillar_id"]
        self.questions = page_questions(page.questions)
        for number, question in enumerate(self.questions):
            self.fields[f"answer_{number}"] = WordsField(label=question, max_length=ANSWER_LENGTH, rows=2)
        for item in files:
            self.fields[alt_name(item)] = forms.CharField(
                label=item._meta.get_field("alt").verbose_name.capitalize(), max_length=300, required=False
            )
        self.initial = {**words_of(story, self.questions), **self.initial} if story else self.initial
        self.initial |= {alt_name(item): item.alt for item in files}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        words = {name: str(cleaned.get(name, "")) for name in ("text", "recognisable")}
        # Words that are too long are words.
        words["text"] = words["text"] or _plain(self.data.get("text"))
        for problem in missing(has_files=bool(self.files_of_story), **words):
            self.add_error(problem[0], PROBLEMS[problem])
        return cleaned

    @property
    def too_long(self) -> list[str]:
        """The labels of what is longer than fits, so that only a part of it can be kept."""
        wrong = self.errors.as_data().items()
        cut = [name for name, errors in wrong if any(error.code == "max_length" for error in errors)]
        return [str(self[name].label) for name in cut]

    def typed(self) -> dict[str, Any]:
        """Everything that was typed, right or wrong, as it fits into a draft, so that nothing is lost."""
        self.is_valid()
        kept = {name: self.cleaned_data.get(name) for name in ("pillar_id", "recognisable", "wants_credit")}
        answers = [
            {"question": question, "answer": self._raw(f"answer_{number}", ANSWER_LENGTH)}
            for number, question in enumerate(self.questions)
        ]
        return {
            "text": self._raw("text", 5000),
            "link": self.cleaned_data.get("link") or self._raw("link", 500),
            "people_note": self._raw("people_note", 1000),
            "answers": [row for row in answers if row["answer"]] + self._unasked(),
            **kept,
            "pillar_id": kept["pillar_id"] or self._pillar_of_editor(),
            "recognisable": kept["recognisable"] or "",
            "wants_credit": bool(kept["wants_credit"]),
        }

    def _unasked(self) -> list[dict[str, str]]:
        """Answers that editors have already, to questions that were taken off the page since."""
        given = self.story.answers if self._is_handed_in() else []
        return [row for row in given if row["question"] not in self.questions]

    def _pillar_of_editor(self) -> int | None:
        """The pillar that the sender couldn't choose, so that choosing none says nothing about it."""
        field = self.fields.get("pillar_id")
        offered = {pk for pk, _name in field.choices} if field is not None else set()
        kept = self.story.pillar_id if self._is_handed_in() else None
        return kept if kept not in offered else None

    def _is_handed_in(self) -> bool:
        return self.story is not None and self.story.state != StoryState.DRAFT

    def alts(self) -> dict[StoryFile, str]:
        """What is to be seen on each photo, of those that the form asks about."""
        return {item: self._raw(alt_name(item), 300) for item in self.files_of_story if alt_name(item) in self.data}

    def _raw(self, name: str, length: int) -> str:
        return _plain(self.data.get(name)).strip()[:length]


def alt_name(story_file: StoryFile) -> str:
    return f"alt-{story_file.key}"


def words_of(story: Story, questions: list[str]) -> dict[str, Any]:
    """What a story holds, as the form shows it. Answers to questions that the editor took away stay out."""
    given = {row["question"]: row["answer"] for row in story.answers}
    answers = {f"answer_{number}": given.get(question, "") for number, question in enumerate(questions)}
    names = ("text", "link", "pillar_id", "recognisable", "people_note", "wants_credit")
    return {name: getattr(story, name) for name in names} | answers
