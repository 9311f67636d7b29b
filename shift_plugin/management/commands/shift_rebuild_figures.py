from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from shift_plugin.measuring.actions import rebuild


class Command(BaseCommand):
    help = "Counts every figure anew from the shares and clicks themselves. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", type=date.fromisoformat, help="First day, as YYYY-MM-DD.")

    def handle(self, *args: Any, first: date | None = None, **options: Any) -> None:
        number = rebuild(first=first)
        self.stdout.write(f"Counted {number} days anew.")
