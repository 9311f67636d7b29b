from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from shift_plugin.people.queries import team_choices, teams_with_subteams
from shift_plugin.stories.enums import StoryState
from shift_plugin.stories.models import Challenge, Story
from shift_plugin.strategy.models import Pillar

# What editors never see doesn't stand in their filter.
STATES = [choice for choice in StoryState.choices if choice[0] != StoryState.DRAFT]
# The newest; a list of all of them would be longer than the page.
MOST_CHALLENGES = 20


def recent_challenges() -> list[tuple[int, str]]:
    return [(challenge.pk, challenge.title) for challenge in Challenge.objects.order_by("-deadline")[:MOST_CHALLENGES]]


class StoryFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=STATES, widget=CheckboxSelectMultiple)
    pillar = django_filters.ModelMultipleChoiceFilter(
        label=_("Content pillar"), queryset=lambda request: Pillar.objects.all(), widget=CheckboxSelectMultiple
    )
    team = django_filters.TypedChoiceFilter(
        label=_("Team of the sender, with those below it"), choices=team_choices, coerce=int, method="by_team"
    )
    challenge = django_filters.TypedChoiceFilter(label=_("Challenge"), choices=recent_challenges, coerce=int)
    taken = django_filters.ChoiceFilter(
        label=_("Taken up"),
        choices=[("me", _("By me")), ("others", _("By a colleague")), ("nobody", _("By nobody"))],
        widget=RadioSelect,
        method="by_taken",
    )
    late = django_filters.ChoiceFilter(
        label=_("Waits too long"), choices=[("yes", _("Yes"))], widget=RadioSelect, method="by_late"
    )

    class Meta:
        model = Story
        fields: list[str] = []

    def by_team(self, stories: QuerySet, name: str, value: int) -> QuerySet:
        return stories.filter(sender__team_id__in=teams_with_subteams([value]).values("pk"))

    def by_taken(self, stories: QuerySet, name: str, value: str) -> QuerySet:
        if value == "nobody":
            return stories.filter(assigned_to=None)
        mine = stories.filter(assigned_to=self.request.user)
        return mine if value == "me" else stories.exclude(assigned_to=None).exclude(assigned_to=self.request.user)

    def by_late(self, stories: QuerySet, name: str, value: str) -> QuerySet:
        return stories.overdue(now()) if value == "yes" else stories
