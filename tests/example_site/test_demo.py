"""What `make demo` starts, it stops; tried with real processes."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from example_site import demo
from example_site.demo import Processes, Signals, StopRequest, free_port, table

ROOT = Path(demo.__file__).resolve().parent.parent
# A process with a child of its own that takes no notice of a polite request, as a hung worker would.
STUBBORN = "trap '' TERM; sleep 600 & echo $! > child; wait; wait"


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # What was killed but not yet collected by its new parent is dead as well.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def wait_for(condition, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "this took too long"
        time.sleep(0.02)


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]

        assert free_port(number) > number


def test_stopping_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "STOP_SECONDS", 0.2)
    monkeypatch.chdir(tmp_path)
    processes = Processes()
    processes.start("sh", "-c", STUBBORN)
    wait_for(lambda: (tmp_path / "child").exists() and (tmp_path / "child").read_text().strip())
    child = int((tmp_path / "child").read_text())

    processes.stop()

    wait_for(lambda: not is_alive(child))


def test_it_notices_that_one_has_died() -> None:
    processes = Processes()
    processes.start("sh", "-c", "exit 3")

    with pytest.raises(SystemExit, match="ended with 3"):
        wait_for(lambda: processes.check())
    processes.stop()


def test_the_table_names_every_log_in() -> None:
    lines = table("http://localhost:8000")

    assert "http://localhost:8000/demo/mail/" in lines
    assert "Social Publisher" in lines


def test_a_wish_to_stop_waits_until_the_process_that_is_being_started_is_known() -> None:
    signals, done = Signals(), []

    with pytest.raises(StopRequest), signals.held():
        signals.stop(signal.SIGTERM, None)
        done.append("started")

    assert done == ["started"]
    with pytest.raises(StopRequest):
        signals.stop(signal.SIGTERM, None)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "end"])
def test_the_whole_demo_stops_when_it_is_told_to(number: signal.Signals, tmp_path: Path) -> None:
    """While it still prepares; the test of the main job starts and stops a complete site."""
    with subprocess.Popen(
        [sys.executable, "-m", "example_site.demo"],
        cwd=ROOT,
        env=os.environ | {"SHIFT_VAR_DIR": str(tmp_path), "PORT": "0"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        first = process.stdout.readline()
        process.send_signal(number)
        rest, _ = process.communicate(timeout=20)

    assert (process.returncode, first.partition(";")[0], rest.strip()) == (0, "Filling the example site", "Stopping …")
