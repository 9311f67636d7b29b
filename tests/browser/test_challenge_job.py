"""A challenge from the form in the admin until its thanks, with who answers, who is reminded, and who lets it pass.

With a real web server, task cluster, mail server and browser. With SHIFT_SCREENSHOTS=<folder> every stop is kept as
a picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django_q.models import OrmQ
from playwright.sync_api import Page, expect
from wagtail.models import Site as WagtailSite

from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.stories.models import Challenge, Story, StorySubmissionPage
from tests.browser.processes import eventually
from tests.browser.running import Site
from tests.browser.test_main_job import DESKTOP, PHONE, Walk, fill_moment, text_of
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.stories import jpeg
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db(transaction=True)

DAYS = 3
WORDS = {
    "nl": {
        "title": "Laat je werkplek in het voorjaar zien",
        "text": "Wat bloeit er bij jou? Maak een foto en vertel het.",
        "thanks": "Wat een mooi voorjaar! Morgen staat er taart.",
        "note": "Ik ben benieuwd naar jullie foto's.",
        "stories": ["Voor ons raam bloeit een kersenboom.", "De tulpen staan in de hal."],
    },
    "en": {
        "title": "Show us your workplace in spring",
        "text": "What is in bloom where you are? Take a photo and tell us.",
        "thanks": "What a lovely spring! There is cake tomorrow.",
        "note": "I look forward to your photos.",
        "stories": ["A cherry tree is in bloom at our window.", "There are tulips in the hall."],
    },
}


@pytest.fixture
def people(place: Callable[[str], None]) -> Callable[[str], dict[str, Any]]:
    """The form on the site, an editor, three creators, and a colleague in the same group who only shares."""

    def make(language: str) -> dict[str, Any]:
        place(language)
        home = WagtailSite.objects.get(is_default_site=True).root_page
        pillar = PillarFactory(name="Werken in het groen")
        form = StorySubmissionPage(title="Stuur je verhaal", slug="verhaal", locale=home.locale)
        home.add_child(instance=form)
        form.pillars.set([pillar])
        form.save()
        call_command("shift_setup", verbosity=0)
        takes_part = {"pillars": [pillar], "language": language, "team": None}
        names = {"first": "Groen", "second": "Visser", "silent": "Stil"}
        creators = {
            key: AmbassadorFactory(user__last_name=last, roles=["creator"], **takes_part).user
            for key, last in names.items()
        }
        publisher = AmbassadorFactory(user__last_name="Deelt", roles=["publisher"], **takes_part).user
        editor = UserFactory(first_name="Joris", last_name="Bakker", roles=["editor"])
        return {**creators, "publisher": publisher, "editor": editor}

    return make


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_the_announcement_until_the_thanks(
    language: str, people: Any, site: Site, sink: Any, open_page: Callable[..., Page]
) -> None:
    words, browser = WORDS[language], {"locale": "nl-NL" if language == "nl" else "en-GB"}
    with translation.override(language):
        who = people(language)

        def walker(name: str, width: int = PHONE) -> Walk:
            walk = Walk(open_page(width=width, **browser), site, language)
            walk.log_in(who[name])
            return walk

        def mails(name: str, number: int) -> list[EmailMessage]:
            address = who[name].email
            eventually(lambda: sink.addresses.count(address) >= number, within=60, what=f"mail {number} for {name}")
            return [mail for to, mail in sink.taken if to == address]

        editor = walker("editor", DESKTOP)
        fill_in(editor, words)
        announce(editor, words)
        it_leaves(site)
        (asked,) = mails("first", 1)
        assert words["note"] in text_of(asked)
        first = walker("first")
        answer(first, asked, words, 0, "first")
        see_how_far(first, "1", "80-challenge-half-way")
        days_pass()
        site.in_a_minute(lambda: Distribution.objects.filter(reminder_number=1, state="done").exists(), what="reminder")
        asked_again = mails("second", 2)[-1]
        assert words["title"] in asked_again["Subject"]
        second = walker("second")
        answer(second, asked_again, words, 1, "second")
        eventually(lambda: Challenge.objects.get().state == "closed", within=30, what="the last story closes it")
        # Beside what asked for it: their story is here, and thanks. Who answered first was not reminded.
        for name, number in (("first", 3), ("second", 4)):
            assert [words["thanks"] in text_of(mail) for mail in mails(name, number)].count(True) == 1, name
        see_how_far(first, "2", "81-challenge-closed")
        days_pass()
        nobody_is_asked_again(site, sink, who)
        see_report(editor)


def press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def fill_in(walk: Walk, words: dict[str, Any]) -> None:
    page = walk.page
    walk.go(reverse("shift_challenges:add"))
    for name in ("title", "text", "thanks"):
        page.locator(f"[name={name}]").fill(words[name])
    page.locator("[name=pillars]").first.check()
    moment = timezone.localtime(timezone.now() + timedelta(days=30))
    fill_moment(page, "deadline", moment)
    page.locator("[name=target_count]").fill("2")
    walk.stop("70-challenge-form")
    walk.save()
    walk.stop("71-challenge-draft")
    challenge = Challenge.objects.get()
    assert (challenge.title, challenge.state, challenge.target_count) == (words["title"], "draft", 2)


def announce(walk: Walk, words: dict[str, Any]) -> None:
    """Before anything leaves, the editor sees to whom."""
    page = walk.page
    press(page, f'a[href="{reverse("shift_distributions:announce", args=[Challenge.objects.get().pk])}"]')
    page.locator("[name=note]").fill(words["note"])
    page.locator("[name=reminders]").select_option("2")
    page.locator("[name=reminder_days]").fill(str(DAYS))
    walk.stop("72-announcement-form")
    press(page, 'main form[method="post"] button:not([type=button])')
    numbers = page.locator(".shift-effect a strong").all_inner_texts()
    assert numbers[-1] == "3"
    walk.stop("73-announcement-effect")
    assert Delivery.objects.count() == 0
    press(page, 'form[action$="/send/"] button')
    walk.stop("74-announcement-planned")


def it_leaves(site: Site) -> None:
    """The time to take it back passes at once."""
    planned = Distribution.objects.filter(state="planned")
    assert planned.update(send_at=timezone.now()) == 1
    site.in_a_minute(lambda: Distribution.objects.get().state == "done", what="it is sent")
    assert Challenge.objects.get().state == "open"


def answer(walk: Walk, mail: EmailMessage, words: dict[str, Any], number: int, name: str) -> None:
    """By the button in the mail: the form knows what is answered."""
    page = walk.page
    page.goto(re.findall(r"https?://\S+\?challenge=\d+", text_of(mail))[0])
    expect(page.locator(".shift-story__challenge")).to_contain_text(words["title"])
    photo = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": jpeg(colour="pink")}
    page.locator("input[type=file]").set_input_files([photo])
    page.locator("[name=text]").fill(words["stories"][number])
    expect(page.locator("button[name=remove]")).to_have_count(1)
    page.locator("[name=recognisable][value=nobody]").check()
    walk.stop(f"75-challenge-answer-{name}")
    page.locator("button[value=hand_in]").click()
    page.wait_for_url("**/thanks/")
    walk.stop(f"76-challenge-answered-{name}")
    story = Story.objects.get(text=words["stories"][number])
    assert (story.challenge, story.state) == (Challenge.objects.get(), "waiting")


def see_how_far(walk: Walk, number: str, picture: str) -> None:
    walk.go(reverse("shift:challenges"))
    walk.stop(f"{picture}-list")
    walk.go(reverse("shift:challenge", args=[Challenge.objects.get().pk]))
    expect(walk.page.locator("section[aria-labelledby=shift-far]")).to_contain_text(
        re.compile(rf"\b{number} (van|of) 2\b")
    )
    walk.stop(picture)


def days_pass() -> None:
    """So many that the next reminder is due."""
    days = timedelta(days=DAYS, hours=1)
    Distribution.objects.update(started_at=F("started_at") - days)
    Delivery.objects.exclude(sent_at=None).update(sent_at=F("sent_at") - days)


def nobody_is_asked_again(site: Site, sink: Any, who: dict[str, Any]) -> None:
    """Twice everything that a minute does, after which a second reminder would be there."""
    for _minute in range(2):
        site.minute_passes()
        eventually(lambda: not OrmQ.objects.exists(), within=60, what="the cluster did what there was to do")
    assert Distribution.objects.filter(reminder_number=2).count() == 0
    mails = {name: sink.addresses.count(user.email) for name, user in who.items()}
    # Asked, story received, thanks; asked, reminded, story received, thanks; asked, reminded.
    assert mails == {"first": 3, "second": 4, "silent": 2, "publisher": 0, "editor": 0}


def see_report(walk: Walk) -> None:
    walk.go(reverse("shift_challenges:inspect", args=[Challenge.objects.get().pk]))
    walk.stop("82-challenge-report")
    walk.go(reverse("shift_challenges:index"))
    walk.stop("83-challenges")
