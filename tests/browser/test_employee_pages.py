"""Every page that an employee sees, in its states: WCAG 2.2 AA, a strict content policy, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page
from wagtail.models import Collection
from wagtail.models import Page as WagtailPage
from wagtail.models import Site as WagtailSite

from shift_plugin.distribution.enums import Channel, DeliveryState
from shift_plugin.library.models import LibraryPage
from shift_plugin.people.permissions import PREFERENCES, UNSUBSCRIBE, personal_token
from shift_plugin.sharing.queries import share_url
from shift_plugin.stories.models import StoryEvent, StorySubmissionPage
from shift_plugin.strategy.models import PillarPage, StrategyPage
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.library import ImageFactory, MessageFactory, locale
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.sharing import ClickFactory, ShareFactory
from tests.factories.stories import StoryFactory, StoryFileFactory
from tests.factories.strategy import AudienceFactory, FocusPeriodFactory, KeyMessageFactory, ObjectiveFactory

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [(360, "nl", "light"), (360, "en", "dark"), (1280, "nl", "dark"), (1280, "en", "light")]


class Intranet:
    """A small organisation with something in every state, and the addresses at which to see it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.fill()

    def fill(self) -> None:
        # A test with several processes empties the database, also of what Wagtail's migrations put there.
        if not Collection.get_first_root_node():
            Collection.add_root(name="Root")
        objective = ObjectiveFactory()
        audience = AudienceFactory(objectives=[objective])
        key = KeyMessageFactory(pillar__objectives=[objective], pillar__audiences=[audience])
        self.pillar = key.pillar
        today = timezone.localdate()
        FocusPeriodFactory(pillar=self.pillar, starts_on=today, ends_on=today + timedelta(days=3))
        self.reader = AmbassadorFactory(language=self.language, pillars=[self.pillar], team=TeamFactory())
        self.newcomer = UserFactory()
        about = {"language": self.language, "key_message": key, "hashtags": "#zorg #trots"}
        self.message = MessageFactory(
            **about, image=ImageFactory(), image_alt="Twee collega's lachen", own_words_prompt="Wat maakt jou trots?"
        )
        self.shared = MessageFactory(**about)
        self.gone = MessageFactory(**about)
        self.gone.unpublish()
        share = ShareFactory(message=self.shared, ambassador=self.reader, confirmed=True)
        ClickFactory(link__share=share)
        ShareFactory(message=self.message, ambassador=self.reader, network="x")
        self.delivery = self.deliver(self.message)
        self.deliver(self.shared)
        self.story = StoryFactory(sender=self.reader, state="question", due_at=None)
        StoryFileFactory(story=self.story)
        StoryEvent.objects.create(story=self.story, kind="asked", text="Wie staat er op de foto?")
        self.place_pages()

    def deliver(self, message: Any) -> Any:
        sending = DistributionFactory(message=message, state="done")
        return DeliveryFactory(
            distribution=sending,
            ambassador=self.reader,
            channel=Channel.INBOX,
            state=DeliveryState.SENT,
            sent_at=timezone.now(),
        )

    def place_pages(self) -> None:
        root = WagtailPage.get_first_root_node() or WagtailPage.add_root(title="Root", slug="root")
        home = WagtailPage(title="Brinkhoven", slug=f"home-{self.language}", locale=locale(self.language))
        root.add_child(instance=home)
        WagtailSite.objects.update_or_create(
            is_default_site=True, defaults={"root_page": home, "hostname": "localhost", "port": 80}
        )
        place = {"locale": home.locale}
        home.add_child(
            instance=StrategyPage(title="Strategie", slug="strategie", introduction="<p>Ons doel</p>", **place)
        )
        home.add_child(instance=PillarPage(title="Pijler", slug="pijler", pillar=self.pillar, **place))
        home.add_child(instance=StorySubmissionPage(title="Verhaal", slug="verhaal", questions="Wie?", **place))
        home.add_child(instance=LibraryPage(title="Delen", slug="delen", introduction="Kies en deel.", **place))

    def page(self, slug: str) -> str:
        return f"/{self.language}/{slug}/"

    def addresses(self) -> dict[str, str]:
        """Name → address, for somebody who takes part."""
        pk = self.message.pk
        networks = ("linkedin", "x", "facebook", "whatsapp", "bluesky", "mastodon", "instagram", "email", "copy")
        return {
            "strategy": self.page("strategie"),
            "pillar": self.page("pijler"),
            "library": self.page("delen"),
            "library, all": self.page("delen") + "?tab=all",
            "library, nothing found": self.page("delen") + "?q=xylofoon",
            "message": reverse("shift:message", args=[pk]),
            "message that was shared": reverse("shift:message", args=[self.shared.pk]),
            "message that is gone": reverse("shift:message", args=[self.gone.pk]),
            **{f"share on {key}": reverse("shift:share", args=[pk, key]) for key in networks},
            "my shares": reverse("shift:my_shares"),
            "my stories": reverse("shift:my_stories"),
            "story with a question": reverse("shift:story", args=[self.story.key]),
            "form for a story": self.page("verhaal"),
            "form of a story with a photo": reverse("shift:story_change", args=[self.story.key]),
            "inbox": reverse("shift:inbox"),
            "me": reverse("shift:me"),
            "leave": reverse("shift:me_leave"),
            "my preferences": reverse("shift:my_preferences"),
            "unknown link": reverse("shift:redirect", args=["nothing"]),
        }

    def addresses_from_a_mail(self) -> dict[str, str]:
        """Name → address, for the same person without a log-in."""
        return {
            "share from the mail": share_url(self.message, "linkedin", ambassador=self.reader, delivery=self.delivery),
            "preferences": reverse("shift:preferences", args=[personal_token(PREFERENCES, self.reader.pk)]),
            "unsubscribe": reverse("shift:unsubscribe", args=[personal_token(UNSUBSCRIBE, self.reader.pk)]),
            "bad link": reverse("shift:unsubscribe", args=["bent"]),
        }


@pytest.fixture(params=LOOKS, ids=lambda look: "-".join(map(str, look)))
def look(request: Any) -> tuple[int, str, str]:
    return request.param


@pytest.fixture
def intranet(look: tuple[int, str, str]) -> Iterator[Intranet]:
    with translation.override(look[1]):
        yield Intranet(look[1])


@pytest.fixture
def visit(look: Any, live_server: Any, open_page: Any, violations: Any) -> Callable[..., list[str]]:
    """Open the addresses as a person; what is wrong with them, a line each."""
    width, language, scheme = look

    def go(addresses: dict[str, str], user: Any = None) -> list[str]:
        page: Page = open_page(width=width, scheme=scheme, locale=f"{language}-NL")
        cookies = {django_settings.LANGUAGE_COOKIE_NAME: language}
        if user is not None:
            client = Client()
            client.force_login(user)
            cookies[django_settings.SESSION_COOKIE_NAME] = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        found = []
        for name, address in addresses.items():
            found += [f"{name}: {problem}" for problem in problems(page, live_server.url, address)]
        return found

    def problems(page: Page, base: str, address: str) -> list[str]:
        # An address in a mail names the host of the settings; the test has one of its own.
        path = urlsplit(address)._replace(scheme="", netloc="").geturl()
        response = page.goto(base + path)
        found = violations(page)
        if response is None or response.status >= 500:
            found.append("a server error")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append("scrolls sideways")
        if page.locator("html").get_attribute("lang") != language:
            found.append("says another language")
        return found

    return go


def test_everybody_can_use_the_pages_of_somebody_who_takes_part(intranet: Intranet, visit: Any) -> None:
    assert visit(intranet.addresses(), intranet.reader.user) == []


def test_everybody_can_use_the_pages_behind_a_link_in_a_mail(intranet: Intranet, visit: Any) -> None:
    assert visit(intranet.addresses_from_a_mail()) == []


def test_everybody_can_use_what_is_there_before_anything_happened(intranet: Intranet, visit: Any) -> None:
    fresh = AmbassadorFactory(language=intranet.language)
    empty = {
        "library": intranet.page("delen"),
        "inbox": reverse("shift:inbox"),
        "my shares": reverse("shift:my_shares"),
        "my stories": reverse("shift:my_stories"),
    }
    assert visit(empty, fresh.user) == []
    assert (
        visit(
            {"join": reverse("shift:me"), "library": intranet.page("delen"), "story": intranet.page("verhaal")},
            intranet.newcomer,
        )
        == []
    )
