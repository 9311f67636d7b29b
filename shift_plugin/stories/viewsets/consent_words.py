"""A consent in words, for its list, its page and the spreadsheet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as text

from shift_plugin.base.enums import networks
from shift_plugin.stories.forms.consents import channel_choices
from shift_plugin.stories.models import Consent

_SOON = timedelta(days=30)


def state_of(consent: Consent) -> str:
    today = timezone.localdate()
    if consent.withdrawn_at:
        return text("Withdrawn")
    if consent.until and consent.until < today:
        return text("Ended")
    if consent.until and consent.until < today + _SOON:
        return text("Ends soon")
    return text("Valid")


def is_valid(consent: Consent) -> bool:
    return consent.withdrawn_at is None and (consent.until is None or consent.until >= timezone.localdate())


def subject_of(consent: Consent) -> str:
    """What it is about, in words."""
    if consent.file is not None:
        return f"{consent.file.get_kind_display()}: {consent.file.alt or consent.file.story.title}"
    return str(consent.image or consent.document or text("A photo or video that was deleted"))


def channels_in_words(consent: Consent) -> str:
    labels = {key: str(label) for key, label in channel_choices()}
    return ", ".join(labels.get(key, key) for key in consent.channels) or text("Everywhere")


def until_in_words(consent: Consent) -> str:
    return date_format(consent.until, "SHORT_DATE_FORMAT") if consent.until else text("Until it is withdrawn")


def facts_of(consent: Consent) -> list[tuple[str, Any]]:
    rows = [
        (text("Who"), consent.person),
        (text("How to reach them"), consent.contact),
        (text("Younger than 16"), text("Yes") if consent.is_minor else text("No")),
        (text("For which channels"), channels_in_words(consent)),
        (text("Until"), until_in_words(consent)),
        (text("Evidence"), consent.get_evidence_display()),
        (text("Note"), consent.note),
        (text("Recorded by"), consent.recorded_by),
        (text("Recorded at"), date_format(timezone.localtime(consent.recorded_at), "DATETIME_FORMAT")),
    ]
    if consent.withdrawn_at:
        rows += [
            (text("Withdrawn at"), date_format(timezone.localtime(consent.withdrawn_at), "DATETIME_FORMAT")),
            (text("Withdrawn by"), consent.withdrawn_by),
            (text("Why"), consent.withdrawn_note),
        ]
    return [(label, value) for label, value in rows if value]


def network_name(key: str) -> str:
    network = networks().get(key)
    return str(network.label) if network is not None else key
