from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from shift_plugin.library.models import LocalActionPage


@transaction.atomic
def set_amounts(*, amounts: Mapping[int, Decimal], counted_on: date, by: Any) -> int:
    """Put what was raised on the pages of local actions; returns how many changed.

    Published at once, because it is a figure and no text; a text that is still being written stays a draft.
    """
    changed = 0
    for page in LocalActionPage.objects.select_for_update(of=("self",)).filter(pk__in=amounts).order_by("pk"):
        if page.raised_amount == amounts[page.pk]:
            continue
        values = {"raised_amount": amounts[page.pk], "raised_on": counted_on}
        _write(page, values, by=by)
        changed += 1
    return changed


def _write(page: LocalActionPage, values: Mapping[str, Any], *, by: Any) -> None:
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    for name, value in values.items():
        setattr(page, name, value)
    revision = page.save_revision(user=by, log_action=True, clean=False)
    if page.live:
        revision.publish(user=by, skip_permission_checks=True)
    if draft is not None:
        for name, value in values.items():
            setattr(draft, name, value)
        draft.save_revision(user=by, clean=False)
