"""The queue of moderators and the panels of the Shift home."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.reports import DraftsPanel, RejectedPanel, SetUpPanel, WaitingPanel
from tests.factories.library import MessageFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def waiting(author, *, days=0, **values):
    message = MessageFactory(draft=True, author=author, **values)
    message.get_workflow().start(message, author)
    states = TaskState.objects.filter(workflow_state__object_id=str(message.pk))
    states.update(started_at=timezone.now() - timedelta(days=days))
    return ShareableMessage.objects.get(pk=message.pk)


def rejected(message, moderator, reason):
    message.current_workflow_task.on_action(message.current_workflow_task_state, moderator, "reject", comment=reason)


def queue(client, user, **query):
    client.force_login(user)
    return client.get(reverse("shift_moderation"), query)


def test_the_queue_shows_the_oldest_first_with_who_what_and_how_long(client, author, editor):
    waiting(author, title="Nieuw", days=1)
    oldest = waiting(author, title="Oud", days=3)
    rows = queue(client, editor).context["object_list"]
    assert [row.title for row in rows] == ["Oud", "Nieuw"]
    assert (rows[0].submitter_name, rows[0].waits) == ("Anna Auteur", "3\xa0dagen")
    assert rows[0].pillar_names == str(oldest.key_message.pillar)


def test_a_title_in_the_queue_leads_to_the_message(client, author, editor):
    message = waiting(author)
    page = queue(client, editor).content.decode()
    assert reverse("shift_messages:edit", args=[message.pk]) in page


def test_the_queue_says_what_a_moderator_may_not_decide(client, author, editor):
    waiting(editor, title="Van mij", days=2)
    waiting(author, title="Van Anna")
    rows = queue(client, editor).context["object_list"]
    assert [bool(row.refusal) for row in rows] == [True, False]


def test_authors_see_where_their_own_messages_are(client, author):
    waiting(author, title="Van mij")
    waiting(UserFactory(roles=["creator"]), title="Van een ander")
    assert [row.title for row in queue(client, author).context["object_list"]] == ["Van mij"]


def test_the_queue_is_for_people_who_make_messages(client, site):
    response = queue(client, UserFactory(roles=["publisher"]))
    assert response.status_code == 302


def test_the_queue_takes_the_same_number_of_queries_for_one_and_for_three(client, author, editor):
    def count():
        queue(client, editor)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("shift_moderation")).status_code == 200
        return len(captured)

    waiting(author)
    one = count()
    waiting(author)
    waiting(author)
    assert count() == one


def test_the_queue_can_be_exported(client, author, editor):
    waiting(author, title="=Open dag")
    response = queue(client, editor, export="csv")
    assert b"".join(response.streaming_content).decode().splitlines()[1].startswith("'=Open dag,Anna Auteur,")


# The Shift home


def test_the_home_counts_what_waits_and_how_long_the_oldest_does(author, editor):
    waiting(author, days=2)
    waiting(author, days=1)
    panel = WaitingPanel.for_user(editor)
    assert (len(panel.items), panel.items[0]["about"]) == (2, "2\xa0dagen")
    assert ("2" in panel.context["lead"], "2\xa0dagen" in panel.context["lead"]) == (True, True)


def test_the_home_brings_back_what_was_rejected_with_the_reason(author, editor):
    rejected(waiting(author, title="Open dag"), editor, "Noem de datum.")
    items = RejectedPanel.for_user(author).items
    assert [(item["title"], item["reason"], item["who"]) for item in items] == [
        ("Open dag", "Noem de datum.", "Eva Redacteur")
    ]


def test_the_home_shows_drafts_that_were_not_submitted(author, editor):
    MessageFactory(draft=True, author=author, title="Schets")
    MessageFactory(draft=True, author=editor, title="Van een ander")
    waiting(author, title="Ingediend")
    assert [item["title"] for item in DraftsPanel.for_user(author).items] == ["Schets"]


@pytest.mark.parametrize("panel", [WaitingPanel, RejectedPanel, DraftsPanel, SetUpPanel])
def test_a_panel_with_nothing_to_say_stays_away(panel, master):
    assert panel.for_user(master) is None


def test_the_home_page_shows_the_panels(client, author, editor):
    waiting(author, title="Open dag")
    client.force_login(editor)
    assert "Open dag" in client.get(reverse("shift_home")).content.decode()


def test_without_a_workflow_the_home_says_so(author):
    ShareableMessage.get_default_workflow().delete()
    assert len(SetUpPanel.for_user(author).items) == 1


def test_a_group_that_moderates_without_the_right_to_publish_is_named(author):
    right = Permission.objects.get(codename="publish_shareablemessage")
    Group.objects.get(name="Social Editor").permissions.remove(right)
    UserFactory(roles=["editor"])
    told = " ".join(str(item["title"]) for item in SetUpPanel.for_user(author).items)
    assert "Social Editor" in told


def test_without_moderators_the_home_says_so(author):
    assert len(SetUpPanel.for_user(author).items) == 1
