"""Campaigns and challenges with their stories. Made once; what somebody changed since then stays."""

from datetime import datetime, timedelta

from django.utils import timezone

from example_site.content.campaigns import CAMPAIGNS, CHALLENGES
from example_site.content.campaigns import Challenge as Row
from example_site.users.models import User
from shift_plugin.library.models import Campaign, ShareableMessage
from shift_plugin.people.models import Ambassador
from shift_plugin.stories.enums import ChallengeState, ClosedBecause, StoryState
from shift_plugin.stories.models import Challenge, Story
from shift_plugin.strategy.models import Pillar


def load_campaigns(messages: dict[str, ShareableMessage]) -> None:
    today = timezone.localdate()
    for row in CAMPAIGNS:
        campaign, is_new = Campaign.objects.get_or_create(
            slug=row.slug,
            defaults={
                "name": row.name,
                "description": row.description,
                "starts_on": today + timedelta(days=row.from_day),
                "ends_on": today + timedelta(days=row.to_day),
                "goal": row.goal,
                "target": row.target,
            },
        )
        for key in row.messages if is_new else ():
            _put_in(messages[key], campaign)


def _put_in(message: ShareableMessage, campaign: Campaign) -> None:
    """Its versions in every language, and the text in the editor."""
    for version in ShareableMessage.objects.filter(translation_key=message.translation_key):
        ShareableMessage.objects.filter(pk=version.pk).update(campaign=campaign)
        if (revision := version.latest_revision) is not None:
            revision.content["campaign"] = campaign.pk
            revision.save(update_fields=["content"])


def load_challenges(users: dict[str, User], pillars: dict[str, Pillar]) -> None:
    for row in CHALLENGES:
        deadline = _evening(row.deadline)
        is_over = deadline < timezone.now()
        challenge, is_new = Challenge.objects.get_or_create(
            title=row.title,
            defaults={
                "text": row.text,
                "campaign": Campaign.objects.filter(slug=row.campaign).first(),
                "deadline": deadline,
                "target_count": row.target or None,
                "thanks": row.thanks,
                "state": ChallengeState.CLOSED if is_over else ChallengeState.OPEN,
                "announced_at": deadline - timedelta(days=21),
                "closed_at": deadline if is_over else None,
                "closed_because": ClosedBecause.DEADLINE if is_over else "",
                # So that nobody of the example is sent a mail.
                "thanked_at": deadline if is_over else None,
                "created_by": users["sanne.devries@brinkhoven.example"],
            },
        )
        if is_new:
            challenge.pillars.set(pillars[key] for key in row.pillars)
            _answer(challenge, row, deadline)


def _answer(challenge: Challenge, row: Row, deadline: datetime) -> None:
    first = None
    for number, (who, text, state) in enumerate(row.stories):
        sender = Ambassador.objects.get(user__email=f"{who}@brinkhoven.example")
        moment = min(deadline, timezone.now()) - timedelta(days=6 - number)
        story = Story.objects.create(
            challenge=challenge,
            sender=sender,
            text=text,
            language="nl",
            pillar=challenge.pillars.first(),
            state=state,
            created_at=moment,
            changed_at=moment,
            handed_in_at=moment,
            due_at=moment + timedelta(days=2),
            decided_at=None if state == StoryState.WAITING else moment + timedelta(days=1),
        )
        first = first or story
    Challenge.objects.filter(pk=challenge.pk).update(example_story=first)


def _evening(days: int) -> datetime:
    return (timezone.localtime() + timedelta(days=days)).replace(hour=20, minute=0, second=0, microsecond=0)
