from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.distribution.channels.chat import (
    CHATS,
    Card,
    Slack,
    Teams,
    is_of_another_kind,
    message_card,
)
from tests.factories.library import MessageFactory

CARD = Card(
    title="Nieuwe werkplaats open",
    lead="Kom kijken!\n\nOp 3 mei.",
    button="Lezen en delen",
    url="https://intranet.brinkhoven.example/shift/messages/7/",
    organisation="Brinkhoven",
    language="nl",
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=700)


def test_a_card_for_teams_has_the_documented_shape():
    """learn.microsoft.com, "Create incoming webhooks with Workflows": a message with one Adaptive Card."""
    payload = Teams().payload(CARD)
    (attachment,) = payload["attachments"]
    assert (payload["type"], attachment["contentUrl"]) == ("message", None)
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attachment["content"] == {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "lang": "nl",
        "fallbackText": "Nieuwe werkplaats open: https://intranet.brinkhoven.example/shift/messages/7/",
        "body": [
            rich(text="Nieuwe werkplaats open", size="large", weight="bolder"),
            rich(text="Kom kijken!"),
            rich(text="Op 3 mei."),
            rich(text="Brinkhoven", isSubtle=True, size="small"),
        ],
        "actions": [
            {
                "type": "Action.OpenUrl",
                "title": "Lezen en delen",
                "url": "https://intranet.brinkhoven.example/shift/messages/7/",
            }
        ],
    }


def rich(**run):
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", **run}]}


def test_a_post_for_slack_has_the_documented_shape():
    """api.slack.com, "Sending messages using incoming webhooks": text for notifications, and blocks."""
    assert Slack().payload(CARD) == {
        "text": "Nieuwe werkplaats open",
        "mrkdwn": False,
        "unfurl_links": False,
        "blocks": [
            {"type": "header", "text": plain("Nieuwe werkplaats open")},
            {"type": "section", "text": plain("Kom kijken!\n\nOp 3 mei.")},
            {
                "type": "section",
                "text": {
                    "type": "mrkdwn",
                    "text": "*<https://intranet.brinkhoven.example/shift/messages/7/|Lezen en delen>*",
                },
            },
            {"type": "context", "elements": [plain("Brinkhoven")]},
        ],
    }


def plain(text):
    return {"type": "plain_text", "text": text, "emoji": False}


def test_nobody_is_called_and_nothing_is_formatted():
    loud = replace(CARD, title="<!channel> R&D *nu* [x](http://x)", lead="<@U123> _kom_ {{DATE(2026-01-01)}}")
    slack = json.dumps(Slack().payload(loud))
    assert "&lt;!channel&gt; R&amp;D *nu* [x](http://x)" in slack
    assert "<!" not in slack
    assert "<@" not in slack
    assert {block["type"] for block in Teams().payload(loud)["attachments"][0]["content"]["body"]} == {"RichTextBlock"}


@given(TEXTS, TEXTS, TEXTS)
def test_whatever_the_texts_both_stay_within_the_limits(title, lead, organisation):
    card = replace(CARD, title=title[:150], lead=lead, organisation=organisation)
    assert len(json.dumps(Teams().payload(card), ensure_ascii=False).encode()) < 28 * 1024
    for block in Slack().payload(card)["blocks"]:
        for text in [block["text"]] if "text" in block else block["elements"]:
            assert len(text["text"]) <= (150 if block["type"] != "section" else 3000)
            assert "<" not in text["text"] or text["type"] == "mrkdwn"


def test_a_message_without_a_text_or_an_organisation_leaves_no_empty_blocks():
    bare = replace(CARD, lead="", organisation="")
    assert [block["type"] for block in Slack().payload(bare)["blocks"]] == ["header", "section"]
    assert all(text["text"] for text in _texts(Teams().payload(bare)))


def _texts(payload):
    return [run for block in payload["attachments"][0]["content"]["body"] for run in block["inlines"]]


@pytest.mark.parametrize(
    ("host", "others"),
    [
        ("hooks.slack.com", ["teams"]),
        ("x.webhook.office.com", ["slack"]),
        ("prod-1.westeurope.logic.azure.com", ["slack"]),
        ("d1.environment.api.powerplatform.com", ["slack"]),
        ("chat.brinkhoven.example", []),
    ],
)
def test_hosts_of_one_kind_are_of_no_other(host, others):
    assert [kind for kind in CHATS if is_of_another_kind(host, kind)] == others


@pytest.mark.django_db
def test_the_card_of_a_message_says_what_it_is_about_in_its_language():
    message = MessageFactory(title="Open dag", text="Kom langs. " * 80)
    card = message_card(message, "nl")
    assert (card.title, card.language) == ("Open dag", "nl")
    assert len(card.lead) <= 500
    assert card.lead.endswith(" Kom…")
    assert card.url.endswith(f"/messages/{message.pk}/")
    assert "://" in card.url
    assert message_card(message, "en").button == "Read and share"
