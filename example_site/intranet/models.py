"""The page types of the Brinkhoven intranet."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from .blocks import HomeBlocks, TextBlocks


class HomePage(Page):
    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(HomeBlocks(), verbose_name=_("text"), blank=True)

    template = "intranet/home_page.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["news"] = NewsPage.newest_below(self)[:4]
        context["knowledge"] = KnowledgePage.objects.live().descendant_of(self).order_by("-last_published_at")[:5]
        return context


class ImagePage(Page):
    """A page that is shown as a card with a picture."""

    introduction = models.TextField(_("introduction"), max_length=400)
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    body = StreamField(TextBlocks(), verbose_name=_("text"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Picture")),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        abstract = True


class NewsIndexPage(Page):
    introduction = models.TextField(_("introduction"), blank=True)

    template = "intranet/news_index_page.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["intranet.NewsPage"]
    page_size = 12

    class Meta:
        verbose_name = _("news overview")
        verbose_name_plural = _("news overviews")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = Paginator(NewsPage.newest_below(self), self.page_size)
        context["news"] = pages.get_page(request.GET.get("page"))
        return context


class NewsPage(ImagePage):
    date = models.DateField(_("date"), default=timezone.localdate)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    location = models.CharField(_("location"), max_length=100, blank=True)

    template = "intranet/news_page.html"
    content_panels = [
        *ImagePage.content_panels,
        MultiFieldPanel([FieldPanel("date"), FieldPanel("author"), FieldPanel("location")], heading=_("Who and when")),
    ]
    search_fields = [*ImagePage.search_fields, index.FilterField("date")]
    parent_page_types = ["intranet.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @classmethod
    def newest_below(cls, page: Page) -> models.QuerySet:
        """Live items below a page with their pictures, two queries whatever the number."""
        items = cls.objects.live().descendant_of(page).select_related("image").order_by("-date", "-pk")
        return items.prefetch_related("image__renditions")


class KnowledgeCategory(models.TextChoices):
    WORK = "work", _("Working here")
    CARE = "care", _("Care and safety")
    SYSTEMS = "systems", _("Computers and systems")
    COMMUNICATION = "communication", _("Communication")


class KnowledgeIndexPage(Page):
    introduction = models.TextField(_("introduction"), blank=True)

    template = "intranet/knowledge_index_page.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["intranet.KnowledgePage"]

    class Meta:
        verbose_name = _("knowledge overview")
        verbose_name_plural = _("knowledge overviews")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = list(KnowledgePage.objects.live().child_of(self).order_by("title"))
        groups = ((label, [page for page in pages if page.category == key]) for key, label in KnowledgeCategory.choices)
        context["categories"] = [(label, found) for label, found in groups if found]
        return context


class KnowledgePage(Page):
    introduction = models.TextField(_("in short"), max_length=400)
    category = models.CharField(_("subject"), max_length=15, choices=KnowledgeCategory.choices)
    body = StreamField(TextBlocks(), verbose_name=_("text"), blank=True)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who knows more"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_on = models.DateField(_("check again on"), null=True, blank=True)

    template = "intranet/knowledge_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("category"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("contact"), FieldPanel("review_on")], heading=_("Upkeep")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]
    parent_page_types = ["intranet.KnowledgeIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("knowledge page")
        verbose_name_plural = _("knowledge pages")
