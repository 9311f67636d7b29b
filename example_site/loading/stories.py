"""The stories from the work floor. Their history is written down as it would have been; nobody gets a mail about it."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from example_site.content.stories import STORIES, StoryRow
from example_site.pictures import draw
from example_site.users.models import User
from shift_plugin.people.models import Ambassador
from shift_plugin.stories.actions import add_file, describe_file
from shift_plugin.stories.enums import EventKind, StoryState
from shift_plugin.stories.models import Story, StoryEvent, StorySubmissionPage
from shift_plugin.stories.queries import due_from
from shift_plugin.strategy.models import Pillar

EDITOR = "marloes.brinkman@brinkhoven.example"
DECISIONS = {"question": EventKind.ASKED, "accepted": EventKind.ACCEPTED, "declined": EventKind.DECLINED}


def load_stories(users: dict[str, User], pillars: dict[str, Pillar]) -> None:
    page = StorySubmissionPage.objects.filter(locale__language_code="nl").first()
    senders = {item.user.email: item for item in Ambassador.objects.filter(user__in=users.values())}
    for row in STORIES:
        sender = senders[row.sender]
        if not Story.objects.filter(sender=sender, text=row.text).exists():
            _story(row, sender, page, pillars[row.pillar], users[EDITOR])


def _story(row: StoryRow, sender: Ambassador, page: StorySubmissionPage | None, pillar: Pillar, editor: User) -> None:
    moment = timezone.now() - timedelta(days=row.days, hours=2)
    is_draft = row.state == StoryState.DRAFT
    story = Story.objects.create(
        sender=sender,
        page=page,
        pillar=pillar,
        text=row.text,
        language="nl",
        state=row.state,
        recognisable=row.recognisable if row.pictures else "",
        people_note=row.people,
        wants_credit=row.credit,
        assigned_to=editor if row.state in DECISIONS else None,
        created_at=moment,
        changed_at=moment,
        handed_in_at=None if is_draft else moment,
        due_at=due_from(moment) if row.state == StoryState.WAITING else None,
        decided_at=moment + timedelta(hours=20) if row.state in (StoryState.ACCEPTED, StoryState.DECLINED) else None,
    )
    for number, (motif, alt) in enumerate(row.pictures):
        data = draw(f"{row.key}-{number}", motif, pillar.colour)
        upload = SimpleUploadedFile(f"{row.key}-{number + 1}.jpg", data, "image/jpeg")
        describe_file(file=add_file(story=story, upload=upload, by=sender.user), alt=alt)
    if not is_draft:
        StoryEvent.objects.create(story=story, kind=EventKind.HANDED_IN, by=sender.user, at=moment)
    if row.state in DECISIONS:
        at = moment + timedelta(hours=20)
        StoryEvent.objects.create(story=story, kind=DECISIONS[row.state], by=editor, text=row.words, at=at)
