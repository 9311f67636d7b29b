"""The installation tutorial, followed to the letter: the built wheel in a project fresh from `wagtail start`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TUTORIAL = ROOT / "docs" / "tutorial" / "install-in-existing-site.md"
# A block of Python names the file that it is added to in its first line.
BLOCK = re.compile(r"^```python\n# (?P<file>\S+)\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^python manage\.py (migrate|shift_setup)$", re.MULTILINE)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Path:
    folder = tmp_path_factory.mktemp("host")
    run([str(Path(sys.executable).with_name("wagtail")), "start", "mysite", "."], folder)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        # Beside manage.py it comes before the checkout on the path, as an installed package would without one.
        archive.extractall(folder)
    for block in BLOCK.finditer(TUTORIAL.read_text()):
        with (folder / block["file"]).open("a") as file:
            file.write("\n" + block["code"])
    for command in COMMAND.findall(TUTORIAL.read_text()):
        run([sys.executable, "manage.py", command], folder)
    return folder


def run(command: list[str], folder: Path) -> str:
    """Run it as a user would: without the settings of our own tests."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "SHIFT_", "PG", "PYTEST_"))
    }
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def shell(project: Path, code: str) -> list[str]:
    return run([sys.executable, "manage.py", "shell", "--no-imports", "--command", code], project).splitlines()


def test_it_is_the_wheel_that_runs(project: Path) -> None:
    assert shell(project, "import shift_plugin; print(shift_plugin.__file__)") == [
        str(project / "shift_plugin" / "__init__.py")
    ]


def test_django_finds_nothing_wrong(project: Path) -> None:
    assert run([sys.executable, "manage.py", "check"], project) == "System check identified no issues (0 silenced).\n"


def test_no_migration_is_missing(project: Path) -> None:
    run([sys.executable, "manage.py", "makemigrations", "shift_plugin", "--check", "--dry-run"], project)


def test_setup_can_be_run_again(project: Path) -> None:
    run([sys.executable, "manage.py", "shift_setup"], project)


def test_the_admin_speaks_dutch(project: Path) -> None:
    code = """
from django.contrib.auth import get_user_model
from django.test import Client
user = get_user_model().objects.create_superuser("baas", "baas@example.nl", "geheim")
client = Client(SERVER_NAME="localhost", headers={"accept-language": "nl"})
client.force_login(user)
html = client.get("/admin/shift/").content.decode()
print('lang="nl"' in html, "Wacht op goedkeuring" in html)
"""
    assert shell(project, code) == ["True True"]


def test_who_is_not_logged_in_comes_to_a_page_where_that_can_be_done(project: Path) -> None:
    code = """
from django.test import Client
client = Client(SERVER_NAME="localhost")
for path in ("/shift/me/", "/shift/inbox/", "/shift/messages/1/"):
    response = client.get(path, follow=True)
    print(response.status_code, response.redirect_chain[0][0].partition("?")[0])
"""
    assert shell(project, code) == ["200 /_util/login/"] * 3
