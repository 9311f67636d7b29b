"""Stories from the work floor, in every state that an editor brings them to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StoryRow:
    """``pictures``: motif and what is to be seen. ``words``: what the editor asks, or why it isn't used."""

    key: str
    sender: str
    pillar: str
    days: int
    text: str
    state: str = "waiting"
    pictures: tuple[tuple[str, str], ...] = ()
    recognisable: str = "nobody"
    people: str = ""
    credit: bool = True
    words: str = ""


JOOST = "joost.vanderveen@brinkhoven.example"
DAAN = "daan.vermeulen@brinkhoven.example"
ESTHER = "esther.mulder@brinkhoven.example"

STORIES = (
    StoryRow(
        key="leerlingen-koken",
        sender=JOOST,
        pillar="craft",
        days=1,
        text="Drie leerlingen kookten vandaag voor de hele afdeling. Mevrouw De Boer vroeg of ze mogen blijven.\n"
        "Ze doen in mei examen, dus wie weet.",
        pictures=(("table", "Een gedekte tafel met soep en brood"),),
        recognisable="nobody",
    ),
    StoryRow(
        key="eerste-hulp-les",
        sender=JOOST,
        pillar="work",
        days=3,
        text="De les over reanimeren zat voor het eerst helemaal vol. Twaalf collega's van zes locaties deden mee.",
        state="question",
        pictures=(("people", "Collega's rond een oefenpop"),),
        recognisable="agreed",
        people="Kees, Derya en tien anderen",
        words="Wat mooi! Weten alle twaalf dat de foto op onze sociale media kan komen?",
    ),
    StoryRow(
        key="diploma-uitreiking",
        sender=JOOST,
        pillar="craft",
        days=12,
        text="Achttien diploma's in één middag, en één moeder die bij elke naam klapte.",
        state="accepted",
        words="Hier maken we een bericht van. Dank je wel!",
    ),
    StoryRow(
        key="nieuwe-printer",
        sender=JOOST,
        pillar="work",
        days=20,
        text="De nieuwe printer op de tweede verdieping doet het.",
        state="declined",
        credit=False,
        words="Fijn dat hij het doet! Buiten Brinkhoven is dit minder nieuws, dus dit delen we niet.",
    ),
    StoryRow(
        key="begonnen",
        sender=JOOST,
        pillar="care",
        days=0,
        text="Vanochtend in de tuin bij Het Anker:",
        state="draft",
    ),
    StoryRow(
        key="sensor-in-de-nacht",
        sender=DAAN,
        pillar="future",
        days=4,
        text="Vannacht werd er voor het eerst niemand wakker van onze controle. De sensor zag dat alles goed was.",
        pictures=(("moon", "Een stille gang in de nacht"),),
    ),
    StoryRow(
        key="samen-fietsen",
        sender=ESTHER,
        pillar="neighbourhood",
        days=0,
        text="We fietsten met z'n tienen een rondje door de wijk. Onderweg zwaaide iedereen.",
        pictures=(("bike", "Een duofiets in de straat"), ("tree", "Een boom langs de route")),
        recognisable="not_asked",
        people="Bewoners van De Linde en hun fietsmaatjes",
    ),
)
