"""Who may do what with vacancies. What somebody may do with one is what Wagtail says about its page."""

from __future__ import annotations

from typing import Any

MAY_SEE = "shift_plugin.view_vacancypage"


def may_offer(user: Any, vacancy: Any) -> bool:
    """Who may change a vacancy may propose a message about it; others decide whether it goes out."""
    return user.has_perm(MAY_SEE) and vacancy.permissions_for_user(user).can_edit()
