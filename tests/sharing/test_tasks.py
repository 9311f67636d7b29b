from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from shift_plugin.sharing import tasks
from shift_plugin.sharing.models import DailySalt, Share
from tests.factories.sharing import ShareFactory


def test_the_salt_of_today_stays_and_older_ones_go(db):
    today = timezone.localdate()
    for days in (0, 1, 2):
        DailySalt.objects.create(day=today - timedelta(days=days), salt=b"s")
    tasks.forget_salts()
    tasks.forget_salts()
    assert [row.day for row in DailySalt.objects.all()] == [today]


def test_words_are_forgotten_after_the_days_of_the_setting(db, setting):
    ShareFactory(opened_at=timezone.now() - timedelta(days=31))
    ShareFactory(opened_at=timezone.now() - timedelta(days=29))
    setting.SHIFT_PLUGIN = {"BASE_TEMPLATE": "intranet/base.html", "SHARE_TEXT_DAYS": 30}
    tasks.forget_texts()
    assert sorted(bool(share.text) for share in Share.objects.all()) == [False, True]


def test_words_are_kept_when_the_setting_says_so(db, setting):
    ShareFactory(opened_at=timezone.now() - timedelta(days=1000))
    setting.SHIFT_PLUGIN = {"BASE_TEMPLATE": "intranet/base.html", "SHARE_TEXT_DAYS": 0}
    tasks.forget_texts()
    assert Share.objects.get().text != ""
