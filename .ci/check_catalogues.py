"""Are the translations complete? Compares the catalogues with the code and with the compiled files.

Prints what is wrong and exits with 1: a text that the catalogue lacks or no longer needs, an untranslated or
fuzzy entry, a .mo file that is not what the .po file compiles to. Needs GNU gettext.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = {"shift_plugin": ROOT / "locale", "example_site": ROOT / "example_site" / "locale"}


def texts(catalogue: polib.POFile) -> dict[tuple[str | None, str, str], polib.POEntry]:
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural): entry for entry in catalogue if not entry.obsolete}


def fresh_catalogue(package: str, language: str, domain: str) -> polib.POFile:
    """What makemessages finds in the code today, in a copy, so that the checkout stays as it is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / package
        shutil.copytree(ROOT / package, copy, symlinks=True, ignore=shutil.ignore_patterns("locale", "__pycache__"))
        (copy / "locale").mkdir()
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "--locale", language, "--domain", domain, "--verbosity=0"],
            cwd=copy,
            check=True,
            env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        )
        found = copy / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
        return polib.pofile(str(found)) if found.exists() else polib.POFile()


def is_translated(entry: polib.POEntry) -> bool:
    return all(entry.msgstr_plural.values()) if entry.msgid_plural else bool(entry.msgstr)


def faults(package: str, path: Path) -> list[str]:
    language, domain = path.parent.parent.name, path.stem
    catalogue = polib.pofile(str(path))
    known, wanted = texts(catalogue), texts(fresh_catalogue(package, language, domain))
    found = [f"not in the catalogue (make messages): {key[1]!r}" for key in wanted if key not in known]
    found += [f"no longer used (make messages): {key[1]!r}" for key in known if key not in wanted]
    found += [f"fuzzy: {key[1]!r}" for key, entry in known.items() if entry.fuzzy]
    if language != "en":  # English is the source; an empty entry shows the source text
        found += [f"untranslated: {key[1]!r}" for key, entry in known.items() if not is_translated(entry)]

    compiled_path = path.with_suffix(".mo")
    compiled = texts(polib.mofile(str(compiled_path))) if compiled_path.exists() else {}
    expected = {key: entry for key, entry in known.items() if is_translated(entry) and not entry.fuzzy}
    same = {key: (entry.msgstr, entry.msgstr_plural) for key, entry in expected.items()} == {
        key: (entry.msgstr, entry.msgstr_plural) for key, entry in compiled.items()
    }
    if not same:
        found.append(f"{compiled_path.name} differs from {path.name} (make messages)")
    return found


def main() -> int:
    failed = False
    for package, folder in CATALOGUES.items():
        paths = sorted(folder.glob("*/LC_MESSAGES/*.po"))
        if not paths:
            print(f"{folder.relative_to(ROOT)}: no catalogue")
            failed = True
        for path in paths:
            for fault in faults(package, path):
                print(f"{path.relative_to(ROOT)}: {fault}")
                failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
