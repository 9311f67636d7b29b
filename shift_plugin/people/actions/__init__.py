from shift_plugin.people.actions.addresses import (
    count_refusal,
    forget_refusals,
    mark_undeliverable,
    try_address_again,
)
from shift_plugin.people.actions.imports import cancel_import, confirm_import, start_import, too_large
from shift_plugin.people.actions.roles import RightsMissing, set_roles, set_up_roles
from shift_plugin.people.actions.taking_part import (
    assign_pillars,
    forget_user,
    join_pillar,
    join_programme,
    leave_pillar,
    leave_programme,
    save_ambassador,
)
from shift_plugin.people.actions.teams import create_team, delete_team, update_team

__all__ = [
    "RightsMissing",
    "assign_pillars",
    "cancel_import",
    "confirm_import",
    "count_refusal",
    "create_team",
    "delete_team",
    "forget_refusals",
    "forget_user",
    "join_pillar",
    "join_programme",
    "leave_pillar",
    "leave_programme",
    "mark_undeliverable",
    "save_ambassador",
    "set_roles",
    "set_up_roles",
    "start_import",
    "too_large",
    "try_address_again",
    "update_team",
]
