"""The editor, the listing and four eyes, over HTTP as the people in the role groups."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import TaskState

from shift_plugin.library.models import ShareableMessage
from shift_plugin.strategy.models import Pillar
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.strategy import KeyMessageFactory, PillarFactory
from tests.library.forms import action_url, add_url, complete, edit_url, form_data

pytestmark = pytest.mark.django_db


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors(response):
    form = response.context["form"]
    return {
        **form.errors,
        **{f"texts-{i}": row.errors for i, row in enumerate(form.formsets["network_texts"].forms) if row.errors},
    }


def submitted(client, user, **values):
    """A message that waits for approval, written and submitted by this person."""
    client.force_login(user)
    key_message = KeyMessageFactory()
    response = client.post(add_url(), form_data(**complete(key_message, **values), action="submit"))
    assert response.status_code == 302, errors(response)
    return ShareableMessage.objects.latest("pk")


# Drafts


def test_a_draft_needs_only_a_title(client, author):
    client.force_login(author)
    response = client.post(add_url(), form_data(title="Een begin", text="", link_url=""))
    message = ShareableMessage.objects.get()
    assert response.status_code == 302
    assert (message.live, message.latest_revision.user) == (False, author)


def test_half_a_text_for_a_network_is_kept_in_a_draft(client, author):
    client.force_login(author)
    rows = [{"network": "", "text": "Nog geen netwerk"}, {"network": "", "text": "Ook niet"}]
    client.post(add_url(), form_data(title="Een begin", text="", link_url="", texts=rows))
    message = ShareableMessage.objects.get()
    assert [row.text for row in message.network_texts.all()] == ["Nog geen netwerk", "Ook niet"]


def test_two_texts_for_one_network_are_refused_at_the_second(client, author):
    client.force_login(author)
    rows = [{"network": "x", "text": "Een"}, {"network": "x", "text": "Twee"}]
    response = client.post(add_url(), form_data(title="Een begin", text="", link_url="", texts=rows))
    assert list(errors(response)) == ["texts-1"]
    assert list(errors(response)["texts-1"]) == ["network"]


def test_saving_automatically_makes_one_draft_and_keeps_overwriting_it(client, author):
    client.force_login(author)
    json = {"HTTP_ACCEPT": "application/json"}
    answer = client.post(add_url(), form_data(title="Een begin", text="", link_url=""), **json).json()
    message = ShareableMessage.objects.get()
    data = form_data(message, text="Nu met tekst", link_url="") | {"overwrite_revision_id": answer["revision_id"]}
    again = client.post(edit_url(message), data, **json).json()
    message.refresh_from_db()
    assert (again["success"], again["revision_id"]) == (True, answer["revision_id"])
    assert (message.revisions.count(), message.live, message.text) == (1, False, "Nu met tekst")


def test_hashtags_are_put_in_order_when_saved(client, author):
    client.force_login(author)
    client.post(add_url(), form_data(title="Een begin", text="", link_url="", hashtags="zorg, #Zwolle zorg"))
    assert ShareableMessage.objects.get().hashtags == "#zorg #Zwolle"


# What may go out


def test_submitting_tells_at_each_field_what_is_missing(client, author):
    client.force_login(author)
    response = client.post(add_url(), form_data(title="Een begin", text="", link_url="", action="submit"))
    assert sorted(errors(response)) == ["key_message", "link_url", "pillars", "text"]


def test_the_key_message_belongs_to_a_chosen_pillar(client, author):
    client.force_login(author)
    values = complete(KeyMessageFactory(), pillars=[PillarFactory().pk])
    response = client.post(add_url(), form_data(**values, action="submit"))
    assert list(errors(response)) == ["key_message"]


def test_an_image_needs_words(client, author):
    client.force_login(author)
    values = complete(KeyMessageFactory(), link_url="", image=ImageFactory().pk)
    response = client.post(add_url(), form_data(**values, action="submit"))
    assert list(errors(response)) == ["image_alt"]


def test_a_text_is_counted_with_its_hashtags_disclosure_and_link(client, author, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "PUBLIC_BASE_URL": "https://go.brinkhoven.nl"}
    client.force_login(author)
    # X: 280. Around the text: an empty line (2), "#werk #zorg" (11), an empty line (2) and a link (23).
    values = complete(KeyMessageFactory(), hashtags="zorg")
    fits = form_data(**values, texts=[{"network": "x", "text": "a" * (280 - 38)}], action="submit")
    too_long = form_data(**values, texts=[{"network": "x", "text": "a" * (280 - 37)}], action="submit")
    refused = client.post(add_url(), too_long)
    assert list(errors(refused)) == ["texts-0"]
    assert list(errors(refused)["texts-0"]) == ["text"]
    response = client.post(add_url(), fits)
    assert response.status_code == 302, errors(response)


def test_errors_are_in_the_language_of_the_user(client, author):
    client.force_login(author)
    author.wagtail_userprofile = None
    response = client.post(add_url(), form_data(title="Een begin", text="", link_url="", action="submit"))
    assert response.context["form"].errors["pillars"] == ["Dit is een verplicht veld."]


# Four eyes


def test_an_author_submits_and_somebody_else_approves(client, author, editor, django_capture_on_commit_callbacks):
    message = submitted(client, author)
    assert (message.live, message.workflow_in_progress) == (False, True)
    client.force_login(editor)
    client.post(action_url(message, "approve"), {"comment": ""})
    message.refresh_from_db()
    assert (message.live, message.live_revision.user) == (True, author)


def test_nobody_approves_what_they_submitted(client, editor):
    message = submitted(client, editor)
    response = client.post(action_url(message, "approve"))
    message.refresh_from_db()
    assert message.live is False
    assert said(response)[-1] == gettext("You submitted this message yourself. Somebody else has to approve it.")


def test_nobody_approves_what_they_changed_during_moderation(client, author, editor, master):
    message = submitted(client, author)
    client.force_login(editor)
    client.post(edit_url(message), form_data(message, text="Anders, door de moderator."))
    message = ShareableMessage.objects.get(pk=message.pk)
    assert message.latest_revision.user == editor
    client.post(action_url(message, "approve"))
    message.refresh_from_db()
    assert message.live is False


def test_changing_and_approving_in_one_go_keeps_the_change_and_refuses_the_approval(client, author, editor):
    message = submitted(client, author)
    client.force_login(editor)
    data = form_data(message, text="Anders, door de moderator.", action="workflow-action")
    client.post(edit_url(message), data | {"workflow-action-name": "approve"})
    message = ShareableMessage.objects.get(pk=message.pk)
    assert (message.live, message.workflow_in_progress) == (False, True)
    assert message.get_latest_revision_as_object().text == "Anders, door de moderator."


def test_approving_from_the_editor_without_a_change_leaves_the_author_the_writer(client, author, editor):
    message = submitted(client, author)
    client.force_login(editor)
    data = form_data(message, action="workflow-action") | {"workflow-action-name": "approve"}
    client.post(edit_url(message), data)
    message = ShareableMessage.objects.get(pk=message.pk)
    assert (message.live, message.live_revision.user, message.revisions.count()) == (True, author, 1)


def test_a_text_that_changed_after_submission_is_not_approved_unread(client, author, editor):
    message = submitted(client, author)
    message.text = "Er stiekem bij gezet."
    message.save_revision(user=author)
    client.force_login(editor)
    client.post(action_url(message, "approve"))
    message.refresh_from_db()
    assert message.live is False


def test_a_text_that_changed_after_submission_can_be_approved_where_it_is_read(client, author, editor):
    message = submitted(client, author)
    message.text = "Nog verbeterd door de auteur."
    message.save_revision(user=author)
    message = ShareableMessage.objects.get(pk=message.pk)
    client.force_login(editor)
    data = form_data(message, action="workflow-action") | {"workflow-action-name": "approve"}
    client.post(edit_url(message), data)
    message = ShareableMessage.objects.get(pk=message.pk)
    assert (message.live, message.text) == (True, "Nog verbeterd door de auteur.")


def test_an_approval_of_a_page_that_is_out_of_date_changes_nothing(client, author, editor):
    message = submitted(client, author)
    data = form_data(message, action="workflow-action") | {"workflow-action-name": "approve"}
    message.text = "Intussen veranderd."
    message.save_revision(user=author)
    client.force_login(editor)
    response = client.post(edit_url(message), data)
    message = ShareableMessage.objects.get(pk=message.pk)
    assert (response.status_code, message.live, message.revisions.count()) == (200, False, 2)


def test_publishing_your_own_text_saves_it_and_says_why_it_is_not_published(client, master):
    client.force_login(master)
    client.post(add_url(), form_data(**complete(KeyMessageFactory()), action="publish"))
    message = ShareableMessage.objects.get()
    assert (message.live, message.latest_revision.user) == (False, master)


def test_publishing_a_colleagues_text_unread_changes_is_possible(client, author, master):
    message = MessageFactory(draft=True, author=author)
    client.force_login(master)
    client.post(edit_url(message), form_data(message, action="publish"))
    message.refresh_from_db()
    assert (message.live, message.live_revision.user) == (True, author)


def test_publishing_a_colleagues_text_after_a_change_is_not(client, author, master):
    message = MessageFactory(draft=True, author=author)
    client.force_login(master)
    client.post(edit_url(message), form_data(message, text="Anders.", action="publish"))
    message = ShareableMessage.objects.get(pk=message.pk)
    assert (message.live, message.get_latest_revision_as_object().text) == (False, "Anders.")


def test_the_button_is_there_only_when_it_works(client, author, master):
    own, other = MessageFactory(draft=True, author=master), MessageFactory(draft=True, author=author)
    client.force_login(master)
    shown = ['name="action-publish"' in client.get(edit_url(message)).content.decode() for message in (own, other)]
    assert shown == [False, True]


def test_without_four_eyes_wagtail_decides(client, master, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "FOUR_EYES": False}
    client.force_login(master)
    client.post(add_url(), form_data(**complete(KeyMessageFactory()), action="publish"))
    assert ShareableMessage.objects.get().live is True


def test_an_author_has_no_right_to_publish_at_all(client, author):
    client.force_login(author)
    client.post(add_url(), form_data(**complete(KeyMessageFactory()), action="publish"))
    assert ShareableMessage.objects.get().live is False


def test_going_back_to_an_old_text_is_a_change_too(client, author, master):
    message = MessageFactory(draft=True, author=author)
    old = message.latest_revision
    message.text = "Nieuwer."
    message.save_revision(user=author)
    client.force_login(master)
    address = reverse("shift_messages:revisions_revert", args=[message.pk, old.pk])
    client.post(
        address, form_data(ShareableMessage.objects.get(pk=message.pk), text=old.content["text"], action="publish")
    )
    message = ShareableMessage.objects.get(pk=message.pk)
    assert (message.live, message.latest_revision.user) == (False, master)


def test_withdrawing_needs_no_second_pair_of_eyes(client, master):
    message = MessageFactory(author=master)
    client.force_login(master)
    client.post(reverse("shift_messages:unpublish", args=[message.pk]))
    message.refresh_from_db()
    assert message.live is False


# Rejection


def test_a_rejection_needs_a_reason(client, author, editor):
    message = submitted(client, author)
    client.force_login(editor)
    data = form_data(message, action="workflow-action") | {"workflow-action-name": "reject"}
    client.post(edit_url(message), data)
    client.post(action_url(message, "reject"), {"comment": " "})
    assert message.current_workflow_state.current_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_rejected_text_is_kept_and_can_be_submitted_again(client, author, editor):
    message = submitted(client, author)
    client.force_login(editor)
    client.post(action_url(message, "reject"), {"comment": "Noem de datum."})
    state = message.current_workflow_state
    assert (state.status, state.current_task_state.comment) == ("needs_changes", "Noem de datum.")
    client.force_login(author)
    message = ShareableMessage.objects.get(pk=message.pk)
    client.post(edit_url(message), form_data(message, text="Kom op 3 mei kijken.", action="submit"))
    client.force_login(editor)
    client.post(action_url(message, "approve"))
    message.refresh_from_db()
    assert (message.live, message.text, message.revisions.count()) == (True, "Kom op 3 mei kijken.", 2)


def test_while_a_message_waits_its_author_cannot_change_it(client, author):
    message = submitted(client, author)
    client.post(edit_url(message), form_data(message, text="Toch anders."))
    message = ShareableMessage.objects.get(pk=message.pk)
    assert message.get_latest_revision_as_object().text == "Kom kijken hoe wij werken."


# The listing


def test_the_listing_asks_the_same_number_of_questions_for_one_and_for_three(client, master):
    client.force_login(master)
    pillar = PillarFactory()

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("shift_messages:list")).status_code == 200
        return len(queries)

    MessageFactory(key_message__pillar=pillar, author=master)
    count()
    one = count()
    MessageFactory.create_batch(2, key_message__pillar=pillar, author=master, draft=True)
    assert count() == one


@pytest.mark.parametrize(
    ("state", "found"), [("live", "In de etalage"), ("draft", "Nog een schets"), ("waiting", "Ter inzage")]
)
def test_messages_are_found_by_state(client, master, state, found):
    MessageFactory(title="In de etalage")
    MessageFactory(title="Nog een schets", draft=True)
    waiting = MessageFactory(title="Ter inzage", draft=True)
    waiting.get_workflow().start(waiting, UserFactory())
    client.force_login(master)
    response = client.get(reverse("shift_messages:list"), {"state": state})
    assert [row.title for row in response.context["object_list"]] == [found]


def test_the_listing_can_be_searched_and_filtered(client, master):
    kept = MessageFactory(title="Zonnepanelen op het dak", kind="story", author=master)
    MessageFactory(title="Nieuwe collega's", kind="vacancy")
    client.force_login(master)
    for query in (
        {"q": "Zonnepanelen"},
        {"kind": "story"},
        {"pillars": kept.key_message.pillar_id},
        {"author": master.pk},
        {"locale": "nl", "q": "dak"},
    ):
        response = client.get(reverse("shift_messages:list"), query)
        assert [row.pk for row in response.context["object_list"]] == [kept.pk]


def test_a_choice_that_does_not_exist_is_told_and_not_ignored(client, master):
    MessageFactory()
    client.force_login(master)
    for name in ("author", "pillars", "state"):
        response = client.get(reverse("shift_messages:list"), {name: "999999"})
        assert list(response.context["filters"].form.errors) == [name]


def test_the_listing_offers_who_writes_and_the_reader_as_author(client, master, author):
    AmbassadorFactory()
    administrator = UserFactory(is_superuser=True)
    client.force_login(administrator)
    filters = client.get(reverse("shift_messages:list")).context["filters"]
    offered = {value for value, _label in filters.form.fields["author"].choices if value}
    assert offered == {master.pk, author.pk, administrator.pk}


def test_the_export_holds_no_formulas(client, master):
    MessageFactory(title="=1+1")
    client.force_login(master)
    response = client.get(reverse("shift_messages:list"), {"export": "csv"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[1].startswith("'=1+1,")


def test_several_messages_are_withdrawn_at_once(client, master):
    messages = MessageFactory.create_batch(2)
    client.force_login(master)
    address = reverse("wagtail_bulk_action", args=["shift_plugin", "shareablemessage", "unpublish"])
    query = "&".join(f"id={message.pk}" for message in messages)
    assert client.get(f"{address}?{query}").status_code == 200
    client.post(f"{address}?{query}")
    assert ShareableMessage.objects.filter(live=True).count() == 0


def test_an_author_may_not_withdraw(client, author):
    message = MessageFactory()
    client.force_login(author)
    address = reverse("wagtail_bulk_action", args=["shift_plugin", "shareablemessage", "unpublish"])
    client.post(f"{address}?id={message.pk}")
    message.refresh_from_db()
    assert message.live is True


# Copies, previews, history


def test_a_copy_starts_without_the_window_and_with_everything_else(client, master):
    team, now = TeamFactory(), timezone.now()
    message = MessageFactory(
        draft=True,
        go_live_at=now - timedelta(days=9),
        expire_at=now - timedelta(days=1),
        network_texts={"x": "Voor X"},
        teams=[team],
        hashtags="#zorg",
    )
    client.force_login(master)
    form = client.get(reverse("shift_messages:copy", args=[message.pk])).context["form"]
    rows = form.formsets["network_texts"].forms
    assert (form["go_live_at"].value(), form["expire_at"].value(), form["hashtags"].value()) == (None, None, "#zorg")
    assert [(row["network"].value(), row["text"].value(), row["id"].value()) for row in rows] == [("x", "Voor X", None)]
    assert form["teams"].value() == [team.pk]


def test_a_copy_is_a_message_of_its_own(client, master):
    message = MessageFactory(network_texts={"x": "Voor X"})
    client.force_login(master)
    form = client.get(reverse("shift_messages:copy", args=[message.pk])).context["form"]
    rows = [
        {"network": row["network"].value(), "text": row["text"].value()} for row in form.formsets["network_texts"].forms
    ]
    client.post(add_url(), form_data(message, texts=rows, title="De kopie"))
    copy = ShareableMessage.objects.get(title="De kopie")
    assert [row.text for row in copy.network_texts.all()] == ["Voor X"]
    assert [row.text for row in ShareableMessage.objects.get(pk=message.pk).network_texts.all()] == ["Voor X"]


@pytest.mark.parametrize("mode", ["linkedin", "x", "mail"])
def test_there_is_a_preview_of_each_network_and_of_the_mail(client, master, mode):
    message = MessageFactory(network_texts={"x": "Kort voor X"}, text="Lang voor de rest")
    client.force_login(master)
    address = reverse("shift_messages:preview_on_edit", args=[message.pk])
    client.post(address, form_data(message))
    page = client.get(address, {"mode": mode}).content.decode()
    assert ("Kort voor X" in page, "Lang voor de rest" in page) == (mode == "x", mode != "x")


@pytest.mark.parametrize("page", ["history", "usage", "workflow_history", "copy"])
def test_the_pages_around_a_message_open(client, master, page):
    client.force_login(master)
    assert client.get(reverse(f"shift_messages:{page}", args=[MessageFactory().pk])).status_code == 200


# What drafts of a live message may not lose or leak


def test_pillars_and_teams_chosen_in_a_draft_of_a_live_message_survive_publication(client, master, author):
    message = MessageFactory(author=master)
    team, pillar = TeamFactory(), PillarFactory()
    pillars = [message.key_message.pillar_id, pillar.pk]
    client.force_login(author)
    client.post(edit_url(message), form_data(message, teams=[team.pk], pillars=pillars))
    live = ShareableMessage.objects.get(pk=message.pk)
    assert (list(live.teams.all()), live.pillars.count()) == ([], 1)
    client.force_login(master)
    client.post(edit_url(live), form_data(live, action="publish"))
    live = ShareableMessage.objects.get(pk=message.pk)
    assert (list(live.teams.all()), sorted(row.pk for row in live.pillars.all())) == ([team], sorted(pillars))


def test_a_pillar_that_messages_are_about_is_kept(client, master):
    message, unused = MessageFactory(), PillarFactory()
    pillar = message.key_message.pillar
    client.force_login(master)
    answers = [
        client.post(reverse(Pillar.snippet_viewset.get_url_name("delete"), args=[row.pk])) for row in (pillar, unused)
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert list(Pillar.objects.all()) == [pillar]
