from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shift_plugin.base.actions import set_up_schedule
from shift_plugin.library.actions import set_up_workflow
from shift_plugin.people.actions import RightsMissing, set_up_roles

TICK = "shift_plugin.schedules.tick"


class Command(BaseCommand):
    help = (
        "Makes the groups, rights, moderation workflow and schedule that the plugin needs. Run it as often as you like."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = [*set_up_roles(), *set_up_workflow(), *set_up_schedule(name="Shift tick", path=TICK)]
        except RightsMissing as problem:
            raise CommandError(str(problem)) from problem
        if not options["verbosity"]:
            return
        for line in done or ["Everything was there already; nothing changed."]:
            self.stdout.write(line)
