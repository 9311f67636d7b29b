from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from shift_plugin.distribution.models import Distribution
from shift_plugin.library.actions import AlreadyOffered, publish_due, retire_gone
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import in_state
from shift_plugin.people.permissions import MayNot
from shift_plugin.sharing.actions import open_share
from shift_plugin.sharing.models import TrackedLink
from shift_plugin.vacancies import tasks
from shift_plugin.vacancies.actions import NotOpen, lead_links_away, offer_for_sharing
from shift_plugin.vacancies.models import VacancyPage
from tests.factories.distribution import DistributionFactory
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.strategy import KeyMessageFactory
from tests.factories.vacancies import VacancyFactory

CLOSED = "http://testserver/shift/vacancies/closed/"


def offer(vacancy, by, **fields):
    key_message = KeyMessageFactory()
    values = {"pillars": [key_message.pillar], "key_message": key_message, "now": timezone.now()}
    return offer_for_sharing(vacancy=vacancy, by=by, **{**values, **fields})


def about(vacancy, *, link_url="", **fields):
    """A message in the library."""
    link = {"link_url": link_url} if link_url else {"link_page": vacancy, "link_url": ""}
    return MessageFactory(kind="vacancy", source_page=vacancy, expire_at=vacancy.closes_at, **link, **fields)


def shared(message, number=0, network="linkedin"):
    """Where the tracked link of somebody who shared it leads."""
    share = open_share(
        ambassador=AmbassadorFactory(), message=message, network=network, key=f"code{number:04}", text="Kom werken!"
    )
    return TrackedLink.objects.get(share=share)


def target(link):
    return TrackedLink.objects.get(pk=link.pk).target_url


# Offering


def test_a_vacancy_is_offered_until_it_closes(index, hr) -> None:
    closes_at = (timezone.now() + timedelta(days=3)).replace(microsecond=0)
    vacancy = VacancyFactory(parent=index, title="Timmerman", closes_at=closes_at, hours_min=32)

    message = ShareableMessage.objects.get(pk=offer(vacancy, hr).pk)

    assert (message.kind, message.title, message.expire_at) == ("vacancy", "Timmerman", closes_at)
    assert (message.address, message.live) == (vacancy.full_url, False)
    assert message.text == (
        "We zoeken een nieuwe collega: Timmerman. Brinkhoven, 32 uur per week, EUR 2.800 tot 3.600 per maand. "
        "Is het iets voor jou, of voor iemand die je kent?"
    )
    assert list(in_state(ShareableMessage.objects.all(), "waiting")) == [message]
    with pytest.raises(AlreadyOffered):
        offer(vacancy, hr)


@pytest.mark.parametrize("why", ["setting", "restriction"])
def test_where_outsiders_can_not_open_the_page_the_message_leads_to_the_application(index, hr, why) -> None:
    vacancy = VacancyFactory(parent=index)
    if why == "setting":
        index.is_public = False
        index.save()
    else:
        PageViewRestriction.objects.create(page=index, restriction_type="login")

    message = offer(VacancyPage.objects.get(pk=vacancy.pk), hr)

    assert (message.link_page, message.link_url) == (None, vacancy.apply_url)
    assert retire_gone(now=timezone.now()) == 0


def test_without_any_address_the_form_hears_of_it(index, hr, settings) -> None:
    index.is_public = False
    index.save()
    vacancy = VacancyFactory(parent=index, apply_url="", apply_email="hr@brinkhoven.example")

    with pytest.raises(ValidationError) as error:
        offer(vacancy, hr)
    assert list(error.value.message_dict) == ["link_url"]

    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "VACANCIES_URL": "https://werk.brinkhoven.example/"}
    assert offer(vacancy, hr).address == "https://werk.brinkhoven.example/"


def test_only_who_may_change_it_offers_an_open_vacancy(index, hr) -> None:
    vacancy = VacancyFactory(parent=index)
    over = VacancyFactory(parent=index, closes_at=timezone.now() - timedelta(minutes=1))
    draft = VacancyFactory(parent=index, live=False)

    with pytest.raises(MayNot):
        offer(vacancy, UserFactory(roles=["creator"]))
    for closed in (over, draft):
        with pytest.raises(NotOpen):
            offer(closed, hr)
    assert ShareableMessage.objects.count() == 0


def test_a_closed_vacancy_that_gets_more_time_is_offered_again(index, hr, master) -> None:
    vacancy = VacancyFactory(parent=index, closes_at=timezone.now() + timedelta(hours=1))
    message = offer(vacancy, hr)
    message.current_workflow_task_state.approve(user=master)
    ShareableMessage.objects.get(pk=message.pk).unpublish(set_expired=True)
    vacancy.closes_at = timezone.now() + timedelta(days=9)
    vacancy.save_revision().publish()

    again = offer(VacancyPage.objects.get(pk=vacancy.pk), hr)

    assert again.pk == message.pk
    assert again.current_workflow_task_state is not None


# Closing


def test_the_new_closing_moment_of_a_published_page_is_that_of_its_message(index) -> None:
    vacancy = VacancyFactory(parent=index, closes_at=timezone.now() + timedelta(days=1))
    message = about(vacancy)
    later = (timezone.now() + timedelta(days=9)).replace(microsecond=0)

    vacancy.closes_at = later
    draft = vacancy.save_revision()
    assert ShareableMessage.objects.get(pk=message.pk).expire_at != later

    draft.publish()
    assert ShareableMessage.objects.get(pk=message.pk).expire_at == later


def test_at_the_closing_moment_everything_stops(index, run_queue, django_capture_on_commit_callbacks) -> None:
    now = timezone.now()
    vacancy = VacancyFactory(parent=index, closes_at=now + timedelta(hours=1))
    message = about(vacancy, link_url="https://werk.brinkhoven.example/12")
    other = about(VacancyFactory(parent=index), link_url="https://werk.brinkhoven.example/13")
    link, other_link = shared(message, 1), shared(other, 2)
    planned = DistributionFactory(message=message, state="planned", send_at=now + timedelta(days=1))
    kept = DistributionFactory(message=other, state="planned", send_at=now + timedelta(days=1))
    # The job is late: the moment passed while nothing ran.
    past = now - timedelta(minutes=5)
    VacancyPage.objects.filter(pk=vacancy.pk).update(closes_at=past)
    ShareableMessage.objects.filter(pk=message.pk).update(expire_at=past)

    with django_capture_on_commit_callbacks(execute=True):
        publish_due(now=now)
    run_queue()

    assert list(ShareableMessage.objects.filter(live=True)) == [other]
    assert Distribution.objects.get(pk=planned.pk).state == "stopped"
    assert Distribution.objects.get(pk=kept.pk).state == "planned"
    assert target(link) == CLOSED
    assert target(other_link).startswith("https://werk.brinkhoven.example/13")


def test_a_link_to_our_own_page_stays_because_that_says_it_is_closed(index) -> None:
    vacancy = VacancyFactory(parent=index)
    message = about(vacancy)
    link = shared(message)
    VacancyPage.objects.filter(pk=vacancy.pk).update(closes_at=timezone.now())
    message.unpublish()

    assert lead_links_away(now=timezone.now()) == 0
    assert target(link).startswith(vacancy.full_url)


@pytest.mark.parametrize("way", ["unpublished", "deleted", "private"])
def test_links_to_a_page_that_is_gone_lead_to_other_vacancies(index, way) -> None:
    vacancy = VacancyFactory(parent=index)
    message = about(vacancy)
    link = shared(message)

    if way == "unpublished":
        vacancy.unpublish()
    elif way == "deleted":
        vacancy.delete()
    else:
        PageViewRestriction.objects.create(page=vacancy, restriction_type="login")
        retire_gone(now=timezone.now())

    assert lead_links_away(now=timezone.now()) == 1
    assert lead_links_away(now=timezone.now()) == 0
    assert target(link) == CLOSED


def test_links_lead_back_when_the_vacancy_is_open_again(index, django_capture_on_commit_callbacks) -> None:
    vacancy = VacancyFactory(parent=index, closes_at=timezone.now() + timedelta(hours=1))
    message = about(vacancy, link_url="https://werk.brinkhoven.example/12")
    link = shared(message)
    before = target(link)
    VacancyPage.objects.filter(pk=vacancy.pk).update(closes_at=timezone.now())
    message.unpublish()
    lead_links_away(now=timezone.now())
    VacancyPage.objects.filter(pk=vacancy.pk).update(closes_at=None)
    again = ShareableMessage.objects.get(pk=message.pk)
    again.expire_at = None

    with django_capture_on_commit_callbacks(execute=True):
        again.save_revision().publish()

    assert target(link) == before


def test_a_message_that_was_only_taken_back_keeps_its_links(index) -> None:
    message = about(VacancyFactory(parent=index), link_url="https://werk.brinkhoven.example/12")
    link = shared(message)
    message.unpublish()

    assert lead_links_away(now=timezone.now()) == 0
    assert target(link).startswith("https://werk.brinkhoven.example/12")


def test_with_a_careers_site_links_lead_there(index, settings) -> None:
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "VACANCIES_URL": "https://werk.brinkhoven.example/"}
    message = about(VacancyFactory(parent=index), link_url="https://werk.brinkhoven.example/12")
    link = shared(message)
    message.source_page.unpublish()

    assert lead_links_away(now=timezone.now()) == 1
    assert target(link) == "https://werk.brinkhoven.example/"


# Referral


def test_the_address_says_where_somebody_came_from_and_not_who_shared(index) -> None:
    index.referral_parameter, index.referral_value = "gh_src", "shift-{network}-{code}"
    index.save()
    message = about(VacancyFactory(parent=index), link_url="https://werk.brinkhoven.example/12?gh_jid=12")

    address = target(shared(message, 7))

    assert address.startswith("https://werk.brinkhoven.example/12?gh_jid=12&gh_src=shift-linkedin-code0007&utm_source=")


def test_messages_about_something_else_carry_no_referral(index) -> None:
    index.referral_parameter, index.referral_value = "gh_src", "shift"
    index.save()

    assert "gh_src" not in target(shared(MessageFactory(source_page=VacancyFactory(parent=index)), 1))
    assert "gh_src" not in target(shared(about(VacancyFactory(), link_url="https://x.example/1"), 2))


def test_a_message_leaves_with_its_vacancy_also_when_its_own_end_is_later(index) -> None:
    now = timezone.now()
    closed = VacancyFactory(parent=index, closes_at=now + timedelta(days=1))
    still_open = VacancyFactory(parent=index, closes_at=now + timedelta(days=1))
    late, fine = (MessageFactory(kind="vacancy", source_page=page) for page in (closed, still_open))
    ShareableMessage.objects.update(expire_at=now + timedelta(days=30))
    VacancyPage.objects.filter(pk=closed.pk).update(closes_at=now - timedelta(minutes=1))

    tasks.lead_links_away()

    left = ShareableMessage.objects.filter(live=True)
    assert (list(left), ShareableMessage.objects.get(pk=late.pk).live) == ([fine], False)
