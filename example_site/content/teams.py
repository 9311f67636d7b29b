"""Where people work."""

from .shapes import Team

TEAMS = (
    Team(key="office", name="Kantoor Zwolle", kind="location"),
    Team(key="communication", name="Communicatie", kind="department", parent="office"),
    Team(key="hr", name="HR en Opleiden", kind="department", parent="office"),
    Team(key="linde", name="De Linde", kind="location"),
    Team(key="anker", name="Het Anker", kind="location"),
    Team(key="oosterhof", name="Oosterhof", kind="location"),
    Team(key="vecht", name="Wijkzorg Vecht", kind="region"),
    Team(key="friends", name="Vrienden en partners", kind="partner"),
)
LOCATIONS = {
    "office": "Kantoor Zwolle",
    "communication": "Kantoor Zwolle",
    "hr": "Kantoor Zwolle",
    "linde": "De Linde, Amersfoort",
    "anker": "Het Anker, Urk",
    "oosterhof": "Oosterhof, Zwolle",
    "vecht": "Wijkzorg Vecht, Dalfsen",
    "friends": "",
}
