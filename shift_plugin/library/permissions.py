"""Who may see, approve and publish a message."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction, Revision, TaskState
from wagtail.permission_policies import ModelPermissionPolicy

from shift_plugin.conf import shift_settings
from shift_plugin.people.permissions import roles_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from shift_plugin.library.models import ShareableMessage
    from shift_plugin.people.models import Ambassador, Team


class ReviewRefused(PermissionDenied):
    """The text of the error is meant for the person who tried."""


def is_offered(message: ShareableMessage, now: datetime) -> bool:
    """Published and inside its window, also when the job that unpublishes hasn't run yet."""
    return message.live and (message.expire_at is None or message.expire_at > now)


def in_audience(
    ambassador: Ambassador | None, message: ShareableMessage, *, teams: Iterable[Team] | None = None
) -> bool:
    """Whether the message is for this person's team and roles. Pillars choose what is shown first, they close nothing.

    Somebody who takes no part sees what is for everyone. ``teams``: those of the message, when they are at hand.
    """
    paths = [team.path for team in (message.teams.all() if teams is None else teams)]
    if paths and not any(_is_below(ambassador, path) for path in paths):
        return False
    if not message.roles:
        return True
    roles = roles_of(ambassador.user) if ambassador is not None and ambassador.user is not None else []
    return bool(set(message.roles) & set(roles))


def can_see(ambassador: Ambassador | None, message: ShareableMessage, now: datetime) -> bool:
    return is_offered(message, now) and in_audience(ambassador, message)


def may_make_shareable(user: Any, page: Page) -> bool:
    """Whoever writes messages, about a page that they edit or that they can open."""
    if not user.has_perm("shift_plugin.add_shareablemessage"):
        return False
    return page.permissions_for_user(user).can_edit() or may_open(user, page)


def may_open(user: Any, page: Page) -> bool:
    """Whether a colleague can open the page on the intranet. One behind a password counts as closed."""
    return page.live and all(_lets_in(restriction, user) for restriction in page.get_view_restrictions())


def _lets_in(restriction: PageViewRestriction, user: Any) -> bool:
    if restriction.restriction_type == PageViewRestriction.GROUPS:
        return user.is_superuser or restriction.groups.filter(pk__in=user.groups.all()).exists()
    return restriction.restriction_type != PageViewRestriction.PASSWORD


# Who reads a message without having logged in. Sharing builds on the library and hands in how it knows its links.
Identify = Callable[["HttpRequest", "ShareableMessage"], "Ambassador | None"]
_identify: list[Identify] = []


def identify_by(function: Identify) -> Identify:
    """Register how a link in a mail tells who opens a message; the function gives None when it doesn't."""
    _identify[:] = [function]
    return function


def reader_by_link(request: HttpRequest, message: ShareableMessage) -> Ambassador | None:
    return _identify[0](request, message) if _identify else None


# What keeps a message from going out beside what it says itself, such as a withdrawn consent, and to which networks it
# may not go. Capabilities above the library know that.
Obstacles = Callable[["ShareableMessage"], dict[str, Any]]
ClosedNetworks = Callable[["ShareableMessage"], "set[str]"]
_obstacles: list[Obstacles] = []
_closed_networks: list[ClosedNetworks] = []


def obstacles_by(function: Obstacles) -> Obstacles:
    """Register what may keep a message from being published; the function gives errors by field."""
    _obstacles.append(function)
    return function


def obstacles(message: ShareableMessage) -> dict[str, Any]:
    return {field: words for function in _obstacles for field, words in function(message).items()}


def networks_closed_by(function: ClosedNetworks) -> ClosedNetworks:
    """Register to which networks a message may not go; the function gives their keys."""
    _closed_networks.append(function)
    return function


def closed_networks(message: ShareableMessage) -> set[str]:
    return {key for function in _closed_networks for key in function(message)}


# Where somebody changes a message who may not open its editor. Capabilities above the library that let people propose
# messages know that.
ChangedAt = Callable[["ShareableMessage", Any], str]
_changed_at: list[ChangedAt] = []


def changed_at(function: ChangedAt) -> ChangedAt:
    """Register where a person changes a message; the function gives a full address, or nothing."""
    _changed_at.append(function)
    return function


def own_address(message: ShareableMessage, user: Any) -> str:
    return next(filter(None, (function(message, user) for function in _changed_at)), "")


def is_reviewed(revision: Revision) -> bool:
    """Whether somebody else than its writer approved exactly this text; a text overwritten since then is a new one."""
    approvals = TaskState.objects.filter(
        revision=revision, status=TaskState.STATUS_APPROVED, finished_at__gte=revision.created_at
    )
    return approvals.exclude(finished_by=None).exclude(finished_by=revision.user_id).exists()


def may_publish(user: Any, revision: Revision) -> bool:
    """Four eyes, whatever rights the user has: not a text of their own that nobody else approved.

    Without a user it is the clock that publishes, or the organisation's own code.
    """
    if not shift_settings.FOUR_EYES or user is None:
        return True
    return revision.user_id != user.pk or is_reviewed(revision)


def refusal_to_approve(user: Any, *, writer_id: Any, submitter_id: Any) -> str:
    """Why this person may not approve, in words for that person; empty when they may."""
    if not shift_settings.FOUR_EYES:
        return ""
    if user.pk == submitter_id:
        return _("You submitted this message yourself. Somebody else has to approve it.")
    if user.pk == writer_id:
        return _(
            "You changed this text last, so somebody else has to approve it. Is there nobody else? "
            "Request changes: when the author submits it again, you can approve it."
        )
    return ""


class MessagePermissionPolicy(ModelPermissionPolicy):
    """The rights of the groups, and for publishing one message also four eyes.

    Only the check of one message is stricter: Wagtail asks "may this person publish at all?" when a moderator approves.
    """

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        return any(
            self.user_has_permission(user, action)
            and (action != "publish" or instance.latest_revision is None or may_publish(user, instance.latest_revision))
            for action in actions
        )


def _is_below(ambassador: Ambassador | None, path: str) -> bool:
    return ambassador is not None and ambassador.team is not None and ambassador.team.path.startswith(path)
