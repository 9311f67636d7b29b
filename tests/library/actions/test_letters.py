"""Mails about moderation: who gets which, in which language, and how often."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from shift_plugin.library.actions import remind_moderators
from shift_plugin.library.models import ShareableMessage
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, UserFactory

pytestmark = pytest.mark.django_db


def receivers():
    return sorted(letter.to[0] for letter in mail.outbox)


@pytest.fixture
def submit(site, run_queue, django_capture_on_commit_callbacks):
    """Somebody submits a message, and the cluster does its work."""

    def do(user, **values):
        message = MessageFactory(draft=True, author=user, **values)
        with django_capture_on_commit_callbacks(execute=True):
            message.get_workflow().start(message, user)
        run_queue()
        return ShareableMessage.objects.get(pk=message.pk)

    return do


@pytest.fixture
def decide(run_queue, django_capture_on_commit_callbacks):
    """A moderator approves or rejects, and the cluster does its work."""

    def do(message, user, action, comment=""):
        mail.outbox.clear()
        task, state = message.current_workflow_task, message.current_workflow_task_state
        with django_capture_on_commit_callbacks(execute=True):
            task.on_action(state, user, action, comment=comment)
        run_queue()

    return do


def waited(message, **time):
    TaskState.objects.filter(workflow_state__object_id=str(message.pk)).update(
        started_at=timezone.now() - timedelta(**time)
    )


def test_moderators_hear_of_a_submission_once_and_the_author_does_not(submit, author, editor, master):
    submit(author, title="Open dag")
    assert receivers() == sorted([editor.email, master.email])
    assert all("Open dag" in letter.subject for letter in mail.outbox)


def test_a_moderator_who_submits_gets_no_mail_about_it(submit, editor, master):
    submit(editor)
    assert receivers() == [master.email]


def test_the_mail_links_to_the_message(submit, author, editor):
    message = submit(author, text="Kom kijken <b>hoe</b> wij werken.")
    letter = mail.outbox[0]
    html = letter.alternatives[0][0]
    address = f"http://testserver/beheer/shift/messages/edit/{message.pk}/"
    assert (address in letter.body, f'href="{address}"' in html) == (True, True)
    assert ("<b>hoe</b>" in letter.body, "<b>hoe</b>" in html) == (True, False)


def test_each_gets_the_mail_in_their_own_language(submit, author, editor, master):
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    AmbassadorFactory(user=master, language="nl")
    submit(author)
    languages = {letter.to[0]: letter.alternatives[0][0].split('<html lang="')[1][:2] for letter in mail.outbox}
    assert languages == {editor.email: "en", master.email: "nl"}


def test_who_switched_these_mails_off_gets_none(submit, author, editor, master):
    UserProfile.objects.update_or_create(user=editor, defaults={"submitted_notifications": False})
    submit(author)
    assert receivers() == [master.email]


def test_who_may_not_log_in_any_more_gets_none(submit, author, editor, master):
    editor.is_active = False
    editor.save()
    submit(author)
    assert receivers() == [master.email]


def test_an_address_that_is_refused_keeps_nobody_from_theirs(submit, author, editor, master, settings):
    settings.EMAIL_BACKEND = "tests.library.actions.mailbox.RefusesEditors"
    submit(author)
    assert receivers() == [master.email]


def test_the_author_hears_of_a_rejection_with_its_reason(submit, decide, author, editor):
    message = submit(author)
    decide(message, editor, "reject", "Noem de datum.")
    letter = mail.outbox[0]
    assert (receivers(), "Noem de datum." in letter.body) == ([author.email], True)
    assert "Noem de datum." in letter.alternatives[0][0]


def test_the_author_hears_of_an_approval(submit, decide, author, editor):
    message = submit(author)
    decide(message, editor, "approve")
    assert receivers() == [author.email]
    assert f"http://testserver/shift/messages/{message.pk}/" in mail.outbox[0].body


def test_an_author_who_is_gone_breaks_nothing(submit, decide, author, editor):
    message = submit(author)
    author.delete()
    decide(ShareableMessage.objects.get(pk=message.pk), editor, "reject", "Noem de datum.")
    assert receivers() == []


# Reminders


def test_what_waits_too_long_is_mentioned_once_a_day(submit, author, editor):
    message = submit(author)
    mail.outbox.clear()
    now = timezone.now()
    waited(message, hours=47)
    assert remind_moderators(now=now) == 0
    waited(message, hours=49)
    sent = [remind_moderators(now=now + timedelta(hours=hours)) for hours in (0, 1, 12, 24, 25)]
    assert sent == [1, 0, 0, 1, 0]
    assert receivers() == [editor.email, editor.email]


def test_a_moderator_gets_one_mail_about_all_of_them(submit, author, editor):
    for title in ("Eerste", "Tweede"):
        waited(submit(author, title=title), hours=72)
    mail.outbox.clear()
    assert remind_moderators(now=timezone.now()) == 1
    assert [mail.outbox[0].body.count(title) for title in ("Eerste", "Tweede")] == [1, 1]


def test_nobody_is_reminded_of_what_they_may_not_approve(submit, editor, master):
    waited(submit(editor), hours=72)
    mail.outbox.clear()
    remind_moderators(now=timezone.now())
    assert receivers() == [master.email]


def test_wagtails_own_mails_stay_for_other_things(site, django_capture_on_commit_callbacks, settings):
    from django.contrib.auth.models import Group
    from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

    group = Group.objects.create(name="Redactie van de site")
    moderator = UserFactory(is_superuser=True)
    moderator.groups.add(group)
    task = GroupApprovalTask.objects.create(name="Lezen")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Pagina's")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page = Page.objects.filter(depth=2).first().add_child(instance=Page(title="Nieuws", live=False))
    page.save_revision()
    workflow.start(page, UserFactory())
    assert receivers() == [moderator.email]
