"""What people choose about their own mail. What becomes of mails that wait: see test_replanning."""

from __future__ import annotations

import pytest
from django.utils import timezone

from shift_plugin.distribution.actions.personal import change_preferences

pytestmark = pytest.mark.django_db


def test_who_wants_no_mail_now_keeps_rhythm_and_language(person):
    person.rhythm = "daily"
    person.save()
    change_preferences(
        ambassador=person,
        now=timezone.now(),
        receives_mail=False,
        office_hours="",
        time_zone="",
        holiday_region="",
        weekly_cap=None,
        paused_until=None,
    )
    person.refresh_from_db()
    assert (person.receives_mail, person.rhythm, person.language) == (False, "daily", "nl")
