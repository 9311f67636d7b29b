from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from shift_plugin.library.models import ShareableMessage
from shift_plugin.vacancies.enums import EmploymentType, PayPeriod
from shift_plugin.vacancies.models import VacancyPage
from tests.factories.people import TeamFactory, UserFactory
from tests.factories.strategy import KeyMessageFactory
from tests.factories.vacancies import VacancyFactory, VacancyIndexFactory

pytestmark = pytest.mark.django_db
ORGANISATION = {
    "ORGANISATION_NAME": "Brinkhoven",
    "ORGANISATION_URL": "https://www.brinkhoven.example/",
    "ORGANISATION_LOGO": "https://www.brinkhoven.example/logo.png",
}


@pytest.fixture(autouse=True)
def organisation(settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, **ORGANISATION}


@pytest.fixture
def client(client, db):
    """The example site shows its pages to colleagues only."""
    client.force_login(UserFactory())
    return client


def text_of(client, shown, /, **query):
    response = client.get(shown.get_url(), query)
    assert response.status_code == 200
    return response.content.decode()


def posting_in(html):
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[0]) if found else None


def has_offset(moment):
    return datetime.fromisoformat(moment).utcoffset() is not None


# What Google asks for: developers.google.com/search/docs/appearance/structured-data/job-posting
RULES = {
    "title": lambda job: job["title"] and "<" not in job["title"],
    "description is HTML of its own": lambda job: job["description"] not in ("", job["title"]),
    "datePosted": lambda job: has_offset(job["datePosted"]),
    "validThrough": lambda job: has_offset(job["validThrough"]),
    "hiringOrganization": lambda job: (
        job["hiringOrganization"]
        == {
            "@type": "Organization",
            "name": "Brinkhoven",
            "sameAs": "https://www.brinkhoven.example/",
            "logo": "https://www.brinkhoven.example/logo.png",
        }
    ),
    "place": lambda job: (
        job["jobLocation"]["address"]["addressCountry"] == "NL"
        if "jobLocation" in job
        else (job["jobLocationType"], job["applicantLocationRequirements"])
        == ("TELECOMMUTE", {"@type": "Country", "name": "NL"})
    ),
    "employmentType": lambda job: set(job["employmentType"]) <= set(EmploymentType.values),
    "baseSalary": lambda job: (
        job["baseSalary"]["@type"] == "MonetaryAmount"
        and re.fullmatch("[A-Z]{3}", job["baseSalary"]["currency"])
        and job["baseSalary"]["value"]["unitText"] in PayPeriod.values
        and job["baseSalary"]["value"]["minValue"] <= job["baseSalary"]["value"]["maxValue"]
    ),
    "identifier": lambda job: job["identifier"] == {"@type": "PropertyValue", "name": "Brinkhoven", "value": "B-12"},
    "directApply": lambda job: job["directApply"] is False,
    "types": lambda job: (job["@context"], job["@type"]) == ("https://schema.org/", "JobPosting"),
}


@pytest.mark.parametrize("place", [{}, {"remote": "yes", "place": "", "postal_code": ""}], ids=["office", "home"])
def test_a_page_tells_search_engines_all_that_google_asks(client, place) -> None:
    closes_at = timezone.now() + timedelta(days=9)
    vacancy = VacancyFactory(reference_number="B-12", closes_at=closes_at, **place)

    job = posting_in(text_of(client, vacancy))

    assert [name for name, rule in RULES.items() if not rule(job)] == []
    assert datetime.fromisoformat(job["validThrough"]) == closes_at.replace(microsecond=0)
    # In the zone of the site, not in UTC.
    assert job["validThrough"].endswith(("+01:00", "+02:00"))


def test_what_somebody_wrote_never_ends_the_script(client) -> None:
    title = "</script><script>alert(1)</script> & <!--"
    html = text_of(client, VacancyFactory(title=title))

    assert "<script>alert" not in html
    assert posting_in(html)["title"] == title


def test_a_closed_page_says_so_and_shows_what_is_open(client) -> None:
    index = VacancyIndexFactory()
    vacancy = VacancyFactory(parent=index, title="Timmerman", closes_at=timezone.now() - timedelta(seconds=1))
    VacancyFactory(parent=index, title="Metselaar")
    VacancyFactory(parent=index, title="Ook voorbij", closes_at=timezone.now())
    VacancyFactory(parent=index, title="Nog geheim", live=False)
    VacancyFactory(title="Van een andere pagina")

    response = client.get(vacancy.get_url())
    html = response.content.decode()

    assert "Deze vacature is gesloten" in html
    assert posting_in(html) is None
    assert "werk.brinkhoven.example" not in html
    assert [name for name in ("Metselaar", "Ook voorbij", "Nog geheim", "andere pagina") if name in html] == [
        "Metselaar"
    ]
    assert response.headers["Cache-Control"] == "no-cache"


def test_the_button_passes_on_what_is_known_and_nothing_else(client) -> None:
    index = VacancyIndexFactory(referral_parameter="gh_src", referral_value="shift-{code}")
    vacancy = VacancyFactory(parent=index, apply_url="https://werk.brinkhoven.example/12?gh_jid=12")

    html = text_of(
        client, vacancy, gh_src="shift-Ab3", utm_source="linkedin", next="https://evil.example", utm_medium='"'
    )

    assert 'href="https://werk.brinkhoven.example/12?gh_jid=12&amp;utm_source=linkedin&amp;gh_src=shift-Ab3"' in html
    assert "evil" not in html


def test_applying_by_mail_has_the_vacancy_as_subject(client) -> None:
    vacancy = VacancyFactory(title="Hoofd zorg & welzijn", apply_url="", apply_email="hr@brinkhoven.example")

    assert 'href="mailto:hr%40brinkhoven.example?subject=Hoofd%20zorg%20%26%20welzijn"' in text_of(client, vacancy)


# The list


def test_the_list_has_open_vacancies_with_search_and_filters(client) -> None:
    index, team = VacancyIndexFactory(), TeamFactory(name="Houtploeg")
    VacancyFactory(parent=index, title="Timmerman", team=team, employment_type="PART_TIME")
    VacancyFactory(parent=index, title="Kok", place="Oosterdam")
    VacancyFactory(parent=index, title="Voorbij", closes_at=timezone.now())

    def found(**query):
        html = text_of(client, index, **query)
        return [title for title in ("Timmerman", "Kok", "Voorbij") if f">{title}</a>" in html]

    assert found() == ["Timmerman", "Kok"]
    assert found(q="timmer") == ["Timmerman"]
    assert found(q="houtploeg") == ["Timmerman"]
    assert found(team=team.pk) == ["Timmerman"]
    assert found(place="Oosterdam") == ["Kok"]
    assert found(type="PART_TIME") == ["Timmerman"]
    assert found(q="niets") == []
    assert found(team="x", place="y", page="99") == ["Timmerman", "Kok"]


def test_an_empty_list_says_so(client) -> None:
    assert "Er zijn nu geen open vacatures" in text_of(client, VacancyIndexFactory())


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(client, number, django_assert_num_queries) -> None:
    index = VacancyIndexFactory()
    for _number in range(number):
        VacancyFactory(parent=index, team=TeamFactory())
    text_of(client, index)

    with django_assert_num_queries(18):
        text_of(client, index)


# Where links lead


def test_links_of_closed_vacancies_lead_to_open_ones_that_everybody_may_see(client) -> None:
    VacancyFactory(title="Metselaar")
    private = VacancyIndexFactory()
    VacancyFactory(parent=private, title="Alleen voor collega's")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    VacancyFactory(title="Voorbij", closes_at=timezone.now())

    response = client.get(reverse("shift:vacancy_closed"), headers={"accept-language": "en"})
    html = response.content.decode()

    assert "This vacancy is closed" in html
    assert [name for name in ("Metselaar", "Alleen voor", "Voorbij") if name in html] == ["Metselaar"]
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_links_of_closed_vacancies_lead_outsiders_past_the_wall_of_an_intranet(client) -> None:
    walled = VacancyIndexFactory(is_public=False)
    VacancyFactory(parent=walled, title="Metselaar", apply_url="https://werk.brinkhoven.example/metselaar")
    VacancyFactory(parent=walled, title="Kok", apply_url="", apply_email="hr@brinkhoven.example")
    outside = VacancyFactory(title="Schilder", apply_url="https://werk.brinkhoven.example/schilder")

    html = client.get(reverse("shift:vacancy_closed")).content.decode()

    links = sorted(re.findall(r'<h3[^>]*>\s*<a href="([^"]+)"', html))
    assert links == sorted(
        [
            "https://werk.brinkhoven.example/metselaar",
            "mailto:hr%40brinkhoven.example?subject=Kok",
            outside.get_url(),
        ]
    )


# In the admin


def values(**fields):
    key_message = KeyMessageFactory()
    return {
        "title": "Timmerman gezocht",
        "text": "Kom bouwen!",
        "hashtags": "#bouw",
        "pillar": key_message.pillar_id,
        "key_message": key_message.pk,
        **fields,
    }


def test_hr_offers_a_vacancy_and_sees_what_becomes_of_it(client, index, hr) -> None:
    team = TeamFactory()
    vacancy = VacancyFactory(parent=index, title="Timmerman")
    address = reverse("shift_offer_vacancy", args=[vacancy.pk])
    client.force_login(hr)

    form = client.get(address)
    assert form.context["form"]["title"].value() == "Timmerman"
    assert ShareableMessage.objects.count() == 0

    response = client.post(address, values(teams=[team.pk], roles=["publisher"]), follow=True)

    message = ShareableMessage.objects.get()
    latest = message.get_latest_revision_as_object()
    assert (latest.title, latest.hashtags, latest.roles, list(latest.teams.all())) == (
        "Timmerman gezocht",
        "#bouw",
        ["publisher"],
        [team],
    )
    assert b"Timmerman gezocht" in response.content
    assert b'name="text"' not in response.content
    client.post(address, values())
    assert ShareableMessage.objects.count() == 1


def test_errors_stand_at_the_field_and_nothing_is_lost(client, index, hr) -> None:
    vacancy = VacancyFactory(parent=index)
    client.force_login(hr)
    other = KeyMessageFactory()

    response = client.post(reverse("shift_offer_vacancy", args=[vacancy.pk]), values(key_message=other.pk))

    assert list(response.context["form"].errors) == ["key_message"]
    assert b"Kom bouwen!" in response.content
    assert ShareableMessage.objects.count() == 0


def test_nobody_else_comes_near(client, index) -> None:
    vacancy = VacancyFactory(parent=index)
    address = reverse("shift_offer_vacancy", args=[vacancy.pk])
    for user in (UserFactory(roles=["creator"]), UserFactory()):
        client.force_login(user)
        client.post(address, values())
        assert client.get(address).status_code == 302
    assert ShareableMessage.objects.count() == 0


def test_the_closing_moment_is_in_the_zone_of_the_site_whoever_edits(client, index, hr) -> None:
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(hr)
    profile.current_time_zone = "America/New_York"
    profile.save()
    client.force_login(hr)
    vacancy = VacancyFactory(parent=index, pay_min=None, pay_max=None)
    address = reverse("wagtailadmin_pages:edit", args=[vacancy.pk])

    edit = client.get(address)
    form = edit.context["form"]
    posted = {name: form[name].value() or "" for name in form.fields if not form[name].field.disabled}
    block = {"key": "a", "text": "Kom!", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    posted |= {
        "text": json.dumps({"blocks": [block], "entityMap": {}}),
        "closes_at": "2027-07-01 17:00",
        "action-publish": "1",
    }
    saved = client.post(address, {name: value for name, value in posted.items() if value is not None}, follow=True)

    assert b"Europe/Amsterdam" in edit.content
    closes_at = VacancyPage.objects.get(pk=vacancy.pk).closes_at
    assert closes_at.isoformat() == "2027-07-01T15:00:00+00:00"
    shown = [str(message) for message in saved.context["messages"]]
    assert any("salaris" in text or "pay" in text for text in shown)
    assert any(reverse("shift_offer_vacancy", args=[vacancy.pk]) in text for text in shown)
    assert client.get(address).context["form"]["closes_at"].value().strftime("%H:%M") == "17:00"
