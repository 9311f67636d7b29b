"""What editors fill in about stories, and the sender's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shift_plugin.stories.enums import OPEN, StoryState
from shift_plugin.stories.models import Story
from shift_plugin.stories.queries import editors, name_of
from shift_plugin.strategy.models import Pillar

# As long as StoryEvent.text holds.
MOST_WORDS = 2000


class Words(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": kwargs.pop("rows", 4)})
        super().__init__(**{"max_length": MOST_WORDS, "widget": widget, **kwargs})


class AnswerForm(forms.Form):
    text = Words(label=_("Your answer"), rows=6)


class PersonChoiceField(forms.ModelChoiceField):
    """People by the name under which their colleagues know them."""

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class StoryChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Story) -> str:
        return f"{obj.title} – {obj.sender.name}" if obj.sender is not None else obj.title


class NoWordsForm(forms.Form):
    """For what needs no words, only a yes."""


class AskForm(forms.Form):
    question = Words(label=_("Your question"), help_text=_("The sender gets it by mail and can answer from there."))


class AcceptForm(forms.Form):
    words = Words(label=_("Words for the sender"), required=False)


class DeclineForm(forms.Form):
    reason = Words(label=_("Why"), help_text=_("The sender reads this, in your words."))


class ReopenForm(forms.Form):
    words = Words(label=_("Words for the sender"), required=False)


class RemoveForm(forms.Form):
    words = Words(
        label=_("Words for the sender"), required=False, help_text=_("Empty: the sender gets no mail about it.")
    )


class HandOverForm(forms.Form):
    to = PersonChoiceField(label=_("To"), queryset=None)
    words = Words(label=_("Words for your colleague"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = editors()


class PillarForm(forms.Form):
    pillar = forms.ModelChoiceField(label=_("Content pillar"), queryset=Pillar.objects.active())


class MergeForm(forms.Form):
    """Joined with one of the latest stories; searching finds older ones."""

    into = StoryChoiceField(label=_("Goes on as"), queryset=None)
    words = Words(label=_("Words for the sender"), required=False)

    MOST_OFFERED = 50

    def __init__(self, *args: Any, story: Story, search: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = self._others(story)
        shown = self._others(story).filter(text__icontains=search) if search else self._others(story)
        choices = [(other.pk, self.fields["into"].label_from_instance(other)) for other in shown[: self.MOST_OFFERED]]
        self.fields["into"].choices = [("", "---------"), *choices]

    def _others(self, story: Story) -> QuerySet[Story]:
        others = Story.objects.filter(state__in=[*OPEN, StoryState.ACCEPTED]).exclude(pk=story.pk)
        return others.select_related("sender__user").order_by("-handed_in_at", "-pk")
