"""Messages, their moderation and pictures, made the way the admin makes them: a draft, a revision, a publication."""

import io
from datetime import date
from decimal import Decimal

import factory
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Workflow, WorkflowContentType, WorkflowTask

from shift_plugin.library.models import FourEyesApprovalTask, LocalActionPage, NetworkText, ShareableMessage


def locale(language):
    return Locale.objects.get_or_create(language_code=language)[0]


class ImageFactory(DjangoModelFactory):
    """A picture in a plain colour: ``ImageFactory(width=1200, height=630, colour="teal")``."""

    class Meta:
        model = get_image_model()

    title = factory.Sequence(lambda number: f"Foto {number}")

    @classmethod
    def _create(cls, model_class, *args, width=640, height=336, colour="teal", **kwargs):
        file = io.BytesIO()
        Image.new("RGB", (width, height), colour).save(file, "PNG")
        image = model_class(**kwargs)
        image.file.save(f"{kwargs['title'].replace(' ', '-')}.png", ContentFile(file.getvalue()), save=False)
        image.width, image.height = width, height
        image.save()
        return image


class MessageFactory(DjangoModelFactory):
    """A published message in Dutch. Beside the fields it takes:

    ``pillars`` (default: the pillar of the key message), ``teams``, ``network_texts`` ({"x": "text"}), ``language``,
    ``author`` (user of the revision), ``draft=True`` (only a draft revision).
    """

    class Meta:
        model = ShareableMessage

    title = factory.Sequence(lambda number: f"Bericht {number}")
    text = factory.Sequence(lambda number: f"Wij bouwen aan de stad van morgen ({number}).")
    key_message = factory.SubFactory("tests.factories.strategy.KeyMessageFactory")
    link_url = "https://www.brinkhoven.example/nieuws"

    @classmethod
    def _create(cls, model_class, *args, language="nl", draft=False, author=None, **kwargs):
        kwargs.setdefault("locale", locale(language))
        key_message = kwargs["key_message"]
        pillars = kwargs.pop("pillars", [key_message.pillar] if key_message else [])
        teams = kwargs.pop("teams", [])
        texts = kwargs.pop("network_texts", {})
        message = model_class(live=False, **kwargs)
        message.pillars = pillars
        message.teams = teams
        message.network_texts = [
            NetworkText(network=network, text=text, sort_order=place)
            for place, (network, text) in enumerate(texts.items())
        ]
        message.save()
        revision = message.save_revision(user=author, clean=False)
        if not draft:
            revision.publish()
        return model_class.objects.get(pk=message.pk)


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group
        django_get_or_create = ["name"]

    name = "Social Master"


def moderation_workflow(*groups, name="Moderatie"):
    """Give messages a workflow of one step, approval by the groups; without groups: by ``Social Master``."""
    task = FourEyesApprovalTask.objects.create(name=f"{name}: goedkeuren")
    task.groups.set(groups or [GroupFactory()])
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(ShareableMessage), defaults={"workflow": workflow}
    )
    return workflow


def local_action(title, **values):
    """A published page of a local action below the home page."""
    defaults = {
        "introduction": "Wij halen geld op.",
        "goal_amount": Decimal(1000),
        "donation_url": "https://www.goed-doel.example/geef",
        "raised_on": date(2026, 1, 1),
    }
    page = Page.objects.get(depth=2).add_child(instance=LocalActionPage(title=title, **{**defaults, **values}))
    page.save_revision().publish()
    return LocalActionPage.objects.get(pk=page.pk)
