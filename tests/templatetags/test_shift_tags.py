from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from shift_plugin.templatetags import shift_tags
from tests.factories.distribution import DeliveryFactory

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


@pytest.fixture
def host(settings):
    """Hosts of the tests: the name of the one to use is in the setting, as it is for a customer."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [TEMPLATES]}]

    def use(name: str) -> None:
        settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "BASE_TEMPLATE": name}

    return use


def render(text: str, **context) -> str:
    return Template("{% load shift_tags %}" + text).render(Context(context)).strip()


def test_a_page_fills_the_blocks_of_the_host_once(host):
    host("tests/blocks.html")
    lines = [line.strip() for line in render_to_string("tests/page.html").splitlines() if line.strip()]
    assert lines == [
        "<title>Our page | Host</title>",
        '<link rel="stylesheet" href="/host.css">',
        '<link rel="stylesheet" href="/static/shift_plugin/shift.css">',
        '<link rel="stylesheet" href="/page.css">',
        '<div class="shift">',
        "<h1>Our page</h1>",
        "</div>",
        '<script src="/host.js"></script>',
        '<script src="/static/shift_plugin/shift.js" defer></script>',
    ]


def test_the_host_may_change_while_templates_stay_loaded(host):
    host("tests/blocks.html")
    first = render_to_string("tests/page.html")
    host("tests/host.html")
    assert "<title>Our page - Host</title>" in render_to_string("tests/page.html")
    assert "<title>Our page | Host</title>" in first


def test_the_inbox_of_a_visitor_is_empty():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert render("{% shift_unread_count %}", request=request) == "0"
    assert render("{% shift_unread_count %}") == "0"


def test_the_inbox_counts_what_one_has_not_read(db, django_assert_num_queries):
    delivery = DeliveryFactory()
    request = RequestFactory().get("/")
    request.user = delivery.ambassador.user
    with django_assert_num_queries(1):
        assert render("{% shift_unread_count %}", request=request) == "1"


def test_an_icon_is_decoration_and_an_unknown_one_is_still_an_icon():
    icon = render('{% shift_icon "check" %}')
    assert icon.startswith(
        '<svg class="shift-icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path'
    )
    assert render('{% shift_icon "of-a-network-of-the-host" %}') == render('{% shift_icon "share" %}')


def test_every_network_has_a_drawing_of_its_own():
    drawings = [render("{% shift_icon key %}", key=key) for key in shift_tags.networks()]
    assert len(set(drawings)) == len(drawings) > 0
    assert render('{% shift_icon "share" %}') not in drawings


def test_filters_stay_while_paging():
    request = RequestFactory().get("/", {"kind": ["story", "event"], "q": "brug & weg", "page": "2"})
    tag = "{% autoescape off %}{% shift_querystring page=3 q=none %}{% endautoescape %}"
    assert render(tag, request=request, none=None) == "?kind=story&kind=event&page=3"
    assert render("{% shift_querystring page=3 %}") == "?page=3"


def test_pages_link_to_one_another():
    request = RequestFactory().get("/", {"q": "brug", "page": "2"})
    page = Paginator(range(30), 10).page(2)
    with translation.override("en"):
        html = render("{% shift_pagination page %}", request=request, page=page)
    assert 'href="?q=brug" rel="prev"' in html
    assert 'href="?q=brug&amp;page=3" rel="next"' in html
    assert '<a href="?q=brug&amp;page=2" aria-current="page">' in html


def test_a_page_that_cannot_count_has_previous_and_next_only():
    page = SimpleNamespace(number=1, has_next=lambda: True, has_previous=lambda: False)
    html = render("{% shift_pagination page %}", page=page)
    assert 'href="?page=2" rel="next"' in html
    assert ('rel="prev"' in html, "<ol" in html) == (False, False)


def test_a_single_page_needs_no_links():
    assert render("{% shift_pagination page %}", page=Paginator([1], 10).page(1)) == ""


def test_networks_have_names_also_those_that_are_gone():
    assert render('{{ "linkedin"|shift_network_label }} {{ "hyves"|shift_network_label }}') == "LinkedIn hyves"


@pytest.mark.parametrize(
    ("value", "english", "dutch"),
    [(1284, "1,284", "1.284"), (12.0, "12", "12"), (12.57, "12.6", "12,6"), ("42 %", "42 %", "42 %")],
)
def test_numbers_are_written_as_people_do(value, english, dutch):
    with translation.override("en"):
        assert shift_tags.shift_number(value) == english
    with translation.override("nl"):
        assert shift_tags.shift_number(value) == dutch


def test_a_chart_is_drawn_in_every_language_with_points_and_not_commas():
    rows = [("LinkedIn", 1284), ("X", 700), ("Facebook", None)]
    with translation.override("nl"):
        html = render('{% shift_bar_chart rows label="Clicks" kind="measured" %}', rows=rows)
    assert 'width="44.704%"' in html
    assert "1.284" in html
    assert 'style="' not in html


def test_a_line_chart_gives_its_figures_in_a_table_too():
    with translation.override("en"):
        html = render(
            '{% shift_line_chart weeks lines label="Shares" column="Week" %}', weeks=[1, 2], lines={"a": [5, None]}
        )
    assert '<tr><th scope="row">1</th><td class="shift-number">5</td></tr>' in html
    assert '<tr><th scope="row">2</th><td class="shift-number">not known</td></tr>' in html


def test_a_person_without_a_picture_has_initials():
    html = render('{% shift_avatar "Jan de Wit" %}')
    assert "JW" in html
    assert html == render('{% shift_avatar "Jan de Wit" %}')
