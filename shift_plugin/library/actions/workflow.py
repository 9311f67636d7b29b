from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from shift_plugin.library.models import FourEyesApprovalTask, ShareableMessage
from shift_plugin.people.enums import Role
from shift_plugin.people.permissions import group_names, roles_in_use


@transaction.atomic
def set_up_workflow() -> list[str]:
    """Give messages a moderation workflow of one step, approval by masters and editors; returns what it did.

    A workflow that the host assigned to messages is left as it is.
    """
    content_type = ContentType.objects.get_for_model(ShareableMessage)
    if WorkflowContentType.objects.filter(content_type=content_type, workflow__active=True).exists():
        return []
    # Stored once, so in the main language of the site; the site can rename it.
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Moderation of messages")
    names = group_names(role for role in roles_in_use() if role in (Role.MASTER, Role.EDITOR))
    task = FourEyesApprovalTask.objects.filter(name=title, active=True).first()
    if task is None:
        task = FourEyesApprovalTask.objects.create(name=title)
        task.groups.set(Group.objects.filter(name__in=names))
    workflow, _made = Workflow.objects.get_or_create(name=title, active=True)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowContentType.objects.update_or_create(content_type=content_type, defaults={"workflow": workflow})
    return [f"Workflow “{title}” made: approval by {' or '.join(names)}."]
