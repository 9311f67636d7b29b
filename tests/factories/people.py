"""People who take part, with their teams, roles and pillar groups."""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from shift_plugin.conf import shift_settings
from shift_plugin.people.enums import ImportState, MembershipSource, Rhythm, TeamKind
from shift_plugin.people.models import Ambassador, ImportRun, PillarMembership, Team

PASSWORD = "four-easy-words-here"


def add_roles(user: Any, roles: Any) -> None:
    """Put a user into the groups of roles. The groups have rights only after ``shift_setup``."""
    for role in roles:
        group, _made = Group.objects.get_or_create(name=shift_settings.ROLE_GROUPS[role])
        user.groups.add(group)


class UserFactory(DjangoModelFactory):
    """A user of the example site; ``UserFactory(roles=["editor"])`` adds them to the group of that role."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@brinkhoven.example")
    first_name = factory.Faker("first_name", locale="nl_NL")
    last_name = factory.Faker("last_name", locale="nl_NL")
    is_active = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, password: str = PASSWORD, **kwargs: Any) -> Any:
        return model_class.objects.create_user(*args, password=password, **kwargs)

    @factory.post_generation
    def roles(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        add_roles(self, extracted or [])


class TeamFactory(DjangoModelFactory):
    """A team at the top of the tree, or below ``parent``."""

    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Location {n:03}")
    kind = TeamKind.LOCATION

    @classmethod
    def _create(cls, model_class: type[Team], *args: Any, parent: Team | None = None, **kwargs: Any) -> Team:
        if parent is None:
            return model_class.add_root(**kwargs)
        # The parent in the caller's hand may be from before its last child.
        return model_class.objects.get(pk=parent.pk).add_child(**kwargs)


class AmbassadorFactory(DjangoModelFactory):
    """Somebody who takes part and can be reached by mail at any time; ``roles`` and ``pillars`` are lists."""

    class Meta:
        model = Ambassador
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    language = "nl"
    rhythm = Rhythm.AT_ONCE
    office_hours = "1234567 00:00-24:00"

    @factory.post_generation
    def roles(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        add_roles(self.user, extracted or [])

    @factory.post_generation
    def pillars(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        for pillar in extracted or []:
            PillarMembershipFactory(ambassador=self, pillar=pillar)


class PillarMembershipFactory(DjangoModelFactory):
    class Meta:
        model = PillarMembership

    source = MembershipSource.JOINED


class ImportRunFactory(DjangoModelFactory):
    class Meta:
        model = ImportRun

    file_name = "colleagues.csv"
    state = ImportState.DONE
    created_by = factory.SubFactory(UserFactory)
