from __future__ import annotations

import io
import logging

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from shift_plugin.distribution import tasks
from shift_plugin.distribution.actions import posting
from shift_plugin.distribution.enums import DistributionState, PostState
from shift_plugin.distribution.models import ChatChannel, ChatPost, Distribution
from tests.chat_server import OK, TEAMS, answer
from tests.factories.distribution import ChatChannelFactory, ChatPostFactory, DistributionFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db

SECRET = "T0SECRET0B0SECRET0"
ADDRESS = f"https://hooks.slack.com/services/{SECRET}"


@pytest.fixture
def master(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user


@pytest.fixture
def editor(client):
    call_command("shift_setup", verbosity=0)
    user = AmbassadorFactory(roles=["editor"]).user
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user


def fill_in(**changes):
    values = {"name": "Werkplaats", "kind": "slack", "address": ADDRESS, "language": "nl", "is_active": "on"}
    return {**values, "team": "", "pillar": "", **changes}


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def said(response):
    return [str(message).strip() for message in response.context["messages"]]


def test_a_master_adds_a_channel_and_comes_to_where_one_tries_it(client, master):
    response = client.post(reverse("shift_channels:add"), fill_in(team=TeamFactory().pk))
    channel = ChatChannel.objects.get()
    assert response.url == reverse("shift_channels:inspect", args=[channel.pk])
    assert (channel.name, channel.address, channel.is_active) == ("Werkplaats", ADDRESS, True)
    assert reverse("shift_channels:test", args=[channel.pk]) in client.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "Copy the address"),
        ("http://hooks.slack.com/x", "https"),
        ("https://10.0.0.1/x", "CHAT_HOSTS"),
        ("https://localhost/x", "CHAT_HOSTS"),
        ("https://hooks.slack.com.evil.example/x", "CHAT_HOSTS"),
        ("https://me:pw@hooks.slack.com/x", "password"),
        ("https://hooks.slack.com:8080/x", "port"),
        ("https://hooks.slack.com/a b", "whole address"),
        (f"https://{TEAMS}/workflows/x?sig=y", "kind"),
    ],
)
def test_an_address_that_may_not_be_is_refused_at_its_field(client, master, address, words):
    response = client.post(reverse("shift_channels:add"), fill_in(address=address, team=TeamFactory().pk))
    found = errors(response)
    assert list(found) == ["address"]
    assert words in found["address"][0]
    assert ChatChannel.objects.count() == 0


def test_an_address_of_slack_is_none_for_teams_also_when_only_the_kind_changes(client, master):
    team = TeamFactory()
    response = client.post(reverse("shift_channels:add"), fill_in(kind="teams", team=team.pk))
    assert list(errors(response)) == ["address"]
    channel = ChatChannelFactory(address=ADDRESS, team=team)
    address = reverse("shift_channels:edit", args=[channel.pk])
    assert list(errors(client.post(address, fill_in(kind="teams", address="", team=team.pk)))) == ["address"]


def test_a_team_or_a_pillar_is_needed(client, master):
    assert list(errors(client.post(reverse("shift_channels:add"), fill_in()))) == ["team"]
    client.post(reverse("shift_channels:add"), fill_in(pillar=PillarFactory().pk))
    assert ChatChannel.objects.get().team is None


def test_the_address_is_kept_when_left_empty_and_replaced_when_not(client, master):
    channel = ChatChannelFactory(address=ADDRESS)
    address = reverse("shift_channels:edit", args=[channel.pk])
    client.post(address, fill_in(address="", name="Anders", team=channel.team_id))
    channel.refresh_from_db()
    assert (channel.name, channel.address) == ("Anders", ADDRESS)
    client.post(address, fill_in(address="https://hooks.slack.com/services/other", team=channel.team_id))
    channel.refresh_from_db()
    assert channel.address == "https://hooks.slack.com/services/other"


def test_the_secret_is_nowhere_but_in_its_column(client, master, chat, caplog):
    caplog.set_level(logging.DEBUG)
    client.post(reverse("shift_channels:add"), fill_in(team=TeamFactory().pk))
    channel = ChatChannel.objects.get()
    client.post(reverse("shift_channels:edit", args=[channel.pk]), fill_in(name="Anders", team=channel.team_id))
    chat.answers = [answer("403 Forbidden", f"invalid_token {SECRET}")]
    client.post(reverse("shift_channels:test", args=[channel.pk]))
    ChatPostFactory(channel=channel)
    names = [("index", []), *[(name, [channel.pk]) for name in ("inspect", "edit", "history", "usage", "delete")]]
    pages = [client.get(reverse(f"shift_channels:{name}", args=args)) for name, args in names]
    pages.append(client.get(reverse("shift_channels:index"), {"export": "csv"}))
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert [page.request["PATH_INFO"] for page in pages if SECRET in page.getvalue().decode()] == []
    assert SECRET not in excel(client.get(reverse("shift_channels:index"), {"export": "xlsx"}))
    assert SECRET not in str(list(ModelLogEntry.objects.values_list("data", "label")))
    assert SECRET not in str(list(ReferenceIndex.objects.values()))
    assert SECRET not in str(list(ChatPost.objects.values_list("reason")))
    assert SECRET not in caplog.text
    assert "https://hooks.slack.com/…" in pages[1].content.decode()


def excel(response):
    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    return str([[cell.value for cell in row] for row in book.active.iter_rows()])


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (OK, "The test post arrived."),
        (answer("404 Not Found", "no_service"), "The test post did not arrive: 404 no_service"),
        (answer("429 Too Many Requests"), "The test post did not arrive: 429"),
        (lambda line: None, "No answer came. Look in the channel: hooks.slack.com:"),
    ],
)
def test_a_test_post_tells_in_words_what_became_of_it(client, master, chat, behaviour, words):
    channel = ChatChannelFactory(language="en")
    chat.answers = [behaviour]
    response = client.post(reverse("shift_channels:test", args=[channel.pk]), follow=True)
    assert said(response)[0].startswith(words)
    assert chat.texts == ["This channel works"]


def test_a_test_is_never_sent_by_opening_its_address(client, master, chat):
    channel = ChatChannelFactory()
    assert client.get(reverse("shift_channels:test", args=[channel.pk])).status_code == 302
    assert chat.taken == []


def test_the_list_shows_the_last_post_and_asks_no_more_for_more_channels(client, master, django_assert_max_num_queries):
    ChatPostFactory(channel__name="Een")
    client.get(reverse("shift_channels:index"))
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("shift_channels:index"))
    for _one in range(5):
        ChatPostFactory()
    with django_assert_max_num_queries(len(few)):
        response = client.get(reverse("shift_channels:index"))
    assert "404 no_service" in response.content.decode()


def test_without_channels_the_list_says_so_and_offers_to_make_one(client, master):
    text = client.get(reverse("shift_channels:index")).content.decode()
    assert reverse("shift_channels:add") in text


def test_the_form_tells_how_to_make_a_webhook(client, master):
    text = client.get(reverse("shift_channels:add")).content.decode()
    assert "when a webhook request is received" in text
    assert "belongs to who makes it" in text


def test_an_editor_sees_channels_and_changes_none(client, editor, chat):
    channel = ChatChannelFactory(address=ADDRESS)
    page = client.get(reverse("shift_channels:inspect", args=[channel.pk])).content.decode()
    assert channel.name in page
    assert reverse("shift_channels:test", args=[channel.pk]) not in page
    client.post(reverse("shift_channels:test", args=[channel.pk]))
    client.post(reverse("shift_channels:edit", args=[channel.pk]), fill_in(name="Anders"))
    channel.refresh_from_db()
    assert channel.name != "Anders"
    assert chat.taken == []


def test_the_log_lists_filters_shows_and_exports_posts(client, master):
    ChatPostFactory(channel__name="Een")
    ChatPostFactory(channel__name="Twee", state=PostState.SENT, sent_at=timezone.now(), reason="")
    index = reverse("shift_chat-posts_modeladmin_index")
    assert all(name in client.get(index).content.decode() for name in ("Een", "Twee", "404 no_service"))
    found = client.get(index, {"state__exact": "failed"}).context["object_list"]
    assert [post.channel.name for post in found] == ["Een"]
    found = client.get(index, {"channel": ChatChannel.objects.get(name="Twee").pk}).context["object_list"]
    assert [post.channel.name for post in found] == ["Twee"]
    assert "Een" in client.get(index, {"export": "csv"}).getvalue().decode()


def test_a_failed_post_is_tried_again_from_the_log(client, editor, chat, message, run_queue, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "OFFICE_HOURS": "1234567 00:00-24:00"}
    post = ChatPostFactory(distribution__message=message)
    address = reverse("shift_retry_post", args=[post.pk])
    inspect = reverse("shift_chat-posts_modeladmin_inspect", args=[post.pk])
    assert address in client.get(inspect).content.decode()
    assert client.get(address).url == inspect
    client.post(address)
    assert posting.post_due(now=timezone.now()) == 1
    post.refresh_from_db()
    assert post.state == PostState.SENT
    assert address not in client.get(inspect).content.decode()


def test_one_that_was_cancelled_is_not_tried_again(client, master, message):
    post = ChatPostFactory(distribution__message=message, distribution__state=DistributionState.CANCELLED)
    response = client.post(reverse("shift_retry_post", args=[post.pk]), follow=True)
    assert said(response) == ["It was cancelled or stopped, so nothing is tried again."]
    post.refresh_from_db()
    assert post.state == PostState.FAILED


def test_the_page_of_a_distribution_lists_the_chats_before_and_after(client, master, message, person):
    ChatChannelFactory(name="Werkplaats Noord")
    values = {"message": message.pk, "name": "", "note": "", "send_at": "", "channels": ["email"], "in_chats": "on"}
    response = client.post(reverse("shift_distributions:add"), {**values, "reminders": "0", "reminder_days": "3"})
    distribution = Distribution.objects.get()
    assert distribution.in_chats is True
    text = client.get(response.url).content.decode()
    assert "Werkplaats Noord" in text
    assert "gets it" in text
    done = ChatPostFactory(distribution__message=message, channel__name="Werkplaats Zuid")
    page = client.get(reverse("shift_distributions:inspect", args=[done.distribution_id])).content.decode()
    assert "Werkplaats Zuid" in page
    assert "404 no_service" in page


def test_a_distribution_for_chats_that_reaches_none_says_so(client, master, message):
    distribution = DistributionFactory(message=message, in_chats=True, state=DistributionState.DRAFT)
    text = client.get(reverse("shift_distributions:inspect", args=[distribution.pk])).content.decode()
    assert "It goes to no team channel" in text


ONLY_CHATS = {"name": "", "note": "", "send_at": "", "reminders": "0", "reminder_days": "3"}


def test_team_channels_only_means_no_mail_and_no_inbox(client, editor, chat, message, person, settings):
    """From the form to the log: the people of the message get nothing, and the page says so."""
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "UNDO_MINUTES": 0, "OFFICE_HOURS": "1234567 00:00-24:00"}
    chat.answers = [answer("200 OK", "ok"), answer("404 Not Found", "no_service")]
    ChatChannelFactory(name="Werkplaats Noord")
    ChatChannelFactory(name="Werkplaats Zuid")
    response = client.post(reverse("shift_distributions:add"), {**ONLY_CHATS, "message": message.pk, "in_chats": "on"})
    distribution = Distribution.objects.get()
    assert (distribution.channels, distribution.in_chats) == ([], True)
    page = client.get(response.url).content.decode()
    assert "It goes to team channels only" in page
    assert "Nobody gets it." not in page
    assert person.name not in page
    assert page.count("gets it</td>") == 2
    step = reverse("shift_distributions:step", args=[distribution.pk, "send"])
    assert step in page
    client.post(step)
    assert (tasks.start_due(), tasks.post_due()) == (1, 2)
    distribution.refresh_from_db()
    assert distribution.state == DistributionState.DONE
    assert distribution.deliveries.count() == 0
    assert sorted(distribution.chat_posts.values_list("state", flat=True)) == [PostState.FAILED, PostState.SENT]
    page = client.get(response.url).content.decode()
    assert "2 of 2 posts in team channels are done." in page
    assert "Delivered by mail" not in page
    assert "404 no_service" in page
    listed = client.get(reverse("shift_distributions:index")).content.decode()
    assert "2 / 2" in listed


def test_team_channels_only_on_its_way(client, editor, message):
    sending = DistributionFactory(message=message, channels=[], in_chats=True, state=DistributionState.SENDING)
    for state in (PostState.SENT, PostState.PENDING):
        ChatPostFactory(distribution=sending, state=state)
    told = client.get(reverse("shift_distributions:progress", args=[sending.pk])).json()
    assert (told["settled"], told["total"]) == (1, 2)
    page = client.get(reverse("shift_distributions:inspect", args=[sending.pk])).content.decode()
    assert told["summary"] == "1 of 2 posts in team channels are done."
    assert told["summary"] in page
    assert "Mails a minute" not in page
    response = client.post(reverse("shift_distributions:step", args=[sending.pk, "cancel"]), follow=True)
    assert said(response) == ["Cancelled. Team channels: 1 delivered, 0 on their way, 1 held back."]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [({}, ["channels"]), ({"in_chats": "on", "reminders": "1"}, ["reminders"]), ({"in_chats": "on"}, [])],
)
def test_a_distribution_goes_somewhere_and_reminds_by_mail(client, editor, message, values, wrong):
    response = client.post(reverse("shift_distributions:add"), {**ONLY_CHATS, "message": message.pk, **values})
    assert (list(errors(response)) if response.status_code == 200 else []) == wrong


def test_team_channels_only_without_any_can_not_be_sent(client, editor, message, person):
    distribution = DistributionFactory(message=message, channels=[], in_chats=True, state=DistributionState.DRAFT)
    page = client.get(reverse("shift_distributions:inspect", args=[distribution.pk])).content.decode()
    assert "It goes to no team channel" in page
    assert reverse("shift_distributions:step", args=[distribution.pk, "send"]) not in page


def test_what_a_chat_says_is_shown_as_text(client, master, chat, message):
    evil = "<script>alert(1)</script>"
    channel = ChatChannelFactory()
    chat.answers = [answer("400 Bad Request", evil)]
    pages = [client.post(reverse("shift_channels:test", args=[channel.pk]), follow=True)]
    post = ChatPostFactory(distribution__message=message, channel=channel, reason=f"400 {evil}")
    pages += [
        client.get(reverse("shift_channels:index")),
        client.get(reverse("shift_channels:history", args=[channel.pk])),
        client.get(reverse("shift_chat-posts_modeladmin_index")),
        client.get(reverse("shift_chat-posts_modeladmin_inspect", args=[post.pk])),
        client.get(reverse("shift_distributions:inspect", args=[post.distribution_id])),
    ]
    texts = [page.content.decode() for page in pages]
    assert [evil in text for text in texts] == [False] * len(pages)
    assert ["&lt;script&gt;alert(1)" in text for text in texts] == [True] * len(pages)
