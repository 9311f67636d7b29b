"""The shareable messages, each brought into its state on the road that an editor would take."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.actions.create import CreateAction
from wagtail.models import Locale, ModelLogEntry, Revision, TaskState, WorkflowState

from example_site.content.messages import MESSAGES
from example_site.content.shapes import Message
from example_site.users.models import User
from shift_plugin.library.models import NetworkText, ShareableMessage
from shift_plugin.people.models import Team
from shift_plugin.strategy.models import KeyMessage, Pillar

from .pages import same_everywhere
from .pictures import picture

MODERATORS = ("marloes.brinkman@brinkhoven.example", "sanne.devries@brinkhoven.example")
BY_KEY = {row.key: row for row in MESSAGES}


def load_messages(
    users: dict[str, User], pillars: dict[str, Pillar], teams: dict[str, Team]
) -> dict[str, ShareableMessage]:
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    keys = {row.key: same_everywhere(f"bericht/{row.translation_of or row.key}") for row in MESSAGES}
    stored = ShareableMessage.objects.filter(translation_key__in=keys.values())
    known = {(item.translation_key, item.locale_id): item for item in stored}
    messages: dict[str, ShareableMessage] = {}
    for number, row in enumerate(MESSAGES):
        locale = locales[row.language]
        found = known.get((keys[row.key], locale.pk))
        if found is None:
            found = _draft(row, locale, users[row.author], pillars, teams)
            moderator = next(users[email] for email in MODERATORS if email != row.author)
            STATES[row.state](found, row, users[row.author], moderator, _moment(row, number))
            found = ShareableMessage.objects.get(pk=found.pk)
        messages[row.key] = found
    return messages


def _moment(row: Message, number: int) -> datetime:
    """Published on its day, within office hours."""
    start = timezone.localtime() - timedelta(days=row.days)
    return start.replace(hour=9 + number % 7, minute=number * 7 % 60, second=0) - timedelta(hours=row.days == 0)


def _draft(
    row: Message, locale: Locale, author: User, pillars: dict[str, Pillar], teams: dict[str, Team]
) -> ShareableMessage:
    original = BY_KEY[row.translation_of or row.key]
    own_pillars = [pillars[key] for key in row.pillars]
    message = ShareableMessage(
        locale=locale,
        translation_key=same_everywhere(f"bericht/{original.key}"),
        title=row.title,
        kind=row.kind,
        text=row.text,
        key_message=_key_message(own_pillars[0], row.key_message),
        roles=list(row.roles),
        link_url=row.link,
        image=picture(
            key=f"bericht-{original.key}",
            title=original.title,
            alt=original.alt,
            motif=original.picture,
            palette=own_pillars[0].colour,
        ),
        image_alt=row.alt,
        hashtags=row.hashtags,
        own_words_prompt=row.prompt,
        live=False,
    )
    message.pillars = own_pillars
    message.teams = [teams[key] for key in row.teams]
    message.network_texts = [
        NetworkText(network=network, text=text, sort_order=number)
        for number, (network, text) in enumerate(row.networks.items())
    ]
    if row.state == "scheduled":
        message.go_live_at = timezone.now() + timedelta(days=row.days)
    elif row.state == "live" and row.expires_in:
        message.expire_at = timezone.now() + timedelta(days=row.expires_in)
    CreateAction(message, user=author).execute(skip_permission_checks=True)
    return message


def _key_message(pillar: Pillar, number: int) -> KeyMessage:
    return KeyMessage.objects.filter(pillar=pillar).order_by("sort_order")[number]


def _stay_draft(message: ShareableMessage, row: Message, author: User, moderator: User, moment: datetime) -> None:
    _backdate(message, timezone.now() - timedelta(days=2, hours=3))


def _publish(message: ShareableMessage, row: Message, author: User, moderator: User, moment: datetime) -> None:
    message.get_latest_revision().publish(user=moderator, skip_permission_checks=True)
    ShareableMessage.objects.filter(pk=message.pk).update(first_published_at=moment, last_published_at=moment)
    _backdate(message, moment - timedelta(hours=3))


def _schedule(message: ShareableMessage, row: Message, author: User, moderator: User, moment: datetime) -> None:
    message.get_latest_revision().publish(user=moderator, skip_permission_checks=True)
    _backdate(message, timezone.now() - timedelta(days=1))


def _expire(message: ShareableMessage, row: Message, author: User, moderator: User, moment: datetime) -> None:
    _publish(message, row, author, moderator, moment)
    message = ShareableMessage.objects.get(pk=message.pk)
    message.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    ended = timezone.now() + timedelta(days=row.expires_in)
    ShareableMessage.objects.filter(pk=message.pk).update(expire_at=ended)
    ModelLogEntry.objects.for_instance(message).filter(action="wagtail.unpublish.scheduled").update(timestamp=ended)


def _submit(message: ShareableMessage, row: Message, author: User, moderator: User, moment: datetime) -> None:
    message.get_workflow().start(message, author)
    waiting_since = timezone.now() - timedelta(hours=6 + 26 * (len(row.key) % 3))
    _backdate(message, waiting_since)


def _reject(message: ShareableMessage, row: Message, author: User, moderator: User, moment: datetime) -> None:
    message.get_workflow().start(message, author)
    state = message.current_workflow_task_state
    state.task.specific.on_action(state, moderator, "reject", comment=row.reason)
    _backdate(message, timezone.now() - timedelta(days=3))
    TaskState.objects.filter(pk=state.pk).update(finished_at=timezone.now() - timedelta(days=2, hours=20))


def _backdate(message: ShareableMessage, moment: datetime) -> None:
    """The history tells the day on which it would have happened."""
    Revision.objects.for_instance(message).update(created_at=moment)
    ModelLogEntry.objects.for_instance(message).update(timestamp=moment)
    for state in WorkflowState.objects.for_instance(message):
        WorkflowState.objects.filter(pk=state.pk).update(created_at=moment)
        TaskState.objects.filter(workflow_state=state).update(started_at=moment)


STATES: dict[str, Callable[[ShareableMessage, Message, User, User, datetime], None]] = {
    "draft": _stay_draft,
    "submitted": _submit,
    "rejected": _reject,
    "live": _publish,
    "scheduled": _schedule,
    "expired": _expire,
}
