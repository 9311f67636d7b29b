"""A story from the work floor, from the phone of who sends it to the figures that tell them what it did.

With a real web server, task cluster, mail server and browser. With SHIFT_SCREENSHOTS=<folder> every stop is kept as
a picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page, expect
from wagtail.models import Site as WagtailSite

from shift_plugin.base.models import JobRun
from shift_plugin.library.models import LibraryPage, ShareableMessage
from shift_plugin.stories.enums import EventKind, StoryState
from shift_plugin.stories.models import Story, StoryEvent, StorySubmissionPage
from tests.browser.processes import eventually
from tests.browser.running import Site
from tests.browser.test_main_job import (
    DESKTOP,
    PHONE,
    Walk,
    click_from_outside,
    mail_about,
    press_in_menu,
    share_on_bluesky,
    text_of,
)
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.stories import jpeg
from tests.factories.strategy import KeyMessageFactory, PillarFactory
from tests.stories.hostile import mp4

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {
    "nl": {
        "story": "Vanochtend plantten we met de buurt een boom op het Julianaplein.",
        "alt": "Buren zetten een boom in de grond",
        "question": "Wie had het plan voor die boom?",
        "answer": "Mevrouw De Wit van nummer 12.",
        "praise": "Wat een mooi verhaal!",
        "keys": ["Samen maken we de wijk groen.", "Bij ons krijg je de ruimte."],
        "own": "Ik mocht de eerste schep zetten.",
    },
    "en": {
        "story": "This morning we planted a tree on Juliana Square with the neighbours.",
        "alt": "Neighbours put a tree in the ground",
        "question": "Who came up with the plan for that tree?",
        "answer": "Mrs De Wit of number 12.",
        "praise": "What a lovely story!",
        "keys": ["Together we make the area green.", "We give you room to act."],
        "own": "I was the one to dig first.",
    },
}


@pytest.fixture
def people(place: Callable[[str], None]) -> Callable[[str], dict[str, Any]]:
    """The form and the library on the site, two editors, somebody on the work floor, and a colleague who shares."""

    def make(language: str) -> dict[str, Any]:
        place(language)
        home = WagtailSite.objects.get(is_default_site=True).root_page
        pillar = PillarFactory(name="Groen in de wijk")
        for text in WORDS[language]["keys"]:
            KeyMessageFactory(pillar=pillar, text=text)
        form = StorySubmissionPage(title="Stuur je verhaal", slug="verhaal", locale=home.locale)
        home.add_child(instance=form)
        form.pillars.set([pillar])
        form.save()
        home.add_child(instance=LibraryPage(title="Delen", slug="delen", locale=home.locale))
        call_command("shift_setup", verbosity=0)
        names = {"editor": ("Joris", "Bakker"), "moderator": ("Fatima", "el Amrani")}
        editors = {
            key: UserFactory(email=f"{key}@brinkhoven.example", first_name=first, last_name=last, roles=["editor"])
            for key, (first, last) in names.items()
        }
        takes_part = {"pillars": [pillar], "language": language, "team": None}
        sender = AmbassadorFactory(user__first_name="Bas", user__last_name="Groen", roles=["creator"], **takes_part)
        colleague = AmbassadorFactory(user__first_name="Sanne", user__last_name="Visser", **takes_part)
        return {**editors, "sender": sender.user, "colleague": colleague.user}

    return make


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_a_phone_on_the_work_floor_to_what_the_story_did(
    language: str, people: Any, site: Site, sink: Any, open_page: Callable[..., Page]
) -> None:
    words, browser = WORDS[language], {"locale": "nl-NL" if language == "nl" else "en-GB"}
    with translation.override(language):
        who = people(language)

        def walker(name: str, width: int = DESKTOP) -> Walk:
            walk = Walk(open_page(width=width, **browser), site, language)
            walk.log_in(who[name])
            return walk

        sender = walker("sender", PHONE)
        hand_in(sender, words)
        editor = walker("editor")
        ask(editor, words)
        mail = mail_about(sink, who["sender"].email, words["question"])
        answer(Walk(open_page(width=PHONE, **browser), site, language), mail, words)
        accept(editor, words)
        assert words["praise"] in text_of(mail_about(sink, who["sender"].email, words["praise"]))
        make_message(editor, words)
        approve(walker("moderator"))
        nothing_to_tell_yet(site)
        share(walker("colleague", PHONE), words)
        click_from_outside(site)
        hear_what_it_did(sender, sink, who["sender"])


def hand_in(walk: Walk, words: dict[str, str]) -> None:
    """Two photos and a video from the phone; the page sends them one by one while somebody types."""
    page = walk.page
    walk.go(StorySubmissionPage.objects.get().get_url_parts()[2])
    page.locator("input[type=file]").set_input_files(
        [
            {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": jpeg(1600, 1200, "green")},
            {"name": "IMG_2.jpg", "mimeType": "image/jpeg", "buffer": jpeg(1200, 1600, "orange")},
            {"name": "VID_3.mp4", "mimeType": "video/mp4", "buffer": mp4()},
        ]
    )
    page.locator("[name=text]").fill(words["story"])
    expect(page.locator("button[name=remove]")).to_have_count(3)
    page.locator("[name^=alt-]").first.fill(words["alt"])
    page.locator("[name=recognisable][value=nobody]").check()
    page.locator("[name=link]").fill("https://www.brinkhoven.example/boom")
    page.locator("[name=wants_credit]").check()
    walk.stop("30-story-form")
    page.locator("button[value=hand_in]").click()
    page.wait_for_url("**/thanks/")
    walk.stop("31-story-thanks")
    story = Story.objects.get()
    assert (story.text, story.state, story.sender.user.last_name) == (words["story"], StoryState.WAITING, "Groen")
    assert sorted(file.kind for file in story.files.all()) == ["photo", "photo", "video"]


def ask(walk: Walk, words: dict[str, str]) -> None:
    page, story = walk.page, Story.objects.get()
    walk.go(reverse("shift_stories:index"))
    walk.stop("32-story-queue")
    page.get_by_role("link", name=words["story"][:30]).first.click()
    press(page, f'form[action$="/{story.pk}/claim/"] button')
    walk.stop("33-story-in-admin")
    press(page, f'a[href$="/{story.pk}/ask/"]')
    page.locator("[name=question]").fill(words["question"])
    walk.stop("34-story-question")
    press(page, 'main form[method="post"] button')
    story.refresh_from_db()
    assert (story.state, story.assigned_to.last_name) == (StoryState.QUESTION, "Bakker")


def press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def answer(walk: Walk, mail: Any, words: dict[str, str]) -> None:
    """From the mail, without log-in."""
    page = walk.page
    page.goto(re.findall(r"https?://\S+/stories/answer/\S+", text_of(mail))[0])
    expect(page.locator("html")).to_have_attribute("lang", walk.language)
    expect(page.locator("main")).to_contain_text(words["question"])
    page.locator("[name=text]").fill(words["answer"])
    walk.stop("35-story-answer")
    press(page, "main form button")
    walk.stop("36-story-answered")
    assert Story.objects.get().state == StoryState.WAITING


def accept(walk: Walk, words: dict[str, str]) -> None:
    page, story = walk.page, Story.objects.get()
    walk.go(reverse("shift_stories:inspect", args=[story.pk]))
    expect(page.locator(".shift-history")).to_contain_text(words["answer"])
    press(page, f'a[href$="/{story.pk}/accept/"]')
    page.locator("[name=words]").fill(words["praise"])
    walk.stop("37-story-accept")
    press(page, 'main form[method="post"] button')
    walk.stop("38-story-accepted")


def make_message(walk: Walk, words: dict[str, str]) -> None:
    """One click, and only what the story can't know is left to fill in."""
    page = walk.page
    press(page, 'form[action$="/make-message/"] button')
    expect(page.locator("[name=text]")).to_have_value(words["story"])
    expect(page.locator("[name=image_alt]")).to_have_value(words["alt"])
    expect(page.locator("[name=link_url]")).to_have_value("https://www.brinkhoven.example/boom")
    page.locator("[name=key_message]").select_option(label=words["keys"][0])
    walk.stop("39-message-of-a-story")
    walk.save("action-submit")
    message = ShareableMessage.objects.get()
    assert (message.live, message.workflow_in_progress) == (False, True)
    # Four eyes: who made it doesn't approve it.
    walk.go(reverse("shift_messages:edit", args=[message.pk]))
    expect(page.locator("[data-workflow-action-name=approve]")).to_have_count(0)


def approve(walk: Walk) -> None:
    walk.go(reverse("shift_messages:edit", args=[ShareableMessage.objects.get().pk]))
    walk.stop("40-message-to-approve")
    with walk.page.expect_navigation():
        press_in_menu(walk.page, "[data-workflow-action-name=approve]")
    eventually(lambda: ShareableMessage.objects.get().live, within=10, what="the message is in the library")


def nothing_to_tell_yet(site: Site) -> None:
    """The hourly job has looked, so that it doesn't look between the share and the click: it tells once a week."""
    job = JobRun.objects.filter(name="shift_plugin.stories.tasks.tell_results", due_at__gt=timezone.now())
    site.in_a_minute(job.exists, what="the job looked whether there was something to tell")


def share(walk: Walk, words: dict[str, str]) -> None:
    page = walk.page
    walk.go(LibraryPage.objects.get().get_url_parts()[2])
    walk.stop("41-library-with-the-story")
    page.get_by_role("link", name=words["story"][:30]).first.click()
    expect(page.locator("main")).to_contain_text("Bas Groen")
    walk.stop("42-message-with-credit")
    page.locator('main a[href*="/share/bluesky/"]').first.click()
    for kept in ("picture", "video"):
        expect(page.locator(f'main a[href*="/{kept}/"]')).to_be_visible()
    share_on_bluesky(walk, words["story"], words["own"], pictures=("43-share-the-story", "44-shared-the-story"))


def hear_what_it_did(walk: Walk, sink: Any, sender: Any) -> None:
    """By mail, and on the page with their own stories."""
    told = StoryEvent.objects.filter(kind=EventKind.RESULTS, told_at__isnull=False)
    walk.site.in_a_minute(told.exists, what="the sender is told")
    event = told.get()
    assert re.findall(r"\d+", event.text) == ["1", "1", "1"]
    assert event.text in text_of(mail_about(sink, sender.email, event.text))
    walk.go(reverse("shift:my_stories"))
    expect(walk.page.locator("main .shift-card").first).to_contain_text("1")
    walk.stop("45-my-stories")
    press(walk.page, "main .shift-card a")
    expect(walk.page.locator(".shift-story__history")).to_contain_text(event.text)
    walk.stop("46-my-story")
    kinds = list(Story.objects.get().events.order_by("pk").values_list("kind", flat=True))
    steps = "handed_in claimed asked answered accepted made_message published results"
    assert kinds == steps.split()
    eventually(lambda: sink.addresses.count(sender.email) == 6, within=30, what="a mail for each step of an editor")
