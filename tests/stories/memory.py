"""``python -m tests.stories.memory FILE…``: hands in each file as a web server passes it on, and prints for each how
many MB this process has grown since it stood ready, at most.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_site.settings.test")
django.setup()

from django.core.files.uploadedfile import UploadedFile  # noqa: E402
from django.core.handlers.wsgi import WSGIRequest  # noqa: E402

from shift_plugin.stories.actions.checking import digest_of, make_harmless, type_of  # noqa: E402
from shift_plugin.stories.models import StoryFile  # noqa: E402
from shift_plugin.stories.rules import FileRefused  # noqa: E402

START = b'--x\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\nContent-Type: image/jpeg\r\n\r\n'


def most_used() -> int:
    """In MB, since the program began."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024


class Body(io.RawIOBase):
    """What a browser sends: the file between two lines."""

    def __init__(self, path: Path) -> None:
        self.start, self.end, self.file = START % path.name.encode(), b"\r\n--x--\r\n", path.open("rb")
        self.length = len(self.start) + path.stat().st_size + len(self.end)

    def read(self, size: int) -> bytes:
        read, self.start = self.start[:size], self.start[size:]
        read = read or self.file.read(size)
        if not read:
            read, self.end = self.end[:size], self.end[size:]
        return read


def upload_of(path: Path) -> UploadedFile:
    body = Body(path)
    environ = {"REQUEST_METHOD": "POST", "SERVER_NAME": "x", "SERVER_PORT": "80", "wsgi.input": body}
    environ |= {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(body.length)}
    return WSGIRequest(environ).FILES["file"]


def hand_in(path: Path) -> str:
    """All that happens but the row in the database."""
    upload = upload_of(path)
    try:
        digest_of(upload)
        checked = make_harmless(upload, type_of(upload))
        StoryFile(extension=checked.extension).file.save("", checked.file, save=False)
    except FileRefused as refused:
        return refused.code
    finally:
        upload.close()
    return "taken"


with tempfile.TemporaryDirectory() as folder:
    from django.test import override_settings

    with override_settings(MEDIA_ROOT=Path(folder) / "media"):
        before = most_used()
        for argument in sys.argv[1:]:
            outcome = hand_in(Path(argument))
            sys.stdout.write(f"{Path(argument).name} {outcome} {most_used() - before}\n")
