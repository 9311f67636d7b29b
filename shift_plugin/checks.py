"""Checks that name the line to add when something the plugin needs is missing."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, Storage
from django.db import connections
from django.utils.module_loading import import_string

from shift_plugin.base.enums import networks
from shift_plugin.base.models import private_storage
from shift_plugin.base.queries import knows_region
from shift_plugin.base.rules import is_host_pattern, is_wide_pattern, longest_stay
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.rules import OfficeHours

NEEDED_APPS = {
    "django_q": "It sends messages at their time.",
    "wagtail_modeladmin": "It lists deliveries, clicks and imports.",
}


@register(Tags.compatibility)
def needed_apps(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"shift_plugin needs the app '{name}'. {why}",
            hint=f"Add '{name}' to INSTALLED_APPS.",
            id=f"shift_plugin.E00{number}",
        )
        for number, (name, why) in enumerate(NEEDED_APPS.items(), start=1)
        if not apps.is_installed(name)
    ]


@register(Tags.compatibility)
def app_for_accounts(**kwargs: Any) -> list[CheckMessage]:
    """People's own accounts are linked through social-auth; who has no backend of it does not need its app."""
    backends = [
        path for path in settings.AUTHENTICATION_BACKENDS if path.startswith(("social_core.", "social_django."))
    ]
    if not backends or apps.is_installed("social_django"):
        return []
    return [
        Error(
            f"The backend '{backends[0]}' needs the app 'social_django'. It keeps the accounts that people linked.",
            hint="Add 'social_django' to INSTALLED_APPS.",
            id="shift_plugin.E003",
        )
    ]


# What django-q2 1.11 does when a key is missing.
CLUSTER_DEFAULTS = {"workers": 1, "timeout": None, "retry": 60, "max_attempts": 0, "guard_cycle": 0.5}


@register(Tags.compatibility)
def cluster_numbers(**kwargs: Any) -> list[CheckMessage]:
    """Numbers in Q_CLUSTER with which django-q2 runs a task twice, for ever, or never again.

    A cluster takes tasks in advance (queue_limit); their ``retry`` runs from that moment and not from their start.
    """
    given = getattr(settings, "Q_CLUSTER", {})
    numbers = {**CLUSTER_DEFAULTS, **given}
    workers, timeout, retry = numbers["workers"] or 1, numbers["timeout"], numbers["retry"]
    needed = longest_stay(timeout=timeout, workers=workers, queue_limit=numbers.get("queue_limit"))
    wrong = [
        (not timeout, "timeout", "a task that hangs keeps its worker for ever", "120"),
        ((retry or 0) <= needed, "retry", "a task that waits for its turn is run twice", f"more than {needed:.0f}"),
        (numbers["max_attempts"] != 1, "max_attempts", "a task that failed is run again for ever", "1"),
        (not numbers.get("ack_failures"), "ack_failures", "a task that failed is run again for ever", "True"),
        (numbers["guard_cycle"] not in (0.5, 0.25), "guard_cycle", "a worker that hangs is never replaced", "0.5"),
        (numbers.get("catch_up", True), "catch_up", "after a pause the tick runs once for each minute missed", "False"),
    ]
    return [
        checks.Warning(
            f"Q_CLUSTER['{key}'] lets django-q2 go wrong: {why}.",
            hint=f"Set it to {good}.",
            id=f"shift_plugin.W0{number}",
        )
        for number, (is_wrong, key, why, good) in enumerate(wrong, start=11)
        if is_wrong
    ]


@register(Tags.compatibility)
def lease_outlives_a_task(**kwargs: Any) -> list[CheckMessage]:
    """A worker that is still at work must not lose its mails: their outcome would be called unknown for nothing."""
    timeout = getattr(settings, "Q_CLUSTER", {}).get("timeout") or 0
    if timeout < shift_settings.LEASE_SECONDS:
        return []
    return [
        checks.Warning(
            "LEASE_SECONDS is shorter than a task may take, so a slow mail may be taken for lost.",
            hint=f"Set it to more than {timeout}, the timeout of Q_CLUSTER.",
            id="shift_plugin.W017",
        )
    ]


@register(Tags.database)
def sqlite_waits(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """SQLite fails with "database is locked" when the cluster and the web server write at the same moment."""
    return [
        checks.Warning(
            f"The SQLite database '{alias}' fails when two processes write at the same moment.",
            hint="Set OPTIONS to {'transaction_mode': 'IMMEDIATE', 'timeout': 20, "
            "'init_command': 'PRAGMA journal_mode=WAL;'}.",
            id="shift_plugin.W021",
        )
        for alias in databases or []
        if connections[alias].vendor == "sqlite"
        and connections[alias].settings_dict.get("OPTIONS", {}).get("transaction_mode") != "IMMEDIATE"
    ]


@register(Tags.compatibility)
def networks_of_the_settings(**kwargs: Any) -> list[CheckMessage]:
    """A mistake in NETWORKS or NETWORK_OPTIONS is told at start-up, and not to the first colleague who shares."""
    try:
        known = networks()
    except (ImportError, ImproperlyConfigured) as mistake:
        return [Error(f"A network can't be loaded: {mistake}", id="shift_plugin.E031")]
    mistakes: list[CheckMessage] = []
    if len(known) < len(shift_settings.NETWORKS):
        mistakes.append(Error("Two networks of NETWORKS have the same key.", id="shift_plugin.E032"))
    if unknown := sorted(set(shift_settings.NETWORK_OPTIONS) - set(known)):
        names = ", ".join(unknown)
        mistakes.append(checks.Warning(f"NETWORK_OPTIONS has no use for: {names}.", id="shift_plugin.W033"))
    return mistakes


@register(Tags.compatibility)
def when_mail_arrives(**kwargs: Any) -> list[CheckMessage]:
    """Hours, holidays and the day of the digest that mean nothing: mail would come at night, or the digest never."""
    mistakes: list[CheckMessage] = []
    try:
        OfficeHours.parse(shift_settings.OFFICE_HOURS)
    except ValueError as mistake:
        mistakes.append(Error(f"OFFICE_HOURS can't be read: {mistake}", id="shift_plugin.E041"))
    if shift_settings.DIGEST_WEEKDAY not in range(1, 8):
        mistakes.append(Error("DIGEST_WEEKDAY must be from 1 (Monday) to 7 (Sunday).", id="shift_plugin.E042"))
    region = shift_settings.HOLIDAY_REGION
    if region and not knows_region(region):
        mistakes.append(
            checks.Warning(
                f"There is no list of public holidays for HOLIDAY_REGION '{region}'.",
                hint="Use a country such as 'NL', or a part of one such as 'DE-BY'.",
                id="shift_plugin.W043",
            )
        )
    return mistakes


@register(Tags.compatibility)
def hosts_of_team_channels(**kwargs: Any) -> list[CheckMessage]:
    """Entries of CHAT_HOSTS that match no host ever, or nearly every one."""
    mistakes: list[CheckMessage] = []
    for entry in shift_settings.CHAT_HOSTS:
        if not is_host_pattern(str(entry)):
            mistakes.append(
                Error(
                    f"CHAT_HOSTS has an entry that no host can match: '{entry}'.",
                    hint="Write a name in small letters, such as 'hooks.slack.com', or '*.example.com' for all below.",
                    id="shift_plugin.E051",
                )
            )
        elif is_wide_pattern(entry):
            mistakes.append(
                checks.Warning(
                    f"CHAT_HOSTS allows posts to anybody's host: '{entry}'.",
                    hint="Name the hosts of your chat only.",
                    id="shift_plugin.W052",
                )
            )
    return mistakes


@register(Tags.files)
def private_files_are_private(**kwargs: Any) -> list[CheckMessage]:
    """What people hand in is nobody else's, until an editor makes it public."""
    hint = "Name a storage 'shift_private' in STORAGES, outside of what the web server gives out."
    storage = private_storage()
    mistakes: list[CheckMessage] = []
    if folder := _given_out(storage):
        text = f"The files of stories are private, but their folder lies in {folder}, which the web server gives out."
        mistakes.append(checks.Warning(text, hint=hint, id="shift_plugin.W071"))
    if _has_public_addresses(storage):
        text = "The files of stories are private, but the storage 'shift_private' gives them public addresses."
        mistakes.append(checks.Warning(text, hint=hint, id="shift_plugin.W072"))
    return mistakes


def _given_out(storage: Storage) -> str:
    """The setting whose folder holds that of the storage, or nothing."""
    if not isinstance(storage, FileSystemStorage):
        return ""
    own = Path(storage.location).resolve()
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        folder = getattr(settings, name, None)
        if folder and own.is_relative_to(Path(folder).resolve()):
            return name
    return ""


def _has_public_addresses(storage: Storage) -> bool:
    if isinstance(storage, FileSystemStorage):
        # A storage without an address of its own gets that of the media folder.
        return storage.base_url not in (None, "", "/")
    # How django-storages says that whoever knows an address may open it.
    is_open = not getattr(storage, "querystring_auth", True)
    return is_open or str(getattr(storage, "default_acl", None)).startswith("public")


@register(Tags.files)
def uploads_are_taken_care_of(**kwargs: Any) -> list[CheckMessage]:
    mistakes: list[CheckMessage] = []
    if not any(path.endswith(".TemporaryFileUploadHandler") for path in settings.FILE_UPLOAD_HANDLERS):
        mistakes.append(
            checks.Warning(
                "A video that is handed in is held in memory as a whole.",
                hint="Add 'django.core.files.uploadhandler.TemporaryFileUploadHandler' to FILE_UPLOAD_HANDLERS.",
                id="shift_plugin.W073",
            )
        )
    if shift_settings.FILE_SCANNER:
        try:
            import_string(shift_settings.FILE_SCANNER)
        except ImportError as mistake:
            mistakes.append(Error(f"FILE_SCANNER can't be loaded: {mistake}", id="shift_plugin.E074"))
    return mistakes
