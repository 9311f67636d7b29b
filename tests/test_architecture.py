"""The house rules of docs/architecture.md that an import linter cannot see."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.module_loading import import_string
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search.index import Indexed

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "shift_plugin"
TESTS = ROOT / "tests"

ROOT_MODULES = {"__init__", "apps", "checks", "conf", "models", "schedules", "urls", "wagtail_hooks"}
ROOT_FOLDERS = {"locale", "management", "migrations", "static", "templates", "templatetags"}
VOCABULARY = set(
    "__init__ enums signals rules permissions blocks panels models queries actions forms filters "
    "views viewsets reports tasks receivers urls wagtail_hooks".split()
)
INTERCHANGEABLE_PARTS = {"networks", "channels", "sources"}
# A module of these holds decisions, so it has a test of its own.
TESTED = {"rules", "permissions", "actions", "queries"}
# Tried with several real processes, so at home in no single module.
WITH_PROCESSES = {"builders", "cluster", "workers"}
MAX_LINES = 300


def contract(name: str) -> dict:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return next(item for item in settings["tool"]["importlinter"]["contracts"] if item["id"] == name)


def height() -> dict[str, int]:
    """How high each capability stands in the import contract; equal heights may not know each other."""
    layers = reversed(contract("capabilities")["layers"])
    return {name.strip(" ()"): level for level, layer in enumerate(layers) for name in layer.split("|")}


def capabilities() -> list[str]:
    return sorted(
        path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name not in ROOT_FOLDERS | {"__pycache__"}
    )


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def own_models() -> list[type]:
    return list(apps.get_app_config("shift_plugin").get_models(include_auto_created=True))


def home_of(model: type) -> str:
    return model.__module__.split(".")[1]


def test_root_holds_the_known_modules_only() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} <= ROOT_MODULES


@pytest.mark.parametrize("capability", capabilities())
def test_capability_uses_the_known_file_names(capability: str) -> None:
    folder = PACKAGE / capability
    files = {path.stem for path in folder.glob("*.py")}
    folders = {path.name for path in folder.iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert files <= VOCABULARY
    assert len(folders & INTERCHANGEABLE_PARTS) <= 1
    # A module past its size may become a folder of the same name.
    assert folders <= INTERCHANGEABLE_PARTS | VOCABULARY


def test_import_contract_names_every_capability() -> None:
    assert contract("inside")["containers"] == [f"shift_plugin.{name}" for name in capabilities()]
    assert set(capabilities()) <= set(height())
    assert {f"shift_plugin.{name}" for name in capabilities()} <= set(contract("migrations")["forbidden_modules"])


def test_root_models_names_every_capability_with_models() -> None:
    tree = ast.parse((PACKAGE / "models.py").read_text())
    named = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
    with_models = {name for name in capabilities() if list((PACKAGE / name).glob("models*"))}

    assert named == {f"shift_plugin.{name}.models" for name in with_models}


def test_foreign_keys_point_down() -> None:
    heights = height()
    upward = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in own_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label == "shift_plugin"
        if heights[home_of(model)] < heights[home_of(field.related_model)]
    ]

    assert upward == []


def test_scheduled_jobs_exist() -> None:
    from shift_plugin.schedules import JOBS, TICK

    paths = [TICK, *(job.path for job in JOBS)]

    assert [path for path in paths if not callable(import_string(path))] == []
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize("host", ["example_site.settings.test", "tests.bare_site.settings"])
def test_no_migration_is_missing(host: str, tmp_path: Path) -> None:
    """Neither in a site with its own user, image and document models, nor in one with the standard ones."""
    result = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "shift_plugin", "--check", "--dry-run"],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": host, "PYTHONPATH": str(ROOT), "SHIFT_VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert (result.returncode, result.stdout.strip()) == (0, "No changes detected in app 'shift_plugin'"), result.stderr


def test_migrations_name_no_model_that_a_host_may_replace() -> None:
    replaceable = ["wagtailimages.image", "wagtaildocs.document", "wagtailcore.page'", "auth.user'"]
    found = [
        (path.name, name)
        for path in (PACKAGE / "migrations").glob("[0-9]*.py")
        for name in replaceable
        if f"to='{name}" in path.read_text().lower().replace('"', "'")
    ]

    assert found == []


def test_no_effect_hangs_on_saving_a_model() -> None:
    """Such signals fire on fixtures and never on bulk writes."""
    save_signals = {"pre_save", "post_save"}
    users = [
        path.relative_to(ROOT).as_posix()
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Name) and node.id in save_signals)
        or (isinstance(node, ast.Attribute) and node.attr in save_signals)
    ]

    assert users == []


@pytest.mark.parametrize("top", [PACKAGE, TESTS], ids=["shift_plugin", "tests"])
def test_every_folder_with_code_is_a_package(top: Path) -> None:
    folders = {path.parent for path in top.rglob("*.py")}

    assert sorted(folder for folder in folders if not (folder / "__init__.py").exists()) == []


def test_modules_stay_small() -> None:
    long = {path.name: lines for path in modules() if (lines := len(path.read_text().splitlines())) > MAX_LINES}

    assert long == {}


def test_decisions_have_a_test_where_one_looks_for_it() -> None:
    missing = [
        f"tests/{capability}/test_{name}.py"
        for capability in capabilities()
        for name in sorted(TESTED)
        if (PACKAGE / capability / f"{name}.py").exists() or (PACKAGE / capability / name).is_dir()
        if not list((TESTS / capability).glob(f"test_{name}*.py")) and not (TESTS / capability / name).is_dir()
    ]

    assert missing == []


def test_tests_stand_where_their_module_stands() -> None:
    """``test_actions.py``, ``test_actions_import.py``, or ``test_pages.py`` for a ``models/pages.py``."""
    lost = []
    for capability in capabilities():
        known = {path.stem for path in (PACKAGE / capability).rglob("*.py")} | VOCABULARY | WITH_PROCESSES
        lost += [
            path.relative_to(ROOT).as_posix()
            for path in (TESTS / capability).glob("test_*.py")
            if not any(f"{path.stem}_".startswith(f"test_{name}_") for name in known | INTERCHANGEABLE_PARTS)
        ]

    assert lost == []


def test_mixins_of_the_message_stand_in_the_order_that_keeps_locks() -> None:
    """Wagtail checks only half of this order; with RevisionMixin before LockableMixin a lock is lost on publishing."""
    message = apps.get_model("shift_plugin", "ShareableMessage")
    order = [
        WorkflowMixin,
        DraftStateMixin,
        LockableMixin,
        RevisionMixin,
        PreviewableMixin,
        TranslatableMixin,
        Indexed,
    ]

    assert [base for base in message.__mro__ if base in order] == order


def test_receivers_are_connected_in_the_order_of_the_capabilities() -> None:
    from shift_plugin.apps import RECEIVERS

    with_receivers = [name for name in capabilities() if (PACKAGE / name / "receivers.py").exists()]

    assert list(RECEIVERS) == [f"shift_plugin.{name}.receivers" for name in sorted(with_receivers, key=height().get)]
    assert all(import_module(path) for path in RECEIVERS)
