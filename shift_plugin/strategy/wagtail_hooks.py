"""What this capability has in the admin."""

from __future__ import annotations

from wagtail import hooks

from shift_plugin.strategy.viewsets import (
    AudienceViewSet,
    ObjectiveViewSet,
    PersonChooserViewSet,
    PillarViewSet,
    person_chooser,
)

SNIPPETS = (ObjectiveViewSet, AudienceViewSet, PillarViewSet)


@hooks.register("register_admin_viewset")
def people_to_choose_from() -> PersonChooserViewSet:
    return person_chooser
