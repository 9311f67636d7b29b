from shift_plugin.people.actions.roles import set_roles, set_up_roles
from shift_plugin.people.actions.taking_part import (
    assign_pillars,
    forget_user,
    join_pillar,
    join_programme,
    leave_pillar,
    leave_programme,
    set_preferences,
    set_profile,
)
from shift_plugin.people.actions.teams import create_team, delete_team, update_team

__all__ = [
    "assign_pillars",
    "create_team",
    "delete_team",
    "forget_user",
    "join_pillar",
    "join_programme",
    "leave_pillar",
    "leave_programme",
    "set_preferences",
    "set_profile",
    "set_roles",
    "set_up_roles",
    "update_team",
]
