"""From a challenge to the skeleton of its mail, in one language, and from a person to what is filled in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shift_plugin.base.queries import absolute_url, organisation_name
from shift_plugin.distribution.channels.composing import addressed_letter, own_links, picture_of, sender_name, why_text
from shift_plugin.distribution.channels.letters import Letter, Skeleton, marker
from shift_plugin.distribution.enums import DistributionKind
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.distribution.rules import zone_named
from shift_plugin.stories.models import Challenge
from shift_plugin.stories.queries.challenges import example_message, story_form_url

_TEMPLATE = "shift_plugin/mail/challenge"


def challenge_skeleton(distribution: Distribution, challenge: Challenge, language: str, now: datetime) -> Skeleton:
    """The mail about this challenge for everybody who reads this language. Its words are in the language it has."""
    is_reminder = distribution.kind == DistributionKind.REMINDER
    # The picture of the example only where everybody may see it: when a message with it is in the library.
    published = example_message(challenge, now)
    picture = picture_of(published) if published is not None else None
    page = reverse("shift:challenge", args=[challenge.pk])
    with translation.override(language):
        subject = _("Reminder: %(title)s") % {"title": challenge.title} if is_reminder else challenge.title
        shared: dict[str, Any] = {
            "organisation": organisation_name(),
            "language": language,
            "subject": subject,
            "is_reminder": is_reminder,
            "challenge": challenge,
            "example": challenge.example_story,
            "picture": picture,
            "note": distribution.note,
            "sender": sender_name(distribution),
            "page_url": absolute_url(page),
            "form_url": absolute_url(story_form_url(challenge, language) or page),
        }
        parts = {
            kind: render_to_string(f"{_TEMPLATE}.{ending}", {**shared, **_personal(kind)})
            for kind, ending in (("TEXT", "txt"), ("HTML", "html"))
        }
    return Skeleton(subject=subject, text=parts["TEXT"], html=parts["HTML"], picture=picture)


def _personal(kind: str) -> dict[str, Any]:
    """What differs from person to person: markers instead of values."""
    return {name: marker(name, kind) for name in ("name", "why", "deadline")} | own_links(kind)


def challenge_letter(made: Skeleton, delivery: Delivery, challenge: Challenge, why: Any) -> Letter:
    """One person's mail, with the deadline by the clock of where they are."""
    person = delivery.ambassador
    values = {"why": why_text(why, person.language), "deadline": deadline_text(challenge, person)}
    return addressed_letter(made, delivery, values)


def deadline_text(challenge: Challenge, person: Any) -> str:
    local = challenge.deadline.astimezone(zone_named(person.time_zone, settings.TIME_ZONE))
    with translation.override(person.language):
        words = {"day": date_format(local, "l j F"), "time": date_format(local, "TIME_FORMAT")}
        return _("%(day)s at %(time)s") % words
