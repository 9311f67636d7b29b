"""What Wagtail does by itself, well written: the other side of B1, B2 and B9."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.images import get_image_model_string
from wagtail.models import Page


class EmptyPage(Page):
    """Nothing but a title in the layout of the intranet."""

    template = "yardsticks/empty_page.html"


class ListPage(Page):
    """Lists its newest child pages as cards with a picture."""

    template = "yardsticks/list_page.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = CardPage.objects.live().child_of(self).order_by("-first_published_at", "-pk")
        context["pages"] = pages.select_related("image").prefetch_related("image__renditions")[:24]
        return context


class CardPage(Page):
    introduction = models.TextField(blank=True)
    image = models.ForeignKey(get_image_model_string(), null=True, on_delete=models.SET_NULL, related_name="+")
    image_alt = models.CharField(max_length=300, blank=True)


class BareRow(models.Model):
    """A table by itself, with as many columns and filters as our listing of messages shows."""

    KINDS = [(word, word.title()) for word in "article story vacancy event campaign release".split()]
    STATES = [(word, word.title()) for word in "draft waiting rejected scheduled live expired withdrawn".split()]
    SUBJECTS = [(f"subject-{number}", f"Subject {number}") for number in range(20)]

    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=15, choices=KINDS)
    state = models.CharField(max_length=15, choices=STATES)
    subject = models.CharField(max_length=15, choices=SUBJECTS)
    language = models.CharField(max_length=10)
    author = models.CharField(max_length=50)
    window = models.CharField(max_length=50)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title
