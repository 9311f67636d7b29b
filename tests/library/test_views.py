"""The library and the message page, as employees open them."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from shift_plugin.library.models import LibraryPage
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.strategy import KeyMessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_message():
    return KeyMessageFactory()


@pytest.fixture
def reader(key_message):
    return AmbassadorFactory(pillars=[key_message.pillar])


@pytest.fixture
def library():
    return Page.objects.filter(depth=2).first().add_child(instance=LibraryPage(title="Bibliotheek", slug="bibliotheek"))


def message_url(message):
    return reverse("shift:message", args=[message.pk])


def found(client, address):
    """The final status: on a site with languages in its addresses, Django first tries one of those."""
    return client.get(address, follow=True).status_code


# The library


def test_the_library_shows_what_suits_the_reader(client, reader, library, key_message):
    MessageFactory(title="Van mij", key_message=key_message)
    MessageFactory(title="Van anderen")
    client.force_login(reader.user)
    response = client.get(library.url)
    assert [card["title"] for card in response.context["cards"]] == ["Van mij"]


def test_whoever_is_not_logged_in_is_asked_to(client, library):
    response = client.get(library.url)
    assert (response.status_code, "login" in response.url) == (302, True)


def test_search_and_filters_are_in_the_address(client, reader, library, key_message):
    MessageFactory(title="Zonnepanelen", kind="story", key_message=key_message)
    MessageFactory(title="Nieuwe collega", kind="vacancy", key_message=key_message)
    client.force_login(reader.user)
    query = {"q": "zonnepanelen", "kind": "story", "pillar": key_message.pillar_id, "network": "linkedin", "tab": "all"}
    response = client.get(library.url, query)
    assert [card["title"] for card in response.context["cards"]] == ["Zonnepanelen"]
    form = response.context["filter_form"]
    assert [form[name].value() for name in ("q", "kind", "network", "tab")] == [
        "zonnepanelen",
        "story",
        "linkedin",
        "all",
    ]
    assert response.context["reset_url"] == "?tab=all"


@pytest.mark.parametrize(
    "query", [{"kind": "no"}, {"pillar": "x"}, {"network": "myspace"}, {"tab": "?"}, {"page": "-1"}]
)
def test_what_does_not_exist_is_left_out(client, reader, library, key_message, query):
    MessageFactory(key_message=key_message)
    client.force_login(reader.user)
    assert len(client.get(library.url, query).context["cards"]) == 1


def test_the_library_says_why_it_is_empty(client, library, key_message):
    def told(user, **query):
        client.force_login(user)
        return client.get(library.url, query).context["empty"]["icon"]

    outsider, without_group = UserFactory(), AmbassadorFactory()
    member = AmbassadorFactory(pillars=[key_message.pillar])
    icons = [told(outsider), told(without_group.user), told(member.user), told(member.user, q="iets")]
    assert icons == ["people", "pillar", "inbox", "search"]


def test_the_library_takes_the_same_number_of_queries_whatever_it_holds(client, reader, library, key_message):
    client.force_login(reader.user)

    def queries():
        client.get(library.url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(library.url).status_code == 200
        return len(captured)

    MessageFactory(key_message=key_message, image=ImageFactory(), image_alt="Een dak")
    one = queries()
    MessageFactory.create_batch(2, key_message=key_message, image=ImageFactory(), image_alt="Een dak")
    assert queries() == one


# One message


def test_the_message_page_has_a_button_and_a_preview_per_network(client, reader):
    message = MessageFactory(text="Voor de rest", network_texts={"x": "Voor X"}, hashtags="#zorg")
    client.force_login(reader.user)
    previews = {item["key"]: item for item in client.get(message_url(message)).context["previews"]}
    assert previews["x"]["text"] == "Voor X\n\n#werk #zorg"
    assert previews["linkedin"]["text"] == "Voor de rest\n\n#werk #zorg"
    assert previews["x"]["url"] == reverse("shift:share", args=[message.pk, "x"])


def test_the_message_page_says_why_the_reader_sees_it(client, key_message):
    team = TeamFactory(name="Zwolle")
    reader = AmbassadorFactory(team=team, pillars=[key_message.pillar], roles=["creator"])
    message = MessageFactory(key_message=key_message, teams=[team], roles=["creator"])
    client.force_login(reader.user)
    assert len(client.get(message_url(message)).context["reasons"]) == 3


def test_the_message_page_asks_for_a_log_in_and_tells_nothing(client):
    message = MessageFactory()
    there, not_there = client.get(message_url(message)), client.get(reverse("shift:message", args=[message.pk + 1]))
    assert (there.status_code, not_there.status_code) == (302, 302)


@pytest.mark.parametrize("other", [{"teams": True}, {"roles": ["master"]}, {"draft": True}])
def test_what_is_not_for_the_reader_does_not_exist(client, reader, other):
    if "teams" in other:
        other = {"teams": [TeamFactory()]}
    message = MessageFactory(**other)
    client.force_login(reader.user)
    assert found(client, message_url(message)) == 404


def test_what_is_over_says_so(client, reader):
    withdrawn = MessageFactory()
    withdrawn.unpublish()
    expired = MessageFactory(expire_at=timezone.now() - timedelta(minutes=1))
    client.force_login(reader.user)
    assert [client.get(message_url(message)).status_code for message in (withdrawn, expired)] == [410, 410]


def test_what_is_over_and_was_never_for_the_reader_does_not_exist(client, reader):
    message = MessageFactory(teams=[TeamFactory()])
    message.unpublish()
    client.force_login(reader.user)
    assert found(client, message_url(message)) == 404


def test_the_picture_can_be_kept(client, reader):
    message = MessageFactory(title="Het dak", image=ImageFactory(), image_alt="Een dak")
    client.force_login(reader.user)
    response = client.get(reverse("shift:message_picture", args=[message.pk]))
    start = b"".join(response.streaming_content)[:3]
    assert (response["Content-Disposition"], start) == ('attachment; filename="het-dak.jpg"', b"\xff\xd8\xff")


def test_the_video_can_be_kept(client, reader):
    video = get_document_model().objects.create(title="Film", file=ContentFile(b"film", name="film.mp4"))
    message = MessageFactory(title="Het dak", video=video)
    client.force_login(reader.user)
    response = client.get(reverse("shift:message_video", args=[message.pk]))
    content = b"".join(response.streaming_content)
    assert (response["Content-Disposition"], content) == ('attachment; filename="het-dak.mp4"', b"film")


@pytest.mark.parametrize("name", ["message_picture", "message_video"])
def test_files_are_for_the_audience_only(client, reader, name):
    message = MessageFactory(image=ImageFactory(), image_alt="Een dak", teams=[TeamFactory()])
    client.force_login(reader.user)
    assert found(client, reverse(f"shift:{name}", args=[message.pk])) == 404


@pytest.mark.parametrize("name", ["message_picture", "message_video"])
def test_a_file_that_is_not_there_is_not_found(client, reader, name):
    client.force_login(reader.user)
    assert found(client, reverse(f"shift:{name}", args=[MessageFactory().pk])) == 404


def test_a_link_from_a_mail_opens_the_page_without_log_in_and_travels_along(client, reader):
    from shift_plugin.sharing.permissions import share_token

    message = MessageFactory(image=ImageFactory(), image_alt="Een dak")
    token = share_token(ambassador_id=reader.pk, message_id=message.pk)
    response = client.get(message_url(message), {"t": token})
    assert response.status_code == 200
    assert response.context["picture_url"].endswith(f"picture/?t={token}".replace(":", "%3A"))


def test_a_link_for_another_message_opens_nothing(client, reader):
    from shift_plugin.sharing.permissions import share_token

    token = share_token(ambassador_id=reader.pk, message_id=MessageFactory().pk)
    assert client.get(message_url(MessageFactory()), {"t": token}).status_code == 302


def test_nothing_changes_by_looking(client, reader, library, key_message):
    message = MessageFactory(key_message=key_message)
    client.force_login(reader.user)
    for address in (library.url, message_url(message)):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        assert [query["sql"] for query in captured if not query["sql"].startswith("SELECT")] == []


def test_texts_are_never_html(client, reader, library, key_message):
    message = MessageFactory(title="<script>1</script>", text="<img src=x onerror=1>", key_message=key_message)
    client.force_login(reader.user)
    for address in (library.url, message_url(message)):
        page = client.get(address).content.decode()
        assert ("<script>1" in page, "<img src=x" in page) == (False, False)
