"""The page of one story: everything an editor needs to decide, and what can be done with it."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.views.generic import InspectView

from shift_plugin.stories.enums import INTERNAL, FileKind
from shift_plugin.stories.models import Story
from shift_plugin.stories.queries import neighbours, standing, state_words
from shift_plugin.stories.viewsets.steps import offered

# Other parts of the plugin add to the page: functions of request and story that give a component, or None.
STORY_PANEL_HOOK = "register_shift_story_panel"


class StoryView(InspectView):
    template_name = "shift_plugin/stories/admin/story.html"

    def get_object(self, queryset: Any = None) -> Story:
        story: Story = super().get_object(queryset)
        if story.handed_in_at is None:
            raise Http404
        return story

    def get_page_title(self) -> str:
        return _("Story")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        story: Story = self.object
        before, after = neighbours(story)
        steps = offered(story, self.request.user)
        made = (make(self.request, story) for make in hooks.get_hooks(STORY_PANEL_HOOK))
        panels = [panel for panel in made if panel is not None]
        joined = story.merged.select_related("sender__user", "sender__team").prefetch_related("files")
        return super().get_context_data(**kwargs) | {
            "story": story,
            "sources": [story, *joined.order_by("handed_in_at", "pk")],
            "standing": standing(story, timezone.now()),
            "state_words": state_words(story),
            "before": before,
            "after": after,
            "steps": steps,
            "events": story.events.select_related("by").order_by("at", "pk"),
            "internal": INTERNAL,
            "photo": FileKind.PHOTO,
            "panels": panels,
            "media": sum((panel.media for panel in panels), Media()),
        }
