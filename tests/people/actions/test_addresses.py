from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from shift_plugin.people.actions import count_refusal, forget_refusals, mark_undeliverable, try_address_again
from shift_plugin.people.models import Ambassador
from shift_plugin.people.queries import dead_addresses
from shift_plugin.people.signals import address_set_aside
from tests.factories.people import AmbassadorFactory, UserFactory

pytestmark = pytest.mark.django_db

WORDS = "550 5.1.1 No such person here"
NOW = timezone.now()


@pytest.fixture
def heard() -> Iterator[list[tuple[Ambassador, str]]]:
    told: list[tuple[Ambassador, str]] = []

    def listen(sender: Any, ambassador: Ambassador, words: str, **kwargs: Any) -> None:
        told.append((ambassador, words))

    address_set_aside.connect(listen)
    yield told
    address_set_aside.disconnect(listen)


def refuse(person: Ambassador, now: Any = NOW) -> bool:
    return count_refusal(ambassador_id=person.pk, address=person.email, words=WORDS, now=now)


def test_the_third_refusal_in_a_row_sets_the_address_aside_once(heard):
    person, other = AmbassadorFactory(), AmbassadorFactory()
    assert [refuse(person) for _time in range(4)] == [False, False, True, False]
    person.refresh_from_db()
    assert (person.mail_failures, person.address_dead_at, person.has_dead_address) == (4, NOW, True)
    assert heard == [(person, WORDS)]
    assert list(Ambassador.objects.filter(dead_addresses())) == [person]
    assert other.has_dead_address is False


def test_the_servers_words_are_in_the_history():
    person = AmbassadorFactory()
    for _time in range(3):
        refuse(person)
    entry = ModelLogEntry.objects.for_instance(person).get(action="shift.address_aside")
    assert (entry.data["words"], entry.user) == (WORDS, None)
    assert WORDS in str(entry.formatter.format_message(entry))


def test_a_mail_that_is_taken_starts_the_count_again():
    person = AmbassadorFactory()
    refuse(person)
    refuse(person)
    assert forget_refusals(ambassador_id=person.pk) is True
    assert refuse(person) is False
    person.refresh_from_db()
    assert (person.mail_failures, person.address_dead_at) == (1, None)


def test_a_mail_that_was_on_its_way_does_not_bring_an_address_back():
    person = AmbassadorFactory()
    mark_undeliverable(address=person.email)
    assert forget_refusals(ambassador_id=person.pk) is False
    person.refresh_from_db()
    assert person.has_dead_address is True


def test_another_address_starts_anew():
    person = AmbassadorFactory()
    for _time in range(3):
        refuse(person)
    person.user.email = "new@brinkhoven.example"
    person.user.save()
    person.refresh_from_db()
    assert person.has_dead_address is False
    assert list(Ambassador.objects.filter(dead_addresses())) == []
    assert refuse(person, NOW + timedelta(days=1)) is False
    person.refresh_from_db()
    assert (person.mail_failures, person.address_dead_at) == (1, None)


@pytest.mark.parametrize(("after", "tries"), [(1, 1), (5, 5), (0, 9)])
def test_after_how_many_refusals_is_a_setting(settings, after, tries):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "DEAD_ADDRESS_AFTER": after}
    person = AmbassadorFactory()
    assert [refuse(person) for _time in range(tries)].count(True) == (1 if after else 0)


def test_what_the_host_learns_about_a_bounce_counts_at_once(heard):
    person, other = AmbassadorFactory(user__email="Kim@brinkhoven.example"), AmbassadorFactory()
    assert mark_undeliverable(address="kim@Brinkhoven.example", words="5.1.1 bounced", now=NOW) == 1
    assert mark_undeliverable(address="kim@brinkhoven.example", words="5.1.1 bounced") == 0
    person.refresh_from_db()
    other.refresh_from_db()
    assert (person.address_dead_at, person.has_dead_address, other.has_dead_address) == (NOW, True, False)
    assert heard == [(person, "5.1.1 bounced")]


@pytest.mark.parametrize("address", ["", "nobody@brinkhoven.example"])
def test_a_bounce_of_nobody_does_nothing(address):
    user = AmbassadorFactory().user
    type(user).objects.filter(pk=user.pk).update(email="")
    assert mark_undeliverable(address=address) == 0
    assert not Ambassador.objects.filter(address_dead_at__isnull=False).exists()


def test_trying_an_address_again_is_logged_once():
    person, master = AmbassadorFactory(), UserFactory()
    assert try_address_again(ambassador=person, by=master) is False
    mark_undeliverable(address=person.email)
    assert try_address_again(ambassador=person, by=master) is True
    person.refresh_from_db()
    assert (person.address_dead_at, person.mail_failures, person.refused_address) == (None, 0, "")
    log = ModelLogEntry.objects.for_instance(person).filter(action="shift.address_again")
    assert [entry.user for entry in log] == [master]
