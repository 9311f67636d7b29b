from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from shift_plugin.base.models import new_key
from shift_plugin.stories.enums import EventKind, StoryState
from shift_plugin.stories.models import Story, StoryFile
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.stories import ChallengeFactory, StoryFactory, StorySubmissionPageFactory, jpeg
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Any:
    return StorySubmissionPageFactory(questions="Wie was erbij?\nWat vond je ervan?", thanks="Wat fijn!")


@pytest.fixture
def sender(client) -> Any:
    ambassador = AmbassadorFactory(language="nl")
    client.force_login(ambassador.user)
    return ambassador


def photo(name: str = "IMG_1.jpg", colour: str = "teal") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(colour=colour), "image/jpeg")


def words(**more: Any) -> dict[str, Any]:
    return {"key": new_key(), "text": "We plantten een boom.", "step": "hand_in", **more}


def background(client: Any, page: Any, **posted: Any) -> Any:
    return client.post(page.url, posted, headers={"accept": "application/json"})


# Who may


def test_somebody_who_is_not_logged_in_is_asked_to(client, page):
    assert client.get(page.url).status_code == 302
    assert client.post(page.url, words()).status_code == 302
    assert not Story.objects.exists()


def test_a_colleague_who_does_not_take_part_is_invited_and_comes_back_here(client, page):
    client.force_login(UserFactory())

    answer = client.get(page.url)
    client.post(page.url, words())
    joined = client.post("/shift/me/join/", {"next": page.url})

    assert 'name="next"' in answer.content.decode()
    assert not Story.objects.exists()
    assert joined.url == page.url
    assert 'name="text"' in client.get(page.url).content.decode()


# Handing in


def test_a_story_with_words_alone_is_handed_in(client, page, sender):
    pillar = PillarFactory()
    answers = {"answer_0": "Iedereen", "answer_1": ""}
    answer = client.post(page.url, words(pillar_id=pillar.pk, link="voorbeeld.nl/boom", wants_credit="on", **answers))

    story = Story.objects.get()
    assert answer.url == f"/shift/stories/{story.key}/thanks/"
    assert (story.sender, story.page, story.pillar, story.state) == (sender, page, pillar, StoryState.WAITING)
    assert (story.link, story.wants_credit, story.language) == ("https://voorbeeld.nl/boom", True, "nl")
    assert story.answers == [{"question": "Wie was erbij?", "answer": "Iedereen"}]
    assert story.due_at > story.handed_in_at
    assert [event.kind for event in story.events.all()] == [EventKind.HANDED_IN]


def test_the_same_form_sent_twice_is_one_story(client, page, sender):
    form = words()

    addresses = [client.post(page.url, form).url for _time in range(2)]

    assert addresses == [f"/shift/stories/{form['key']}/thanks/"] * 2
    assert Story.objects.get().events.count() == 1


def test_a_second_story_is_another_one(client, page, sender):
    client.post(page.url, words())
    client.post(page.url, words())

    assert Story.objects.filter(state=StoryState.WAITING).count() == 2


def test_somebody_elses_key_is_of_no_use(client, page, sender):
    other = StoryFactory(state="draft", handed_in_at=None, page=page, text="Van een ander")

    client.post(page.url, words(key=other.key))

    other.refresh_from_db()
    assert (other.text, other.state) == ("Van een ander", StoryState.DRAFT)
    assert Story.objects.get(sender=sender).key != other.key


@pytest.mark.parametrize("key", ["", "short", "x" * 23, "../../../../etc/passwd", "é" * 22])
def test_a_key_that_is_none_is_replaced(client, page, sender, key):
    client.post(page.url, words(key=key))

    assert len(Story.objects.get().key) == 22


def test_nothing_told_is_an_error_at_the_field_and_the_rest_stays(client, page, sender):
    answer = client.post(page.url, words(text=" ", answer_0="Iedereen"))

    content = answer.content.decode()
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["text"]
    assert "Iedereen" in content
    assert Story.objects.get().state == StoryState.DRAFT


def test_a_link_that_is_none_stays_in_the_field(client, page, sender):
    answer = client.post(page.url, words(link="niet een adres"))

    assert list(answer.context["form"].errors) == ["link"]
    assert "niet een adres" in client.get(page.url).content.decode()


def test_lines_count_as_one_sign_each_as_in_the_browser(client, page, sender):
    client.post(page.url, words(text="\r\n".join(["x" * 99] * 50)))

    assert Story.objects.get().state == StoryState.WAITING


def test_a_text_with_a_nul_is_a_text(client, page, sender):
    client.post(page.url, words(text="Nu\0l", people_note="\0"))

    assert Story.objects.get().text == "Nul"


# Photos and videos, without a script


def test_a_file_is_added_and_everything_typed_stays(client, page, sender):
    answer = client.post(page.url, words(step="add", file=photo(), people_note="Anna"), follow=True)

    story = Story.objects.get()
    assert answer.redirect_chain == [(f"{page.url}#shift-files", 302)]
    assert (story.text, story.people_note, story.files.count()) == ("We plantten een boom.", "Anna", 1)
    assert story.files.get().key in answer.content.decode()


def test_a_file_that_comes_along_with_handing_in_is_kept_while_something_is_missing(client, page, sender):
    form = words(file=photo())

    answer = client.post(page.url, form)
    again = client.post(page.url, words(key=form["key"], recognisable="agreed", people_note="Anna"))

    story = Story.objects.get()
    assert list(answer.context["form"].errors) == ["recognisable"]
    assert again.status_code == 302
    assert (story.state, story.recognisable, story.files.count()) == (StoryState.WAITING, "agreed", 1)


def test_photos_alone_are_a_story(client, page, sender):
    client.post(page.url, words(text="", file=photo(), recognisable="nobody"))

    assert Story.objects.get().state == StoryState.WAITING


def test_a_file_that_can_not_be_used_is_an_error_at_the_field(client, page, sender):
    bad = SimpleUploadedFile("brief.jpg", b"%PDF-1.7 not a photo", "image/jpeg")

    answer = client.post(page.url, words(step="add", file=bad))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert Story.objects.get().text == "We plantten een boom."


def test_the_button_for_a_file_without_a_file_says_so(client, page, sender):
    answer = client.post(page.url, words(step="add", text=""))

    assert list(answer.context["form"].errors) == ["file"]


def test_a_file_is_taken_out_and_described(client, page, sender):
    client.post(page.url, words(step="add", file=photo()))
    client.post(page.url, words(step="add", file=photo(colour="red")))
    first, second = StoryFile.objects.order_by("pk")

    client.post(page.url, {"text": "x", f"alt-{second.key}": "Een boom", "remove": first.key})

    assert [file.alt for file in StoryFile.objects.all()] == ["Een boom"]


def test_somebody_elses_file_is_not_taken_out(client, page, sender):
    from tests.factories.stories import StoryFileFactory

    other = StoryFileFactory()

    client.post(page.url, {"text": "x", "remove": other.key})

    assert StoryFile.objects.filter(pk=other.pk).exists()


# In the background


def test_words_are_kept_while_they_are_typed(client, page, sender):
    key = new_key()
    first = background(client, page, key=key, text="We plant", link="http:/", recognisable="", wants_credit="on")
    background(client, page, key=key, text="We plantten", link="http:/")

    story = Story.objects.get()
    assert first.status_code == 200
    assert (story.text, story.link, story.wants_credit) == ("We plantten", "http:/", False)
    assert "We plantten" in client.get(page.url).content.decode()


def test_words_that_do_not_fit_are_not_cut_without_a_word(client, sender):
    page = StorySubmissionPageFactory(text_label="Wat zag je?")
    key, text = new_key(), "Lang " * 1001

    answer = background(client, page, key=key, text=text)
    shown = client.post(page.url, words(key=key, text=text, step="add", file=photo()))

    assert (answer.status_code, "Wat zag je?" in answer.json()["too_long"]) == (422, True)
    assert (shown.status_code, list(shown.context["form"].errors)) == (422, ["text", "recognisable"])
    assert [part in shown.content.decode() for part in (text, " data-cut")] == [True, True]


def test_opening_the_form_begins_nothing(client, page, sender):
    client.get(page.url)

    assert not Story.objects.exists()


def test_files_arrive_one_by_one_as_they_stand_in_the_list(client, page, sender):
    key = new_key()

    answers = [background(client, page, key=key, upload=photo(colour=colour)) for colour in ("teal", "red")]

    files = Story.objects.get(key=key).files.all()
    assert [answer.json()["key"] for answer in answers] == [file.key for file in files]
    assert f'name="alt-{files[0].key}"' in answers[0].json()["html"]


def test_a_file_that_was_sent_twice_is_there_once(client, page, sender):
    key = new_key()

    answers = [background(client, page, key=key, upload=photo()).json()["key"] for _time in range(2)]

    assert answers == [StoryFile.objects.get().key] * 2


def test_why_a_file_is_refused_is_told_in_words(client, page, sender):
    answer = background(client, page, key=new_key(), upload=SimpleUploadedFile("a.jpg", b"nothing"))

    assert (answer.status_code, list(answer.json())) == (422, ["refused"])


def test_a_file_is_removed_in_the_background(client, page, sender):
    key = new_key()
    file = background(client, page, key=key, upload=photo()).json()["key"]

    background(client, page, key=key, remove=file)

    assert not StoryFile.objects.exists()


def test_what_comes_after_handing_in_changes_nothing(client, page, sender):
    form = words()
    client.post(page.url, form)

    answer = background(client, page, key=form["key"], text="Te laat")

    assert answer.status_code == 409
    assert Story.objects.get().text == "We plantten een boom."


def test_two_windows_have_one_draft_which_goes_with_the_one_that_hands_it_in(client, page, sender):
    one, two = new_key(), new_key()
    background(client, page, key=one, text="Venster een")
    background(client, page, key=two, text="Venster twee")

    for _time in range(2):
        client.post(page.url, words(key=one, text="Venster een"))

    assert [(story.key, story.text) for story in Story.objects.all()] == [(one, "Venster een")]


# Pillars and challenges


def test_only_pillars_that_are_open_to_the_sender_can_be_chosen(client, sender):
    open_one, unnamed = PillarFactory(name="Open"), PillarFactory(name="Niet genoemd")
    closed, mine = PillarFactory(name="Dicht", is_open=False), PillarFactory(name="Van mij", is_open=False)
    retired = PillarFactory(name="Oud", is_active=False)
    sender.memberships.create(pillar=mine, source="assigned")
    page = StorySubmissionPageFactory(pillars=[open_one, closed, mine, retired])

    form = client.get(page.url).context["form"]
    client.post(page.url, words(pillar_id=closed.pk))

    assert {label for _pk, label in form.fields["pillar_id"].choices[1:]} == {"Open", "Van mij"}
    assert Story.objects.get().pillar is None
    assert unnamed.is_open


def test_the_pillar_is_chosen_already_when_it_is_known(client, page, sender):
    one, two = PillarFactory(), PillarFactory()
    challenge = ChallengeFactory(pillars=[])

    def chosen(query: str = "", at: Any = page) -> Any:
        return client.get(at.url + query).context["form"]["pillar_id"].initial

    assert chosen() is None
    assert chosen(f"?pillar={two.pk}") == two.pk
    assert chosen("?pillar=99999") is None
    assert chosen("?pillar=x") is None
    assert chosen(f"?challenge={challenge.pk}") is None
    assert chosen(at=StorySubmissionPageFactory(pillars=[one])) == one.pk
    sender.memberships.create(pillar=one, source="joined")
    assert chosen(f"?challenge={ChallengeFactory(pillars=[one]).pk}") == one.pk


def test_an_open_challenge_is_answered(client, page, sender):
    challenge = ChallengeFactory(title="Lente op je werkplek")
    shown = client.get(f"{page.url}?challenge={challenge.pk}")

    client.post(page.url, words(challenge_id=shown.context["form"]["challenge_id"].value()))

    assert "Lente op je werkplek" in shown.content.decode()
    assert Story.objects.get().challenge == challenge


@pytest.mark.parametrize("case", ["closed", "over", "draft", "other pillar", "other team"])
def test_a_challenge_that_is_not_for_this_person_stays_unknown(client, page, sender, case):
    changes = {
        "closed": {"state": "closed"},
        "over": {"deadline": timezone.now()},
        "draft": {"state": "draft"},
        "other pillar": {"pillars": [PillarFactory()]},
        "other team": {"teams": [TeamFactory()]},
    }
    challenge = ChallengeFactory(title="Geheime opdracht", **changes[case])

    shown = client.get(f"{page.url}?challenge={challenge.pk}")
    client.post(page.url, words(challenge_id=challenge.pk))

    assert "Geheime opdracht" not in shown.content.decode()
    assert Story.objects.get().challenge is None


# What an editor chose


def test_the_page_says_what_an_editor_wrote(client, sender):
    page = StorySubmissionPageFactory(
        introduction="Vertel!", text_label="Wat zag je?", text_help="Kort mag.", questions="1\n\n2\n3\n4", thanks="Top!"
    )

    shown = client.get(page.url).content.decode()
    thanks = client.post(page.url, words(), follow=True).content.decode()

    assert [text in shown for text in ("Vertel!", "Wat zag je?", "Kort mag.", "answer_2", "answer_3")] == [
        True, True, True, True, False
    ]  # fmt: skip
    assert "Top!" in thanks


def test_the_form_is_never_kept_by_a_cache_that_others_use(client, page, sender):
    assert client.get(page.url)["Cache-Control"] == "private, no-cache"
