from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from shift_plugin.stories.permissions import MAY_SEE
from shift_plugin.stories.queries import in_words, what_waits


class StoriesPanel(Component):
    """On the Shift home: what waits, what is late, and how long the oldest waits."""

    template_name = "shift_plugin/stories/admin/panel.html"
    order = 15

    def __init__(self, user: Any) -> None:
        self.user = user

    @classmethod
    def for_user(cls, user: Any) -> StoriesPanel | None:
        return cls(user) if user.has_perm(MAY_SEE) else None

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        now = timezone.now()
        numbers = what_waits(self.user, now)
        return {"numbers": numbers, "age": in_words(now - numbers.oldest) if numbers.oldest else ""}
