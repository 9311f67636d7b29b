"""Publication and withdrawal at their time, and who hears of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import published

from shift_plugin.library.actions import NotAllDone, publish_due
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import with_state
from shift_plugin.library.signals import message_published, message_withdrawn
from tests.factories.library import MessageFactory, moderation_workflow
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    """What the library announces, in order."""
    heard = []

    def on_published(sender, message, revision_id, **kwargs):
        heard.append(("published", message.pk, revision_id == message.live_revision_id))

    def on_withdrawn(sender, message_id, deleted, **kwargs):
        heard.append(("withdrawn", message_id, deleted))

    message_published.connect(on_published)
    message_withdrawn.connect(on_withdrawn)
    yield heard
    message_published.disconnect(on_published)
    message_withdrawn.disconnect(on_withdrawn)


def scheduled(**moment):
    """A message that was approved for a moment in the future."""
    message = MessageFactory(draft=True, go_live_at=timezone.now() + timedelta(**moment))
    message.latest_revision.publish()
    return ShareableMessage.objects.get(pk=message.pk)


def come(message):
    """Let the moment of a scheduled message come."""
    moment = timezone.now() - timedelta(minutes=1)
    revision = message.latest_revision
    revision.content["go_live_at"] = moment.isoformat()
    revision.approved_go_live_at = moment
    revision.save()
    message.go_live_at = moment
    message.save(update_fields=["go_live_at"])


def test_publication_is_announced_after_the_transaction(news, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = MessageFactory()
        assert news == []
    assert news == [("published", message.pk, True)]


def test_a_scheduled_message_is_not_announced_although_wagtail_says_published(news, django_capture_on_commit_callbacks):
    said = []

    def hear(sender, instance, **kwargs):
        said.append(instance.live)

    published.connect(hear, sender=ShareableMessage)
    with django_capture_on_commit_callbacks(execute=True):
        message = scheduled(hours=1)
    published.disconnect(hear, sender=ShareableMessage)
    assert (said, news, message.live) == ([False], [], False)


def test_what_is_due_is_published_once(news, django_capture_on_commit_callbacks):
    message = scheduled(hours=1)
    come(message)
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        done = [publish_due(now=now), publish_due(now=now)]
    message.refresh_from_db()
    assert (done, message.live, news) == ([1, 0], True, [("published", message.pk, True)])


def test_what_is_not_due_stays(django_capture_on_commit_callbacks):
    message = scheduled(hours=1)
    assert publish_due(now=timezone.now()) == 0
    message.refresh_from_db()
    assert message.live is False


def test_what_is_past_its_window_is_withdrawn_once(news, django_capture_on_commit_callbacks):
    message = MessageFactory(expire_at=timezone.now() - timedelta(minutes=1))
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        done = [publish_due(now=now), publish_due(now=now)]
    message.refresh_from_db()
    assert (done, message.live, message.expired) == ([1, 0], False, True)
    assert news == [("withdrawn", message.pk, False)]


def test_a_message_whose_window_passed_while_nothing_ran_is_not_announced(news, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        MessageFactory(expire_at=timezone.now() - timedelta(minutes=1))
    assert news == []


def test_one_message_that_fails_does_not_stop_the_others():
    broken, whole = scheduled(hours=1), scheduled(hours=2)
    come(broken)
    come(whole)

    def break_it(sender, instance, **kwargs):
        if instance.pk == broken.pk:
            raise RuntimeError("A receiver of the host breaks.")

    published.connect(break_it, sender=ShareableMessage)
    with pytest.raises(NotAllDone):
        publish_due(now=timezone.now())
    published.disconnect(break_it, sender=ShareableMessage)
    live = list(ShareableMessage.objects.filter(live=True).values_list("pk", flat=True))
    assert live == [whole.pk]
    assert publish_due(now=timezone.now()) == 1


def test_only_messages_are_published(django_capture_on_commit_callbacks):
    page = Page.objects.filter(depth=2).first().add_child(instance=Page(title="Nieuws", live=False))
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    assert publish_due(now=timezone.now()) == 0


def test_withdrawing_and_deleting_are_announced(news, django_capture_on_commit_callbacks):
    first, second = MessageFactory(), MessageFactory()
    pks = first.pk, second.pk
    with django_capture_on_commit_callbacks(execute=True):
        first.unpublish()
        second.delete()
    assert news == [("withdrawn", pks[0], False), ("withdrawn", pks[1], True)]


def test_an_approval_for_later_waits_for_its_moment(news, django_capture_on_commit_callbacks):
    writer, moderator = UserFactory(), UserFactory(is_superuser=True)
    message = MessageFactory(draft=True, author=writer, go_live_at=timezone.now() + timedelta(hours=1))
    moderation_workflow().start(message, writer)
    with django_capture_on_commit_callbacks(execute=True):
        message.current_workflow_task.on_action(message.current_workflow_task_state, moderator, "approve")
        message = ShareableMessage.objects.get(pk=message.pk)
        assert (message.live, with_state(ShareableMessage.objects.all()).get().state) == (False, "scheduled")
        come(message)
        publish_due(now=timezone.now())
    message.refresh_from_db()
    assert (message.live, news) == (True, [("published", message.pk, True)])


@pytest.mark.django_db(transaction=True)
def test_two_clusters_publish_each_message_once(news):
    messages = [scheduled(hours=1) for _ in range(5)]
    for message in messages:
        come(message)
    start = Barrier(2)

    def cluster():
        try:
            start.wait()
            return publish_due(now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        done = [future.result() for future in [pool.submit(cluster), pool.submit(cluster)]]
    assert sum(done) == 5
    assert sorted(news) == [("published", message.pk, True) for message in messages]
