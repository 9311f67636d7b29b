from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.documents import get_document_model

from shift_plugin.distribution.actions.planning import DistributionError, plan
from shift_plugin.distribution.enums import DistributionState
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.queries.audience import versions
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import closed_networks
from shift_plugin.stories.actions.consents import (
    ConsentError,
    expire_consents,
    remind_recorders,
    save_consent,
    take_out_here,
    withdraw_consent,
)
from shift_plugin.stories.models import Consent
from shift_plugin.stories.queries.consents import Media, problem_with, problem_with_file
from tests.factories.distribution import DistributionFactory
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import UserFactory
from tests.factories.sharing import ShareFactory
from tests.factories.stories import ConsentFactory, StoryFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory()


@pytest.fixture
def photo():
    return ImageFactory()


def document():
    return get_document_model().objects.create(title="Film", file=ContentFile(b"film", name="film.mp4"))


def with_photo(photo, **values):
    return MessageFactory(image=photo, image_alt="Een boom", **values)


def picture_of(message):
    return ShareableMessage.objects.get(pk=message.pk).image


def test_a_withdrawn_consent_takes_the_photo_out_of_what_nobody_shared(photo, editor) -> None:
    live, draft, shared, other = (
        with_photo(photo),
        with_photo(photo, draft=True),
        with_photo(photo),
        with_photo(ImageFactory()),
    )
    ShareFactory(message=shared)
    consent = ConsentFactory(file=None, image=photo)

    done = withdraw_consent(consent=consent, by=editor, note="Wil niet meer")

    assert (done.changed, done.shared) == ([live.pk, draft.pk], [shared.pk])
    assert [picture_of(message) for message in (live, draft, shared, other)] == [None, None, photo, other.image]
    consent.refresh_from_db()
    assert (consent.withdrawn_by, consent.withdrawn_note) == (editor, "Wil niet meer")


def test_who_answered_that_nothing_was_posted_did_not_share(photo, editor) -> None:
    message = with_photo(photo)
    ShareFactory(message=message, not_posted_at=timezone.now())

    withdraw_consent(consent=ConsentFactory(file=None, image=photo), by=editor)

    assert picture_of(message) is None


def test_the_photo_of_a_story_is_taken_out_too(photo, editor) -> None:
    consent = ConsentFactory()
    consent.file.image = photo
    consent.file.save()
    message = with_photo(photo)

    withdraw_consent(consent=consent, by=editor)

    assert picture_of(message) is None


def test_distributions_with_it_stop_and_others_go_on(photo, editor) -> None:
    shared = with_photo(photo)
    ShareFactory(message=shared)
    planned = {"state": DistributionState.PLANNED, "send_at": timezone.now() + timedelta(hours=1)}
    stopped = [DistributionFactory(message=message, **planned) for message in (with_photo(photo), shared)]
    kept = DistributionFactory(message=MessageFactory(), **planned)

    withdraw_consent(consent=ConsentFactory(file=None, image=photo), by=editor)

    states = dict(Distribution.objects.values_list("pk", "state"))
    assert [states[item.pk] for item in [*stopped, kept]] == ["stopped", "stopped", "planned"]


def test_an_old_text_does_not_bring_it_back(photo, editor) -> None:
    message = with_photo(photo)
    old = message.latest_revision
    withdraw_consent(consent=ConsentFactory(file=None, image=photo), by=editor)

    with pytest.raises(PublishPermissionError):
        old.publish()

    assert picture_of(message) is None


def test_a_consent_is_withdrawn_once(photo, editor) -> None:
    consent = ConsentFactory(file=None, image=photo)
    withdraw_consent(consent=consent, by=editor)

    with pytest.raises(ConsentError):
        withdraw_consent(consent=Consent.objects.get(pk=consent.pk), by=editor)


def test_whatever_else_the_same_person_gave_for_the_photo_ends_too(photo, editor) -> None:
    first = ConsentFactory(file=None, image=photo, person="Anna de Wit", channels=["intranet"])
    second = ConsentFactory(file=None, image=photo, person="anna  de wit", channels=["linkedin"])
    colleague = ConsentFactory(file=None, image=photo, person="Bas")
    elsewhere = ConsentFactory(file=None, image=ImageFactory(), person="Anna de Wit")

    withdraw_consent(consent=first, by=editor)

    open_ones = Consent.objects.filter(withdrawn_at=None)
    assert set(open_ones) == {colleague, elsewhere}
    second.refresh_from_db()
    assert second.withdrawn_by == editor


def test_a_shared_message_loses_it_when_an_editor_says_so(photo, editor) -> None:
    message = with_photo(photo)
    ShareFactory(message=message)
    consent = ConsentFactory(file=None, image=photo)
    withdraw_consent(consent=consent, by=editor)

    assert take_out_here(consent=consent, message_id=message.pk, by=editor)
    assert not take_out_here(consent=consent, message_id=message.pk, by=editor)

    assert picture_of(message) is None


def test_what_ends_by_itself_is_taken_out_exactly_once(photo) -> None:
    today = timezone.localdate()
    message = with_photo(photo)
    ended = ConsentFactory(file=None, image=photo, until=today - timedelta(days=1))
    ConsentFactory(file=None, image=ImageFactory(), until=today)

    assert [expire_consents(now=timezone.now()) for _time in range(2)] == [1, 0]

    assert picture_of(message) is None
    ended.refresh_from_db()
    assert (ended.withdrawn_at, ended.expired_at is not None) == (None, True)


def test_a_renewed_consent_of_the_same_person_keeps_the_photo(photo) -> None:
    today = timezone.localdate()
    ConsentFactory(file=None, image=photo, person="Anna", until=today - timedelta(days=1))
    ConsentFactory(file=None, image=photo, person="Anna")
    message = with_photo(photo)

    expire_consents(now=timezone.now())

    assert picture_of(message) == photo


def test_a_later_day_makes_an_ended_consent_good_again(photo, editor) -> None:
    today = timezone.localdate()
    consent = ConsentFactory(file=None, image=photo, until=today - timedelta(days=1))
    expire_consents(now=timezone.now())
    message = with_photo(photo, draft=True)
    consent.refresh_from_db()
    consent.until = today + timedelta(days=100)

    save_consent(consent=consent, by=editor, changed=["until"])

    message.clean_for_publication()
    consent.refresh_from_db()
    assert consent.expired_at is None


def test_a_withdrawn_consent_is_not_changed_any_more(photo, editor) -> None:
    consent = ConsentFactory(file=None, image=photo)
    withdraw_consent(consent=consent, by=editor)

    with pytest.raises(ConsentError):
        save_consent(consent=consent, by=editor, changed=["person"])


def test_its_recorder_is_asked_once_to_renew_what_ends_soon(editor) -> None:
    today = timezone.localdate()
    ConsentFactory.create_batch(2, recorded_by=editor, until=today + timedelta(days=29))
    ConsentFactory(recorded_by=UserFactory(), until=today + timedelta(days=31))
    ConsentFactory(recorded_by=UserFactory(), until=today + timedelta(days=5), withdrawn_at=timezone.now())

    assert [remind_recorders(now=timezone.now()) for _time in range(2)] == [1, 0]


@pytest.mark.parametrize(
    ("channels", "words"),
    [(["linkedin"], "intranet"), (["intranet"], "delen")],
)
def test_a_photo_that_may_not_go_where_messages_go_is_refused(photo, channels, words) -> None:
    ConsentFactory(file=None, image=photo, channels=channels)

    with pytest.raises(ValidationError) as refused:
        with_photo(photo, draft=True).clean_for_publication()

    assert (list(refused.value.error_dict), words in str(refused.value)) == (["image"], True)


def test_a_shared_message_goes_nowhere_any_more(photo, editor) -> None:
    message = with_photo(photo)
    ShareFactory(message=message)
    consent = ConsentFactory(file=None, image=photo, channels=["intranet", "linkedin"])

    withdraw_consent(consent=consent, by=editor)

    assert message.live
    assert {"linkedin", "x"} <= closed_networks(message)
    assert versions(message, timezone.now()) == {}
    with pytest.raises(DistributionError):
        plan(distribution=DistributionFactory(message=message, state="draft"), user=editor, now=timezone.now())


def test_what_holds_two_refused_things_leaves_the_library(photo) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    video, other = document(), ImageFactory()
    message, later = with_photo(photo, video=video), with_photo(other)
    for about in ({"image": photo}, {"document": video}, {"image": other}):
        ConsentFactory(file=None, until=yesterday, **about)

    assert expire_consents(now=timezone.now()) == 3

    message.refresh_from_db()
    assert (message.live, message.image, message.video, picture_of(later)) == (False, None, None, None)


def test_a_withdrawal_is_kept_when_something_else_in_it_is_refused_too(photo, editor) -> None:
    video = document()
    message = with_photo(photo, video=video)
    ConsentFactory(file=None, document=video, person="Bas", withdrawn_at=timezone.now())
    consent = ConsentFactory(file=None, image=photo)

    assert withdraw_consent(consent=consent, by=editor).changed == [message.pk]

    assert Consent.objects.get(pk=consent.pk).withdrawn_at
    assert not ShareableMessage.objects.get(pk=message.pk).live


def test_a_withdrawal_outlives_the_story(photo, editor) -> None:
    file = StoryFileFactory(image=photo)
    consent = ConsentFactory(file=file, withdrawn_at=timezone.now())

    file.story.delete()

    consent.refresh_from_db()
    assert (consent.file, consent.image) == (None, photo)
    assert problem_with(Media(images=frozenset({photo.pk})))
    assert problem_with_file(StoryFileFactory(digest=file.digest))
    assert not problem_with_file(StoryFileFactory())
    photo.delete()
    assert Consent.objects.filter(pk=consent.pk).exists()
