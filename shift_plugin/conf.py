"""Every setting of the plugin, in one place.

A host writes one dictionary, ``SHIFT_PLUGIN``, in its Django settings; each key is a field of :class:`ShiftSettings`.
An unknown key or a value of the wrong kind is an error at start-up, so that a typing mistake never passes in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import Any

from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

SETTING_NAME = "SHIFT_PLUGIN"

DEFAULT_NETWORKS = (
    "shift_plugin.sharing.networks.LinkedIn",
    "shift_plugin.sharing.networks.X",
    "shift_plugin.sharing.networks.Facebook",
    "shift_plugin.sharing.networks.WhatsApp",
    "shift_plugin.sharing.networks.Bluesky",
    "shift_plugin.sharing.networks.Mastodon",
    "shift_plugin.sharing.networks.Threads",
    "shift_plugin.sharing.networks.Instagram",
    "shift_plugin.sharing.networks.Email",
    "shift_plugin.sharing.networks.Copy",
)

DEFAULT_VACANCY_SOURCES = (
    "shift_plugin.vacancies.sources.Recruitee",
    "shift_plugin.vacancies.sources.Greenhouse",
    "shift_plugin.vacancies.sources.Teamtailor",
    "shift_plugin.vacancies.sources.JobPostingPage",
    "shift_plugin.vacancies.sources.IndeedXml",
)

DEFAULT_ROLE_GROUPS = {
    "master": "Social Master",
    "editor": "Social Editor",
    "creator": "Social Creator",
    "publisher": "Social Publisher",
    "hr": "HR",
}


@dataclass(frozen=True, kw_only=True)
class ShiftSettings:
    """The settings with their defaults. Times are in the unit that the name ends with."""

    # Fitting in
    BASE_TEMPLATE: str = "base.html"
    """Template of the host that every employee page extends."""
    ORGANISATION_NAME: str = ""
    """Name in mails and on pages; empty: ``WAGTAIL_SITE_NAME``."""
    ORGANISATION_URL: str = ""
    """Address of the organisation's own website, for search engines that read vacancies."""
    ORGANISATION_LOGO: str = ""
    """Address of its logo, for the same."""
    INTRANET_BASE_URL: str = ""
    """Address of the intranet, used in mails; empty: ``WAGTAILADMIN_BASE_URL``."""
    PUBLIC_BASE_URL: str = ""
    """Public address under which the plugin's redirects can be reached from outside, such as ``https://go.example.org/r``.
    A tracked link is this address, a slash and a code. Empty: links go straight to the page they point to, with UTM
    parameters, and clicks are not measured."""

    # People
    ROLE_GROUPS: Mapping[str, str] = field(default_factory=lambda: dict(DEFAULT_ROLE_GROUPS))
    """Role → name of the Django group that holds it."""
    ROLE_LABELS: Mapping[str, str] = field(default_factory=dict)
    """Role → label in the interface, where the standard words don't fit."""
    EDITOR_ROLE: bool = True
    """Whether the organisation uses the optional role of editor (activator)."""
    IMPORT_MAX_ROWS: int = 25_000
    IMPORT_MAX_MEGABYTES: int = 10

    # Library and moderation
    FOUR_EYES: bool = True
    """Nobody approves or publishes a message that they wrote last."""
    MODERATION_REMINDER_HOURS: int = 48
    """A message that waits this long for approval is brought to the moderators' attention by mail, once a day."""
    LIBRARY_PAGE_SIZE: int = 24
    DISCLOSURE_TAGS: Mapping[str, str] = field(default_factory=lambda: {"nl": "#werk", "en": "#work"})
    """Language → tag that tells readers that the sender works for the organisation."""

    # Stories
    STORY_TARGET_DAYS: int = 2
    """Working days within which an editor decides about a story."""
    STORY_DRAFT_DAYS: int = 30
    """A story that was begun and then left alone for so many days is deleted, with its photos and videos."""
    STORY_MAX_FILES: int = 10
    PHOTO_MAX_MEGABYTES: int = 25
    PHOTO_MAX_MEGAPIXELS: int = 40
    """Larger photos are refused before they are decoded; a phone makes 12 to 50."""
    VIDEO_MAX_MEGABYTES: int = 250
    FILE_SCANNER: str = ""
    """Dotted path of a function that looks at each file that is handed in, such as a virus scanner; see
    docs/how-to/keep-handed-in-files-private.md. Empty: none."""
    STORY_COLLECTION: str = "Stories"
    """Collection of the photos and videos of stories that were made public."""

    # Vacancies
    VACANCIES_URL: str = ""
    """Public page with all vacancies, such as that of your careers site. Links to a vacancy that is closed lead there.
    Empty: a page of the plugin with the open vacancies."""
    VACANCY_SOURCES: tuple[str, ...] = DEFAULT_VACANCY_SOURCES
    """Dotted paths of the kinds of feeds from which vacancies can be read."""
    FEED_MAX_MEGABYTES: int = 20
    FEED_MISSING_PERCENT: int = 50
    """When more than this part of a feed's open vacancies is suddenly gone from it, the feed is taken for broken and
    none is closed."""

    # Sharing
    NETWORKS: tuple[str, ...] = DEFAULT_NETWORKS
    """Dotted paths of the networks that can be chosen, in order of appearance."""
    NETWORK_OPTIONS: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Network → its options, for instance another share address."""
    IDENTICAL_TEXT_WARNING: int = 5
    """Colleagues with the same text within seven days, from which a mild warning is shown; 0: never."""
    SHARE_LINK_DAYS: int = 60
    """How many days the links in a mail let somebody share without logging in."""
    SHARE_TEXT_DAYS: int = 90
    """How many days the words that somebody shared are kept; 0: for good. The share itself stays in the figures."""
    TRUSTED_PROXY_COUNT: int = 0
    """Proxies in front of the site that add to ``X-Forwarded-For``. 0: the header is ignored, because visitors can
    write it themselves."""
    UTM_SOURCE: str = ""
    """Fixed ``utm_source``; empty: the name of the network."""
    UTM_MEDIUM: str = "employee-advocacy"

    # Distribution
    FROM_EMAIL: str = ""
    """Sender of mails; empty: ``DEFAULT_FROM_EMAIL``."""
    REPLY_TO: str = ""
    UNSUBSCRIBE_MAILTO: str = ""
    """Mailbox for unsubscribe requests by mail, next to the one-click address."""
    CHUNK_SIZE: int = 200
    """Deliveries that one task claims at a time."""
    SENDERS: int = 2
    """Tasks that send mail at the same time, over all hosts together; at most the number of workers."""
    LEASE_SECONDS: int = 900
    """After this long a claimed delivery whose worker died is taken up again. More than a task may take."""
    OUTCOME_UNKNOWN: str = "leave"
    """What happens to a mail or post whose worker died while sending: ``leave`` it or ``resend`` it."""
    MAX_ATTEMPTS: int = 5
    """Tries for a mail or a post in a team channel that is refused for the time being."""
    UNDO_MINUTES: int = 5
    """How long "send now" waits before anything leaves, so that it can be taken back."""
    OFFICE_HOURS: str = "12345 08:00-18:00"
    """Days (1 is Monday) and times between which mails arrive, for everybody who chose none of their own."""
    HOLIDAY_REGION: str = ""
    """Region whose public holidays are no working days, such as ``NL`` or ``DE-BY``; empty: none."""
    WEEKLY_CAP: int = 3
    """Mails that somebody gets in seven days at most, digests and reminders included; urgent ones always arrive."""
    DIGEST_WEEKDAY: int = 2
    """Day of the weekly digest; 1 is Monday."""
    DIGEST_SIZE: int = 5
    """Messages in a digest at most."""
    DEAD_ADDRESS_AFTER: int = 3
    """Permanent refusals in a row after which an address gets no mail any more; 0: never."""
    CHAT_HOSTS: tuple[str, ...] = (
        "*.webhook.office.com",
        "*.logic.azure.com",
        "*.api.powerplatform.com",
        "hooks.slack.com",
    )
    """Hosts to which posts for team channels may go; ``*.`` stands for any name below."""
    HEARTBEAT_MINUTES: int = 5
    """Without a tick for this long, the Shift home says that nothing is being sent."""

    # Figures and privacy
    MINIMUM_GROUP_SIZE: int = 5
    """Figures of a team with fewer ambassadors than this are not shown separately."""

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self.LEASE_SECONDS)


class _Settings:
    """Attribute access to the current :class:`ShiftSettings`; follows ``override_settings``."""

    _current: ShiftSettings | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.current(), name)

    def current(self) -> ShiftSettings:
        if self._current is None:
            self._current = load(getattr(django_settings, SETTING_NAME, {}))
        return self._current

    def forget(self) -> None:
        self._current = None


def load(values: Mapping[str, Any]) -> ShiftSettings:
    """Turn the host's dictionary into settings.

    Raises ImproperlyConfigured for an unknown key or a value of the wrong type.
    """
    known = {item.name: item for item in fields(ShiftSettings)}
    if unknown := sorted(set(values) - set(known)):
        raise ImproperlyConfigured(f"{SETTING_NAME} has unknown keys: {', '.join(unknown)}.")
    defaults = ShiftSettings()
    merged: dict[str, Any] = {}
    for name, value in values.items():
        default = getattr(defaults, name)
        if isinstance(default, tuple) and isinstance(value, list):
            value = tuple(value)
        if not isinstance(value, Mapping if isinstance(default, Mapping) else type(default)):
            raise ImproperlyConfigured(
                f"{SETTING_NAME}['{name}'] must be of type {type(default).__name__}, not {type(value).__name__}."
            )
        # Who renames one role, or one language's tag, keeps the others.
        merged[name] = {**default, **value} if isinstance(default, Mapping) else value
    if merged.get("OUTCOME_UNKNOWN", "leave") not in ("leave", "resend"):
        raise ImproperlyConfigured(f"{SETTING_NAME}['OUTCOME_UNKNOWN'] must be 'leave' or 'resend'.")
    return ShiftSettings(**merged)


shift_settings = _Settings()


def _follow(*, setting: str, **kwargs: Any) -> None:
    if setting == SETTING_NAME:
        shift_settings.forget()


setting_changed.connect(_follow, dispatch_uid="shift_plugin.conf")
