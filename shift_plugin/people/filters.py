from __future__ import annotations

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador, PillarMembership
from shift_plugin.people.queries import (
    dead_addresses,
    language_choices,
    role_choices,
    team_choices,
    teams_with_subteams,
    with_roles,
)
from shift_plugin.strategy.models import Pillar


class AmbassadorFilterSet(WagtailFilterSet):
    team = django_filters.TypedChoiceFilter(
        label=_("Team, with those below it"), choices=team_choices, coerce=int, method="by_team"
    )
    role = django_filters.MultipleChoiceFilter(
        label=_("Role"), choices=role_choices, widget=CheckboxSelectMultiple, method="by_role"
    )
    pillar = django_filters.ModelMultipleChoiceFilter(
        label=_("Content pillar"),
        queryset=lambda request: Pillar.objects.all(),
        widget=CheckboxSelectMultiple,
        method="by_pillar",
    )
    language = django_filters.ChoiceFilter(label=_("Language"), choices=language_choices)
    is_external = django_filters.ChoiceFilter(
        label=_("External"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=RadioSelect, method="by_external"
    )
    taking_part = django_filters.ChoiceFilter(
        label=_("Takes part"),
        choices=[("yes", _("Yes")), ("left", _("Stopped")), ("closed", _("Account closed"))],
        widget=RadioSelect,
        method="by_taking_part",
    )

    mail = django_filters.ChoiceFilter(
        label=_("Mail"),
        choices=[
            *Rhythm.choices,
            ("inbox", _("only the inbox")),
            ("paused", _("paused")),
            ("dead", _("address refuses mail")),
        ],
        widget=RadioSelect,
        method="by_mail",
    )

    class Meta:
        model = Ambassador
        fields: list[str] = []

    def by_team(self, people: QuerySet, name: str, value: int) -> QuerySet:
        return people.filter(team_id__in=teams_with_subteams([value]).values("pk"))

    def by_role(self, people: QuerySet, name: str, value: list[str]) -> QuerySet:
        return with_roles(people, value) if value else people

    def by_pillar(self, people: QuerySet, name: str, value: list[Pillar]) -> QuerySet:
        if not value:
            return people
        return people.filter(Exists(PillarMembership.objects.filter(ambassador_id=OuterRef("pk"), pillar__in=value)))

    def by_external(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people.filter(is_external=value == "yes")

    def by_taking_part(self, people: QuerySet, name: str, value: str) -> QuerySet:
        if value == "yes":
            return people.taking_part()
        if value == "left":
            return people.filter(left_at__isnull=False)
        return people.filter(Q(user=None) | Q(user__is_active=False))

    def by_mail(self, people: QuerySet, name: str, value: str) -> QuerySet:
        """Those who take part, by what the list says: no mail goes before a dead address, that before a pause."""
        people = people.taking_part()
        if value == "inbox":
            return people.filter(receives_mail=False)
        wanting = people.filter(receives_mail=True)
        if value == "dead":
            return wanting.filter(dead_addresses())
        living = wanting.exclude(dead_addresses())
        if value == "paused":
            return living.filter(paused_until__gt=now())
        return living.filter(rhythm=value).exclude(paused_until__gt=now())
