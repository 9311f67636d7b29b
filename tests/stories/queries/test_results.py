import pytest
from django.utils import timezone

from shift_plugin.stories.models import StoryMessage
from shift_plugin.stories.queries.results import Results, results_of
from tests.factories.library import MessageFactory
from tests.factories.sharing import ClickFactory, ShareFactory, TrackedLinkFactory
from tests.factories.stories import StoryFactory

pytestmark = pytest.mark.django_db


def a_story(messages=1):
    story = StoryFactory()
    for _number in range(messages):
        StoryMessage.objects.create(story=story, message=MessageFactory())
    return story


def test_all_messages_of_a_story_count_together(settings) -> None:
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "PUBLIC_BASE_URL": "https://go.brinkhoven.example/r"}
    story, other = a_story(messages=2), a_story()
    first, second = (use.message for use in story.uses.all())
    ShareFactory(message=first, confirmed=True)
    ShareFactory(message=first, not_posted_at=timezone.now())
    ClickFactory.create_batch(2, link=TrackedLinkFactory(share=ShareFactory(message=second)))
    ShareFactory()

    assert results_of([story, other]) == {story.pk: Results(2, 1, 2), other.pk: Results(0, 0, 0)}


def test_clicks_are_none_where_nobody_can_count_them(settings) -> None:
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "PUBLIC_BASE_URL": ""}

    story = a_story()

    assert results_of([story]) == {story.pk: Results(0, 0, None)}


@pytest.mark.parametrize("number", [1, 3])
def test_the_figures_take_three_queries(number, django_assert_num_queries) -> None:
    stories = [a_story(messages=number) for _time in range(number)]

    with django_assert_num_queries(3):
        results_of(stories)
