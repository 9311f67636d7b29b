from __future__ import annotations

import contextlib
import ssl
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_q.models import OrmQ
from wagtail.models import ModelLogEntry

from shift_plugin.base.actions import web
from shift_plugin.distribution import tasks
from shift_plugin.distribution.actions import planning, posting, settling, starting
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.enums import DistributionState, PostState, SkipReason
from shift_plugin.distribution.models import ChatPost
from tests.chat_server import OK, SLACK, TEAMS, answer
from tests.factories.distribution import ChatChannelFactory, ChatPostFactory, DistributionFactory
from tests.factories.library import MessageFactory, locale
from tests.factories.people import AmbassadorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture(autouse=True)
def always_open(settings):
    """Most tests are about something else than the clock."""
    configure(settings, OFFICE_HOURS="1234567 00:00-24:00")


@pytest.fixture
def channel():
    return ChatChannelFactory(name="Werkplaats")


def started(message, now, **changes):
    distribution = DistributionFactory(message=message, channels=["inbox"], send_at=now, in_chats=True, **changes)
    assert starting.start(distribution_id=distribution.pk, now=now) is True
    return distribution


def only_post():
    return ChatPost.objects.get()


def configure(settings, **values):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, **values}


def test_a_post_arrives_once_and_ends_the_distribution(chat, message, channel, now):
    distribution = started(message, now)
    assert settling.finish(now=now) == 0
    assert posting.post_due(now=now) == 1
    post = only_post()
    assert (post.state, post.reason, post.sent_at, post.attempts) == (PostState.SENT, "", now, 1)
    assert chat.texts == ["Nieuwe werkplaats open"]
    assert posting.post_due(now=now) == 0
    assert settling.finish(now=now) == 1
    distribution.refresh_from_db()
    assert distribution.state == DistributionState.DONE


def test_teams_gets_a_card_and_answers_202(chat, message, now):
    address = f"https://{TEAMS}:443/workflows/x/triggers/manual/run?api-version=1&sig=s3cr3t"
    ChatChannelFactory(kind="teams", address=address)
    chat.answers = [answer("202 Accepted")]
    started(message, now)
    posting.post_due(now=now)
    assert only_post().state == PostState.SENT
    ((_first, headers, payload),) = chat.taken
    assert (headers["Host"], payload["attachments"][0]["content"]["version"]) == (TEAMS, "1.4")


def test_nobody_is_named(chat, pillar, channel, now):
    author = UserFactory(first_name="Wilhelmina", last_name="Achternaam")
    AmbassadorFactory(user__first_name="Ferdinand", user__last_name="Ontvanger", pillars=[pillar])
    message = MessageFactory(pillars=[pillar], author=author)
    started(message, now, created_by=author, note="Kijk eens, groeten van Wilhelmina")
    posting.post_due(now=now)
    posted = str(chat.taken)
    assert message.title in posted
    for name in ("Wilhelmina", "Achternaam", "Ferdinand", "Ontvanger"):
        assert name not in posted


def test_a_distribution_that_is_not_for_chats_writes_no_posts(message, channel, now):
    distribution = DistributionFactory(message=message, channels=["inbox"], send_at=now)
    starting.start(distribution_id=distribution.pk, now=now)
    assert ChatPost.objects.count() == 0


def test_writing_twice_writes_once(message, channel, now):
    distribution = started(message, now)
    posting.write_posts(distribution=distribution, now=now)
    assert ChatPost.objects.count() == 1


def test_each_channel_gets_the_version_in_its_language(chat, message, now):
    english = message.copy_for_translation(locale("en"))
    english.title, english.live = "New workshop open", True
    english.save()
    locale("de")
    for language in ("nl", "en", "de"):
        ChatChannelFactory(name=language, language=language)
    started(message, now)
    posting.post_due(now=now)
    assert sorted(chat.texts) == ["New workshop open", "Nieuwe werkplaats open"]
    left_out = ChatPost.objects.get(channel__name="de")
    assert (left_out.state, left_out.reason) == (PostState.SKIPPED, SkipReason.NO_VERSION)


def test_outside_the_hours_of_the_site_it_waits(chat, message, channel, settings):
    configure(settings, OFFICE_HOURS="12345 08:00-18:00", HOLIDAY_REGION="NL")
    friday = datetime(2026, 12, 25, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
    monday = datetime(2026, 12, 28, 8, tzinfo=ZoneInfo("Europe/Amsterdam"))
    started(message, friday)
    assert only_post().due_at == monday
    assert posting.post_due(now=friday) == 0
    assert posting.post_due(now=monday) == 1


def test_a_late_one_or_another_try_waits_for_the_hours_too(chat, message, channel, settings):
    configure(settings, OFFICE_HOURS="12345 08:00-18:00")
    zone = ZoneInfo("Europe/Amsterdam")
    chat.answers = [answer("503 Unavailable"), OK]
    started(message, datetime(2026, 12, 1, 17, 59, tzinfo=zone))
    posting.post_due(now=datetime(2026, 12, 1, 17, 59, tzinfo=zone))
    assert posting.post_due(now=datetime(2026, 12, 1, 18, 30, tzinfo=zone)) == 0
    assert only_post().due_at == datetime(2026, 12, 2, 8, tzinfo=zone)
    assert posting.post_due(now=datetime(2026, 12, 2, 8, tzinfo=zone)) == 1
    assert len(chat.taken) == 2


def test_what_is_urgent_does_not_wait(chat, message, channel, settings):
    configure(settings, OFFICE_HOURS="12345 08:00-18:00")
    sunday = datetime(2026, 11, 22, 3, tzinfo=ZoneInfo("Europe/Amsterdam"))
    started(message, sunday, is_urgent=True, urgent_reason="Brand")
    assert posting.post_due(now=sunday) == 1


def test_the_cluster_is_given_work_only_when_there_is_some(chat, message, channel, now):
    assert posting.queue_posts(now=now) is False
    started(message, now)
    assert posting.queue_posts(now=now) is True


@pytest.mark.django_db(transaction=True)
def test_from_the_tick_to_the_chat(chat, message, channel, now, run_queue):
    DistributionFactory(message=message, channels=["inbox"], send_at=now, in_chats=True)
    assert tasks.start_due() == 1
    assert posting.POST_DUE in [row.task["func"] for row in OrmQ.objects.all()]
    run_queue()
    assert only_post().state == PostState.SENT
    assert only_post().distribution.state == DistributionState.DONE


@pytest.mark.parametrize("status", ["400 Bad Request", "401 No", "403 Forbidden", "404 Not Found", "410 Gone"])
def test_a_refusal_for_good_fails_at_once_with_the_chats_own_words(chat, message, channel, now, status):
    chat.answers = [answer(status, "channel_is_archived")]
    started(message, now)
    posting.post_due(now=now)
    post = only_post()
    assert (post.state, post.reason) == (PostState.FAILED, f"{status[:3]} channel_is_archived")
    assert posting.post_due(now=now + timedelta(days=1)) == 0
    assert len(chat.taken) == 1


def test_a_redirect_to_inside_is_a_refusal(chat, message, channel, now):
    chat.answers = [answer("307 Temporary Redirect", Location="https://169.254.169.254/latest/meta-data")]
    started(message, now)
    posting.post_due(now=now)
    assert only_post().state == PostState.FAILED
    assert len(chat.dialled) == 1


@pytest.mark.parametrize("status", ["500 Oops", "503 Unavailable", "429 Too Many Requests"])
def test_later_is_tried_again_with_growing_pauses_until_the_maximum(chat, message, channel, now, settings, status):
    configure(settings, MAX_ATTEMPTS=3)
    chat.answers = [answer(status, "rollup_error")]
    started(message, now)
    moment, pauses = now, []
    for _try in range(2):
        posting.post_due(now=moment)
        post = only_post()
        assert (post.state, post.reason) == (PostState.PENDING, f"{status[:3]} rollup_error")
        assert posting.post_due(now=post.due_at - timedelta(seconds=1)) == 0
        pauses.append(post.due_at - moment)
        moment = post.due_at
    assert pauses[0] < pauses[1]
    posting.post_due(now=moment)
    assert (only_post().state, only_post().attempts, len(chat.taken)) == (PostState.FAILED, 3, 3)


def test_a_chat_that_names_its_pause_gets_it_in_either_form(chat, message, channel, now):
    moment = (timezone.now() + timedelta(hours=3)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    chat.answers = [
        answer("429 Too Many Requests", Retry_After="3600"),
        answer("429 Too Many Requests", Retry_After=moment),
        OK,
    ]
    started(message, now)
    posting.post_due(now=now)
    first = only_post().due_at
    assert first == now + timedelta(hours=1)
    posting.post_due(now=first)
    second = only_post().due_at
    assert timedelta(hours=2, minutes=59) < second - first <= timedelta(hours=3)
    posting.post_due(now=second)
    assert (only_post().state, only_post().reason) == (PostState.SENT, "")


def test_what_never_left_is_tried_again(chat, message, channel, now):
    chat.refuses = True
    started(message, now)
    posting.post_due(now=now)
    post = only_post()
    assert (post.state, post.attempts) == (PostState.PENDING, 1)
    assert "refused" in post.reason
    chat.refuses = False
    posting.post_due(now=post.due_at)
    assert only_post().state == PostState.SENT
    assert len(chat.taken) == 1


def test_a_name_that_leads_inside_is_never_called_and_the_log_says_why(chat, message, channel, now):
    chat.names[SLACK] = [["10.0.0.1"]]
    started(message, now)
    posting.post_due(now=now)
    assert only_post().reason == "hooks.slack.com: not a public address"
    assert chat.dialled == []


def test_an_address_that_the_settings_allow_no_more_fails(chat, message, channel, now, settings):
    started(message, now)
    configure(settings, CHAT_HOSTS=("*.logic.azure.com",))
    posting.post_due(now=now)
    assert only_post().state == PostState.FAILED
    assert "s3cr3t" not in only_post().reason
    assert chat.dialled == []


def hang(line: ssl.SSLSocket) -> None:
    with contextlib.suppress(OSError):
        line.recv(1)


@pytest.mark.parametrize("fault", [hang, lambda line: None, answer("504 Gateway Timeout")])
def test_a_lost_answer_is_unknown_and_left_alone(chat, message, channel, now, monkeypatch, fault):
    monkeypatch.setattr(web, "ANSWER_TIME", 0.3)
    chat.answers = [fault, OK]
    started(message, now)
    posting.post_due(now=now)
    assert only_post().state == PostState.UNKNOWN
    assert posting.post_due(now=now + timedelta(days=1)) == 0
    assert len(chat.taken) == 1
    assert settling.finish(now=now) == 1


def test_or_posted_once_more_when_the_setting_says_so(chat, message, channel, now, settings):
    configure(settings, OUTCOME_UNKNOWN="resend", MAX_ATTEMPTS=3)
    chat.answers = [lambda line: None]
    started(message, now)
    moment = now
    for _try in range(5):
        posting.post_due(now=moment)
        moment += timedelta(days=1)
    assert (only_post().state, only_post().attempts, len(chat.taken)) == (PostState.UNKNOWN, 3, 3)


def test_a_dead_workers_post_is_unknown_after_its_lease(chat, message, channel, now):
    started(message, now)
    ChatPost.objects.update(state=PostState.SENDING, claimed_at=now)
    assert posting.recover_posts(now=now + timedelta(minutes=14)) == 0
    assert posting.recover_posts(now=now + timedelta(minutes=16)) == 1
    assert (only_post().state, only_post().reason) == (PostState.UNKNOWN, SkipReason.UNKNOWN)


def test_a_huge_answer_is_written_down_short(chat, message, channel, now):
    chat.answers = [answer("400 Bad Request", "x\n" * 100_000)]
    started(message, now)
    posting.post_due(now=now)
    assert len(only_post().reason) <= 300
    assert only_post().reason.startswith("400 x x x")


def test_one_that_fails_costs_the_others_nothing_and_each_channel_gets_one_at_a_time(chat, message, pillar, now):
    channels = [ChatChannelFactory() for _one in range(3)]
    chat.answers = [answer("404 Not Found", "no_service"), OK]
    started(message, now)
    started(MessageFactory(pillars=[pillar], title="Het tweede"), now)
    assert posting.post_due(now=now) == 3
    assert sorted(ChatPost.objects.values_list("state", flat=True)) == ["failed", *["pending"] * 3, *["sent"] * 2]
    assert posting.post_due(now=now) == 3
    assert len(chat.taken) == 2 * len(channels)


def test_cancelling_holds_back_what_has_not_left(chat, message, channel, now):
    distribution = started(message, now)
    planning.cancel(distribution=distribution, user=None, now=now)
    assert (only_post().state, only_post().reason) == (PostState.SKIPPED, SkipReason.CANCELLED)
    assert posting.post_due(now=now) == 0
    assert chat.taken == []


def test_one_that_comes_back_after_its_distribution_was_cancelled_does_not_leave(chat, message, channel, now):
    distribution = started(message, now)
    chat.answers = [answer("503 Unavailable"), OK]
    posting.post_due(now=now)
    type(distribution).objects.update(state=DistributionState.CANCELLED)
    posting.post_due(now=now + timedelta(days=1))
    assert (only_post().state, only_post().reason) == (PostState.SKIPPED, SkipReason.CANCELLED)
    assert len(chat.taken) == 1


def test_a_message_that_is_gone_is_not_posted(chat, message, channel, now):
    distribution = started(message, now)
    type(message).objects.filter(pk=message.pk).update(expire_at=now - timedelta(minutes=1))
    assert posting.post_due(now=now) == 0
    distribution.refresh_from_db()
    assert distribution.state == DistributionState.STOPPED
    assert (only_post().state, only_post().reason) == (PostState.SKIPPED, SkipReason.WITHDRAWN)


def test_a_channel_that_was_put_out_of_use_gets_nothing_more(chat, message, channel, now):
    started(message, now)
    type(channel).objects.update(is_active=False)
    assert posting.post_due(now=now) == 0
    assert (only_post().state, only_post().reason) == (PostState.SKIPPED, SkipReason.NOT_IN_USE)


def test_what_changed_in_the_message_meanwhile_is_what_leaves(chat, message, channel, now):
    started(message, now)
    message.title = "Werkplaats open op zaterdag"
    message.save_revision(clean=False).publish()
    posting.post_due(now=now)
    assert chat.texts == ["Werkplaats open op zaterdag"]


def test_a_failed_one_is_tried_again_when_an_editor_says_so(chat, now, message):
    post = ChatPostFactory(distribution__message=message)
    editor = UserFactory()
    posting.retry_post(post=post, user=editor, now=now)
    assert posting.post_due(now=now) == 1
    post.refresh_from_db()
    assert (post.state, post.attempts) == (PostState.SENT, 1)
    entry = ModelLogEntry.objects.get(action="shift.chat.retry")
    assert (entry.user, entry.data) == (editor, {"channel": post.channel.name})


@pytest.mark.parametrize(
    ("state", "of_distribution"), [("sent", "done"), ("pending", "sending"), ("failed", "cancelled")]
)
def test_nothing_else_is_tried_again(now, state, of_distribution):
    post = ChatPostFactory(state=state, distribution__state=of_distribution)
    with pytest.raises(DistributionError):
        posting.retry_post(post=post, user=None, now=now)
    post.refresh_from_db()
    assert post.state == state


def test_a_test_tells_what_the_chat_said_and_logs_no_secret(chat, channel):
    editor, token = UserFactory(), channel.address.rpartition("/")[2]
    chat.answers = [OK, answer("403 Forbidden", f"invalid_token {token}")]
    assert posting.send_test(channel=channel, user=editor).state == PostState.SENT
    refused = posting.send_test(channel=channel, user=editor)
    assert (refused.state, refused.words.split(maxsplit=1)[0]) == (PostState.FAILED, "403")
    entries = ModelLogEntry.objects.filter(action="shift.chat.test", object_id=str(channel.pk))
    assert [entry.data["state"] for entry in entries.order_by("pk")] == ["sent", "failed"]
    assert token not in str([entry.data for entry in entries])
    assert ChatPost.objects.count() == 0
