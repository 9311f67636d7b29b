"""The lists of people and teams in the admin."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from shift_plugin.people.actions import leave_programme, mark_undeliverable
from shift_plugin.people.models import Ambassador
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db
LIST = "shift_ambassadors:index"


@pytest.fixture
def master(client):
    call_command("shift_setup", verbosity=0)
    client.force_login(UserFactory(roles=["master"]))
    return client


def found(client, **query):
    return {item.name for item in client.get(reverse(LIST), query).context["object_list"]}


@pytest.fixture
def people():
    north = TeamFactory(name="Noord")
    pillar = PillarFactory(name="Vakmanschap")
    named = {"user__last_name": ""}
    stopped = AmbassadorFactory(user__first_name="Gestopt", **named)
    leave_programme(ambassador=stopped)
    return {
        "cook": AmbassadorFactory(
            user__first_name="Kok", team=TeamFactory(name="Keuken", parent=north), roles=["creator"], **named
        ),
        "english": AmbassadorFactory(user__first_name="English", language="en", pillars=[pillar], **named),
        "dealer": AmbassadorFactory(user__first_name="Dealer", is_external=True, **named),
        "closed": AmbassadorFactory(user__first_name="Dicht", user__is_active=False, **named),
        "stopped": stopped,
        "north": north,
        "pillar": pillar,
    }


def test_people_are_filtered_by_everything_that_tells_them_apart(master, people):
    assert found(master, team=people["north"].pk) == {"Kok"}
    assert found(master, role="creator") == {"Kok"}
    assert found(master, pillar=people["pillar"].pk) == {"English"}
    assert found(master, language="en") == {"English"}
    assert found(master, is_external="yes") == {"Dealer"}
    assert found(master, taking_part="left") == {"Gestopt"}
    assert found(master, taking_part="closed") == {"Dicht"}
    assert found(master, taking_part="yes") == {"Kok", "English", "Dealer"}
    assert found(master, q="dea") == {"Dealer"}


def test_the_list_takes_as_many_queries_for_one_person_as_for_three(master):
    counts = []
    for number in (1, 2):
        for _person in range(number):
            AmbassadorFactory(roles=["creator", "publisher"], pillars=[PillarFactory()])
        master.get(reverse(LIST))
        with CaptureQueriesContext(connection) as queries:
            master.get(reverse(LIST))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_export_has_everything_and_runs_no_formula(master):
    AmbassadorFactory(
        user__first_name="=1+1", user__last_name="", user__email="kim@example.org", team=TeamFactory(name="Noord")
    )

    text = b"".join(master.get(reverse(LIST), {"export": "csv"}).streaming_content).decode()
    sheet = load_workbook(io.BytesIO(b"".join(master.get(reverse(LIST), {"export": "xlsx"}).streaming_content))).active

    assert "'=1+1,kim@example.org,Noord" in text
    name = sheet.cell(2, 1)
    assert (name.value, name.data_type) == ("=1+1", "s")


def test_what_somebody_gets_is_said_in_words(master, people):
    def rows(person):
        answer = master.get(
            reverse("shift_ambassadors:inspect", args=[people[person].pk]), headers={"accept-language": "en"}
        )
        return {str(row["label"]): str(row["value"]) for row in answer.context["fields"]}

    taking_part = [rows(person)[label] for person, label in (("english", "Groups"), ("english", "Messages in"))]
    assert "Vakmanschap" in taking_part[0]
    assert len(taking_part[1]) > 2
    assert rows("stopped")["Mail"] == rows("closed")["Mail"]
    assert rows("cook")["Mail"] != rows("closed")["Mail"]


@pytest.fixture
def mails():
    """People of every kind, by what they get by mail; each first name tells which."""
    named, paused = {"user__last_name": ""}, timezone.now() + timedelta(days=9)
    for name, choices in {
        "At once": {"rhythm": "at_once"},
        "Daily": {"rhythm": "daily", "weekly_cap": 2, "office_hours": "135 09:00-15:00", "holiday_region": "DE-BY"},
        "Weekly": {"rhythm": "weekly", "office_hours": ""},
        "Inbox": {"rhythm": "daily", "receives_mail": False, "paused_until": paused},
        "Paused": {"rhythm": "daily", "paused_until": paused},
        "Back": {"rhythm": "daily", "paused_until": timezone.now() - timedelta(days=1)},
        "Dead": {"rhythm": "daily", "paused_until": paused},
        "Left": {"rhythm": "daily"},
    }.items():
        AmbassadorFactory(user__first_name=name, **named, **choices)
    mark_undeliverable(address=mail_of("Dead").email, words="550 No such person")
    leave_programme(ambassador=mail_of("Left"))


def mail_of(name):
    return Ambassador.objects.get(user__first_name=name)


def told(client, name):
    address = reverse("shift_ambassadors:inspect", args=[mail_of(name).pk])
    answer = client.get(address, headers={"accept-language": "en"})
    return answer, {str(row["label"]): str(row["value"]) for row in answer.context["fields"]}


def test_people_are_filtered_by_what_they_get_by_mail(master, mails):
    assert found(master, mail="at_once") == {"At once"}
    assert found(master, mail="daily") == {"Daily", "Back"}
    assert found(master, mail="weekly") == {"Weekly"}
    assert found(master, mail="inbox") == {"Inbox"}
    assert found(master, mail="paused") == {"Paused"}
    assert found(master, mail="dead") == {"Dead"}


def test_the_list_says_what_everybody_gets_by_mail(master, mails):
    text = b"".join(
        master.get(reverse(LIST), {"export": "csv"}, headers={"accept-language": "en"}).streaming_content
    ).decode()
    rows = {row["Name"]: row["Mail"] for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}
    assert {name: rows[name] for name in ("At once", "Back", "Inbox", "Dead", "Left")} == {
        "At once": "At once, when something is for me",
        "Back": "Once a day",
        "Inbox": "Only the inbox",
        "Dead": "None: the address refuses mail",
        "Left": "",
    }
    assert rows["Paused"].startswith("Paused until ")


def test_the_page_of_somebody_tells_their_rhythm_hours_and_cap(master, mails):
    _answer, rows = told(master, "Daily")
    assert [rows[label] for label in ("Mail", "Working hours", "Mails a week, at most", "Public holidays of")] == [
        "Once a day",
        "Mon, Wed, Fri 09:00-15:00",
        "2",
        "Germany: Bavaria",
    ]
    assert told(master, "Weekly")[1]["Working hours"] == "Those of the site"
    assert told(master, "Weekly")[1]["Address refused"] == "No"


def test_an_address_that_was_set_aside_can_be_tried_again(master, mails):
    answer, rows = told(master, "Dead")
    assert "Set aside on" in rows["Address refused"]
    button = reverse("shift_ambassadors:try_address", args=[mail_of("Dead").pk])
    assert button in answer.content.decode()
    assert button not in told(master, "Daily")[0].content.decode()

    assert master.get(button).status_code == 405
    assert mail_of("Dead").has_dead_address is True
    master.post(button)
    assert mail_of("Dead").has_dead_address is False
    assert master.post(button).status_code == 302


def test_an_editor_sees_that_an_address_is_dead_and_may_not_try_it_again(client, master, mails):
    client.force_login(UserFactory(roles=["editor"]))
    button = reverse("shift_ambassadors:try_address", args=[mail_of("Dead").pk])
    answer, rows = told(client, "Dead")
    assert "Set aside on" in rows["Address refused"]
    assert button not in answer.content.decode()
    client.post(button)
    assert mail_of("Dead").has_dead_address is True


def test_teams_are_listed_as_a_tree_with_a_link_to_edit(master):
    kitchen = TeamFactory(name="Keuken", parent=TeamFactory(name="Noord"))

    text = master.get(reverse("shift_teams:index")).content.decode()

    assert "\u2003Keuken" in text
    assert reverse("shift_teams:edit", args=[kitchen.pk]) in text


def test_deleting_a_team_asks_where_people_go(master):
    team = TeamFactory(name="Noord")
    AmbassadorFactory(team=team)
    other = TeamFactory(name="Zuid")

    answer = master.get(reverse("shift_teams:delete", args=[team.pk]))
    assert (answer.context["people"], answer.context["below"]) == (1, 0)

    master.post(reverse("shift_teams:delete", args=[team.pk]), {"move_to": other.pk})
    assert other.ambassadors.count() == 1
