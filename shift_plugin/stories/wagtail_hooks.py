"""What this capability has in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from shift_plugin.base.views import PANEL_HOOK
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.panels import ABOUT_HOOK
from shift_plugin.people.models import Ambassador
from shift_plugin.people.viewsets.ambassadors import FACTS_HOOK
from shift_plugin.stories.actions.trust import trust_of
from shift_plugin.stories.enums import ClosedBecause
from shift_plugin.stories.models import Story
from shift_plugin.stories.permissions import MAY_SEE_CONSENTS, MAY_SEE_TRUST
from shift_plugin.stories.reports import StoriesPanel
from shift_plugin.stories.viewsets.about import AboutMessage, ConsentsOfStory, EndingConsents, MessagesOfStory
from shift_plugin.stories.viewsets.challenges import ChallengeViewSet
from shift_plugin.stories.viewsets.consents import ConsentViewSet
from shift_plugin.stories.viewsets.making import MakeMessageView, TakeBackView
from shift_plugin.stories.viewsets.queue import StoryViewSet
from shift_plugin.stories.viewsets.story import STORY_PANEL_HOOK
from shift_plugin.stories.viewsets.trust import TrustedCreatorViewSet

VIEWSETS = (
    StoryViewSet("shift_stories"),
    ChallengeViewSet("shift_challenges"),
    ConsentViewSet("shift_consents"),
    TrustedCreatorViewSet("shift_trusted_creators"),
)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """What no listing registers by itself, so that the group editor shows it."""
    codes = ("view_campaign", "view_trustedcreator")
    return Permission.objects.filter(content_type__app_label="shift_plugin", codename__in=codes)


@hooks.register(PANEL_HOOK)
def stories_panel(request: HttpRequest) -> StoriesPanel | None:
    return StoriesPanel.for_user(request.user)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for name, label, message in (
        ("handed_in", _("Hand in"), _("Handed in the story")),
        ("withdrawn", _("Withdraw"), _("Withdrew the story")),
        ("claimed", _("Take up"), _("Took up the story")),
        ("released", _("Put back"), _("Put the story back in the queue")),
        ("asked", _("Ask the sender"), _("Asked the sender a question")),
        ("answered", _("Answer"), _("The sender answered")),
        ("accepted", _("Accept"), _("Accepted the story")),
        ("declined", _("Decline"), _("Declined the story")),
        ("reopened", _("Take the decision back"), _("Put the story back in the queue")),
        ("delete", _("Delete the story"), _("Deleted the story, with its files")),
    ):
        actions.register_action(f"shift.story.{name}", label, message)

    @actions.register_action("shift.story.handed_over")
    class HandedOver(LogFormatter):
        label = _("Hand over")

        def format_message(self, log_entry: Any) -> str:
            return _("Handed the story to %(to)s") % log_entry.data

    @actions.register_action("shift.story.merged")
    class Merged(LogFormatter):
        label = _("Join")

        def format_message(self, log_entry: Any) -> str:
            return _("Joined with “%(into)s”") % log_entry.data

    @actions.register_action("shift.story.pillar")
    class ChosePillar(LogFormatter):
        label = _("Choose a content pillar")

        def format_message(self, log_entry: Any) -> str:
            return _("Content pillar: %(pillar)s") % log_entry.data


@hooks.register("register_log_actions")
def challenge_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("shift.challenge.open", _("Open"), _("Opened the challenge"))

    @actions.register_action("shift.challenge.close")
    class Closed(LogFormatter):
        label = _("Close")

        def format_message(self, log_entry: Any) -> str:
            because = log_entry.data.get("because", "")
            told = ClosedBecause(because).label if because in ClosedBecause.values else because
            return _("Closed the challenge: %(because)s") % {"because": told}

    @actions.register_action("shift.challenge.reopen")
    class Reopened(LogFormatter):
        label = _("Open again")

        def format_message(self, log_entry: Any) -> str:
            moment = log_entry.data.get("deadline", "")[:16].replace("T", " ")
            return _("Opened the challenge again until %(moment)s (UTC)") % {"moment": moment}


@hooks.register("register_admin_urls")
def making_urls() -> list[URLPattern]:
    return [
        path("shift/stories/<int:pk>/make-message/", MakeMessageView.as_view(), name="shift_story_make_message"),
        path("shift/stories/<int:pk>/take-back/", TakeBackView.as_view(), name="shift_story_take_back"),
    ]


@hooks.register(STORY_PANEL_HOOK, order=10)
def messages_of_story(request: HttpRequest, story: Story) -> MessagesOfStory:
    return MessagesOfStory(story, request.user)


@hooks.register(STORY_PANEL_HOOK, order=20)
def consents_of_story(request: HttpRequest, story: Story) -> ConsentsOfStory | None:
    has_files = story.files.exists()
    return ConsentsOfStory(story, request.user) if has_files and request.user.has_perm(MAY_SEE_CONSENTS) else None


@hooks.register(ABOUT_HOOK)
def about_message(request: HttpRequest, message: ShareableMessage) -> AboutMessage | None:
    part = AboutMessage(message, request.user)
    return part if part.has_something_to_say else None


@hooks.register(PANEL_HOOK)
def ending_consents(request: HttpRequest) -> EndingConsents | None:
    return EndingConsents.for_user(request.user)


@hooks.register(FACTS_HOOK)
def trusted_with(request: HttpRequest, ambassador: Ambassador) -> tuple[Any, str] | None:
    """On the page of an ambassador, for who may see it."""
    if not request.user.has_perm(MAY_SEE_TRUST):
        return None
    return _("Publishes without review about"), ", ".join(str(trust.pillar) for trust in trust_of(ambassador))


@hooks.register("register_log_actions")
def consent_log_actions(actions: LogActionRegistry) -> None:
    for name, label, message in (
        ("consent.record", _("Record"), _("Recorded the consent")),
        ("consent.withdraw", _("Withdraw"), _("The consent was withdrawn")),
        ("consent.expire", _("End"), _("The consent ended on its day")),
        (
            "message.media_out",
            _("Take the photo or video out"),
            _("A photo or video that may not be seen was taken out"),
        ),
        ("story.message", _("Make a message"), _("Made a message of the story")),
        ("story.take_back", _("Take back"), _("Took back what was published without review")),
        ("trust.grant", _("Trust"), _("May publish stories about this content pillar without review")),
        ("trust.revoke", _("Stop trusting"), _("Stories are reviewed again")),
    ):
        actions.register_action(f"shift.{name}", label, message)

    @actions.register_action("shift.consent.change")
    class Changed(LogFormatter):
        label = _("Change")

        def format_message(self, log_entry: Any) -> str:
            until = log_entry.data.get("until") or "–"
            return _("Changed the consent; good until: %(until)s") % {"until": until}

    @actions.register_action("shift.story.by_trust")
    class ByTrust(LogFormatter):
        label = _("Publish by trust")

        def format_message(self, log_entry: Any) -> str:
            return _("Published without review; trusted by %(by)s") % {"by": log_entry.data.get("by") or "–"}
