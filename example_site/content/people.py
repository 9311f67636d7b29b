"""Sixty people who take part, and the log-ins of the demo. Any likeness to real people is chance."""

from .people_locations import LINDE, OOSTERHOF, URK, VECHT
from .shapes import Login, Person
from .teams import LOCATIONS

OFFICE = (
    (
        "Sanne",
        "de Vries",
        "Communicatieadviseur",
        "communication",
        ("master",),
        ("work", "care", "craft", "neighbourhood", "future"),
    ),
    ("Youssef", "Benali", "Manager communicatie", "communication", ("master",), ("work", "future", "craft")),
    ("Marloes", "Brinkman", "Redacteur intranet en website", "communication", ("editor",), ("care", "neighbourhood")),
    (
        "Thijs",
        "Oosterveld",
        "Medewerker social media",
        "communication",
        ("editor", "creator"),
        ("work", "care", "neighbourhood"),
    ),
    ("Lucía", "Romero", "Vormgever", "communication", ("creator",), ("care", "future")),
    ("Fatima", "El Amrani", "Recruiter", "hr", ("editor",), ("work", "craft")),
    ("Joost", "van der Veen", "Coördinator opleidingen", "hr", ("creator",), ("craft", "work")),
    ("Anouk", "Jansen", "HR-adviseur", "hr", ("hr",), ("work",)),
    ("Derya", "Yılmaz", "Loopbaancoach", "hr", (), ("work", "craft")),
    ("Kees", "Hoekstra", "Roosteradviseur", "hr", (), ("work",)),
    ("Daan", "Vermeulen", "Adviseur zorgtechnologie", "office", ("creator",), ("future", "craft")),
    ("Ingrid", "Postma", "Bestuurder", "office", (), ("work", "care")),
    ("Rachid", "Aouni", "Servicedesk ICT", "office", (), ("future",)),
    ("Willemijn", "Dekker", "Adviseur duurzaamheid", "office", (), ("future", "neighbourhood")),
)

EXTERNAL = (
    Person(
        first_name="Hans",
        last_name="Wolters",
        job_title="Vrijwilliger en fietsmaatje",
        team="friends",
        location="De Linde, Amersfoort",
        pillars=("neighbourhood", "care"),
        external_email="hans.wolters@fietsmaatjes.example",
    ),
    Person(
        first_name="Petra",
        last_name="Scholten",
        job_title="Lid van de centrale cliëntenraad",
        team="friends",
        location="Oosterhof, Zwolle",
        pillars=("care",),
        external_email="petra.scholten@clientenraad.example",
    ),
    Person(
        first_name="Jeroen",
        last_name="Bakker",
        job_title="Leverancier van maaltijden, Bakker Streekkeuken",
        team="friends",
        location="Bakker Streekkeuken, Kampen",
        pillars=("future", "neighbourhood"),
        external_email="jeroen@bakkerstreekkeuken.example",
    ),
)


def employee(
    first_name: str,
    last_name: str,
    job_title: str,
    team: str,
    roles: tuple[str, ...] = (),
    pillars: tuple[str, ...] = (),
    language: str = "nl",
) -> Person:
    return Person(
        first_name=first_name,
        last_name=last_name,
        job_title=job_title,
        team=team,
        location=LOCATIONS[team],
        roles=roles,
        pillars=pillars,
        language=language,
    )


PEOPLE = (*(employee(*row) for row in (*OFFICE, *LINDE, *URK, *OOSTERHOF, *VECHT)), *EXTERNAL)

SUPERUSER_EMAIL = "beheer@brinkhoven.example"
DEMO_LOGINS = (
    Login(what="everything", path="/beheer/", email=SUPERUSER_EMAIL, role="administrator"),
    Login(
        what="strategy, planning, figures",
        path="/beheer/",
        email="sanne.devries@brinkhoven.example",
        role="Social Master",
    ),
    Login(what="writing messages", path="/beheer/", email="thijs.oosterveld@brinkhoven.example", role="Social Editor"),
    Login(
        what="approving messages",
        path="/beheer/",
        email="marloes.brinkman@brinkhoven.example",
        role="Social Editor (moderator)",
    ),
    Login(what="intranet", path="/nl/", email="joost.vanderveen@brinkhoven.example", role="Social Creator"),
    Login(what="sharing", path="/nl/deel-mee/", email="esther.mulder@brinkhoven.example", role="Social Publisher"),
    Login(
        what="sharing, in English", path="/en/share/", email="priya.nair@brinkhoven.example", role="Social Publisher"
    ),
)
