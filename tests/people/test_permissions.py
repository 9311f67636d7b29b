"""docs/reference/permissions.md is the table of rights; every cell of it is tried here against the real addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import ModelLogEntry, Page

from shift_plugin.distribution.models import ChatChannel, Distribution
from shift_plugin.library.models import Campaign
from shift_plugin.people.actions import mark_undeliverable
from shift_plugin.people.enums import Role
from shift_plugin.people.models import Ambassador, ImportRun, PillarMembership, Team
from shift_plugin.people.permissions import ROLE_PERMISSIONS, permissions_for, roles_of
from shift_plugin.stories.models import Challenge, Consent, Story
from shift_plugin.strategy.models import Audience, Objective, Pillar
from shift_plugin.vacancies.models import VacancyFeed, VacancyIndexPage
from tests.factories.distribution import ChatChannelFactory, ChatPostFactory, DistributionFactory
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.stories import (
    CampaignFactory,
    ChallengeFactory,
    ConsentFactory,
    StoryFactory,
    StorySubmissionPageFactory,
)
from tests.factories.strategy import (
    AudienceFactory,
    KeyMessageFactory,
    ObjectiveFactory,
    PillarFactory,
    PillarPageFactory,
    StrategyPageFactory,
)
from tests.factories.vacancies import VacancyFactory

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "permissions.md"
ANSWERS = {"yes": True, "–": False}


def read_table() -> tuple[list[str], dict[str, dict[str, bool]]]:
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    columns, _rule, *rows = cells
    rows = [row for row in rows if not row[0].startswith("**")]
    return columns[1:], {
        action: dict(zip(columns[1:], (ANSWERS[cell] for cell in found), strict=True)) for action, *found in rows
    }


COLUMNS, ROWS = read_table()
ACTIONS: dict[str, Callable[[Client, SimpleNamespace], bool]] = {}


def action(words: str):
    def register(function):
        ACTIONS[words] = function
        return function

    return register


def opens(name: str, *args, **query) -> Callable[[Client, SimpleNamespace], bool]:
    def visit(client: Client, things: SimpleNamespace) -> bool:
        numbers = [getattr(things, arg).pk if hasattr(things, arg) else arg for arg in args]
        return client.get(reverse(name, args=numbers), query).status_code == 200

    return visit


def page_opens(which: str) -> Callable[[Client, SimpleNamespace], bool]:
    return lambda client, things: client.get(getattr(things, which).get_url()).status_code == 200


ACTIONS |= {
    "Read the strategy page": page_opens("strategy_page"),
    "Read a pillar page": page_opens("pillar_page"),
    "Edit the strategy page": opens("wagtailadmin_pages:edit", "strategy_page"),
    "Open one's own profile": opens("shift:me"),
    "See the list of ambassadors": opens("shift_ambassadors:index"),
    "Export the list of ambassadors": opens("shift_ambassadors:index", export="xlsx"),
    "See what an ambassador gets": opens("shift_ambassadors:inspect", "colleague"),
    "Choose from all users": opens("shift_person_chooser:choose"),
    "See the imports there were": opens("shift_imports_modeladmin_index"),
    "See the teams": opens("shift_teams:index"),
    "Read a message": opens("shift:message", "message"),
    "Read a message for another team": opens("shift:message", "message_elsewhere"),
    "Read a draft on the intranet": opens("shift:message", "draft"),
    "Write a message": opens("shift_messages:add"),
    "Edit a message": opens("shift_messages:edit", "message"),
    "See the messages in the admin": opens("shift_messages:list"),
    "See what waits for approval": opens("shift_moderation"),
    "Make a page shareable": opens("shift_make_shareable", "pillar_page"),
    "See the feeds of vacancies": opens("shift_vacancy_feeds:index"),
    "Add a feed of vacancies": opens("shift_vacancy_feeds:add"),
    "See the readings of feeds": opens("shift_vacancy-readings_modeladmin_index"),
    "Add an image": opens("wagtailimages:add"),
    "Add a document": opens("wagtaildocs:add"),
    "Open the page to share a message": opens("shift:share", "message", "linkedin"),
    "See what one shared oneself": opens("shift:my_shares"),
    "Open one's own inbox": opens("shift:inbox"),
    "Choose what one gets by mail": opens("shift:my_preferences"),
    "See the distributions": opens("shift_distributions:index"),
    "Plan a distribution": opens("shift_distributions:add"),
    "See the deliveries": opens("shift_deliveries_modeladmin_index"),
    "See the team channels": opens("shift_channels:index"),
    "See the posts in team channels": opens("shift_chat-posts_modeladmin_index"),
    "Open the form for stories": page_opens("story_form"),
    "See the stories that one handed in": opens("shift:my_stories"),
    "Read a challenge": opens("shift:challenge", "challenge"),
    "Read a challenge that is not open yet": opens("shift:challenge", "challenge_draft"),
    "See the challenges in the admin": opens("shift_challenges:index"),
    "Make a challenge": opens("shift_challenges:add"),
    "Announce a challenge": opens("shift_distributions:announce", "challenge"),
    "Close a challenge": opens("shift_challenges:step", "challenge", "close"),
    "Read a campaign": opens("shift:campaign", "campaign-that-runs"),
    "Read a campaign that has not begun": opens("shift:campaign", "campaign-ahead"),
    "See the campaigns in the admin": opens("shift_campaigns:index"),
    "Make a campaign": opens("shift_campaigns:add"),
    "See the list of vacancies": opens("shift_vacancies"),
    "Edit a vacancy": opens("wagtailadmin_pages:edit", "vacancy"),
    "See the figures": opens("shift_figures"),
    "See clicks per day": opens("shift_day-figures_modeladmin_index"),
    "See the queue of stories": opens("shift_stories:index"),
    "Export the stories": opens("shift_stories:index", export="csv"),
    "See somebody's story in the admin": opens("shift_stories:inspect", "story"),
    "See the trusted creators": opens("shift_trusted_creators:index"),
    "See the consents": opens("shift_consents:index"),
    "Open the Shift home": opens("shift_home"),
}


@action("See objectives, audiences and pillars in the admin")
def see_strategy(client, things):
    names = ("objective", "audience", "pillar")
    answers = {client.get(reverse(f"wagtailsnippets_shift_plugin_{name}:list")).status_code for name in names}
    return answers == {200}


@action("Have a feed read now")
def read_feed_now(client, things):
    index = Page.objects.get(depth=2).add_child(instance=VacancyIndexPage(title="Jobs"))
    feed = VacancyFeed.objects.create(name="Jobs", kind="recruitee", address="jobs", index_page=index)
    answer = client.post(reverse("shift_vacancy_feeds:read", args=[feed.pk]))
    return answer.get("Location", "").startswith(reverse("shift_vacancy-readings_modeladmin_index"))


@action("Change an objective")
def change_objective(client, things):
    values = {"name": "Changed", "target_figure": "1", "unit": "people", "target_date": "2027-01-01"}
    client.post(reverse("wagtailsnippets_shift_plugin_objective:edit", args=[things.objective.pk]), values)
    return Objective.objects.filter(name="Changed").exists()


@action("Add a pillar")
def add_pillar(client, things):
    values = {"name": "Added", "colour": "teal", "is_open": "on", "is_active": "on"}
    for formset in ("key_messages", "focus_periods"):
        values |= {f"{formset}-TOTAL_FORMS": "0", f"{formset}-INITIAL_FORMS": "0"}
    client.post(reverse("wagtailsnippets_shift_plugin_pillar:add"), values)
    return Pillar.objects.filter(name="Added").exists()


@action("Hand in a story")
def hand_in_story(client, things):
    client.post(things.story_form.get_url(), {"text": "We plantten een boom.", "step": "hand_in"})
    return Story.objects.filter(page=things.story_form, state="waiting").exists()


@action("Open the page of a colleague's story as its sender")
def open_story_page(client, things):
    return client.get(reverse("shift:story", args=[things.story.key])).status_code == 200


@action("Withdraw a colleague's story")
def withdraw_story(client, things):
    client.post(reverse("shift:story_withdraw", args=[things.story.key]))
    return Story.objects.filter(pk=things.story.pk, state="withdrawn").exists()


@action("Delete a challenge that is a draft")
def delete_challenge(client, things):
    client.post(reverse("shift_challenges:delete", args=[things.challenge_draft.pk]))
    return not Challenge.objects.filter(pk=things.challenge_draft.pk).exists()


@action("Delete a campaign")
def delete_campaign(client, things):
    client.post(reverse("shift_campaigns:delete", args=[things.campaign.pk]))
    return not Campaign.objects.filter(pk=things.campaign.pk).exists()


@action("Delete an audience")
def delete_audience(client, things):
    client.post(reverse("wagtailsnippets_shift_plugin_audience:delete", args=[things.audience.pk]))
    return not Audience.objects.filter(pk=things.audience.pk).exists()


@action("Publish the strategy page")
def publish_page(client, things):
    before = Page.objects.get(pk=things.strategy_page.pk).live_revision_id
    values = {"title": "Our strategy", "slug": things.strategy_page.slug, "introduction": "null"}
    values["action-publish"] = "1"
    client.post(reverse("wagtailadmin_pages:edit", args=[things.strategy_page.pk]), values)
    return Page.objects.get(pk=things.strategy_page.pk).live_revision_id != before


@action("Start taking part")
def start(client, things):
    client.post(reverse("shift:me_join"))
    return things.user is not None and Ambassador.objects.taking_part().filter(user=things.user).exists()


@action("Join an open group")
def join_open(client, things):
    client.post(reverse("shift:pillar_join", args=[things.pillar.pk]))
    return PillarMembership.objects.filter(pillar=things.pillar, ambassador__user=things.user_or_none).exists()


@action("Join a closed group")
def join_closed(client, things):
    client.post(reverse("shift:pillar_join", args=[things.closed.pk]))
    return PillarMembership.objects.filter(pillar=things.closed).exclude(ambassador=things.colleague).exists()


@action("Leave a group")
def leave_group(client, things):
    mine = Ambassador.objects.filter(user=things.user_or_none).first()
    if mine is not None:
        mine.memberships.create(pillar=things.closed, source="assigned")
    client.post(reverse("shift:pillar_leave", args=[things.closed.pk]))
    return mine is not None and not mine.memberships.exists()


@action("Stop taking part")
def stop(client, things):
    before = Ambassador.objects.taking_part().count()
    client.post(reverse("shift:me_leave"))
    assert things.colleague in Ambassador.objects.taking_part()
    return Ambassador.objects.taking_part().count() == before - 1


@action("Put an ambassador into groups")
def assign(client, things):
    address = reverse("shift_ambassadors:pillars", args=[things.colleague.pk])
    client.post(address, {"pillars": [things.pillar.pk]})
    return PillarMembership.objects.filter(ambassador=things.colleague, pillar=things.pillar).exists()


@action("Change team and roles of an ambassador")
def change_ambassador(client, things):
    address = reverse("shift_ambassadors:edit", args=[things.colleague.pk])
    client.post(address, {"team": things.team.pk, "language": "nl", "roles": ["creator"], "takes_part": "on"})
    colleague = Ambassador.objects.get(pk=things.colleague.pk)
    return colleague.team == things.team and roles_of(colleague.user) == [Role.CREATOR]


@action("Try a refused address again")
def try_address(client, things):
    mark_undeliverable(address=things.colleague.email)
    client.post(reverse("shift_ambassadors:try_address", args=[things.colleague.pk]))
    return not Ambassador.objects.get(pk=things.colleague.pk).has_dead_address


@action("Add an ambassador")
def add_ambassador(client, things):
    values = {"user": things.newcomer.pk, "language": "nl", "roles": ["publisher"]}
    client.post(reverse("shift_ambassadors:add"), values)
    return Ambassador.objects.filter(user=things.newcomer).exists()


@action("Import ambassadors")
def import_list(client, things):
    file = SimpleUploadedFile("list.csv", b"email\nnew@example.org\n")
    client.post(reverse("shift_ambassador_import"), {"file": file})
    run = ImportRun.objects.first() or ImportRun.objects.create(
        file_name="x", rows=[[2, {"email": "new@example.org"}, False]]
    )
    client.post(reverse("shift_ambassador_import_preview", args=[run.pk]))
    return Ambassador.objects.filter(user__email="new@example.org").exists()


@action("Add a team")
def add_team(client, things):
    client.post(reverse("shift_teams:add"), {"name": "Added", "kind": "location", "parent": things.team.pk})
    return Team.objects.filter(name="Added", depth=2).exists()


@action("Change a team")
def change_team(client, things):
    client.post(reverse("shift_teams:edit", args=[things.team.pk]), {"name": "Changed", "kind": "region", "parent": ""})
    return Team.objects.filter(name="Changed").exists()


@action("Delete a team")
def delete_team(client, things):
    client.post(reverse("shift_teams:delete", args=[things.team.pk]), {"move_to": ""})
    return not Team.objects.filter(pk=things.team.pk).exists()


@action("Take a message offline")
def unpublish(client, things):
    client.post(reverse("shift_messages:unpublish", args=[things.message.pk]))
    return not type(things.message).objects.get(pk=things.message.pk).live


@action("Send an urgent distribution")
def send_urgent(client, things):
    values = {"message": things.message.pk, "channels": ["email"], "is_urgent": "on", "urgent_reason": "Storm"}
    client.post(reverse("shift_distributions:add"), values)
    urgent = DistributionFactory(message=things.message, state="draft", is_urgent=True, urgent_reason="Storm")
    client.post(reverse("shift_distributions:step", args=[urgent.pk, "send"]), {"confirmed": "yes"})
    is_planned = Distribution.objects.filter(pk=urgent.pk, state="planned").exists()
    assert is_planned == Distribution.objects.exclude(pk=urgent.pk).filter(is_urgent=True).exists()
    return is_planned


@action("Lock a message")
def lock(client, things):
    client.post(reverse("shift_messages:lock", args=[things.message.pk]))
    return type(things.message).objects.get(pk=things.message.pk).locked


@action("Delete a message")
def delete_message(client, things):
    client.post(reverse("shift_messages:delete", args=[things.message.pk]))
    return not type(things.message).objects.filter(pk=things.message.pk).exists()


@action("Add a team channel")
def add_channel(client, things):
    values = {"name": "Added", "kind": "slack", "address": "https://hooks.slack.com/x", "language": "nl"}
    client.post(reverse("shift_channels:add"), {**values, "team": things.team.pk})
    return ChatChannel.objects.filter(name="Added").exists()


@action("Change a team channel")
def change_channel(client, things):
    values = {"name": "Changed", "kind": "slack", "language": "nl", "team": things.team.pk}
    client.post(reverse("shift_channels:edit", args=[things.channel.pk]), values)
    return ChatChannel.objects.filter(name="Changed").exists()


@action("Send a test post")
def try_channel(client, things):
    """To a host that is not allowed, so nothing leaves; the log tells that it was tried."""
    client.post(reverse("shift_channels:test", args=[things.channel.pk]))
    return ModelLogEntry.objects.filter(action="shift.chat.test").exists()


@action("Publish a vacancy")
def publish_vacancy(client, things):
    client.post(reverse("wagtailadmin_pages:unpublish", args=[things.vacancy.pk]))
    return not Page.objects.get(pk=things.vacancy.pk).live


@action("Offer a vacancy for sharing")
def offer_vacancy(client, things):
    key_message = things.message.key_message
    values = {"title": "Offered", "text": "Come!", "pillar": key_message.pillar_id, "key_message": key_message.pk}
    client.post(reverse("shift_offer_vacancy", args=[things.vacancy.pk]), values)
    return type(things.message).objects.filter(title="Offered", source_page=things.vacancy.pk).exists()


@action("Try a post again")
def retry_post(client, things):
    client.post(reverse("shift_retry_post", args=[things.post.pk]))
    return type(things.post).objects.get(pk=things.post.pk).state == "pending"


def story_after(client, things, step: str, **values) -> Story:
    client.post(reverse("shift_stories:step", args=[things.story.pk, step]), values)
    return Story.objects.filter(pk=things.story.pk).first()


@action("Take up a story")
def take_up(client, things):
    return story_after(client, things, "claim").assigned_to_id is not None


@action("Ask the sender of a story")
def ask_sender(client, things):
    return story_after(client, things, "ask", question="Who?").state == "question"


@action("Accept a story")
def accept_story(client, things):
    return story_after(client, things, "accept").state == "accepted"


@action("Decline several stories at once")
def decline_stories(client, things):
    values = {"step": "decline", "id": [things.story.pk, things.asked.pk], "reason": "No"}
    client.post(reverse("shift_stories:bulk"), values)
    return Story.objects.filter(state="declined").count() == 2


@action("Hand a story to a colleague")
def hand_over_story(client, things):
    to = AmbassadorFactory(roles=["editor"]).user
    return story_after(client, things, "hand-over", to=to.pk).assigned_to == to


@action("Delete a story")
def delete_story(client, things):
    return story_after(client, things, "delete") is None


@action("Make a message of a story")
def make_message_of_story(client, things):
    client.post(reverse("shift_story_make_message", args=[things.story.pk]))
    return things.story.uses.exists()


@action("Take back what was published by trust")
def take_back_story(client, things):
    Story.objects.filter(pk=things.story.pk).update(by_trust=True, state="accepted")
    client.post(reverse("shift_story_take_back", args=[things.story.pk]))
    return not Story.objects.get(pk=things.story.pk).by_trust


@action("Trust a creator")
def trust_creator(client, things):
    values = {"user": things.colleague.user.pk, "pillar": things.pillar.pk}
    client.post(reverse("shift_trusted_creators:add"), values)
    return things.colleague.trusted_with.exists()


@action("Record a consent")
def record_consent(client, things):
    values = {"file_key": things.consent.file.key, "person": "Added", "evidence": "note", "note": "Asked"}
    client.post(reverse("shift_consents:add"), values)
    return Consent.objects.filter(person="Added").exists()


@action("Open a signed form")
def open_signed_form(client, things):
    things.consent.signed_file.save("form", SimpleUploadedFile("form.pdf", b"%PDF-1.7"))
    answer = client.get(reverse("shift_consents:signed_form", args=[things.consent.key]))
    return answer.status_code == 200 and b"".join(answer.streaming_content) == b"%PDF-1.7"


@action("Withdraw a consent")
def withdraw_consent(client, things):
    client.post(reverse("shift_consents:withdraw", args=[things.consent.pk]))
    return Consent.objects.get(pk=things.consent.pk).withdrawn_at is not None


@action("Answer a question about somebody else's story")
def answer_for_another(client, things):
    client.post(reverse("shift:story_reply", args=[things.asked.key]), {"text": "Me"})
    return Story.objects.get(pk=things.asked.pk).state != "question"


def make_things() -> SimpleNamespace:
    strategy_page, vacancy = StrategyPageFactory(), VacancyFactory()
    call_command("shift_setup", verbosity=0)
    pillar = PillarFactory()
    key_message = KeyMessageFactory(pillar=pillar)
    message = MessageFactory(key_message=key_message)
    return SimpleNamespace(
        strategy_page=strategy_page,
        vacancy=vacancy,
        pillar_page=PillarPageFactory(pillar=pillar),
        objective=ObjectiveFactory(),
        audience=AudienceFactory(),
        pillar=pillar,
        closed=PillarFactory(is_open=False),
        team=TeamFactory(),
        colleague=AmbassadorFactory(),
        newcomer=UserFactory(),
        message=message,
        message_elsewhere=MessageFactory(key_message=key_message, teams=[TeamFactory()]),
        draft=MessageFactory(key_message=key_message, draft=True),
        channel=ChatChannelFactory(address="https://chat.example/x"),
        post=ChatPostFactory(distribution__message=message),
        story_form=StorySubmissionPageFactory(),
        challenge=ChallengeFactory(),
        challenge_draft=ChallengeFactory(state="draft"),
        campaign=CampaignFactory(slug="campaign-that-runs"),
        campaign_ahead=CampaignFactory(slug="campaign-ahead", starts_on=timezone.localdate() + timedelta(days=1)),
        story=StoryFactory(),
        consent=ConsentFactory(),
        asked=StoryFactory(state="question"),
    )


def person(column: str):
    if column == "Visitor":
        return None
    if column == "Employee":
        return UserFactory()
    return AmbassadorFactory(roles=[column.lower()]).user


def test_every_row_of_the_table_is_tried():
    assert set(ROWS) == set(ACTIONS)
    assert COLUMNS == ["Visitor", "Employee", "Publisher", "Creator", "Editor", "Master", "HR"]


@pytest.mark.parametrize("words", ROWS)
def test_a_row_of_the_table(words):
    things = make_things()
    found = {}
    for column in COLUMNS:
        with transaction.atomic():
            client = Client(raise_request_exception=True)
            things.user = person(column)
            things.user_or_none = getattr(things.user, "pk", None) or things.newcomer
            if things.user is not None:
                client.force_login(things.user)
            found[column] = ACTIONS[words](client, things)
            transaction.set_rollback(True)
    assert found == ROWS[words]


def test_every_right_of_the_table_exists_and_has_a_name_in_the_group_editor():
    shown = {
        (permission.content_type.app_label, permission.codename)
        for function in hooks.get_hooks("register_permissions")
        for permission in function()
    }
    for role, codes in ROLE_PERMISSIONS.items():
        assert permissions_for(codes).count() == len(codes), role
        editable = {tuple(code.split(".")) for code in codes if not code.startswith("wagtailadmin.")}
        assert editable - shown == set(), role


def test_the_group_editor_opens_with_all_of_them(client):
    call_command("shift_setup", verbosity=0)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    group = Group.objects.get(name="Social Master")
    assert client.get(reverse("wagtailusers_groups:edit", args=[group.pk])).status_code == 200


def admin_addresses() -> list[str]:
    """Every address of ours in the admin, with 1 for each number and a word for each name."""

    def walk(patterns, prefix=""):
        for pattern in patterns:
            text = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, text)
            else:
                yield text

    found = []
    for text in walk(get_resolver().url_patterns):
        if not re.search(r"beheer/\^?(shift|snippets/(choose/)?shift_plugin)/", text):
            continue
        text = re.sub(r"<int:\w+>|<str:\w+>|\(\?P<\w+>[^)]*\)", "1", text)
        found.append("/" + re.sub(r"<slug:\w+>", "word", text).replace("^", "").replace("$", "").replace("\\", ""))
    return found


@pytest.mark.parametrize("column", ["Visitor", "Employee", "Publisher"])
def test_who_has_no_business_in_the_admin_gets_nothing_from_any_of_our_addresses_there(client, column):
    make_things()
    user = person(column)
    if user is not None:
        client.force_login(user)
    addresses = admin_addresses()
    assert len(addresses) > 100

    for address in addresses:
        for method in (client.get, client.post):
            answer = method(address)
            assert (answer.status_code, answer.url.partition("?")[0]) == (302, reverse("wagtailadmin_login")), address


def test_a_closed_account_is_logged_out_everywhere(client):
    ambassador = AmbassadorFactory(roles=["master"])
    call_command("shift_setup", verbosity=0)
    client.force_login(ambassador.user)
    assert client.get(reverse("shift_home")).status_code == 200

    ambassador.user.is_active = False
    ambassador.user.save()

    assert client.get(reverse("shift_home")).status_code == 302
    assert client.get(reverse("shift:me")).status_code == 302
    assert not Ambassador.objects.reachable_by_mail(timezone.now()).exists()
