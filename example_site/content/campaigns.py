"""A campaign that runs and one that is over, with what colleagues were asked and what they sent."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Campaign:
    """Days count from today; ``messages`` are keys of messages."""

    slug: str
    name: str
    description: str
    from_day: int
    to_day: int
    goal: str
    target: int
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Challenge:
    """``deadline`` in days from today. ``stories``: whose (address before the @), what, and in which state."""

    title: str
    text: str
    pillars: tuple[str, ...]
    campaign: str
    deadline: int
    target: int
    thanks: str
    stories: tuple[tuple[str, str, str], ...]


CAMPAIGNS = (
    Campaign(
        slug="samen-de-winter-door",
        name="Samen de winter door",
        description="De donkere maanden zijn voor niemand leuk alleen. We laten zien hoe buren, vrijwilligers en collega's "
        "het op onze locaties samen warm maken.",
        from_day=-40,
        to_day=25,
        goal="clicks",
        target=400,
        messages=("koor-in-de-hal", "kerststukjes-met-school", "fietsmaatjes"),
    ),
    Campaign(
        slug="van-eigen-grond",
        name="Van eigen grond",
        description="Groente uit onze eigen tuinen, zonder verspilling op tafel. In zeven weken vertelden collega's wat er "
        "groeit en wie het plukt.",
        from_day=-85,
        to_day=-36,
        goal="shares",
        target=40,
        messages=("moestuin-oosterhof", "minder-eten-weg", "burendag"),
    ),
)

CHALLENGES = (
    Challenge(
        title="Laat zien wat jouw dag licht maakt",
        text="Het is vroeg donker. Wat maakt jouw dienst licht? Een kaars op tafel, een lied, een grap bij de koffie: maak "
        "een foto en vertel in een paar zinnen wat er gebeurde.",
        pillars=("care", "neighbourhood"),
        campaign="samen-de-winter-door",
        deadline=12,
        target=12,
        thanks="",
        stories=(
            (
                "jannie.romkes",
                "Meneer Post stak vanmorgen zelf de lichtjes in de boom aan. Het werd een verhaal over vroeger op zee.",
                "accepted",
            ),
            (
                "ewoud.timmerman",
                "We zongen zomaar een half uur in de gang. Iedereen die langskwam bleef staan, ook de glazenwasser.",
                "waiting",
            ),
            ("naomi.pinas", "Mijn collega had soep mee voor de hele nachtdienst. Zo kom je de nacht door!", "waiting"),
        ),
    ),
    Challenge(
        title="Wat groeit er bij jullie?",
        text="Een tomaat in de vensterbank of een hele moestuin: laat zien wat er op jouw locatie groeit.",
        pillars=(),
        campaign="van-eigen-grond",
        deadline=-50,
        target=0,
        thanks="Wat een oogst! Dankzij jullie foto's weet heel de buurt dat onze tuinen open zijn.",
        stories=(
            ("chantal.meijer", "De eerste courgettes zijn binnen. Mevrouw Vos heeft er soep van gemaakt.", "accepted"),
            (
                "tineke.bosman",
                "Ik fiets er elke dag langs: de zonnebloemen van het Vechthuis zijn nu hoger dan ik.",
                "accepted",
            ),
            ("bram.willemsen", "Onze kas in de vensterbank. Klein, maar vol.", "declined"),
        ),
    ),
)
