from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from shift_plugin.sharing.permissions import share_token
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.sharing import ClickFactory, ShareFactory, TrackedLinkFactory


@pytest.fixture
def as_anna(client, anna):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(anna.user)
    return client


@pytest.fixture
def share(anna, message):
    return ShareFactory(ambassador=anna, message=message)


def address(share):
    return reverse("shift:share_answer", args=[share.key])


def answer(client, share, reply, **values):
    response = client.post(address(share), {"answer": reply, **values})
    share.refresh_from_db()
    return response


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


MINE = "/shift/my-shares/"


def test_yes_no_and_undo(as_anna, share):
    assert answer(as_anna, share, "yes").headers["Location"] == MINE
    assert share.confirmed_at is not None
    answer(as_anna, share, "no")
    assert (share.confirmed_at, share.not_posted_at is None) == (None, False)
    answer(as_anna, share, "undo")
    assert (share.confirmed_at, share.not_posted_at) == (None, None)


def test_looking_at_the_question_answers_nothing(as_anna, share):
    page = as_anna.get(f"{address(share)}?answer=yes")
    share.refresh_from_db()
    assert ("Did you post it?" in page.content.decode(), share.confirmed_at) == (True, None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.linkedin.com/posts/1", "https://www.linkedin.com/posts/1"),
        ("www.linkedin.com/posts/1", "https://www.linkedin.com/posts/1"),
        ("  https://lnkd.in/abc ", "https://lnkd.in/abc"),
        ("", ""),
    ],
)
def test_the_address_of_the_post_is_kept_with_a_yes(as_anna, share, typed, kept):
    response = answer(as_anna, share, "yes", post_url=typed)
    assert (share.post_url, said(response)) == (kept, ["Thank you for telling us."])


@pytest.mark.parametrize(
    "typed",
    [
        "http://www.linkedin.com/posts/1",
        "javascript:alert(1)",
        "javascript://linkedin.com/%0aalert(1)",
        "https://user:pass@linkedin.com/x",
        "https://",
        "not an address",
        "https://linkedin.com/" + "a" * 500,
    ],
)
def test_what_is_no_address_comes_back_with_its_error(as_anna, share, typed):
    response = answer(as_anna, share, "yes", post_url=typed)
    assert response.status_code == 200
    assert list(response.context["question"]["form"].errors) == ["post_url"]
    assert (share.confirmed_at, share.post_url) == (None, "")
    assert response.context["question"]["form"]["post_url"].value() == typed


def test_an_address_elsewhere_is_kept_with_a_mild_question(as_anna, share):
    response = answer(as_anna, share, "yes", post_url="https://mastodon.nl/@anna/1")
    assert share.post_url == "https://mastodon.nl/@anna/1"
    assert said(response)[1] == "The address of your post is not on LinkedIn. Is it the right one?"


def test_an_answer_must_be_one_of_three(as_anna, share):
    assert answer(as_anna, share, "maybe").status_code == 200
    assert (share.confirmed_at, share.not_posted_at) == (None, None)


@pytest.mark.parametrize(
    ("back", "goal"),
    [
        ("mine", MINE),
        ("share", "/shift/messages/{}/share/linkedin/"),
        ("message", "/shift/messages/{}/"),
        ("https://evil.example", MINE),
        ("//evil.example", MINE),
        ("", MINE),
    ],
)
def test_people_come_back_where_they_were_and_nowhere_else(as_anna, share, back, goal):
    assert answer(as_anna, share, "yes", back=back).headers["Location"] == goal.format(share.message_id)


def test_the_share_of_somebody_else_looks_like_none(as_anna, message):
    others = ShareFactory(message=message)
    answers = [
        as_anna.get(address(others)),
        answer(as_anna, others, "yes"),
        as_anna.get("/shift/shares/unknown/answer/"),
    ]
    assert {(response.status_code, response.context["title"]) for response in answers} == {
        (404, "You can't share this message")
    }
    assert others.confirmed_at is None


def test_from_the_mail_people_answer_without_log_in(client, anna, share):
    token = share_token(ambassador_id=anna.pk, message_id=share.message_id)
    response = answer(client, share, "yes", t=token)
    assert share.confirmed_at is not None
    assert (
        response.headers["Location"]
        == f"/shift/messages/{share.message_id}/share/linkedin/?t={token.replace(':', '%3A')}"
    )


def test_a_mail_answers_only_for_its_own_person_and_message(client, anna, share):
    for token in [
        share_token(ambassador_id=AmbassadorFactory().pk, message_id=share.message_id),
        share_token(ambassador_id=anna.pk, message_id=MessageFactory().pk),
        "bent",
    ]:
        assert answer(client, share, "yes", t=token).status_code in (403, 404)
    assert share.confirmed_at is None


def test_without_log_in_people_are_asked_to_log_in(client, share):
    assert answer(client, share, "yes").headers["Location"].startswith("/login/?next=")
    assert client.get("/shift/shares/unknown/answer/").headers["Location"].startswith("/login/?next=")
    assert client.get(MINE).headers["Location"] == f"/login/?next={MINE}"
    assert share.confirmed_at is None


def test_an_answer_needs_a_csrf_token(anna, share):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(anna.user)
    assert answer(strict, share, "yes").status_code == 403
    assert share.confirmed_at is None


def test_an_answer_is_possible_after_the_message_is_gone(as_anna, share):
    share.message.delete()
    share.refresh_from_db()
    assert as_anna.get(address(share)).status_code == 200
    assert answer(as_anna, share, "yes", back="message").headers["Location"] == MINE
    assert share.confirmed_at is not None


# My shares


def test_the_list_holds_only_ones_own(as_anna, share):
    ShareFactory(message=MessageFactory(title="Of a colleague"))
    page = as_anna.get(MINE)
    assert [item.pk for item in page.context["shares"]] == [share.pk]
    assert "Of a colleague" not in page.content.decode()


def test_the_list_tells_what_came_of_each(as_anna, anna):
    now = timezone.now()
    clicked = ShareFactory(ambassador=anna, confirmed=True)
    ClickFactory(link__share=clicked)
    TrackedLinkFactory(share=ShareFactory(ambassador=anna, not_posted_at=now))
    ShareFactory(ambassador=anna)
    page = as_anna.get(MINE).content.decode()
    for words in [
        "1 click ",
        "0 clicks ",
        "Clicks: not measured",
        "You told us that you posted it.",
        "You told us that you did not post it.",
        "Did you post it?",
    ]:
        assert page.count(words) == 1, words


def test_a_message_that_is_gone_or_over_has_no_link(as_anna, anna):
    ShareFactory(ambassador=anna, message=None)
    over = ShareFactory(ambassador=anna, message=MessageFactory(title="Over"))
    over.message.unpublish()
    page = as_anna.get(MINE).content.decode()
    assert "A message that is gone" in page
    assert not re.search(rf'href="[^"]*/messages/{over.message_id}/"', page)


def test_an_empty_list_shows_the_way(as_anna):
    assert "You have not shared anything yet" in as_anna.get(MINE).content.decode()


def test_somebody_who_takes_no_part_has_an_empty_list(client, db):
    client.force_login(UserFactory())
    assert client.get(MINE).status_code == 200


def test_the_list_has_pages(as_anna, anna, message):
    now = timezone.now()
    for number in range(21):
        ShareFactory(ambassador=anna, message=message, opened_at=now - timedelta(hours=number))
    assert len(as_anna.get(MINE).context["shares"]) == 20
    assert len(as_anna.get(f"{MINE}?page=2").context["shares"]) == 1


def test_the_list_takes_as_many_queries_for_one_as_for_three(as_anna, anna):
    def count():
        with CaptureQueriesContext(connection) as queries:
            as_anna.get(MINE)
        return len(queries)

    ClickFactory(link__share=ShareFactory(ambassador=anna, confirmed=True))
    count()
    one = count()
    for _ in range(2):
        ClickFactory(link__share=ShareFactory(ambassador=anna))
    assert count() == one


# On the page of the message


def test_the_message_asks_next_time(as_anna, share, message):
    ShareFactory(message=message, network="x")
    page = as_anna.get(reverse("shift:message", args=[message.pk])).content.decode()
    assert page.count("You shared this on") == 1
    assert "You shared this on LinkedIn on" in page
    assert page.count("Did you post it?") == 1


def test_the_message_asks_people_from_a_mail_too(client, anna, share):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    token = share_token(ambassador_id=anna.pk, message_id=share.message_id)
    page = client.get(reverse("shift:message", args=[share.message_id]), {"t": token}).content.decode()
    assert f'<input type="hidden" name="t" value="{token}">' in page
