import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from shift_plugin.measuring import actions
from shift_plugin.measuring.wagtail_hooks import DayFigureAdmin
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.sharing import ClickFactory, ShareFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = UserFactory()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "view_dayfigure"]))
    client.force_login(user)
    return client


def add_up():
    actions.rebuild()


def share(**kwargs):
    return ShareFactory(opened_at=timezone.now() - timedelta(minutes=1), **kwargs)


def table(response):
    return list(csv.reader(io.StringIO(response.getvalue().decode())))


def test_every_figure_has_its_definition_and_how_sure_it_is(reader):
    add_up()
    figures = reader.get(reverse("shift_figures")).context["figures"]
    assert [(figure.field, figure.kind.value, value) for figure, value in figures] == [
        ("opened", "measured", 0),
        ("confirmed", "reported", 0),
        ("clicks", "measured", 0),
    ]


def test_the_report_counts_what_happened(reader):
    first = share(network="linkedin", confirmed=True)
    ClickFactory.create_batch(2, link__share=first, clicked_at=timezone.now())
    share(network="x", message=first.message)
    add_up()
    context = reader.get(reverse("shift_figures")).context
    assert [value for _figure, value in context["figures"]] == [2, 1, 2]
    sections = {section.name: rows for section, rows in context["sections"]}
    assert sections["network"] == [("LinkedIn", [1, 1, 2]), ("X", [1, 0, 0])]
    assert sections["message"] == [(first.message.title, [2, 1, 2])]


@pytest.mark.parametrize("kind", ["network", "pillar", "team", "message"])
def test_a_report_can_be_about_one_thing(reader, kind):
    mine = share(network="x")
    AmbassadorFactory.create_batch(4, team=mine.team)
    share(network="linkedin")
    add_up()
    value = {
        "network": "x",
        "pillar": mine.message.pillars.get().pk,
        "team": mine.team_id,
        "message": mine.message_id,
    }[kind]
    context = reader.get(reverse("shift_figures"), {kind: value}).context
    assert [value for _figure, value in context["figures"]] == [1, 0, 0]


def test_a_team_stands_for_the_teams_below_it(reader):
    region = TeamFactory()
    share(ambassador=AmbassadorFactory(team=TeamFactory(parent=region)))
    AmbassadorFactory.create_batch(4, team=region)
    share(ambassador=AmbassadorFactory(team=TeamFactory()))
    add_up()
    context = reader.get(reverse("shift_figures"), {"team": region.pk}).context
    assert [value for _figure, value in context["figures"]] == [1, 0, 0]


def test_own_dates_are_checked_at_the_field(reader):
    response = reader.get(reverse("shift_figures"), {"period": "own", "first": "2026-03-02", "last": "2026-03-01"})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["last"]


def test_small_teams_are_not_shown_one_by_one(reader, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "MINIMUM_GROUP_SIZE": 2}
    large = TeamFactory(name="Large")
    people = [AmbassadorFactory(team=large) for _ in range(2)]
    loners = [AmbassadorFactory(team=TeamFactory(name=f"Alone {number}")) for number in range(2)]
    for ambassador in [*people, *loners]:
        share(ambassador=ambassador)
    add_up()
    response = reader.get(reverse("shift_figures"))
    sections = {section.name: rows for section, rows in response.context["sections"]}
    assert [values for _label, values in sections["team"]] == [[2, 0, 0], [2, 0, 0]]
    assert "Alone" not in str(sections["team"])


@pytest.mark.parametrize("name", ["network", "pillar", "message", "team", "dates"])
def test_each_table_can_be_had_as_a_spreadsheet(reader, name):
    one = share(network="x", ambassador=AmbassadorFactory(team=TeamFactory()))
    AmbassadorFactory.create_batch(4, team=one.team)
    add_up()
    query = {"table": name, "period": "7"}
    rows = table(reader.get(reverse("shift_figures"), {**query, "export": "csv"}))
    assert rows[0][1:] == ["Geopend (gemeten)", "Bevestigd (zelf gemeld)", "Kliks (gemeten)"]
    assert [row[1:] for row in rows[1:] if row[1] != "0"] == [["1", "0", "0"]]
    book = openpyxl.load_workbook(
        io.BytesIO(reader.get(reverse("shift_figures"), {**query, "export": "xlsx"}).getvalue())
    )
    assert [list(map(str, row)) for row in book.active.iter_rows(values_only=True)] == rows


def test_no_title_runs_as_a_formula(reader):
    share(message=MessageFactory(title='=HYPERLINK("https://evil.example")'))
    add_up()
    query = {"table": "message", "period": "7"}
    rows = table(reader.get(reverse("shift_figures"), {**query, "export": "csv"}))
    assert rows[1][0] == '\'=HYPERLINK("https://evil.example")'
    book = openpyxl.load_workbook(
        io.BytesIO(reader.get(reverse("shift_figures"), {**query, "export": "xlsx"}).getvalue())
    )
    cell = book.active["A2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("https://evil.example")')


def test_without_the_right_there_is_no_report(client):
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(reverse("shift_figures")).status_code == 302
    assert client.get(reverse("shift_figures"), {"export": "csv", "table": "team"}).status_code == 302


def test_the_number_of_queries_does_not_grow(reader):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert reader.get(reverse("shift_figures")).status_code == 200
        return len(captured)

    share()
    add_up()
    queries()
    one = queries()
    for _ in range(2):
        share()
    add_up()
    assert queries() == one


def test_a_report_about_a_small_team_is_not_offered(reader, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "MINIMUM_GROUP_SIZE": 2}
    region = TeamFactory()
    small = TeamFactory(parent=region)
    share(ambassador=AmbassadorFactory(team=small))
    AmbassadorFactory(team=region)
    add_up()
    assert list(reader.get(reverse("shift_figures")).context["form"].fields["team"].queryset) == [region]
    form = reader.get(reverse("shift_figures"), {"team": small.pk}).context["form"]
    assert list(form.errors) == ["team"]


def test_nonsense_in_an_address_of_a_list_leads_to_the_whole_list(reader):
    address = DayFigureAdmin().url_helper.index_url
    for query in ({"day": "zz"}, {"q": "\0"}, {"nonsense__in": "1"}):
        response = reader.get(address, query)
        assert (response.status_code, response.headers.get("Location", "").partition("?")[0]) == (302, address)
