"""Reading feeds over real HTTP: what is added, changed and closed, and what never is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from shift_plugin.vacancies.actions import queue_due_feeds, read_feed
from shift_plugin.vacancies.enums import RunProblem, RunState
from shift_plugin.vacancies.models import FeedRun, VacancyFeed, VacancyIndexPage, VacancyPage
from tests.feed_server import FeedServer, page
from tests.vacancies import answers

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def web(monkeypatch, tmp_path):
    server = FeedServer(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    monkeypatch.setattr("socket.getaddrinfo", server.resolve)
    monkeypatch.setattr("socket.create_connection", server.dial)
    yield server
    server.close()


@pytest.fixture
def index():
    return Page.objects.get(depth=2).add_child(instance=VacancyIndexPage(title="Vacatures"))


@pytest.fixture
def feed(index):
    return VacancyFeed.objects.create(name="Recruitee", kind="recruitee", address="brinkhoven", index_page=index)


@pytest.fixture
def read(web, feed):
    """Has the feed say these offers, and reads it; each time a day later."""
    days = iter(range(1000))

    def run(*offers, **headers):
        web.pages[answers.RECRUITEE] = page(answers.recruitee(*offers), **headers)
        return read_feed(feed_id=feed.pk, now=NOW + timedelta(days=next(days)))

    return run


def figures(run: FeedRun) -> dict[str, int]:
    names = ("found", "added", "changed", "unchanged", "missing", "closed", "refused")
    return {name: getattr(run, name) for name in names if getattr(run, name)}


def titles(**found) -> list[str]:
    return sorted(VacancyPage.objects.filter(**found).values_list("title", flat=True))


KOK, BUS, WIJK = answers.offer(1, "Kok"), answers.offer(2, "Buschauffeur"), answers.offer(3, "Wijkverpleegkundige")


def test_vacancies_become_pages_and_a_second_reading_changes_nothing(read) -> None:
    first, second = read(KOK, BUS), read(BUS, KOK)

    assert (first.state, figures(first)) == (RunState.DONE, {"found": 2, "added": 2})
    assert figures(second) == {"found": 2, "unchanged": 2}
    assert titles(live=True) == ["Buschauffeur", "Kok"]
    assert VacancyPage.objects.get(title="Kok").revisions.count() == 1


def test_change_at_the_source_is_written_and_what_hr_filled_in_stays(read) -> None:
    read(KOK)
    kok = VacancyPage.objects.get()
    kok.contact_name = "Sanne van HR"
    kok.save_revision().publish()

    run = read({**KOK, "title": "Kok (m/v/x)"})

    assert figures(run) == {"found": 1, "changed": 1}
    kok.refresh_from_db()
    assert (kok.title, kok.contact_name) == ("Kok (m/v/x)", "Sanne van HR")


def test_draft_that_hr_is_writing_is_neither_lost_nor_published(read) -> None:
    read(KOK)
    draft = VacancyPage.objects.get()
    draft.contact_name = "Nog niet zeker"
    draft.save_revision()

    read({**KOK, "title": "Kok (m/v/x)"})

    live = VacancyPage.objects.get()
    newest = live.get_latest_revision_as_object()
    assert (live.title, live.contact_name) == ("Kok (m/v/x)", "")
    assert (newest.title, newest.contact_name) == ("Kok (m/v/x)", "Nog niet zeker")


def test_vacancy_is_closed_when_it_is_missing_twice_in_a_row(read) -> None:
    read(KOK, BUS, WIJK)
    once, twice, again = read(KOK, BUS), read(KOK, BUS), read(KOK, BUS)

    assert [figures(run).get("closed", 0) for run in (once, twice, again)] == [0, 1, 0]
    wijk = VacancyPage.objects.get(title="Wijkverpleegkundige")
    assert (wijk.live, wijk.is_closed(timezone.now() + timedelta(days=10))) == (True, True)


def test_vacancy_that_comes_back_is_open_again(read) -> None:
    for offers in ([KOK, BUS, WIJK], [KOK, BUS], [KOK, BUS]):
        read(*offers)
    run = read(KOK, BUS, WIJK)

    assert figures(run) == {"found": 3, "changed": 1, "unchanged": 2}
    assert VacancyPage.objects.get(title="Wijkverpleegkundige").closes_at is None


def test_missing_once_and_back_counts_for_nothing(read) -> None:
    for offers in ([KOK, BUS, WIJK], [KOK, BUS], [KOK, BUS, WIJK], [KOK, BUS]):
        run = read(*offers)

    assert figures(run) == {"found": 2, "unchanged": 2, "missing": 1}


def test_empty_feed_never_closes_anything(read) -> None:
    read(KOK)
    runs = [read() for _turn in range(3)]

    assert [(run.state, run.problem, run.words) for run in runs] == [(RunState.GUARDED, RunProblem.EMPTY, "1")] * 3
    assert VacancyPage.objects.get().closes_at is None


def test_feed_that_lost_most_of_its_vacancies_closes_none(read) -> None:
    read(KOK, BUS, WIJK)
    runs = [read(KOK) for _turn in range(3)]

    assert [(run.state, run.problem) for run in runs] == [(RunState.GUARDED, RunProblem.MISSING)] * 3
    assert VacancyPage.objects.exclude(closes_at=None).count() == 0


def test_page_made_by_hand_is_never_touched(read, index) -> None:
    index.add_child(
        instance=VacancyPage(
            title="Zelf gemaakt", text="<p>Kom.</p>", place="Brinkhoven", apply_email="hr@brinkhoven.example"
        )
    )
    for offers in ([KOK, BUS, WIJK], [KOK, BUS], [KOK, BUS]):
        read(*offers)

    assert VacancyPage.objects.get(title="Zelf gemaakt").closes_at is None


def test_page_that_hr_deleted_does_not_come_back(read) -> None:
    read(KOK, BUS)
    VacancyPage.objects.get(title="Kok").delete()
    run = read({**KOK, "title": "Kok, nieuw"}, BUS)

    assert figures(run) == {"found": 2, "unchanged": 2}
    assert titles() == ["Buschauffeur"]


def test_page_that_hr_withdrew_stays_withdrawn(read) -> None:
    read(KOK)
    VacancyPage.objects.get().unpublish()
    read({**KOK, "title": "Kok, nieuw"})

    kok = VacancyPage.objects.get()
    assert (kok.live, kok.get_latest_revision_as_object().title) == (False, "Kok, nieuw")


def test_new_vacancies_can_wait_as_drafts(read, feed) -> None:
    VacancyFeed.objects.update(publishes=False)
    read(KOK)

    assert titles(live=False) == ["Kok"]


def test_vacancy_that_cannot_be_a_page_does_not_stop_the_others(read) -> None:
    run = read({**KOK, "city": ""}, {**BUS, "title": ""}, WIJK)

    assert figures(run) == {"found": 3, "added": 1, "refused": 2}


def test_nothing_new_is_not_read_again(read, web, feed) -> None:
    read(KOK, ETag='"v1"')
    web.pages[answers.RECRUITEE] = page("", "304 Not Modified")
    run = read_feed(feed_id=feed.pk, now=NOW + timedelta(days=500))

    assert (run.state, run.unchanged) == (RunState.UNCHANGED, 1)
    assert web.taken[-1][1]["If-None-Match"] == '"v1"'


def test_guarded_answer_is_looked_at_again(read, web) -> None:
    read(KOK, ETag='"v1"')
    read(ETag='"v2"')
    read()

    assert web.taken[-1][1]["If-None-Match"] == '"v1"'


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (page("gone", "404 Not Found"), RunProblem.REFUSED),
        (page("oops", "500 Internal Server Error"), RunProblem.REFUSED),
        (page("<html>Welkom</html>"), RunProblem.UNREADABLE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{", RunProblem.UNREACHABLE),
        (page("x" * 1_000_001), RunProblem.UNREACHABLE),
        (page("packed", Content_Encoding="gzip"), RunProblem.UNREACHABLE),
        (page("", "302 Found", Location="https://169.254.169.254/latest/"), RunProblem.ADDRESS),
        (page("", "302 Found", Location="http://www.werkenbij.example/"), RunProblem.ADDRESS),
        (page("", "302 Found", Location="https://brinkhoven.recruitee.com/api/offers/"), RunProblem.UNREACHABLE),
    ],
)
def test_failing_feed_closes_nothing_and_says_why(read, web, feed, settings, answer, problem) -> None:
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "FEED_MAX_MEGABYTES": 1}
    read(KOK)
    web.pages[answers.RECRUITEE] = answer
    runs = [read_feed(feed_id=feed.pk, now=NOW + timedelta(days=10 + turn)) for turn in range(3)]

    assert [(run.state, run.problem) for run in runs] == [(RunState.FAILED, problem)] * 3
    assert VacancyPage.objects.get().closes_at is None
    assert [host for host, _port in web.dialled if host.startswith("169.")] == []


def test_name_that_leads_inside_is_not_asked(read, web, feed) -> None:
    web.names["brinkhoven.recruitee.com"] = [["10.0.0.5"]]
    run = read(KOK)

    assert (run.state, run.problem) == (RunState.FAILED, RunProblem.UNREACHABLE)
    assert web.dialled == []


def test_redirect_is_followed_to_a_public_host(read, web, feed) -> None:
    web.pages["elders.example/offers"] = page(answers.recruitee(KOK))
    web.pages[answers.RECRUITEE] = page("", "301 Moved Permanently", Location="https://elders.example/offers")

    assert figures(read_feed(feed_id=feed.pk, now=NOW)) == {"found": 1, "added": 1}


def test_list_of_pages_is_read_page_by_page(web, index) -> None:
    feed = VacancyFeed.objects.create(name="Site", kind="json_ld", address=f"https://{answers.PAGE}", index_page=index)
    entries = [{"@type": "ListItem", "position": place, "url": f"/v/{place}"} for place in (1, 2)]
    web.pages[answers.PAGE] = page(answers.html({"@type": "ItemList", "itemListElement": entries}))
    for place in (1, 2):
        body = answers.posting(title=f"Baan {place}", identifier=f"V-{place}")
        web.pages[f"www.werkenbij.example/v/{place}"] = page(body)

    assert figures(read_feed(feed_id=feed.pk, now=NOW)) == {"found": 2, "added": 2}
    assert titles(live=True) == ["Baan 1", "Baan 2"]


def test_two_workers_do_not_read_one_feed_at_once(web, feed) -> None:
    VacancyFeed.objects.update(claimed_at=NOW)

    assert read_feed(feed_id=feed.pk, now=NOW + timedelta(minutes=5)) is None
    assert web.asked == []


def test_feed_whose_reader_died_is_read_again(read, feed) -> None:
    died = FeedRun.objects.create(feed=feed)
    VacancyFeed.objects.update(claimed_at=NOW - timedelta(hours=1))
    run = read(KOK)

    died.refresh_from_db()
    assert (died.state, died.problem, run.state) == (RunState.FAILED, RunProblem.STOPPED, RunState.DONE)


def test_feeds_are_queued_when_their_time_has_come(web, feed, run_queue, django_capture_on_commit_callbacks) -> None:
    web.pages[answers.RECRUITEE] = page(answers.recruitee(KOK))
    with django_capture_on_commit_callbacks(execute=True):
        assert queue_due_feeds(now=NOW) == 1
    assert run_queue() == 1
    assert titles() == ["Kok"]
    assert queue_due_feeds(now=NOW + timedelta(hours=1)) == 0
    assert queue_due_feeds(now=NOW + timedelta(hours=7)) == 1


def test_vacancy_that_left_is_closed_though_the_server_says_nothing_new(read, web, feed) -> None:
    """A mark of the answer in which it was missing for the first time would hide it for good."""
    read(KOK, BUS, WIJK, ETag='"v1"')
    read(KOK, BUS, ETag='"v2"')
    assert VacancyFeed.objects.get().etag == '"v1"'

    assert figures(read(KOK, BUS, ETag='"v2"')) == {"found": 2, "unchanged": 2, "missing": 1, "closed": 1}
    assert VacancyFeed.objects.get().etag == '"v2"'


def test_deadline_that_the_source_took_away_goes_and_one_of_hr_stays(read) -> None:
    read({**KOK, "close_at": "2030-01-01 00:00:00 UTC"}, {**BUS, "close_at": "2030-01-01 00:00:00 UTC"})
    bus = VacancyPage.objects.get(title="Buschauffeur")
    bus.closes_at = NOW + timedelta(days=30)
    bus.save_revision().publish()

    read(KOK, BUS)

    assert VacancyPage.objects.get(title="Kok").closes_at is None
    assert VacancyPage.objects.get(title="Buschauffeur").closes_at == bus.closes_at


def test_vacancy_that_is_there_but_of_no_use_is_not_closed(read) -> None:
    read(KOK, BUS, WIJK)
    runs = [read(KOK, BUS, {**WIJK, "title": " "}) for _turn in range(3)]

    assert [figures(run) for run in runs] == [{"found": 3, "unchanged": 2, "refused": 1}] * 3


def test_list_that_is_cut_off_closes_nothing(web, index) -> None:
    """What comes after the most that we read is not gone."""
    feed = VacancyFeed.objects.create(name="Site", kind="json_ld", address=f"https://{answers.PAGE}", index_page=index)

    def read_list(titles: list[str], empty: str = "") -> FeedRun:
        entries = [{"@type": "ListItem", "url": f"/v/{title}"} for title in titles]
        web.pages[answers.PAGE] = page(answers.html({"@type": "ItemList", "itemListElement": entries}))
        for title in titles:
            body = (
                answers.html({"@type": "WebPage"}) if title == empty else answers.posting(title=title, identifier=title)
            )
            web.pages[f"www.werkenbij.example/v/{title}"] = page(body)
        return read_feed(feed_id=feed.pk, now=timezone.now() + timedelta(days=FeedRun.objects.count()))

    read_list(["a", "b", "c"])
    runs = [read_list(["a", "b", "c"], empty="c") for _turn in range(3)]

    assert [figures(run) for run in runs] == [{"found": 2, "unchanged": 2}] * 3


def test_answer_of_a_shape_that_nobody_expects_is_reported(web, index) -> None:
    feed = VacancyFeed.objects.create(name="Site", kind="json_ld", address=f"https://{answers.PAGE}", index_page=index)
    web.pages[answers.PAGE] = page(answers.html({"@type": "WebSite", "@graph": 5}))
    run = read_feed(feed_id=feed.pk, now=NOW)

    assert (run.state, run.problem) == (RunState.FAILED, RunProblem.UNREADABLE)
