"""Mails through everything that can go wrong: ``make chaos``, or ``python -m tests.chaos.run --help``.

Ends with a line of the form ``2000 delivered, 0 lost, 0 doubled, 3 outcome unknown`` for each run. Exit code 1 when
somebody was lost or got two, or when anything has no explanation.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.run", description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=["postgresql", "sqlite"], help="Only on this one; both otherwise.")
    parser.add_argument("--outcome", choices=["leave", "resend"], help="Only this OUTCOME_UNKNOWN; both otherwise.")
    parser.add_argument("--number", type=int, default=2000, help="People who are to get a mail.")
    parser.add_argument("--seconds", type=float, default=120, help="How long things keep going wrong in each run.")
    parser.add_argument("--seed", default="", help="Of an earlier run, for the same faults in the same order.")
    parser.add_argument("--keep", action="store_true", help="Keep the folder with the logs.")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    seed = chosen.seed or str(random.SystemRandom().randrange(10**6))
    failed = False
    for database in [chosen.database] if chosen.database else ["postgresql", "sqlite"]:
        for outcome in [chosen.outcome] if chosen.outcome else ["leave", "resend"]:
            failed |= not run(database, outcome, seed, chosen)
    return int(failed)


def run(database: str, outcome: str, seed: str, chosen: argparse.Namespace) -> bool:
    """One run in a process of its own, because Django has one database for life; whether all went well."""
    from tests.browser.processes import free_port
    from tests.chaos import databases

    folder = Path(tempfile.mkdtemp(prefix="shift-chaos-"))
    made = databases.SQLite(folder) if database == "sqlite" else databases.postgresql(folder)
    world = {
        "database": made.settings,
        "smtp_port": free_port(),
        "senders": 2 * made.clusters,
        "outcome": outcome,
        "seed": seed,
    }
    print(
        f"{made.label}, {made.clusters} cluster(s), {chosen.number} people, OUTCOME_UNKNOWN {outcome}, seed {seed}",
        flush=True,
    )
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.chaos.settings", "SHIFT_CHAOS": json.dumps(world)}
    process = multiprocessing.get_context("fork").Process(target=storm, args=(made, folder, chosen))
    try:
        process.start()
        process.join()
        return process.exitcode == 0
    finally:
        made.stop()
        if chosen.keep:
            print(f"Logs: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)


def storm(database: Any, folder: Path, chosen: argparse.Namespace) -> None:
    import django

    django.setup()

    from tests.chaos import audience, verdict
    from tests.chaos.storm import Storm

    audience.migrate()
    distribution = audience.plan(chosen.number)
    audience.keep_record()
    weather = Storm(distribution, database, folder, people=chosen.number, seconds=chosen.seconds)
    weather.run()
    found = verdict.judge(distribution, weather.ledger, expected=chosen.number)
    print("\n".join(found.lines()), flush=True)
    sys.exit(not found.is_right)


if __name__ == "__main__":
    sys.exit(main())
