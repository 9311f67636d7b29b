from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from shift_plugin.stories.actions.results import tell_results
from shift_plugin.stories.enums import EventKind
from shift_plugin.stories.models import StoryEvent, StoryMessage
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory
from tests.factories.sharing import ClickFactory, ShareFactory, TrackedLinkFactory
from tests.factories.stories import StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def measured(settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "PUBLIC_BASE_URL": "https://go.brinkhoven.example/r"}


def used(story, **values):
    return StoryMessage.objects.create(
        story=story, message=MessageFactory(), **{"published_at": timezone.now(), **values}
    )


def shared(use, times=1, clicks=0):
    for _time in range(times):
        link = TrackedLinkFactory(share=ShareFactory(message=use.message))
    ClickFactory.create_batch(clicks, link=link)


def told():
    return list(StoryEvent.objects.filter(kind=EventKind.RESULTS).values_list("story", "text"))


def weeks_later(number):
    return timezone.now() + timedelta(days=7 * number, hours=1)


def test_the_sender_hears_how_often_it_was_shared_and_clicked(run_queue, django_capture_on_commit_callbacks) -> None:
    use = used(StoryFactory(sender=AmbassadorFactory(language="en")))
    shared(use, times=2, clicks=3)

    with django_capture_on_commit_callbacks(execute=True):
        assert tell_results(now=timezone.now()) == 1
    run_queue()

    words = "Colleagues went to a network 2 times to share it. 3 visits came through their links."
    assert told() == [(use.story_id, words)]
    assert [(sent.to, words in sent.body) for sent in mail.outbox] == [([use.story.sender.email], True)]


def test_nobody_who_shared_is_named(run_queue, django_capture_on_commit_callbacks) -> None:
    use = used(StoryFactory())
    share = ShareFactory(message=use.message, confirmed=True, ambassador__user__last_name="Zeldzaam")

    with django_capture_on_commit_callbacks(execute=True):
        tell_results(now=timezone.now())
    run_queue()

    assert share.ambassador.user.last_name not in mail.outbox[0].body + told()[0][1]


def test_only_news_is_told_and_once_a_week_at_most() -> None:
    use = used(StoryFactory())
    shared(use)

    first = [tell_results(now=timezone.now()) for _time in range(2)]
    without_news = tell_results(now=weeks_later(1))
    shared(use)
    assert (first, without_news, tell_results(now=timezone.now())) == ([1, 0], 0, 0)
    assert tell_results(now=weeks_later(1)) == 1


def test_several_stories_come_in_one_mail() -> None:
    sender = AmbassadorFactory()
    most, least = used(StoryFactory(sender=sender)), used(StoryFactory(sender=sender))
    shared(most, times=3)
    shared(least)

    tell_results(now=timezone.now())

    events = StoryEvent.objects.filter(kind=EventKind.RESULTS)
    assert set(events.values_list("story", flat=True)) == {most.story_id, least.story_id}
    assert list(events.filter(tell_at__isnull=False).values_list("story", flat=True)) == [most.story_id]
    assert least.story.title in events.get(story=most.story).text


def test_it_waits_for_who_wants_no_mail_now() -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    paused = used(StoryFactory(sender=AmbassadorFactory(paused_until=tomorrow)))
    for use in (
        paused,
        used(StoryFactory(sender=AmbassadorFactory(receives_mail=False))),
        used(StoryFactory(sender=AmbassadorFactory(left_at=timezone.now()))),
    ):
        shared(use)

    assert tell_results(now=timezone.now()) == 0
    assert (tell_results(now=weeks_later(1)), [story for story, _text in told()]) == (1, [paused.story_id])
