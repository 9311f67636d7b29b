"""The channels of teams, and the log of what was posted there. The address of a channel appears nowhere."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from shift_plugin.base.views import ForgivingIndexMixin, LookOnly, SafeExportMixin
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.actions.posting import retry_post, send_test
from shift_plugin.distribution.enums import PostState
from shift_plugin.distribution.filters import ChatChannelFilter, RecentDistributionFilter
from shift_plugin.distribution.forms import ChatChannelForm, masked
from shift_plugin.distribution.models import ChatChannel, ChatPost
from shift_plugin.distribution.permissions import may_change, may_test_channel, may_view_posts
from shift_plugin.distribution.queries import last_posts
from shift_plugin.people.queries import language_choices

_TEMPLATES = "shift_plugin/distribution/admin"


def _language(channel: ChatChannel) -> str:
    return str(dict(language_choices()).get(channel.language, channel.language))


def _last(channel: Any) -> str:
    """What became of the last post, in words."""
    post = channel.last_post
    if post is None:
        return ""
    moment = date_format(timezone.localtime(post.sent_at or post.due_at), "SHORT_DATETIME_FORMAT")
    return " · ".join(filter(None, [post.get_state_display(), moment, post.reason_text()]))


class ChatChannelIndexView(SafeExportMixin, generic.IndexView):
    def get_base_queryset(self) -> QuerySet[ChatChannel]:
        return super().get_base_queryset().select_related("team", "pillar")

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> Any:
        paginator, page, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        found = last_posts(rows)
        for row in rows:
            row.last_post = found.get(row.pk)
        return paginator, page, rows, is_paginated

    def get_edit_url(self, instance: ChatChannel) -> str | None:
        """The name leads to the page about it; from there one edits, and tries it."""
        return self.get_inspect_url(instance)


class ToItsPageMixin:
    """After saving comes the page on which one can try it."""

    def get_success_url(self) -> str:
        return reverse("shift_channels:inspect", args=[self.object.pk])


@method_decorator(sensitive_post_parameters("address"), name="dispatch")
class ChatChannelCreateView(ToItsPageMixin, generic.CreateView):
    def save_instance(self) -> ChatChannel:
        self.object = super().save_instance()
        return self.object


@method_decorator(sensitive_post_parameters("address"), name="dispatch")
class ChatChannelEditView(ToItsPageMixin, generic.EditView):
    pass


class ChatChannelInspectView(generic.InspectView):
    template_name = f"{_TEMPLATES}/channel.html"
    fields = ["name", "kind", "address", "team", "pillar", "language", "is_active"]

    def get_address_display_value(self) -> str:
        return masked(self.object.address)

    def get_language_display_value(self) -> str:
        return _language(self.object)

    def get_team_display_value(self) -> str:
        return str(self.object.team or "–")

    def get_pillar_display_value(self) -> str:
        return str(self.object.pillar or "–")

    def get_is_active_display_value(self) -> str:
        return gettext("Yes") if self.object.is_active else gettext("No")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"may_test": may_test_channel(self.request.user)}


class TestPostView(View):
    """Post a test at once, and say what became of it. By POST only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_test_channel(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("shift_channels:inspect", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        handed = send_test(channel=get_object_or_404(ChatChannel, pk=pk), user=request.user)
        words = {"words": handed.words}
        if handed.state == PostState.SENT:
            messages.success(request, gettext("The test post arrived."))
        elif handed.state == PostState.UNKNOWN:
            messages.warning(request, gettext("No answer came. Look in the channel: %(words)s") % words)
        else:
            messages.error(request, gettext("The test post did not arrive: %(words)s") % words)
        return redirect("shift_channels:inspect", pk)


class ChatChannelViewSet(ModelViewSet):
    model = ChatChannel
    name = "shift_channels"
    url_prefix = "shift/channels"
    menu_label = _("Team channels")
    menu_name = "shift-channels"
    menu_order = 430
    icon = "comment"
    index_view_class = ChatChannelIndexView
    add_view_class = ChatChannelCreateView
    edit_view_class = ChatChannelEditView
    inspect_view_class = ChatChannelInspectView
    inspect_view_enabled = True
    inspect_view_fields = ChatChannelInspectView.fields
    inspect_template_name = f"{_TEMPLATES}/channel.html"
    copy_view_enabled = False
    list_filter = ["kind", "is_active"]
    search_fields = ["name"]
    search_backend_name = None
    list_export = ["name", "get_kind_display", "team", "pillar", "language", "is_active"]
    export_filename = "team_channels"
    ordering = ["name", "pk"]
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("team", label=_("Team"), accessor=lambda channel: channel.team or ""),
        Column("pillar", label=_("Content pillar"), accessor=lambda channel: channel.pillar or ""),
        Column("language", label=_("Language"), accessor=_language),
        BooleanColumn("is_active", label=_("In use")),
        Column("last", label=_("Last post"), accessor=_last),
    ]

    def get_edit_handler(self) -> Any:
        panels = [
            HelpPanel(template=f"{_TEMPLATES}/channel_help.html", heading=_("How to make a webhook")),
            MultiFieldPanel([FieldPanel("name"), FieldPanel("kind"), FieldPanel("address")], heading=_("Channel")),
            MultiFieldPanel([FieldPanel("team"), FieldPanel("pillar")], heading=_("What it gets")),
            FieldPanel("language"),
            FieldPanel("is_active"),
        ]
        return ObjectList(panels, base_form_class=ChatChannelForm).bind_to_model(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/test/", TestPostView.as_view(), name="test")]


class PostPermissions(LookOnly):
    """Everyone who may see distributions may look."""

    def user_can_list(self, user: Any) -> bool:
        return may_view_posts(user)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return may_view_posts(user)


class ChatPostIndexView(ForgivingIndexMixin, SafeExportMixin, IndexView):
    pass


class ChatPostInspectView(InspectView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        can_retry = self.instance.state in (PostState.FAILED, PostState.UNKNOWN)
        return super().get_context_data(**kwargs) | {"may_retry": can_retry and may_change(self.request.user)}


class RetryPostView(View):
    """Try one post again. By POST only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_change(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("shift_chat-posts_modeladmin_inspect", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        post = get_object_or_404(ChatPost.objects.select_related("distribution__message", "channel"), pk=pk)
        try:
            retry_post(post=post, user=request.user, now=timezone.now())
            messages.success(request, gettext("It is tried again, in the working hours of the site."))
        except DistributionError as error:
            messages.error(request, error.messages[0])
        return redirect("shift_chat-posts_modeladmin_inspect", pk)


class ChatPostAdmin(ModelAdmin):
    model = ChatPost
    menu_label = _("Posts in team channels")
    menu_icon = "comment"
    menu_order = 440
    base_url_path = "shift/chat-posts"
    permission_helper_class = PostPermissions
    index_view_class = ChatPostIndexView
    inspect_view_class = ChatPostInspectView
    inspect_view_enabled = True
    inspect_template_name = f"{_TEMPLATES}/post.html"
    history_view_enabled = False
    list_display = ("channel", "distribution", "state", "sent", "attempts", "reason_text")
    list_filter = ("state", ChatChannelFilter, RecentDistributionFilter)
    list_per_page = 50
    list_select_related = ("channel", "distribution__message")
    list_export = ("channel", "distribution", "get_state_display", "due_at", "sent_at", "attempts", "reason_text")
    export_filename = "team_channel_posts"
    search_fields = ("channel__name",)
    ordering = ("-pk",)
    inspect_view_fields = ("channel", "distribution", "state", "reason_text", "due_at", "sent_at", "attempts")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ChatPost]:
        return super().get_queryset(request).select_related("channel", "distribution__message")

    def sent(self, post: ChatPost) -> Any:
        return post.sent_at or ""

    sent.short_description = _("Delivered at")  # type: ignore[attr-defined]
    sent.admin_order_field = "sent_at"  # type: ignore[attr-defined]
