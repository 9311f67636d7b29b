"""What of a message must not get lost, and what it offers."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CASCADE, DO_NOTHING, SET_NULL
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from shift_plugin.library.models import ShareableMessage
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import TeamFactory
from tests.factories.strategy import KeyMessageFactory, PillarFactory


def test_the_mixins_stand_in_the_only_order_that_keeps_locks_and_drafts():
    wanted = [WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin]
    assert [mixin for mixin in ShareableMessage.mro() if mixin in wanted] == wanted


def test_no_key_protects_what_an_old_revision_points_to():
    keys = [field for field in ShareableMessage._meta.get_fields() if isinstance(field, models.ForeignKey)]
    locale = ShareableMessage._meta.get_field("locale")
    assert [field.name for field in keys if field.remote_field.on_delete not in (CASCADE, SET_NULL, DO_NOTHING)] == [
        locale.name
    ]


def test_every_relation_with_many_travels_with_the_revision():
    many = ShareableMessage._meta.many_to_many
    assert [field.name for field in many if not isinstance(field, ParentalManyToManyField)] == []


@pytest.mark.django_db
def test_an_old_revision_opens_after_everything_it_pointed_to_is_gone():
    message = MessageFactory(image=ImageFactory(), image_alt="Een dak", teams=[TeamFactory()])
    revision = message.latest_revision
    message.key_message.pillar.delete()
    message.image.delete()
    for team in message.teams.all():
        team.delete()
    old = type(revision).objects.get(pk=revision.pk).as_object()
    assert (old.title, old.key_message, old.image) == (message.title, None, None)


@pytest.mark.django_db
def test_a_text_of_its_own_goes_before_the_text_for_all():
    message = MessageFactory(text="Voor allen", network_texts={"x": "Voor X", "bluesky": "  "})
    assert [message.text_for(key) for key in ("x", "bluesky", "linkedin")] == ["Voor X", "Voor allen", "Voor allen"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "own", "shown"),
    [("nl", "", "#werk"), ("en", "", "#work"), ("nl", "#advertentie", "#advertentie")],
)
def test_the_disclosure_comes_from_the_settings_unless_the_message_has_one(language, own, shown):
    message = MessageFactory(language=language, disclosure=own, text="Kijk eens", link_url="")
    assert message.words("linkedin") == f"Kijk eens\n\n{shown}"


@pytest.mark.django_db
def test_a_text_that_is_too_long_for_x_fits_elsewhere():
    fitting = MessageFactory(text="a" * 400).fitting_networks()
    assert ("x" in fitting, "linkedin" in fitting) == (False, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "fields"),
    [
        ({"text": " "}, ["text"]),
        ({"pillars": []}, ["pillars"]),
        ({"key_message": None}, ["pillars", "key_message"]),
        ({"link_url": ""}, ["link_url"]),
        ({"network_texts": {"x": "a" * 400}}, ["__all__"]),
        ({"network_texts": {"myspace": "Hallo"}}, ["__all__"]),
    ],
)
def test_what_is_missing_before_publication_is_named_by_field(broken, fields):
    message = MessageFactory(draft=True, **broken)
    with pytest.raises(ValidationError) as error:
        message.clean_for_publication()
    assert list(error.value.message_dict) == fields


@pytest.mark.django_db
def test_a_key_message_of_another_pillar_is_refused():
    message = MessageFactory(draft=True, key_message=KeyMessageFactory(), pillars=[PillarFactory()])
    with pytest.raises(ValidationError) as error:
        message.clean_for_publication()
    assert list(error.value.message_dict) == ["key_message"]
