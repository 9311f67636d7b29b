"""Feeds in the admin: what may be typed, reading one at once, and the reports."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from shift_plugin.vacancies.enums import RunProblem, RunState
from shift_plugin.vacancies.models import FeedRun, VacancyFeed, VacancyIndexPage
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
RUNS = "shift_vacancy-readings_modeladmin_index"


@pytest.fixture
def index():
    return Page.objects.get(depth=2).add_child(instance=VacancyIndexPage(title="Vacatures"))


@pytest.fixture
def master(index):
    call_command("shift_setup", verbosity=0)
    return UserFactory(roles=["master"])


@pytest.fixture
def feed(index):
    return VacancyFeed.objects.create(name="Recruitee", kind="recruitee", address="brinkhoven", index_page=index)


def values(index, **changes):
    typed = {"name": "Site", "kind": "recruitee", "address": "brinkhoven", "index_page": index.pk, "every_hours": 6}
    return {**typed, "publishes": "on", "is_active": "on", **changes}


def test_master_adds_a_feed(client, master, index) -> None:
    client.force_login(master)
    response = client.post(reverse("shift_vacancy_feeds:add"), values(index))

    assert response.status_code == 302
    assert VacancyFeed.objects.get().address == "brinkhoven"


@pytest.mark.parametrize(
    ("kind", "address"),
    [("recruitee", "a/b"), ("json_ld", "http://www.werkenbij.example/"), ("indeed", "https://127.0.0.1/feed.xml")],
)
def test_address_that_cannot_be_read_is_told_at_the_field(client, master, index, kind, address) -> None:
    client.force_login(master)
    response = client.post(reverse("shift_vacancy_feeds:add"), values(index, kind=kind, address=address))

    assert list(response.context["form"].errors) == ["address"]
    assert not VacancyFeed.objects.exists()


def test_reading_at_once_is_by_post_and_by_right(client, master, feed, django_capture_on_commit_callbacks) -> None:
    from django_q.models import OrmQ

    read = reverse("shift_vacancy_feeds:read", args=[feed.pk])
    client.force_login(UserFactory(roles=["creator"]))
    client.post(read)
    client.force_login(master)
    client.get(read)
    assert OrmQ.objects.count() == 0

    with django_capture_on_commit_callbacks(execute=True):
        client.post(read)

    assert [row.task["args"] for row in OrmQ.objects.all()] == [(feed.pk,)]


def test_report_tells_in_words_what_went_wrong(client, master, feed) -> None:
    FeedRun.objects.create(feed=feed, state=RunState.FAILED, problem=RunProblem.REFUSED, words="404")
    client.force_login(master)

    assert str(RunProblem.REFUSED.label) % {"words": "404"} in client.get(reverse(RUNS)).content.decode()


@pytest.mark.parametrize("name", ["shift_vacancy_feeds:index", RUNS])
def test_lists_ask_no_more_for_more_rows(client, master, index, name, django_assert_num_queries) -> None:
    def add() -> None:
        feed = VacancyFeed.objects.create(name="Nog een", kind="recruitee", address="x", index_page=index)
        FeedRun.objects.create(feed=feed, state=RunState.DONE)

    add()
    client.force_login(master)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    add()
    add()
    with django_assert_num_queries(len(one)):
        client.get(reverse(name))
