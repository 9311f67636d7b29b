"""The page of a campaign: what there is to do, how far it is, and afterwards what it brought."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from shift_plugin.library.models import Campaign, ShareableMessage
from shift_plugin.measuring.models import DayFigure
from shift_plugin.measuring.queries import best_messages, campaign_progress
from shift_plugin.stories.models import StoryMessage
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.stories import CampaignFactory, ChallengeFactory, StoryFactory

pytestmark = pytest.mark.django_db


def message_in(campaign: Campaign, **changes: Any) -> ShareableMessage:
    return MessageFactory(campaign=campaign, **changes)


def figure(message: ShareableMessage, days: int = 0, **numbers: int) -> DayFigure:
    day = timezone.localdate() + timedelta(days=days)
    return DayFigure.objects.create(day=day, message=message, network="linkedin", **numbers)


def over(**changes: Any) -> Campaign:
    today = timezone.localdate()
    return CampaignFactory(starts_on=today - timedelta(days=20), ends_on=today - timedelta(days=5), **changes)


def page(client: Any, campaign: Campaign, user: Any = None) -> Any:
    client.force_login(user or AmbassadorFactory().user)
    return client.get(reverse("shift:campaign", args=[campaign.slug]), headers={"accept-language": "en"}, follow=True)


def test_figures_of_its_messages_within_its_days_count_and_no_others() -> None:
    campaign = CampaignFactory()
    mine = message_in(campaign)
    figure(mine, opened=3, confirmed=2, clicks=7)
    figure(mine, days=1, opened=1, clicks=1)
    figure(mine, days=-1, opened=100, clicks=100)
    figure(mine, days=31, opened=100, clicks=100)
    figure(message_in(CampaignFactory()), opened=100, clicks=100)

    count = campaign_progress(campaign).count

    assert (count.opened, count.confirmed, count.clicks) == (4, 2, 8)


def test_accepted_stories_count_once_for_its_challenges_or_messages() -> None:
    campaign, now = CampaignFactory(goal="stories"), timezone.now()
    challenge = ChallengeFactory(campaign=campaign)
    both = StoryFactory(challenge=challenge, state="accepted", decided_at=now)
    StoryMessage.objects.create(story=both, message=message_in(campaign))
    StoryMessage.objects.create(story=both, message=message_in(campaign))
    used = StoryFactory(state="accepted", decided_at=now)
    StoryMessage.objects.create(story=used, message=message_in(campaign))
    StoryFactory(challenge=challenge, state="waiting")
    StoryFactory(challenge=challenge, state="accepted", decided_at=now - timedelta(days=3))
    StoryFactory(state="accepted", decided_at=now)

    assert campaign_progress(campaign).value == 2


@pytest.mark.parametrize(("hour", "days", "number"), [(time(0, 0), 0, 1), (time(23, 59), 0, 1), (time(0, 0), 1, 0)])
def test_days_are_those_of_the_site(hour: time, days: int, number: int) -> None:
    campaign = CampaignFactory(ends_on=timezone.localdate())
    moment = datetime.combine(campaign.ends_on + timedelta(days=days), hour, timezone.get_default_timezone())
    StoryFactory(challenge=ChallengeFactory(campaign=campaign), state="accepted", decided_at=moment)

    assert campaign_progress(campaign).stories == number


@pytest.mark.parametrize(("goal", "value"), [("shares", 3), ("clicks", 7), ("stories", 0)])
def test_the_goal_says_what_counts(goal: str, value: int) -> None:
    campaign = CampaignFactory(goal=goal, target=3)
    figure(message_in(campaign), opened=3, clicks=7)

    progress = campaign_progress(campaign)

    assert (progress.value, progress.is_reached) == (value, value >= 3)


def test_while_it_runs_the_page_shows_the_goal_what_to_share_and_what_is_asked(client) -> None:
    campaign = CampaignFactory(goal="shares", target=10)
    mine, asked = message_in(campaign, title="Van ons"), ChallengeFactory(campaign=campaign)
    message_in(campaign, title="Voor een ander team", teams=[TeamFactory()])
    message_in(campaign, title="Nog een kladje", draft=True)
    message_in(CampaignFactory(), title="Van een andere campagne")
    ChallengeFactory()
    figure(mine, opened=4)

    answer = page(client, campaign)
    shown = answer.content.decode()

    assert [card["title"] for card in answer.context["cards"]] == ["Van ons"]
    assert list(answer.context["challenges"]) == [asked]
    assert "4 of 10" in shown
    assert "measured" in shown


def test_before_its_first_day_it_is_there_for_editors_only(client) -> None:
    campaign = CampaignFactory(starts_on=timezone.localdate() + timedelta(days=1))

    assert page(client, campaign).status_code == 404
    assert page(client, campaign, UserFactory(is_superuser=True)).status_code == 200


def test_afterwards_it_tells_what_it_brought_and_names_no_message_of_another_team(client) -> None:
    campaign = over(goal="clicks", target=5)
    best, other = (
        message_in(campaign, title="De beste"),
        message_in(campaign, title="Voor een ander", teams=[TeamFactory()]),
    )
    figure(best, days=-6, opened=2, clicks=5)
    figure(other, days=-6, opened=9, clicks=9)
    sender = StoryFactory(
        challenge=ChallengeFactory(campaign=campaign, state="closed"), sender__user__first_name="Geheimelinde"
    )

    answer = page(client, campaign)
    shown = answer.content.decode()

    assert [message for message, _count in answer.context["best"]] == [best]
    assert "14 of 5" in shown
    assert "This campaign is over" in shown
    assert "Voor een ander" not in shown
    assert sender.sender.name not in shown


def test_the_best_are_those_of_its_goal() -> None:
    campaign = over(goal="shares")
    shared, clicked = message_in(campaign), message_in(campaign)
    figure(shared, days=-6, opened=9, clicks=1)
    figure(clicked, days=-6, opened=1, clicks=9)
    message_in(campaign)

    assert [message for message, _count in best_messages(campaign, AmbassadorFactory())] == [shared, clicked]


@pytest.mark.parametrize("make", [CampaignFactory, over])
def test_more_messages_and_days_take_no_more_queries(client, make, django_assert_max_num_queries) -> None:
    campaign, reader = make(), AmbassadorFactory()
    counts = []
    for number in (1, 2, 0):
        for _message in range(number):
            message = message_in(campaign)
            for days in range(2):
                figure(message, days=days - 6, opened=1, clicks=1)
                figure(message, days=days, opened=1, clicks=1)
        page(client, campaign, reader.user)
        with django_assert_max_num_queries(60) as counted:
            page(client, campaign, reader.user)
        counts.append(len(counted))

    assert counts[0] == counts[1]
