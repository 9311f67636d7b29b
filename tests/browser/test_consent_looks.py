"""The pages about consents, trust and messages of stories in the admin: readable for everybody, wide and narrow."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from shift_plugin.stories.actions.messages import make_message
from shift_plugin.stories.actions.trust import grant_trust
from tests.factories.people import AmbassadorFactory
from tests.factories.sharing import ShareFactory
from tests.factories.stories import ConsentFactory, StoryFactory, StoryFileFactory
from tests.factories.strategy import KeyMessageFactory

pytestmark = pytest.mark.django_db

# A folder for pictures of the pages, for people who want to look at them.
PICTURES = os.environ.get("SHIFT_LOOKS", "")


@pytest.fixture
def things(place: Callable[[str], None]) -> dict[str, Any]:
    place("nl")
    call_command("shift_setup", verbosity=0)
    editor = AmbassadorFactory(roles=["master"], user__first_name="Eva", user__last_name="Smit").user
    pillar = KeyMessageFactory().pillar
    story = StoryFactory(
        pillar=pillar, recognisable="agreed", people_note="Anna en Bas van de groenploeg", wants_credit=True
    )
    photos = [
        StoryFileFactory(story=story, alt="Twee collega's planten een boom", position=0),
        StoryFileFactory(story=story, alt="De hele groenploeg", position=1),
    ]
    today = timezone.localdate()
    consent = ConsentFactory(
        file=photos[0], person="Anna de Wit", until=today + timedelta(days=20), channels=["intranet", "linkedin"]
    )
    ConsentFactory(file=photos[0], person="Bas Bos")
    ConsentFactory(file=photos[1], person="Cor Dam", until=today - timedelta(days=2))
    message = make_message(story=story, by=editor, files=photos[:1])
    ShareFactory(message=message, post_url="https://social.example/posts/1")
    ShareFactory(message=message)
    trust = grant_trust(ambassador=story.sender, pillar=pillar, by=editor)
    return {
        "editor": editor,
        "addresses": {
            "ledger": reverse("shift_consents:index"),
            "record": f"{reverse('shift_consents:add')}?file={photos[0].key}",
            "record-image": reverse("shift_consents:add"),
            "consent": reverse("shift_consents:inspect", args=[consent.pk]),
            "withdraw": reverse("shift_consents:withdraw", args=[consent.pk]),
            "story": reverse("shift_stories:inspect", args=[story.pk]),
            "message": reverse("shift_messages:edit", args=[message.pk]),
            "trusted": reverse("shift_trusted_creators:index"),
            "trust": reverse("shift_trusted_creators:add"),
            "revoke": reverse("shift_trusted_creators:delete", args=[trust.pk]),
            "ambassador": reverse("shift_ambassadors:inspect", args=[story.sender.pk]),
            "home": reverse("shift_home"),
        },
    }


@pytest.mark.parametrize(("width", "language"), [(360, "nl"), (1280, "en")])
def test_the_pages_are_readable(
    width: int, language: str, live_server: Any, things: Any, client: Any, open_page: Any, violations: Any
) -> None:
    client.force_login(things["editor"])
    profile = UserProfile.get_for_user(things["editor"])
    profile.preferred_language = language
    profile.save()
    page = open_page(width=width)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    found = []
    for name, address in things["addresses"].items():
        answer = page.goto(live_server.url + address)
        assert (name, answer.status) == (name, 200)
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{language}.png", full_page=True)
        # The map beside a long form is Wagtail's own.
        found += [f"{name}: {problem}" for problem in violations(page, "#main") if "w-minimap" not in problem]
    assert found == []
