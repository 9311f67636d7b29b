from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import ListView

from shift_plugin.base.enums import networks
from shift_plugin.base.permissions import ReaderRequiredMixin
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import library_url
from shift_plugin.people.models import Ambassador
from shift_plugin.sharing import actions, queries
from shift_plugin.sharing.enums import Answer, Back
from shift_plugin.sharing.forms import AnswerForm
from shift_plugin.sharing.models import Share
from shift_plugin.sharing.views.sharer import SharerView, gone


class AnswerView(SharerView):
    """Did you post it? Yes, no, or take the answer back."""

    def find_message(self) -> ShareableMessage | None:
        self.share = Share.objects.select_related("message").filter(key=self.kwargs["key"]).first()
        return self.share.message if self.share else None

    def is_own(self) -> bool:
        return self.share is not None and self.share.ambassador_id == self.who.ambassador.pk

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(AnswerForm(initial={"post_url": self.share.post_url})) if self.is_own() else gone(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.is_own():
            return gone(request)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        self.store(form.cleaned_data["answer"], form.cleaned_data["post_url"])
        return redirect(self.back())

    def store(self, answer: str, post_url: str) -> None:
        if answer == Answer.YES:
            actions.confirm_share(share=self.share, post_url=post_url)
            messages.success(self.request, _("Thank you for telling us."), fail_silently=True)
            self.look_at(post_url)
        elif answer == Answer.NO:
            actions.decline_share(share=self.share)
            messages.info(self.request, _("That is fine. You decide what you post."), fail_silently=True)
        else:
            actions.forget_answer(share=self.share)
            messages.info(self.request, _("Your answer is gone."), fail_silently=True)

    def look_at(self, post_url: str) -> None:
        """An address elsewhere is kept, because servers of Mastodon and short addresses are many; it is only said."""
        network = networks().get(self.share.network)
        if post_url and network and not network.is_post_address(post_url):
            words = _("The address of your post is not on %(network)s. Is it the right one?")
            messages.warning(self.request, words % {"network": network.label}, fail_silently=True)

    def page(self, form: AnswerForm) -> HttpResponse:
        question = {
            "action": reverse("shift:share_answer", args=[self.share.key]),
            "token": self.who.token,
            "back": self.request.POST.get("back", Back.MINE),
            "form": form,
            "asks_address": True,
        }
        context = {"share": self.share, "message": self.share.message, "question": question}
        return render(self.request, "shift_plugin/sharing/answer.html", context)

    def back(self) -> str:
        """A page by its name; the request never gives an address."""
        back, message_id = self.request.POST.get("back"), self.share.message_id
        if message_id and back == Back.MESSAGE:
            return self.address("message", message_id)
        if message_id and (self.who.token or back == Back.SHARE):
            return self.address("share", message_id, self.share.network)
        return self.address("my_shares")


class MySharesView(ReaderRequiredMixin, ListView):
    """What I shared, for nobody else."""

    template_name = "shift_plugin/sharing/my_shares.html"
    context_object_name = "shares"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Share]:
        ambassador = Ambassador.objects.for_user(self.request.user)
        return queries.shares_by(ambassador) if ambassador else Share.objects.none()

    def paginate_queryset(self, queryset: QuerySet[Share], page_size: int) -> Any:
        """A page that isn't there is the first or the last one, and no error."""
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get(self.page_kwarg))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        library = library_url(get_language() or "", self.request)
        return super().get_context_data(
            is_measured=queries.is_measured(), back=Back.MINE, library_url=library, **kwargs
        )
