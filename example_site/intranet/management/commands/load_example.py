from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from example_site.loading import (
    activity,
    campaigns,
    crowd,
    messages,
    pages,
    people,
    stories,
    strategy,
    vacancies,
)
from shift_plugin.distribution.models import Delivery
from shift_plugin.library.models import ShareableMessage
from shift_plugin.measuring.actions import rebuild
from shift_plugin.people.models import Ambassador
from shift_plugin.sharing.models import Click, Share
from shift_plugin.stories.models import Story

LARGE_MESSAGES, LARGE_AMBASSADORS = 10_000, 20_000
COUNTED = {
    "ambassadors": Ambassador,
    "messages": ShareableMessage,
    "stories": Story,
    "deliveries": Delivery,
    "shares": Share,
    "clicks": Click,
}


class Command(BaseCommand):
    help = "Fills the intranet of Brinkhoven. A second run changes nothing; what you changed stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--large",
            action="store_true",
            help=f"{LARGE_MESSAGES:,} messages and {LARGE_AMBASSADORS:,} ambassadors, to see how it behaves when big.",
        )
        parser.add_argument("--messages", type=int, default=0, help="Fill up to so many messages.")
        parser.add_argument("--ambassadors", type=int, default=0, help="Fill up to so many ambassadors.")

    def handle(self, *args: Any, large: bool = False, messages: int = 0, ambassadors: int = 0, **options: Any) -> None:
        call_command("shift_setup", stdout=self.stdout)
        self._load_content()
        # Again, for the rights on the pages that are there now.
        call_command("shift_setup", stdout=self.stdout)
        vacancies.load_offer()
        crowd.load_ambassadors(ambassadors or (LARGE_AMBASSADORS if large else 0))
        crowd.load_messages(messages or (LARGE_MESSAGES if large else 0))
        self.stdout.write(self._counts())

    @transaction.atomic
    def _load_content(self) -> None:
        users = people.load_users()
        teams = people.load_teams()
        objectives = strategy.load_objectives()
        audiences = strategy.load_audiences(objectives)
        pillars = strategy.load_pillars(objectives, audiences, users)
        people.load_ambassadors(users, teams, pillars)
        pages.load_pages(users, pillars)
        vacancies.load_vacancies(teams, pillars)
        stories.load_stories(users, pillars)
        loaded = messages.load_messages(users, pillars, teams)
        campaigns.load_campaigns(loaded)
        campaigns.load_challenges(users, pillars)
        activity.load_team_channel(teams)
        if activity.load_activity(users, loaded):
            rebuild()

    def _counts(self) -> str:
        return ", ".join(f"{model.objects.count()} {name}" for name, model in COUNTED.items()) + "."
