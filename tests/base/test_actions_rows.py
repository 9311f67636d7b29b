from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Case, F, TextField, Value, When
from django.utils import timezone

from shift_plugin.base.actions import Update
from shift_plugin.base.models import JobRun

STAND_INS = {"name": "the name", "error": "the error"}


@pytest.fixture
def rename():
    """Writes one job's error, and leaves those of others."""
    error = Case(When(name="the name", then=Value("the error")), default=F("error"), output_field=TextField())
    update = Update(JobRun.objects.filter(name="the name"), {"error": error}, STAND_INS)
    yield update
    update.close()


def errors():
    return list(JobRun.objects.order_by("name").values_list("name", "error"))


@pytest.mark.django_db
def test_the_same_update_with_other_values(rename):
    for name in ("a", "b", "c%s"):
        JobRun.objects.create(name=name, due_at=timezone.now())
    assert rename.run({"name": "a", "error": "50 % 'of' it"}) == 1
    assert rename.run({"name": "c%s", "error": "$1"}) == 1
    assert rename.run({"name": None, "error": "nobody's"}) == 0
    assert errors() == [("a", "50 % 'of' it"), ("b", ""), ("c%s", "$1")]


@pytest.mark.django_db
def test_behind_a_pooler_nothing_is_left_in_a_session_of_the_database(rename, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", True)
    JobRun.objects.create(name="a", due_at=timezone.now())
    assert rename.run({"name": "a", "error": "x"}) == 1
    assert errors() == [("a", "x")]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'shift%'")
            assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_in_a_new_session_of_the_database(rename):
    JobRun.objects.create(name="a", due_at=timezone.now())
    for error in ("first", "second"):
        assert rename.run({"name": "a", "error": error}) == 1
        connection.close()
    rename.close()
    assert errors() == [("a", "second")]


@pytest.mark.django_db(transaction=True)
def test_a_pooler_that_hands_out_another_session_stops_nothing(rename):
    """Without the setting that tells of it."""
    JobRun.objects.create(name="a", due_at=timezone.now())
    assert rename.run({"name": "a", "error": "first"}) == 1
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
    assert rename.run({"name": "a", "error": "second"}) == 1
    assert errors() == [("a", "second")]
