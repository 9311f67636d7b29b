"""How long somebody waits after cloning: for the demo to answer, for it to come back, for all tests."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .harness import Figure, seconds

ROOT = Path(__file__).resolve().parent.parent
READY = "Ctrl-C stops it."


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        yield figure("make demo in a fresh clone until the page answers", demo(clone), target=5)
        yield figure("make demo the second time until the page answers", demo(clone), target=0.5)
        yield figure("make test", seconds(lambda: test(clone)), target=15)


def figure(path: str, taken: float, *, target: float) -> Figure:
    return Figure(number="B12", path=path, measured=taken / 60, unit="minutes", target=target)


def environment() -> dict[str, str]:
    """As a stranger would have it: nothing that points to this checkout or its database."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("SHIFT_", "PG", "DJANGO_"))}


def test(clone: Path) -> None:
    subprocess.run(["make", "test"], cwd=clone, env=environment(), check=True, stdout=subprocess.DEVNULL)


def demo(clone: Path) -> float:
    """Seconds until the table of addresses is printed, which the demo does once its page answers."""
    start = time.perf_counter()
    process = subprocess.Popen(
        ["make", "demo"],
        cwd=clone,
        env=environment() | {"PORT": "8900"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        if not any(READY in line for line in process.stdout):
            raise RuntimeError("The demo ended before its page answered.")
        return time.perf_counter() - start
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.communicate()
