from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from shift_plugin.sharing import actions
from shift_plugin.sharing.enums import ShareSource
from shift_plugin.sharing.models import Click, DailySalt, Share, TrackedLink
from shift_plugin.sharing.signals import share_confirmed, share_opened, share_unconfirmed
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory
from tests.factories.sharing import ClickFactory, ShareFactory, TrackedLinkFactory
from tests.sharing.conftest import DIRECT
from tests.sharing.user_agents import PEOPLE

KEY = "abcdefghij"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def heard(db):
    """What the signals said: (name, pk of the share, other news)."""
    news = []
    receivers = []
    for name, signal in {"opened": share_opened, "confirmed": share_confirmed, "undone": share_unconfirmed}.items():

        def listen(sender, share, name=name, **kwargs):
            kwargs.pop("signal")
            news.append((name, share.pk, kwargs))

        signal.connect(listen)
        receivers.append((signal, listen))
    yield news
    for signal, listen in receivers:
        signal.disconnect(listen)


def open_share(ambassador, message, **values):
    return actions.open_share(
        **{
            "ambassador": ambassador,
            "message": message,
            "network": "x",
            "key": KEY,
            "text": "Kom kijken op onze open dag. #werk",
            **values,
        }
    )


def test_sharing_is_written_down_with_its_link(anna, message, heard):
    share = open_share(anna, message, source=ShareSource.MAIL, delivery_id=12)
    assert (share.ambassador, share.message, share.network, share.source) == (anna, message, "x", "mail")
    assert (share.team, share.confirmed_at, share.is_own_words) == (anna.team, None, False)
    assert (share.link.code, share.link.target_url) == (
        KEY,
        "https://www.brinkhoven.example/nieuws?utm_source=x&utm_medium=employee-advocacy&utm_campaign=open-dag",
    )
    assert heard == [("opened", share.pk, {"delivery_id": 12})]


def test_the_team_is_that_of_the_moment(anna, message):
    before = anna.team
    share = open_share(anna, message)
    anna.team = TeamFactory()
    anna.save()
    share.refresh_from_db()
    assert share.team == before


def test_other_words_than_those_offered_are_ones_own(anna, message):
    assert open_share(anna, message, text="Ik ben er ook! #werk").is_own_words is True


def test_no_words_at_all_are_not_ones_own(anna, message):
    share = open_share(anna, message, text="")
    assert (share.is_own_words, share.fingerprint) == (False, "")


def test_the_same_form_twice_is_one_share_with_the_last_words(anna, message, heard):
    first = open_share(anna, message)
    again = open_share(anna, message, text="Toch anders.")
    assert again.pk == first.pk
    assert (again.text, again.is_own_words) == ("Toch anders.", True)
    assert (Share.objects.count(), TrackedLink.objects.count(), len(heard)) == (1, 1, 1)


def test_a_key_is_of_one_share(anna, message):
    open_share(anna, message)
    for other in [{"ambassador": AmbassadorFactory()}, {"message": MessageFactory()}, {"network": "linkedin"}]:
        with pytest.raises(actions.SharingError):
            open_share(**{"ambassador": anna, "message": message, **other})
    assert Share.objects.count() == 1


def test_the_database_refuses_a_second_share_of_a_form(anna):
    ShareFactory(key=KEY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ShareFactory(key=KEY)


def test_a_share_that_another_request_has_just_made_is_taken_over(anna, message, monkeypatch, heard):
    """Both requests find nothing; the second one meets the first one's row when it writes."""
    made = []
    find = models.QuerySet.get

    def blind_once(rows, *args, **kwargs):
        if rows.model is Share and not made:
            made.append(ShareFactory(key=KEY, ambassador=anna, message=message, network="x", text="Eerder."))
            raise Share.DoesNotExist
        return find(rows, *args, **kwargs)

    monkeypatch.setattr(models.QuerySet, "get", blind_once)
    assert open_share(anna, message).pk == made[0].pk
    assert (Share.objects.count(), heard) == (1, [])


def test_without_a_public_address_there_is_no_link_to_count(anna, message, setting):
    setting.SHIFT_PLUGIN = DIRECT
    open_share(anna, message)
    assert TrackedLink.objects.count() == 0


@pytest.mark.parametrize("values", [{"link_url": ""}, {"link_url": "javascript:alert(1)"}])
def test_without_a_web_address_there_is_no_link(anna, values):
    open_share(anna, MessageFactory(**values))
    assert TrackedLink.objects.count() == 0


def test_where_nobody_can_click_there_is_no_link(anna, message):
    open_share(anna, message, network="instagram")
    assert TrackedLink.objects.count() == 0


def test_the_history_of_a_message_does_not_tell_who_shared_it(anna, message):
    entries = ModelLogEntry.objects.count()
    actions.confirm_share(share=open_share(anna, message))
    assert ModelLogEntry.objects.count() == entries


def test_a_yes_is_said_once(heard):
    share = ShareFactory()
    actions.confirm_share(share=share)
    first = share.confirmed_at
    actions.confirm_share(share=share, post_url="https://www.linkedin.com/posts/1")
    assert (share.confirmed_at, share.post_url) == (first, "https://www.linkedin.com/posts/1")
    actions.confirm_share(share=share)
    assert share.post_url == "https://www.linkedin.com/posts/1"
    assert heard == [("confirmed", share.pk, {})]


def test_a_no_is_kept_and_is_no_news(heard):
    share = ShareFactory()
    actions.decline_share(share=share)
    assert (share.confirmed_at, share.not_posted_at is None, heard) == (None, False, [])


def test_a_yes_after_a_no_counts(heard):
    share = ShareFactory(not_posted_at=timezone.now())
    actions.confirm_share(share=share)
    assert (share.not_posted_at, heard) == (None, [("confirmed", share.pk, {})])


def test_a_no_after_a_yes_takes_it_back(heard):
    share = ShareFactory(confirmed=True, post_url="https://www.linkedin.com/posts/1")
    confirmed_at = share.confirmed_at
    actions.decline_share(share=share)
    assert (share.confirmed_at, share.post_url, share.not_posted_at is None) == (None, "", False)
    assert heard == [("undone", share.pk, {"confirmed_at": confirmed_at})]


def test_an_answer_can_be_undone_once(heard):
    share = ShareFactory(confirmed=True)
    confirmed_at = share.confirmed_at
    actions.forget_answer(share=share)
    actions.forget_answer(share=share)
    assert (share.confirmed_at, share.not_posted_at) == (None, None)
    assert heard == [("undone", share.pk, {"confirmed_at": confirmed_at})]


def visit(code, **values):
    return actions.visit(**{"code": code, "address": "203.0.113.7", "user_agent": PEOPLE[0], "now": NOON, **values})


def test_a_visit_is_stored_and_told_where_to_go(db):
    link = TrackedLinkFactory()
    assert visit(link.code) == link.target_url
    click = Click.objects.get()
    assert (click.link, click.day, click.clicked_at) == (link, date(2026, 11, 21), NOON)


def test_a_visitor_counts_once_per_link_and_day(db):
    link, other = TrackedLinkFactory(), TrackedLinkFactory()
    for values in [{}, {}, {"now": NOON + timedelta(hours=3)}]:
        assert visit(link.code, **values) == link.target_url
    assert Click.objects.count() == 1
    visit(link.code, address="203.0.113.8")
    visit(link.code, user_agent=PEOPLE[1])
    visit(other.code)
    visit(link.code, now=NOON + timedelta(days=1))
    assert Click.objects.count() == 5


def test_the_day_is_that_of_the_site_and_not_of_the_visitor(db):
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    with timezone.override("America/Los_Angeles"):
        visit(TrackedLinkFactory().code, now=late)
    assert Click.objects.get().day == date(2026, 11, 22)


def test_who_does_not_count_gets_the_same_answer(db):
    link = TrackedLinkFactory()
    assert visit(link.code, counts=False) == link.target_url
    assert (Click.objects.count(), DailySalt.objects.count()) == (0, 0)


@pytest.mark.parametrize("counts", [True, False])
def test_an_unknown_code_leads_nowhere_and_stores_nothing(db, counts):
    assert visit("unknown", counts=counts) is None
    assert Click.objects.count() == 0


def test_a_visit_takes_one_statement_on_postgresql_and_two_elsewhere(db, django_assert_num_queries):
    link = TrackedLinkFactory()
    visit(link.code)
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        visit(link.code, address="203.0.113.8")


def test_all_processes_get_the_same_salt(db):
    day = date(2026, 11, 21)
    first = actions.daily_salt(day)
    actions.daily_salt.cache_clear()
    assert (actions.daily_salt(day), len(first)) == (first, actions.SALT_BYTES)
    assert actions.daily_salt(date(2026, 11, 22)) != first


def test_salts_of_earlier_days_are_thrown_away(db):
    for day in (19, 20, 21):
        DailySalt.objects.create(day=date(2026, 11, day), salt=b"s")
    assert actions.forget_salts(today=date(2026, 11, 21)) == 2
    assert DailySalt.objects.get().day == date(2026, 11, 21)


def test_without_its_salt_a_visitor_is_not_recognised(db):
    link = TrackedLinkFactory()
    visit(link.code)
    actions.forget_salts(today=date(2026, 11, 22))
    actions.daily_salt.cache_clear()
    visit(link.code)
    assert Click.objects.count() == 2


def test_no_column_of_any_table_holds_an_address_or_a_browser(anna, message):
    share = open_share(anna, message)
    visit(share.link.code, address="203.0.113.77", user_agent=f"{PEOPLE[0]} Unmistakable/1")
    needles = ["203.0.113.77", "Unmistakable", b"203.0.113.77".hex(), b"Unmistakable".hex()]
    found = [
        (table, column) for table, column, value in every_value() if any(needle in as_text(value) for needle in needles)
    ]
    assert found == []


def every_value():
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from ((table, column, value) for column, value in zip(columns, row, strict=True))


def as_text(value):
    is_binary = isinstance(value, bytes | memoryview)
    return f"{bytes(value).hex()} {bytes(value)!r}" if is_binary else str(value)


def test_old_words_are_emptied_and_the_share_stays(db):
    now = timezone.now()
    old = ShareFactory(opened_at=now - timedelta(days=91), fingerprint="f", is_own_words=True)
    recent = ShareFactory(opened_at=now - timedelta(days=89), fingerprint="f")
    assert actions.forget_texts(before=now - timedelta(days=90)) == 1
    old.refresh_from_db()
    recent.refresh_from_db()
    assert (old.text, old.fingerprint, old.is_own_words) == ("", "", True)
    assert recent.fingerprint == "f"


def test_shares_outlive_the_person_and_the_message(anna, message):
    share = open_share(anna, message)
    ClickFactory(link=share.link)
    message.delete()
    anna.delete()
    share.refresh_from_db()
    assert (share.message, share.ambassador, Click.objects.count()) == (None, None, 1)
