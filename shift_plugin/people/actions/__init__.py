from shift_plugin.people.actions.roles import set_roles, set_up_roles

__all__ = ["set_roles", "set_up_roles"]
