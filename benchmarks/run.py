"""`make bench`: measure every figure, or those that are named, and say which target was missed.

One line per figure on the screen, the same as JSON in benchmarks/results.json. Exits with 1 when a target is missed
or a figure could not be measured.
"""

import json
import os
import re
import sys
import traceback
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from .harness import Figure

FOLDER = Path(__file__).resolve().parent
RESULTS = FOLDER / "results.json"
BENCHMARK = re.compile(r"b(?P<number>\d+)_\w+")


def modules(wanted: Iterable[str]) -> dict[str, str]:
    """Number → module name, in order of number."""
    found = {
        int(match["number"]): path.stem for path in FOLDER.glob("b*.py") if (match := BENCHMARK.fullmatch(path.stem))
    }
    everything = {f"B{number}": found[number] for number in sorted(found)}
    if unknown := set(wanted) - set(everything):
        raise SystemExit(f"Unknown: {', '.join(sorted(unknown))}. There are {', '.join(everything)}.")
    return {number: name for number, name in everything.items() if not wanted or number in wanted}


def figures(name: str) -> Iterable[Figure]:
    from .harness import use_database

    use_database(os.environ["PGDATABASE"])
    return import_module(f"benchmarks.{name}").measure()


def main(wanted: list[str]) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    import django

    django.setup()
    results: list[Figure] = []
    broken = False
    for number, name in modules(wanted).items():
        try:
            for figure in figures(name):
                print(figure.line(), flush=True)
                results.append(figure)
        except Exception:
            traceback.print_exc()
            print(f"{number:<4}  {name} could not be measured", flush=True)
            broken = True
    rows = [vars(figure) | {"ok": figure.ok} for figure in results]
    RESULTS.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
    return int(broken or any(not figure.ok for figure in results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
