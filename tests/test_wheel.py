"""What people install: built from the source archive, so that both are known to be complete."""

import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DATA_FOLDERS = ["templates", "static", "locale"]


@pytest.fixture(scope="module")
def wheel(built: Path) -> set[str]:
    (path,) = built.glob("wagtail_shift_plugin-*.whl")
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def wanted_files() -> set[str]:
    """Every Python file and every data file of the package, with the catalogues where a site looks for them."""
    package = ROOT / "shift_plugin"
    files = {path for path in package.rglob("*.py") if "__pycache__" not in path.parts}
    for folder in DATA_FOLDERS:
        # resolve: a symlinked folder is not walked into
        real = (package / folder).resolve()
        files |= {package / folder / path.relative_to(real) for path in real.rglob("*") if path.is_file()}
    return {path.relative_to(ROOT).as_posix() for path in files}


def test_the_wheel_holds_the_package_and_nothing_else(wheel: set[str]) -> None:
    packaged = {name for name in wheel if ".dist-info/" not in name}

    assert packaged == wanted_files()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_wheel_holds_both_forms_of_each_catalogue(wheel: set[str], language: str) -> None:
    folder = f"shift_plugin/locale/{language}/LC_MESSAGES/"

    assert {f"{folder}django.po", f"{folder}django.mo"} <= wheel


def test_the_archive_holds_the_same_files(built: Path) -> None:
    (path,) = built.glob("wagtail_shift_plugin-*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert wanted_files() <= names
