"""Challenges for who answers them, and how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador, PillarMembership, Team
from shift_plugin.stories.enums import ANSWERS, ChallengeState, StoryState
from shift_plugin.stories.models import Challenge, Story, StoryMessage, StorySubmissionPage

# So long a closed challenge stays in the list of who was asked.
SHOWN_FOR = timedelta(days=30)


def answers_to(challenge: Challenge) -> QuerySet[Story]:
    """The stories that count: handed in, and neither withdrawn nor declined."""
    return Story.objects.filter(challenge=challenge, state__in=ANSWERS)


def with_answers(challenges: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """Adds ``answers``: how many stories count."""
    counted = Story.objects.filter(challenge=OuterRef("pk"), state__in=ANSWERS).order_by().values("challenge")
    number = Subquery(counted.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
    return challenges.annotate(answers=Coalesce(number, 0))


def full_challenges() -> list[int]:
    """Open ones with as many stories as were asked for; their close was cut off."""
    rows = with_answers(Challenge.objects.filter(state=ChallengeState.OPEN, target_count__gt=0))
    return [row.pk for row in rows if row.answers >= row.target_count]


def meant_for(challenges: QuerySet[Challenge], ambassador: Ambassador) -> QuerySet[Challenge]:
    """Those for this person: in one of the groups of its pillars, and in one of its teams or a team below it.

    Without pillars or teams it is for all. The role isn't asked: creators get the mail, and who sees it may answer.
    """
    pillars = Challenge.pillars.through.objects.filter(challenge_id=OuterRef("pk"))
    mine = PillarMembership.objects.filter(ambassador=ambassador).values("pillar_id")
    teams = Challenge.teams.through.objects.filter(challenge_id=OuterRef("pk"))
    path = ambassador.team.path if ambassador.team is not None else ""
    above = [path[:end] for end in range(Team.steplen, len(path) + 1, Team.steplen)]
    by_pillar = Q(~Exists(pillars)) | Q(Exists(pillars.filter(pillar_id__in=mine)))
    by_team = Q(~Exists(teams)) | Q(Exists(teams.filter(team__path__in=above)))
    return challenges.filter(by_pillar & by_team)


def is_meant_for(challenge: Challenge, ambassador: Ambassador | None) -> bool:
    return ambassador is not None and meant_for(Challenge.objects.filter(pk=challenge.pk), ambassador).exists()


def open_challenges(ambassador: Ambassador | None, now: datetime) -> QuerySet[Challenge]:
    """What this person can answer now, the soonest deadline first, with ``answers`` and ``is_answered``."""
    if ambassador is None:
        return Challenge.objects.none()
    own = Story.objects.filter(challenge=OuterRef("pk"), sender=ambassador, state__in=ANSWERS)
    rows = meant_for(with_answers(Challenge.objects.open(now)), ambassador)
    return rows.annotate(is_answered=Exists(own)).order_by("deadline", "pk")


def closed_challenges(ambassador: Ambassador | None, now: datetime) -> QuerySet[Challenge]:
    """What closed lately: of those for this person, and of those that they answered."""
    if ambassador is None:
        return Challenge.objects.none()
    rows = with_answers(Challenge.objects.filter(state=ChallengeState.CLOSED, closed_at__gt=now - SHOWN_FOR))
    mine = meant_for(Challenge.objects.all(), ambassador).values("pk")
    answered = Story.objects.filter(sender=ambassador, state__in=ANSWERS, challenge__isnull=False)
    return rows.filter(Q(pk__in=mine) | Q(pk__in=answered.values("challenge"))).order_by("-closed_at", "pk")


def challenge_to_answer(pk: str, ambassador: Ambassador | None, now: datetime) -> Challenge | None:
    """The open challenge that a form is to answer, from ``?challenge=`` in its address; None when it isn't for them."""
    if not pk.isdecimal() or len(pk) > 18:
        return None
    return open_challenges(ambassador, now).filter(pk=pk).first()


@dataclass(frozen=True)
class ChallengeResult:
    """What a challenge brought: stories that count, and messages made of them that are or were in the library."""

    stories: int
    messages: int


def result_of(challenge: Challenge) -> ChallengeResult:
    uses = StoryMessage.objects.filter(story__challenge=challenge, story__state__in=ANSWERS)
    published = ShareableMessage.objects.filter(first_published_at__isnull=False, pk__in=uses.values("message"))
    return ChallengeResult(answers_to(challenge).count(), published.count())


def has_answered(challenge: Challenge, ambassador: Ambassador | None) -> bool:
    """Whether this person sent a story that counts."""
    return ambassador is not None and answers_to(challenge).filter(sender=ambassador).exists()


def example_message(challenge: Challenge, now: datetime) -> ShareableMessage | None:
    """The message in the library that was made of the example; only then may its picture be shown."""
    if challenge.example_story_id is None:
        return None
    uses = StoryMessage.objects.filter(story=challenge.example_story_id)
    made = ShareableMessage.objects.visible(now).filter(pk__in=uses.values("message"))
    return made.select_related("image").order_by("-first_published_at").first()


def story_form_path(language: str) -> str:
    """The address of the form for stories in a language, or else in any; empty when there is none."""
    pages = list(StorySubmissionPage.objects.live().select_related("locale").order_by("pk")[:10])
    if not pages:
        return ""
    return min(pages, key=lambda page: page.locale.language_code != language).get_url() or ""


def story_form_url(challenge: Challenge, language: str) -> str:
    """Where this challenge is answered; empty when there is no form."""
    path = story_form_path(language)
    return f"{path}?challenge={challenge.pk}" if path else ""


def drafts_for(challenge: Challenge) -> int:
    """Stories that were begun and not handed in."""
    return Story.objects.filter(challenge=challenge, state=StoryState.DRAFT).count()
