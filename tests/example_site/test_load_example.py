"""What `load_example` promises: its numbers, and that a second run changes nothing."""

from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db.models import Sum
from django.utils import timezone
from wagtail.models import Page

from example_site.content.people import DEMO_LOGINS
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.enums import Channel, DistributionState
from shift_plugin.distribution.models import ChatChannel, Delivery, Distribution
from shift_plugin.distribution.queries import window
from shift_plugin.library.models import LibraryPage, ShareableMessage
from shift_plugin.measuring.models import DayFigure
from shift_plugin.people.models import Ambassador, Team
from shift_plugin.sharing.models import Click, Share
from shift_plugin.strategy.models import Audience, KeyMessage, Objective, Pillar, PillarPage, StrategyPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]

OWN_APPS = ("shift_plugin", "users", "media", "intranet", "wagtailcore", "auth")


def counts() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for label in OWN_APPS
        for model in apps.get_app_config(label).get_models()
    }


def test_a_second_run_changes_nothing() -> None:
    before = counts()
    call_command("load_example", verbosity=0)
    assert counts() == before


def test_the_strategy_is_complete() -> None:
    models = (Objective, Audience, Pillar, KeyMessage)
    assert [model.objects.count() for model in models] == [3, 4, 5, 15]


def test_sixty_people_in_eight_teams_hold_all_roles() -> None:
    assert (Ambassador.objects.count(), Team.objects.count()) == (60, 8)
    assert Ambassador.objects.filter(is_external=True).count() == 3
    groups = Ambassador.objects.values_list("user__groups__name", flat=True)
    names = shift_settings.ROLE_GROUPS
    assert Counter(groups) == {
        names["master"]: 2,
        names["editor"]: 4,
        names["creator"]: 12,
        names["publisher"]: 60,
        names["hr"]: 1,
    }


def test_people_want_their_mail_in_different_ways_and_the_demo_s_own_at_any_hour() -> None:
    people = Ambassador.objects.filter(receives_mail=True)
    assert set(people.values_list("rhythm", flat=True)) == {"at_once", "daily", "weekly"}
    assert set(people.values_list("weekly_cap", flat=True)) == {None, 2, 5}
    assert people.exclude(office_hours="").values("office_hours").distinct().count() == 3
    assert [person.email for person in people if person.has_dead_address] == ["jeroen@bakkerstreekkeuken.example"]
    shown = people.filter(user__email__in=[login.email for login in DEMO_LOGINS])
    assert set(shown.values_list("rhythm", "office_hours")) == {("at_once", "1234567 00:00-24:00")}


def test_mails_came_when_people_could_be_reached_and_the_others_wait_for_their_digest() -> None:
    mails = Delivery.objects.filter(channel=Channel.EMAIL).select_related("ambassador")
    assert set(mails.values_list("state", flat=True)) == {"sent", "failed", "digest", "skipped"}
    arrived = mails.filter(state="sent")
    assert [mail.pk for mail in arrived if mail.due_at != window(mail.ambassador).next_open(mail.due_at)] == []
    assert set(arrived.values_list("ambassador__rhythm", flat=True)) == {"at_once"}


def test_a_team_channel_shows_what_one_is_and_posts_nowhere() -> None:
    (channel,) = ChatChannel.objects.all()
    assert (channel.team.name, channel.is_active) == ("Oosterhof", False)
    assert channel.address.split("/")[2].endswith(".invalid")


def test_forty_messages_and_that_of_hr_in_all_states() -> None:
    messages = list(ShareableMessage.objects.select_related("locale"))
    assert Counter(message.locale.language_code for message in messages) == {"nl": 33, "en": 8}
    assert Counter(state_of(message) for message in messages) == {
        "live": 27,
        "draft": 3,
        "submitted": 4,
        "rejected": 2,
        "scheduled": 2,
        "expired": 3,
    }


def state_of(message: ShareableMessage) -> str:
    workflow = message.current_workflow_state
    if workflow is not None:
        return {"in_progress": "submitted", "needs_changes": "rejected"}[workflow.status]
    if message.live:
        return "live"
    if message.expired:
        return "expired"
    return "scheduled" if message.approved_schedule else "draft"


def test_every_message_could_go_out() -> None:
    for message in ShareableMessage.objects.all():
        message.clean_for_publication()


def test_two_distributions_are_finished() -> None:
    finished = Distribution.objects.filter(state=DistributionState.DONE)
    assert finished.count() == 2
    assert Delivery.objects.filter(distribution__in=finished).unsettled().count() == 0


def test_figures_cover_ninety_days_and_are_added_up() -> None:
    oldest = Share.objects.earliest("opened_at").opened_at
    assert timedelta(days=75) < timezone.now() - oldest < timedelta(days=90)
    totals = DayFigure.objects.aggregate(opened=Sum("opened"), confirmed=Sum("confirmed"), clicks=Sum("clicks"))
    assert totals == {
        "opened": Share.objects.count(),
        "confirmed": Share.objects.exclude(confirmed_at=None).count(),
        "clicks": Click.objects.count(),
    }


def test_nothing_happened_in_the_future() -> None:
    now = timezone.now()
    assert Share.objects.filter(opened_at__gt=now).count() == 0
    assert Click.objects.filter(clicked_at__gt=now).count() == 0
    assert ShareableMessage.objects.filter(first_published_at__gt=now).count() == 0


def test_the_pages_of_the_plugin_are_there_in_both_languages() -> None:
    models = (LibraryPage, StrategyPage, PillarPage)
    assert [model.objects.filter(live=True).count() for model in models] == [2, 2, 10]


@pytest.mark.parametrize("login", DEMO_LOGINS, ids=lambda login: login.email)
def test_the_log_ins_of_the_demo_work(login) -> None:
    user = authenticate(username=login.email, password=login.password)
    assert user is not None
    assert user.has_perm("wagtailadmin.access_admin") or not login.path.startswith("/beheer/")


def test_fills_up_to_a_number_and_no_further() -> None:
    for _run in range(2):
        call_command("load_example", messages=55, ambassadors=90, verbosity=0)
        assert (ShareableMessage.objects.count(), Ambassador.objects.count()) == (55, 90)
    assert ShareableMessage.objects.filter(pillars=None).count() == 0


def test_every_page_answers_employees_only(site, client) -> None:
    paths = [page.get_url() for page in Page.objects.live().filter(depth__gt=1)]
    answers = {path: site.get(path).status_code for path in paths}
    assert answers == dict.fromkeys(paths, 200)
    client.logout()
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 302)
