"""No page, mail or export shows English of ours to somebody who reads Dutch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from wagtail.models import Page, TaskState

from shift_plugin.distribution import tasks
from shift_plugin.library.actions import remind_moderators
from shift_plugin.library.models import LibraryPage
from shift_plugin.people.models import ImportRun
from shift_plugin.people.permissions import PREFERENCES, UNSUBSCRIBE, personal_token
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory, ImportRunFactory, TeamFactory, UserFactory
from tests.factories.sharing import ClickFactory, ShareFactory
from tests.factories.strategy import (
    AudienceFactory,
    FocusPeriodFactory,
    KeyMessageFactory,
    ObjectiveFactory,
    PillarFactory,
    PillarPageFactory,
    StrategyPageFactory,
)
from tests.reading import English, OwnReader, Reader, Shown


@pytest.fixture(scope="module")
def english() -> English:
    return English()


def test_english_is_recognised(english: English) -> None:
    page = (
        '<p>Opslaan <b>Save</b></p><img alt="Je inbox is leeg"><button aria-label="Mark as read"></button>Page 2 of 3'
    )

    assert english.among(Shown(page).texts) == ["Mark as read", "Page 2 of 3", "Save"]


@pytest.fixture
def things(db, settings, client) -> SimpleNamespace:
    """A site with one of everything, in Dutch, so that all English on it is ours."""
    call_command("shift_setup", verbosity=0)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nl"
    objective = ObjectiveFactory(name="Meer collega's", description="Genoeg mensen.", unit="sollicitaties")
    audience = AudienceFactory(
        name="Zorg", description="Wie zorgt", information_need="Hoe is het werk?", objectives=[objective]
    )
    pillar = PillarFactory(name="Vakmanschap", summary="Wat wij doen.", objectives=[objective], audiences=[audience])
    closed = PillarFactory(name="Directie", summary="Wat zij doen.", is_open=False)
    team = TeamFactory(name="Keuken")
    person = AmbassadorFactory(
        roles=["publisher"], team=team, pillars=[pillar], user__first_name="Sanne", user__last_name="Vis"
    )
    key_message = KeyMessageFactory(pillar=pillar, text="Wij hebben de tijd")
    today = timezone.localdate()
    FocusPeriodFactory(pillar=pillar, note="Open dag", starts_on=today, ends_on=today)
    message = MessageFactory(
        title="Open dag",
        key_message=key_message,
        image=ImageFactory(title="Deur"),
        image_alt="Een deur",
        network_texts={"x": "Kom langs"},
        expire_at=timezone.now() + timedelta(days=9),
    )
    home = Page.objects.filter(depth=2).first()
    done = DistributionFactory(message=message, state="done")
    share = ShareFactory(message=message, ambassador=person, text="Kom je ook?")
    confirmed = ShareFactory(message=message, ambassador=person, confirmed=True, network="facebook")
    ClickFactory(link__share=confirmed)
    return SimpleNamespace(
        objective=objective,
        audience=audience,
        pillar=pillar,
        closed=closed,
        team=team,
        person=person,
        message=message,
        gone=MessageFactory(title="Voorbij", key_message=key_message, expire_at=timezone.now() - timedelta(days=1)),
        share=share,
        distribution=DistributionFactory(message=message, state="planned", send_at=timezone.now() + timedelta(days=1)),
        delivery=DeliveryFactory(distribution=done, ambassador=person),
        run=ImportRunFactory(),
        library=home.add_child(instance=LibraryPage(title="Bibliotheek", slug="bibliotheek")),
        pillar_page=PillarPageFactory(pillar=pillar, introduction="Waarom.", body="<p>Waarover.</p>"),
        strategy_page=StrategyPageFactory(title="Strategie", introduction="<p>Waarheen.</p>"),
        master=UserFactory(roles=["master"], is_superuser=True, is_staff=True, first_name="Mo", last_name="Meester"),
    )


# Where a number stands in the address of an admin page, what it is the number of.
NUMBERS = {
    "wagtailsnippets_shift_plugin_objective": "objective",
    "wagtailsnippets_shift_plugin_audience": "audience",
    "wagtailsnippets_shift_plugin_pillar": "pillar",
    "shift_messages": "message",
    "shift_ambassadors": "person",
    "shift_teams": "team",
    "shift_distributions": "distribution",
    "shift_ambassador_import_preview": "run",
}
# Wagtail's own pages about an object, answers to scripts, and pages for what has no such page.
LEFT_OUT = re.compile(
    r"results|chosen|chooser|preview_on|revisions|lock|usage|reorder|collect|history|workflow|copy|example$|try_address"
    r"|admin_(?!index)"
)


def names(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Names of addresses, with their namespaces."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, before + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield before + pattern.name


def admin_pages(things: SimpleNamespace) -> Iterator[str]:
    """Every page of ours in the admin, also those that come later."""
    for name in dict.fromkeys(names(get_resolver())):
        owner = name.partition(":")[0]
        if not owner.startswith(("shift_", "wagtailsnippets_shift_")) or LEFT_OUT.search(name):
            continue
        for numbers in ([], [getattr(things, NUMBERS.get(owner, "delivery")).pk]):
            with suppress(NoReverseMatch):
                yield reverse(name, args=numbers)


def test_pages_for_employees_are_in_dutch(client, things, english) -> None:
    reader = OwnReader(client, english)
    person, message = things.person, things.message
    client.force_login(person.user)
    for page in (things.library, things.pillar_page, things.strategy_page):
        reader.get(page.url)
    for query in ("q=zzz", "tab=all"):
        reader.get(f"{things.library.url}?{query}")
    for name in ("me", "me_leave", "my_shares", "inbox", "my_preferences"):
        reader.get(reverse(f"shift:{name}"))
    reader.get(reverse("shift:message", args=[message.pk]))
    reader.get(reverse("shift:message", args=[things.gone.pk]))
    for network in ("linkedin", "x", "instagram", "email", "copy"):
        reader.get(reverse("shift:share", args=[message.pk, network]))
    reader.get(reverse("shift:share_answer", args=[things.share.key]))
    reader.get(reverse("shift:redirect", args=["nergens"]))
    for name, purpose in (("unsubscribe", UNSUBSCRIBE), ("preferences", PREFERENCES)):
        reader.get(reverse(f"shift:{name}", args=[personal_token(purpose, person.pk)]))
        reader.get(reverse(f"shift:{name}", args=["krom"]))

    assert reader.met == {}


def test_what_employees_are_told_is_in_dutch(client, things, english) -> None:
    reader = OwnReader(client, english)
    person, message = things.person, things.message
    client.force_login(person.user)
    share = reverse("shift:share", args=[message.pk, "x"])
    key = re.search(r'name="form_key" value="([^"]+)"', client.get(share).content.decode())[1]
    for text in ("", "Te lang. " * 60, "Kom ook"):
        reader.post(share, form_key=key, text=text)
    for answer in ("yes", "undo", "no"):
        reader.post(reverse("shift:share_answer", args=[things.share.key]), answer=answer, post_url="geen adres")
    reader.post(reverse("shift:my_preferences"), paused_until="2020-01-01", language="nl")
    reader.post(reverse("shift:inbox_item", args=[things.delivery.pk, "remove"]))
    reader.post(reverse("shift:pillar_join", args=[things.closed.pk]))
    reader.post(reverse("shift:pillar_leave", args=[things.pillar.pk]))
    reader.post(reverse("shift:unsubscribe", args=[personal_token(UNSUBSCRIBE, person.pk)]))
    reader.post(reverse("shift:me_leave"))
    for address in (things.library.url, reverse("shift:me"), reverse("shift:inbox"), share):
        reader.get(address)

    assert reader.met == {}


def test_the_admin_is_in_dutch(client, things, english) -> None:
    reader = Reader(client, english)
    client.force_login(things.master)
    for address in admin_pages(things):
        reader.get(address)
    for step in ("plan", "send", "unplan", "cancel"):
        reader.get(reverse("shift_distributions:inspect", args=[things.distribution.pk]))
        reader.post(reverse("shift_distributions:step", args=[things.distribution.pk, step]))

    assert reader.met == {}


def test_errors_and_exports_of_the_admin_are_in_dutch(client, things, english) -> None:
    reader = Reader(client, english)
    client.force_login(things.master)
    for name in ("shift_teams:add", "shift_ambassadors:add", "shift_distributions:add"):
        reader.post(reverse(name))
    rows = b"e-mail,naam,team,rol,extern\nkim,Kim,Keuke,baas,misschien\n,Jo,,,\n"
    for content in (rows, b"", b"naam\nKim\n", b"e-mail\nkim@example.org\n"):
        file = SimpleUploadedFile("lijst.csv", content)
        reader.post(reverse("shift_ambassador_import"), file=file)
    reader.get(reverse("shift_ambassador_import_preview", args=[ImportRun.objects.latest("pk").pk]))
    reader.get(reverse("shift_figures") + "?period=own&first=2026-02-02&last=2026-01-01")
    for name in ("shift_ambassadors:index", "shift_teams:index", "shift_distributions:index", "shift_messages:list"):
        reader.get(reverse(name) + "?export=csv")
    for name in ("shift_moderation", "shift_deliveries_modeladmin_index", "shift_day-figures_modeladmin_index"):
        reader.get(reverse(name) + "?export=csv")
    for table in ("dates", "network", "pillar", "message", "team"):
        reader.get(reverse("shift_figures") + f"?export=csv&table={table}")
    reader.get(reverse("shift_ambassador_import_example"))

    assert reader.met == {}


def test_mails_are_in_dutch(client, things, english, run_queue, django_capture_on_commit_callbacks) -> None:
    reader = OwnReader(client, english)
    author = UserFactory(roles=["creator"], first_name="Anna", last_name="Auteur")
    drafts = [MessageFactory(draft=True, author=author, title=f"Verhaal {number}") for number in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        for draft in drafts:
            draft.get_workflow().start(draft, author)
        for draft, verdict in zip(drafts, ("approve", "reject"), strict=False):
            state = draft.current_workflow_task_state
            draft.current_workflow_task.on_action(state, things.master, verdict, comment="Mooi")
        DistributionFactory(message=things.message, note="Deel je dit?", created_by=things.master)
        tasks.start_due()
    TaskState.objects.update(started_at=timezone.now() - timedelta(days=9))
    remind_moderators(now=timezone.now())
    run_queue()
    for letter in mail.outbox:
        html = [content for content, kind in letter.alternatives if kind == "text/html"]
        texts = {*letter.body.splitlines(), *(text for page in html for text in Shown(page).texts), letter.subject}
        reader.note(letter.subject, texts)

    subjects = {letter.subject.partition(":")[0] for letter in mail.outbox}
    assert subjects == {
        "Wacht op goedkeuring",
        "Goedgekeurd",
        "Graag aanpassen",
        "1 bericht wacht op jouw goedkeuring",
        "Open dag",
    }
    assert reader.met == {}
