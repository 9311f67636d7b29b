"""The log of deliveries. It is only looked at, so wagtail-modeladmin lists it.

It tells what was delivered. Who opened or shared is counted per distribution and never listed by person.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from shift_plugin.base.views import ForgivingIndexMixin, LookOnly, SafeExportMixin
from shift_plugin.distribution.enums import DistributionKind
from shift_plugin.distribution.filters import RecentDistributionFilter
from shift_plugin.distribution.models import Delivery
from shift_plugin.distribution.permissions import may_view
from shift_plugin.people.queries import name_fields


class DeliveryPermissions(LookOnly):
    """Everyone who may see distributions may look."""

    def user_can_list(self, user: Any) -> bool:
        return may_view(user)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return may_view(user) and obj.distribution.kind != DistributionKind.REMINDER


class DeliveryIndexView(ForgivingIndexMixin, SafeExportMixin, IndexView):
    pass


class DeliveryAdmin(ModelAdmin):
    model = Delivery
    menu_label = _("Deliveries")
    menu_icon = "mail"
    menu_order = 420
    base_url_path = "shift/deliveries"
    permission_helper_class = DeliveryPermissions
    index_view_class = DeliveryIndexView
    inspect_view_enabled = True
    history_view_enabled = False
    list_display = ("person", "distribution", "channel", "state", "sent", "reason_text")
    list_filter = ("state", "channel", RecentDistributionFilter)
    list_per_page = 50
    list_select_related = ("ambassador__user", "distribution__message", "distribution__challenge")
    list_export = ("person", "distribution", "get_channel_display", "get_state_display", "sent_at", "reason_text")
    export_filename = "deliveries"
    ordering = ("-pk",)
    inspect_view_fields = (
        "ambassador",
        "distribution",
        "channel",
        "state",
        "reason_text",
        "due_at",
        "sent_at",
        "attempts",
        "message_id",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        """Without reminders: who got one did nothing with the message, and that is nobody's business."""
        listed = super().get_queryset(request).exclude(distribution__kind=DistributionKind.REMINDER)
        return listed.select_related("ambassador__user", "distribution__message", "distribution__challenge")

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return [f"ambassador__user__{name}" for name in name_fields()]

    def person(self, delivery: Delivery) -> str:
        return delivery.ambassador.name

    person.short_description = _("Person")  # type: ignore[attr-defined]

    def sent(self, delivery: Delivery) -> Any:
        return delivery.sent_at or ""

    sent.short_description = _("Delivered at")  # type: ignore[attr-defined]
    sent.admin_order_field = "sent_at"  # type: ignore[attr-defined]
