from django.contrib.auth.models import AnonymousUser

from shift_plugin.stories.enums import StoryState
from shift_plugin.stories.permissions import may_see, may_triage
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.stories import StoryFactory


def test_story_is_for_its_sender_and_for_who_triages(db, django_user_model) -> None:
    story = StoryFactory()
    colleague = AmbassadorFactory(roles=["creator"]).user
    superuser = django_user_model.objects.create_superuser(email="root@brinkhoven.example", password="x")

    assert [may_see(user, story) for user in (story.sender.user, colleague, AnonymousUser(), superuser)] == [
        True,
        False,
        False,
        True,
    ]
    assert [may_triage(user, story) for user in (story.sender.user, colleague, superuser)] == [False, False, True]


def test_draft_is_for_its_sender_only(db, django_user_model) -> None:
    draft = StoryFactory(state=StoryState.DRAFT, handed_in_at=None)
    superuser = django_user_model.objects.create_superuser(email="root@brinkhoven.example", password="x")

    assert may_see(draft.sender.user, draft)
    assert not may_see(superuser, draft)
    assert not may_see(UserFactory(), draft)


def test_closed_account_sees_nothing_of_its_own_stories(db) -> None:
    story = StoryFactory(sender=AmbassadorFactory(user=UserFactory(is_active=False)))

    assert not may_see(story.sender.user, story)
