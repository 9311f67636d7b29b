"""Stories from the work floor, with their files, challenges and consents."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image

from shift_plugin.library.models import Campaign
from shift_plugin.stories.enums import ChallengeState, ConsentEvidence, EventKind, FileKind, StoryState
from shift_plugin.stories.models import Challenge, Consent, Story, StoryEvent, StoryFile, StorySubmissionPage
from tests.factories.people import AmbassadorFactory
from tests.factories.strategy import PageFactory, PillarFactory


class StoryFactory(DjangoModelFactory):
    """A story that was just handed in and waits; a draft: ``StoryFactory(state="draft", handed_in_at=None)``."""

    class Meta:
        model = Story

    sender = factory.SubFactory(AmbassadorFactory)
    pillar = factory.SubFactory(PillarFactory)
    text = factory.Sequence(lambda number: f"Vandaag plantten we boom {number} op het plein.")
    language = "nl"
    state = StoryState.WAITING
    handed_in_at = factory.LazyFunction(timezone.now)
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=2))


class StorySubmissionPageFactory(PageFactory):
    """The form for stories; ``pillars``: which can be chosen."""

    class Meta:
        model = StorySubmissionPage

    title = "Stuur je verhaal"
    slug = factory.Sequence(lambda number: f"verhaal-{number}")

    @classmethod
    def _create(cls, model_class: type, *args: Any, pillars: Any = (), **kwargs: Any) -> StorySubmissionPage:
        page = super()._create(model_class, *args, **kwargs)
        page.pillars.set(pillars)
        page.save()
        return page


def jpeg(width: int = 640, height: int = 480, colour: str = "teal") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "JPEG")
    return file.getvalue()


class StoryFileFactory(DjangoModelFactory):
    """A photo that was checked and stored."""

    class Meta:
        model = StoryFile

    story = factory.SubFactory(StoryFactory)
    kind = FileKind.PHOTO
    name = factory.Sequence(lambda number: f"IMG_{number}.jpg")
    extension = "jpg"
    content_type = "image/jpeg"
    digest = factory.Sequence(lambda number: f"{number:064x}")
    width = 640
    height = 480

    @classmethod
    def _create(cls, model_class: type[StoryFile], *args: Any, **kwargs: Any) -> StoryFile:
        data = kwargs.pop("data", None) or jpeg(kwargs["width"], kwargs["height"])
        story_file = model_class(size=len(data), **kwargs)
        story_file.file.save("ignored", ContentFile(data), save=False)
        story_file.preview.save("ignored", ContentFile(jpeg(160, 120)), save=False)
        story_file.save()
        return story_file


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = Campaign

    name = factory.Sequence(lambda number: f"Campagne {number}")
    slug = factory.Sequence(lambda number: f"campagne-{number}")
    starts_on = factory.LazyFunction(lambda: timezone.localdate())
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class ChallengeFactory(DjangoModelFactory):
    """An open challenge with two weeks to go."""

    class Meta:
        model = Challenge
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Laat je werkplek zien {number}")
    text = "Maak een foto van je werkplek in het voorjaar."
    state = ChallengeState.OPEN
    deadline = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))

    @factory.post_generation
    def pillars(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.pillars.set(extracted or [])

    @factory.post_generation
    def teams(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.teams.set(extracted or [])


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    file = factory.SubFactory(StoryFileFactory)
    person = factory.Sequence(lambda number: f"Collega {number}")
    evidence = ConsentEvidence.NOTE
    note = "Mondeling gevraagd bij de balie."


class StoryEventFactory(DjangoModelFactory):
    """Something that happened to a story; nobody is told."""

    class Meta:
        model = StoryEvent

    story = factory.SubFactory(StoryFactory)
    kind = EventKind.HANDED_IN
