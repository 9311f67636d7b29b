"""Who may distribute."""

from __future__ import annotations

from typing import Any

ADD = "shift_plugin.add_distribution"
CHANGE = "shift_plugin.change_distribution"
VIEW = "shift_plugin.view_distribution"
URGENT = "shift_plugin.send_urgent_distribution"

CHANGE_CHANNEL = "shift_plugin.change_chatchannel"
VIEW_POSTS = "shift_plugin.view_chatpost"


def may_distribute(user: Any) -> bool:
    return user.has_perm(ADD)


def may_change(user: Any) -> bool:
    return user.has_perm(CHANGE)


def may_send_urgent(user: Any) -> bool:
    """Whether somebody may break the rhythm, the hours and the cap of others."""
    return user is not None and user.has_perm(URGENT)


def may_view(user: Any) -> bool:
    return user.has_perm(VIEW) or may_change(user)


def may_test_channel(user: Any) -> bool:
    return user.has_perm(CHANGE_CHANNEL)


def may_view_posts(user: Any) -> bool:
    return user.has_perm(VIEW_POSTS) or may_change(user)
