"""The pillar form with its key messages and periods, as the admin posts it."""

import pytest
from django.urls import reverse

from shift_plugin.strategy.models import FocusPeriod, KeyMessage, Pillar
from tests.factories.people import UserFactory
from tests.factories.strategy import AudienceFactory, FocusPeriodFactory, KeyMessageFactory, PillarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def posted(pillar=None, messages=(), periods=()):
    values = {"name": "Vakmanschap", "colour": "teal", "is_open": "on", "is_active": "on", "networks": ["linkedin"]}
    for formset, rows, known in (
        ("key_messages", messages, pillar.key_messages.count() if pillar else 0),
        ("focus_periods", periods, pillar.focus_periods.count() if pillar else 0),
    ):
        values |= {f"{formset}-TOTAL_FORMS": str(len(rows)), f"{formset}-INITIAL_FORMS": str(known)}
        for number, row in enumerate(rows):
            values |= {f"{formset}-{number}-{name}": value for name, value in row.items()}
            values.setdefault(f"{formset}-{number}-ORDER", str(number + 1))
    return values


def edit(admin, pillar, **rows):
    return admin.post(reverse("wagtailsnippets_shift_plugin_pillar:edit", args=[pillar.pk]), posted(pillar, **rows))


def test_a_pillar_is_saved_with_key_messages_their_audiences_and_its_texts_in_other_languages(admin):
    audience = AudienceFactory()
    message = {"text": "Tijd voor mensen", "audiences": [audience.pk], "local_texts-en-text": "Time for people"}
    values = posted(messages=[message]) | {"local_texts-en-name": "Craft", "local_texts-en-summary": ""}

    admin.post(reverse("wagtailsnippets_shift_plugin_pillar:add"), values)

    pillar = Pillar.objects.get()
    found = pillar.key_messages.get()
    assert pillar.local_texts == {"en": {"name": "Craft"}}
    assert found.local_texts == {"en": {"text": "Time for people"}}
    assert list(found.audiences.all()) == [audience]


def test_a_period_offers_only_key_messages_of_its_own_pillar(admin):
    pillar = PillarFactory()
    own, foreign = KeyMessageFactory(pillar=pillar), KeyMessageFactory()
    message = {"id": own.pk, "text": own.text}
    period = {"note": "Open dag", "starts_on": "2026-11-16", "ends_on": "2026-11-22"}

    edit(admin, pillar, messages=[message], periods=[{**period, "key_message": foreign.pk}])
    assert not FocusPeriod.objects.exists()

    edit(admin, pillar, messages=[message], periods=[{**period, "key_message": own.pk}])
    assert FocusPeriod.objects.get().key_message == own


def test_a_key_message_that_goes_leaves_its_period_without_one(admin):
    pillar = PillarFactory()
    message = KeyMessageFactory(pillar=pillar)
    period = FocusPeriodFactory(pillar=pillar, key_message=message)

    edit(
        admin,
        pillar,
        messages=[{"id": message.pk, "text": message.text, "DELETE": "on"}],
        periods=[
            {
                "id": period.pk,
                "note": period.note,
                "starts_on": "2026-11-16",
                "ends_on": "2026-11-22",
                "key_message": message.pk,
            }
        ],
    )

    assert not KeyMessage.objects.exists()
    assert FocusPeriod.objects.get().key_message is None


def test_a_period_cannot_end_before_it_starts(admin):
    pillar = PillarFactory()
    answer = edit(admin, pillar, periods=[{"note": "Open dag", "starts_on": "2026-11-22", "ends_on": "2026-11-16"}])
    assert answer.status_code == 200
    assert not FocusPeriod.objects.exists()


def test_a_text_that_is_too_long_in_another_language_is_refused(admin):
    values = posted() | {"local_texts-en-name": "x" * 101}
    assert admin.post(reverse("wagtailsnippets_shift_plugin_pillar:add"), values).status_code == 200
    assert not Pillar.objects.exists()


def test_people_are_chosen_by_any_word_of_name_or_address_and_only_those_with_an_open_account(admin):
    mila = UserFactory(first_name="Mila", last_name="de Boer")
    UserFactory(first_name="Mila", last_name="de Boer", is_active=False)

    answer = admin.get(reverse("shift_person_chooser:choose_results"), {"q": "boer mila"})

    text = answer.content.decode()
    assert text.count("Mila de Boer") == 1
    assert str(mila.pk) in text
