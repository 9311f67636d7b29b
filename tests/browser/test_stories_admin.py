"""The editors' queue in a real browser: nothing that axe finds, and work by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from shift_plugin.people.actions import set_up_roles
from shift_plugin.stories.actions import ask
from shift_plugin.stories.enums import Recognisable, StoryState
from shift_plugin.stories.models import Story
from shift_plugin.stories.permissions import answer_token
from tests.factories.people import AmbassadorFactory, TeamFactory
from tests.factories.stories import StoryFactory, StoryFileFactory
from tests.factories.strategy import PillarFactory

LONG = "Vandaag plantten we met dertig buren de laatste boom van het Julianaplein, na drie jaar voorbereiding."


@pytest.fixture
def editor(transactional_db: Any) -> Any:
    set_up_roles()
    user = AmbassadorFactory(roles=["master"], user__first_name="Eva", user__last_name="Smit").user
    UserProfile.objects.create(user=user, preferred_language="nl")
    return user


@pytest.fixture
def stories(editor: Any) -> list[Story]:
    now, team = timezone.now(), TeamFactory(name="Buitendienst Noord")
    pillar = PillarFactory(name="Groen in de stad")
    made = []
    for age, left in ((5, -20), (3, 2), (1, 40)):
        sender = AmbassadorFactory(user__first_name="Ans", user__last_name="de Vries-Jansen", team=team, language="nl")
        made.append(
            StoryFactory(
                text=f"{LONG} Deel {age}.",
                sender=sender,
                pillar=pillar,
                handed_in_at=now - timedelta(days=age),
                due_at=now + timedelta(hours=left, minutes=5),
                recognisable=Recognisable.NOT_ASKED,
                people_note="Twee buren links op de foto.",
                answers=[{"question": "Waar was het?", "answer": "Op het Julianaplein."}],
            )
        )
    StoryFileFactory(story=made[0], alt="Buren bij een boom")
    StoryFileFactory(story=made[0])
    StoryFactory(text="Nog een boom", state=StoryState.MERGED, merged_into=made[0], assigned_to=editor)
    return made


@pytest.fixture
def browse(live_server: Any, open_page: Callable[..., Any]) -> Callable[..., Any]:
    """A page of somebody who is logged in, or of a visitor."""

    def new(user: Any = None, width: int = 1280, language: str = "nl", scheme: str = "light") -> Any:
        page = open_page(width=width, scheme=scheme)
        cookies = {django_settings.LANGUAGE_COOKIE_NAME: language}
        if user is not None:
            client = Client()
            client.force_login(user)
            cookies[django_settings.SESSION_COOKIE_NAME] = client.cookies[django_settings.SESSION_COOKIE_NAME].value
            UserProfile.objects.filter(user=user).update(preferred_language=language)
        page.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        return page

    return new


@pytest.mark.parametrize(("width", "language"), [(360, "nl"), (1280, "en")])
def test_axe_finds_nothing(browse, live_server, violations, editor, stories, width: int, language: str) -> None:
    ask(story=stories[1], question="Wie staat er links?", by=editor)
    page = browse(editor, width, language)
    addresses = {
        "queue": reverse("shift_stories:index"),
        "story": reverse("shift_stories:inspect", args=[stories[0].pk]),
        "merge": reverse("shift_stories:step", args=[stories[0].pk, "merge"]),
        "decline": reverse("shift_stories:step", args=[stories[0].pk, "decline"]),
        "bulk": f"{reverse('shift_stories:bulk')}?step=hand-over&id={stories[0].pk}&id={stories[2].pk}",
    }
    found = []
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        found += [f"{name}: {problem}" for problem in violations(page, "main")]
        if name == "decline":
            with page.expect_navigation():
                page.locator("main form button").click()
            found += [f"{name} again: {problem}" for problem in violations(page, "main")]
    visitor = browse(None, width, language)
    visitor.goto(live_server.url + reverse("shift:story_answer", args=[answer_token(stories[1].events.get().pk)]))
    found += [f"answer: {problem}" for problem in violations(visitor)]
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visitor.get_by_role("textbox").fill("Dat is Ans.")
    with visitor.expect_navigation():
        visitor.locator("main form button").click()
    found += [f"thanks: {problem}" for problem in violations(visitor)]

    assert found == []
    stories[1].refresh_from_db()
    assert stories[1].state == StoryState.WAITING


def test_the_keyboard_does_it_all(browse, live_server, violations, editor, stories) -> None:
    page = browse(editor, language="en")
    page.goto(live_server.url + reverse("shift_stories:index"))

    # Outside the list a letter is a letter.
    page.keyboard.press("x")
    assert page.locator("tbody input:checked").count() == 0
    page.locator(".shift-table").focus()
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    assert violations(page, "dialog") == []
    page.keyboard.press("Escape")
    page.locator(".shift-table").focus()
    for key in ("j", "x", "ArrowDown", "ArrowDown", "x", "k"):
        page.keyboard.press(key)
    assert page.locator("tbody input:checked").count() == 2
    page.keyboard.press("d")
    page.wait_for_url("**/bulk/**")
    page.get_by_label("Why").fill("De actie is voorbij.")
    page.locator("main form button").click()
    page.wait_for_url("**/stories/")

    assert list(Story.objects.open()) == [stories[1]]

    # Switched off, only the list of keys still opens.
    page.locator(".shift-table").focus()
    page.keyboard.press("?")
    page.get_by_role("checkbox", name="Switch these keys off").check()
    page.keyboard.press("Escape")
    page.locator(".shift-table").focus()
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("tbody input:checked").count() == 0
