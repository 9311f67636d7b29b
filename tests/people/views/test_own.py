"""What people see and choose about their own taking part."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shift_plugin.people.actions import leave_programme
from shift_plugin.people.enums import MembershipSource
from shift_plugin.people.models import Ambassador
from tests.factories.people import AmbassadorFactory, PillarMembershipFactory, TeamFactory, UserFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db
ME = "/shift/me/"


@pytest.fixture
def ambassador(client):
    north = TeamFactory(name="Noord")
    found = AmbassadorFactory(
        user__first_name="Mila",
        user__last_name="Bos",
        team=TeamFactory(name="Keuken", parent=north),
        roles=["creator", "publisher"],
    )
    client.force_login(found.user)
    return found


def page(client, address=ME, language="en"):
    return client.get(address, headers={"accept-language": language}).content.decode()


def test_the_page_says_who_somebody_is_with_team_and_roles_and_groups(client, ambassador):
    PillarMembershipFactory(
        ambassador=ambassador, pillar=PillarFactory(name="Vakmanschap"), source=MembershipSource.ASSIGNED
    )
    PillarFactory(name="Wonen", is_open=True)
    PillarFactory(name="Directie", is_open=False)
    PillarFactory(name="Oud", is_active=False)

    text = page(client)

    for words in (
        "Mila Bos",
        "Noord › Keuken",
        "Social Creator, Social Publisher",
        "Vakmanschap",
        "An editor added you",
        "Wonen",
        "Directie",
        "Closed group: only editors add people.",
    ):
        assert words in text
    assert "Oud" not in text


def test_the_page_takes_as_many_queries_for_one_group_as_for_three(client, ambassador):
    counts = []
    for number in (1, 2):
        for _group in range(number):
            PillarMembershipFactory(ambassador=ambassador, pillar=PillarFactory())
        page(client)
        with CaptureQueriesContext(connection) as queries:
            page(client)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_page_tells_what_comes_by_mail_and_where_to_change_that(client, ambassador):
    ambassador.receives_mail = False
    ambassador.save()
    text = page(client)
    assert "You get no mail. You find every message in your inbox on the intranet." in text
    assert reverse("shift:my_preferences") in text
    assert client.post(ME, {"language": "en"}).status_code == 405


def test_who_does_not_take_part_is_asked_and_can_join_and_stop_again(client):
    user = UserFactory()
    client.force_login(user)
    assert "Yes, I take part" in page(client)
    assert not Ambassador.objects.exists()

    client.post(reverse("shift:me_join"), headers={"accept-language": "en"})
    assert Ambassador.objects.taking_part().get().user == user
    assert Ambassador.objects.get().language == "en"
    assert "My profile" in page(client)

    assert "Stop taking part?" in page(client, reverse("shift:me_leave"))
    assert Ambassador.objects.taking_part().exists()
    client.post(reverse("shift:me_leave"))
    assert not Ambassador.objects.taking_part().exists()


def test_joining_and_leaving_a_group_goes_back_to_where_the_button_stood(client, ambassador):
    pillar = PillarFactory()

    answer = client.post(reverse("shift:pillar_join", args=[pillar.pk]), {"next": "/nl/strategie/"})
    assert answer.url == "/nl/strategie/"
    assert ambassador.memberships.get().pillar == pillar

    client.post(reverse("shift:pillar_leave", args=[pillar.pk]))
    assert not ambassador.memberships.exists()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_no_button_leads_to_another_site(client, ambassador, elsewhere):
    answer = client.post(reverse("shift:pillar_join", args=[PillarFactory().pk]), {"next": elsewhere})
    assert answer.url == ME


def test_a_closed_group_refuses_and_says_why(client, ambassador):
    closed = PillarFactory(is_open=False)

    answer = client.post(reverse("shift:pillar_join", args=[closed.pk]), follow=True, headers={"accept-language": "en"})

    assert "This is a closed group: only editors add people." in answer.content.decode()
    assert not ambassador.memberships.exists()


def test_a_group_that_is_not_in_use_does_not_exist(client, ambassador):
    unused = PillarFactory(is_active=False)
    assert client.post(reverse("shift:pillar_join", args=[unused.pk]), follow=True).status_code == 404


@pytest.mark.parametrize("name", ["me_join", "pillar_join", "pillar_leave"])
def test_nothing_changes_by_following_a_link(client, ambassador, name):
    args = [PillarFactory().pk] if name.startswith("pillar") else []
    assert client.get(reverse(f"shift:{name}", args=args)).status_code == 405


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("get", "me"),
        ("post", "me"),
        ("post", "me_join"),
        ("get", "me_leave"),
        ("post", "me_leave"),
        ("post", "pillar_join"),
        ("post", "pillar_leave"),
    ],
)
def test_visitors_are_asked_to_log_in(client, method, name):
    args = [PillarFactory().pk] if name.startswith("pillar") else []
    address = reverse(f"shift:{name}", args=args)

    answer = getattr(client, method)(address)

    assert answer.url == f"/login/?next={address}"
    assert not Ambassador.objects.exists()


def test_who_stopped_cannot_join_a_group_through_an_old_page(client, ambassador):
    pillar = PillarFactory()
    leave_programme(ambassador=ambassador)

    assert client.post(reverse("shift:pillar_join", args=[pillar.pk])).url == ME
    assert not ambassador.memberships.exists()


def test_nobody_sees_a_colleagues_page_or_name(client, ambassador):
    other = AmbassadorFactory(user__first_name="Onzichtbaar", pillars=[PillarFactory()])
    assert other.name not in page(client)
