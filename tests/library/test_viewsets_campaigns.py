"""Campaigns in the admin, and messages that belong to one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from shift_plugin.library.models import Campaign
from tests.factories.library import MessageFactory
from tests.factories.people import UserFactory
from tests.factories.stories import CampaignFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Any) -> Any:
    call_command("shift_setup", verbosity=0)
    user = UserFactory(roles=["editor"])
    client.force_login(user)
    return user


def filled_in(**changes: Any) -> dict[str, Any]:
    plain = {"name": "Lente in de wijk", "slug": "", "description": "", "goal": "shares", "target": "100"}
    return {**plain, "starts_on": "2026-03-01", "ends_on": "2026-03-31", **changes}


def test_an_editor_makes_one_and_its_address_comes_from_its_name(client, editor) -> None:
    for _time in range(2):
        client.post(reverse("shift_campaigns:add"), filled_in())

    assert sorted(Campaign.objects.values_list("slug", flat=True)) == ["lente-in-de-wijk", "lente-in-de-wijk-2"]


@pytest.mark.parametrize(("field", "value"), [("ends_on", "2026-02-01"), ("target", "0"), ("name", "")])
def test_what_is_not_right_is_said_at_the_field(client, editor, field: str, value: str) -> None:
    answer = client.post(reverse("shift_campaigns:add"), filled_in(**{field: value}))

    assert list(answer.context["form"].errors) == [field]


def test_the_list_filters_by_time_and_exports(client, editor) -> None:
    today = timezone.localdate()
    running = CampaignFactory(name="=1+1")
    ahead = CampaignFactory(starts_on=today + timedelta(days=2), ends_on=today + timedelta(days=3))
    gone = CampaignFactory(starts_on=today - timedelta(days=3), ends_on=today - timedelta(days=2))
    MessageFactory(campaign=running)
    index = reverse("shift_campaigns:index")

    found = {
        when: list(client.get(index, {"when": when}).context["object_list"]) for when in ("ahead", "running", "over")
    }

    assert found == {"ahead": [ahead], "running": [running], "over": [gone]}
    assert "'=1+1" in b"".join(client.get(index, {"export": "csv"}).streaming_content).decode()


def test_a_page_leads_to_the_intranet(client, editor) -> None:
    campaign = CampaignFactory()

    shown = client.get(reverse("shift_campaigns:edit", args=[campaign.pk])).content.decode()

    assert reverse("shift:campaign", args=[campaign.slug]) in shown


def test_messages_are_filtered_by_campaign(client, editor) -> None:
    campaign = CampaignFactory()
    mine = MessageFactory(campaign=campaign)
    MessageFactory()

    found = client.get(reverse("shift_messages:list"), {"campaign": campaign.pk}).context["object_list"]

    assert list(found) == [mine]


def test_the_library_offers_the_campaigns_that_run(client, editor) -> None:
    from shift_plugin.library.forms import FeedForm

    campaign = CampaignFactory()
    form = FeedForm({"campaign": str(campaign.pk)}, pillars=[], campaigns=[campaign])
    none = FeedForm({"campaign": str(campaign.pk)}, pillars=[])

    assert form.filters(1).campaign_id == campaign.pk
    assert (none.filters(1).campaign_id, "campaign" in none.fields) == (None, False)
