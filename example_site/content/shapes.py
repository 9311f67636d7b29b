"""The shapes of the example content. Days count from the day of loading, so that the demo never looks old."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Objective:
    key: str
    name: str
    description: str
    target_figure: int
    unit: str
    in_days: int


@dataclass(frozen=True, kw_only=True)
class Audience:
    key: str
    name: str
    description: str
    information_need: str
    networks: tuple[str, ...]
    objectives: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Focus:
    note: str
    from_day: int
    to_day: int
    key_message: int


@dataclass(frozen=True, kw_only=True)
class Pillar:
    key: str
    name: str
    summary: str
    colour: str
    networks: tuple[str, ...]
    objectives: tuple[str, ...]
    audiences: tuple[str, ...]
    owner: str
    is_open: bool
    key_messages: tuple[str, ...]
    focus: tuple[Focus, ...]
    introduction: str
    body: str
    english_name: str
    english_introduction: str
    english_body: str


@dataclass(frozen=True, kw_only=True)
class Team:
    key: str
    name: str
    kind: str
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class Person:
    first_name: str
    last_name: str
    job_title: str
    team: str
    location: str
    roles: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()
    language: str = "nl"
    external_email: str = ""

    @property
    def email(self) -> str:
        if self.external_email:
            return self.external_email
        last_name = self.last_name.lower().replace(" ", "").replace("'", "").replace("-", "")
        return f"{plain(self.first_name.lower())}.{plain(last_name)}@brinkhoven.example"


def plain(text: str) -> str:
    """Letters as they stand in an e-mail address."""
    return text.translate(str.maketrans("çéèëïöüığşáíóńł", "ceeeiouigsaionl")).replace(" ", "")


@dataclass(frozen=True, kw_only=True)
class Login:
    """A row of the table that `make demo` ends with."""

    what: str
    path: str
    email: str
    role: str
    password: str = "shift-demo"


@dataclass(frozen=True, kw_only=True)
class Message:
    key: str
    title: str
    kind: str
    text: str
    pillars: tuple[str, ...]
    # Number of the key message within the first pillar, counted from nought.
    key_message: int
    picture: str
    alt: str
    link: str
    hashtags: str
    prompt: str
    author: str
    # draft, submitted, rejected, live, scheduled or expired
    state: str = "live"
    # Days since publication; for scheduled messages the days until then.
    days: int = 0
    # Days until it goes out of the library; nought: never.
    expires_in: int = 0
    reason: str = ""
    language: str = "nl"
    translation_of: str = ""
    networks: dict[str, str] = field(default_factory=dict)
    teams: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class News:
    key: str
    title: str
    introduction: str
    # Blocks: ("h", heading), ("p", paragraph), ("q", quote, who), ("tip", title, text), ("steps", title, step, …)
    body: tuple[tuple[str, ...], ...]
    author: str
    location: str
    days: int
    picture: str
    palette: str
    alt: str
    language: str = "nl"
    translation_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    key: str
    title: str
    introduction: str
    category: str
    body: tuple[tuple[str, ...], ...]
    contact: str
    language: str = "nl"
    translation_of: str = ""
