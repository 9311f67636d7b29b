"""`make demo`: the whole example site in one terminal, and everything stopped again at the end.

Prepares the database, starts a web server and a cluster, waits until the site answers, prints where to go, and stays
until Ctrl-C, until it is told to stop, or until one of the two dies. The data stays; `make demo-reset` starts over.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import FrameType
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

SITE_DIR = Path(__file__).resolve().parent
VAR_DIR = Path(os.environ.get("SHIFT_VAR_DIR", SITE_DIR.parent / "var"))
MANAGE = [sys.executable, str(SITE_DIR / "manage.py")]
# Written once the example data is in, so that a second start need not look for it.
LOADED = VAR_DIR / "demo-is-loaded"
DATA = ["demo.sqlite3", "demo.sqlite3-wal", "demo.sqlite3-shm", "media", "mail", LOADED.name]

START_SECONDS = 60
# The cluster finishes the task at hand before it stops.
STOP_SECONDS = 15


class StopRequest(Exception):  # noqa: N818 – a wish, not an error
    """Somebody pressed Ctrl-C or asked the process to end."""


class Signals:
    """A wish to stop interrupts everything but the moment in which a process is started: nobody would know of it."""

    def __init__(self) -> None:
        self._is_held = self._is_waiting = False

    def stop(self, signum: int, frame: FrameType | None) -> None:
        if not self._is_held:
            raise StopRequest
        self._is_waiting = True

    @contextmanager
    def held(self) -> Iterator[None]:
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        if self._is_waiting:
            raise StopRequest


signals = Signals()


def free_port(wanted: int) -> int:
    for port in range(wanted, wanted + 100):
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"No free port between {wanted} and {wanted + 99}.")


def reset() -> None:
    for name in DATA:
        path = VAR_DIR / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def prepare(processes: "Processes") -> None:
    commands = [["migrate", "--verbosity=0"]]
    if not LOADED.exists():
        print("Filling the example site; this takes a minute, once.", flush=True)
        commands += [["shift_setup"], ["load_example"]]
    for command in commands:
        if processes.start(*MANAGE, *command).wait():
            raise SystemExit(f"“{command[0]}” failed; what it said stands above.")
    processes.forget()
    LOADED.touch()


class Processes:
    """What the demo started, each in a process group of its own, so that nothing is left behind."""

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with signals.held():
            process = subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL)
            self._running.append(process)
        return process

    def forget(self) -> None:
        """Those that were started so far have done their work."""
        self._running.clear()

    def check(self) -> None:
        """Raise SystemExit when one of them has died."""
        for process in self._running:
            if process.poll() is not None:
                raise SystemExit(f"“{' '.join(process.args)}” ended with {process.returncode}.")

    def stop(self) -> None:
        for process in self._running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self._running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0, deadline - time.monotonic()))
            # Also the workers of a cluster that did not take leave of them.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=30) as response:
            return response.status == 200
    except HTTPError as error:
        raise SystemExit(f"{address} answers with {error.code}.") from error
    except (URLError, OSError):
        return False


def wait_until_it_answers(address: str, processes: Processes) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(address):
        processes.check()
        if time.monotonic() > deadline:
            raise SystemExit(f"{address} does not answer after {START_SECONDS} seconds.")
        time.sleep(0.2)


def table(base: str) -> str:
    from example_site.content.people import DEMO_LOGINS

    rows = [("what", "address", "log-in", "role")]
    rows += [(login.what, base + login.path, f"{login.email} / {login.password}", login.role) for login in DEMO_LOGINS]
    rows += [("mails of the demo", f"{base}/demo/mail/", "-", "everybody")]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(["", lines[0], "  ".join("-" * width for width in widths), *lines[1:], "", "Ctrl-C stops it.", ""])


def run(port: int) -> None:
    base = f"http://localhost:{port}"
    os.environ["SHIFT_BASE_URL"] = base
    os.environ["PYTHONUNBUFFERED"] = "1"
    processes = Processes()
    try:
        prepare(processes)
        processes.start(*MANAGE, "runserver", "--noreload", f"127.0.0.1:{port}")
        processes.start(*MANAGE, "qcluster")
        wait_until_it_answers(f"{base}/login/", processes)
        print(table(base), flush=True)
        while True:
            processes.check()
            time.sleep(0.5)
    except (StopRequest, KeyboardInterrupt):
        print("\nStopping …", flush=True)
    finally:
        # A second Ctrl-C must not leave half of it running.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        processes.stop()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reset", action="store_true", help="throw the data of the demo away first")
    options = parser.parse_args(arguments)
    os.environ["DJANGO_SETTINGS_MODULE"] = "example_site.settings.dev"
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signals.stop)
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    if options.reset:
        reset()
    run(free_port(int(os.environ.get("PORT", "8000"))))


if __name__ == "__main__":
    main()
