"""The page tree, in Dutch and English."""

from datetime import timedelta
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from example_site.content import pages as texts
from example_site.content.english_pages import ENGLISH_KNOWLEDGE, ENGLISH_NEWS
from example_site.content.knowledge import KNOWLEDGE
from example_site.content.news import NEWS
from example_site.content.pillars import PILLARS
from example_site.content.shapes import Knowledge, News
from example_site.intranet.models import HomePage, KnowledgeIndexPage, KnowledgePage, NewsIndexPage, NewsPage
from example_site.users.models import User
from shift_plugin.library.models import LibraryPage
from shift_plugin.stories.models import StorySubmissionPage
from shift_plugin.strategy.models import Pillar, PillarPage, StrategyPage

from .pictures import picture

LANGUAGES = ("nl", "en")


def same_everywhere(key: str) -> Any:
    """The key that a text and its translations share."""
    return uuid5(NAMESPACE_URL, f"https://www.brinkhoven.example/{key}")


def load_pages(users: dict[str, User], pillars: dict[str, Pillar]) -> None:
    for language in LANGUAGES:
        locale, _made = Locale.objects.get_or_create(language_code=language)
        home = _home(locale)
        news = _below(home, NewsIndexPage, "news", locale, show_in_menus=True, **texts.NEWS_INDEX[language])
        library = _below(home, LibraryPage, "library", locale, show_in_menus=True, **texts.LIBRARY[language])
        strategy = _below(home, StrategyPage, "strategy", locale, show_in_menus=True, **texts.STRATEGY[language])
        knowledge = _below(
            home, KnowledgeIndexPage, "knowledge", locale, show_in_menus=True, **texts.KNOWLEDGE_INDEX[language]
        )
        _below(home, StorySubmissionPage, "story-form", locale, show_in_menus=True, **texts.STORY_FORM[language])
        for row in (*NEWS, *ENGLISH_NEWS):
            if row.language == language:
                _news_page(news, row, users, locale)
        for item in (*KNOWLEDGE, *ENGLISH_KNOWLEDGE):
            if item.language == language:
                _knowledge_page(knowledge, item, users, locale)
        _pillar_pages(strategy, pillars, locale)
        _shortcuts(home, language, library, strategy, knowledge)


def _home(locale: Locale) -> HomePage:
    row = texts.HOME[locale.language_code]
    found = HomePage.objects.filter(locale=locale).first()
    if found:
        return found
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(
            title=row["title"],
            slug=row["slug"],
            introduction=row["introduction"],
            body=blocks(row["body"]),
            locale=locale,
            translation_key=same_everywhere("home"),
        )
    )
    if locale.language_code == LANGUAGES[0]:
        _make_root_of_site(home)
    return home


def _make_root_of_site(home: HomePage) -> None:
    """Takes the place of the welcome page that Wagtail's own migrations make."""
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    before = site.root_page if site.pk else None
    site.root_page, site.site_name = home, "Brinkhoven"
    site.save()
    if before is not None and type(before.specific) is Page and not before.get_children().exists():
        before.delete()


def _below(parent: Page, model: type[Page], key: str, locale: Locale, **values: Any) -> Any:
    translation_key = same_everywhere(key)
    found = model.objects.filter(translation_key=translation_key, locale=locale).first()
    if found:
        return found
    parent = Page.objects.get(pk=parent.pk)
    page = parent.add_child(instance=model(locale=locale, translation_key=translation_key, **values))
    page.save_revision().publish()
    return page


def _news_page(parent: Page, row: News, users: dict[str, User], locale: Locale) -> None:
    key = row.translation_of or row.key
    if NewsPage.objects.filter(translation_key=same_everywhere(key), locale=locale).exists():
        return
    original = {item.key: item for item in NEWS}[key]
    published = timezone.now() - timedelta(days=row.days, hours=2)
    page = _below(
        parent,
        NewsPage,
        key,
        locale,
        title=row.title,
        slug=row.key,
        introduction=row.introduction,
        body=blocks(row.body),
        date=timezone.localdate() - timedelta(days=row.days),
        author=users[row.author],
        location=row.location,
        image=picture(
            key=f"nieuws-{key}", title=original.title, alt=original.alt, motif=row.picture, palette=row.palette
        ),
        image_alt=row.alt,
        owner=users[row.author],
    )
    _backdate(page, published)


def _knowledge_page(parent: Page, row: Knowledge, users: dict[str, User], locale: Locale) -> None:
    key = row.translation_of or row.key
    if KnowledgePage.objects.filter(translation_key=same_everywhere(key), locale=locale).exists():
        return
    page = _below(
        parent,
        KnowledgePage,
        key,
        locale,
        title=row.title,
        slug=row.key,
        introduction=row.introduction,
        category=row.category,
        body=blocks(row.body),
        contact=users[row.contact],
        owner=users[row.contact],
        review_on=timezone.localdate() + timedelta(days=180),
    )
    _backdate(page, timezone.now() - timedelta(days=5 + len(row.title)))


def _pillar_pages(parent: Page, pillars: dict[str, Pillar], locale: Locale) -> None:
    for row in PILLARS:
        dutch = locale.language_code == LANGUAGES[0]
        name = row.name if dutch else row.english_name
        _below(
            parent,
            PillarPage,
            f"pillar-{row.key}",
            locale,
            title=name,
            slug=slugify(name),
            pillar=pillars[row.key],
            introduction=row.introduction if dutch else row.english_introduction,
            body=row.body if dutch else row.english_body,
        )


def _shortcuts(home: HomePage, language: str, *pages: Page) -> None:
    if any(block.block_type == "shortcuts" for block in home.body):
        return
    links = [{"label": page.title, "page": page.pk} for page in pages]
    shortcuts = {"title": texts.HOME[language]["shortcuts"], "links": links}
    raw = [*home.body.get_prep_value(), {"type": "shortcuts", "value": shortcuts}]
    home = HomePage.objects.get(pk=home.pk)
    home.body = HomePage.body.field.stream_block.to_python(raw)
    home.save()
    home.save_revision().publish()


def _backdate(page: Page, moment: Any) -> None:
    Page.objects.filter(pk=page.pk).update(
        first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment
    )
    page.revisions.update(created_at=moment)


def blocks(rows: Any) -> Any:
    """The short notation of the content as a StreamField value."""
    makers = {
        "h": lambda text: ("heading", text),
        "p": lambda text: ("paragraph", f"<p>{escape(text)}</p>"),
        "q": lambda text, person: ("quote", {"text": text, "person": person}),
        "tip": lambda title, text: ("tip", {"title": title, "text": f"<p>{escape(text)}</p>"}),
        "steps": lambda title, *steps: (
            "steps",
            {"title": title, "steps": list(steps)},
        ),
    }
    made = (makers[kind](*values) for kind, *values in rows)
    return NewsPage.body.field.stream_block.to_python([{"type": kind, "value": value} for kind, value in made])
