"""The people of the locations: first name, last name, job, team, roles, pillars and language."""

LINDE = (
    ("Esther", "Mulder", "Verzorgende IG", "linde", (), ("care", "work")),
    ("Bram", "Willemsen", "Teamcoach", "linde", ("creator",), ("work", "craft")),
    ("Naomi", "Pinas", "Verpleegkundige", "linde", ("creator",), ("care", "craft")),
    ("Gerda", "van Dijk", "Gastvrouw", "linde", (), ("care", "neighbourhood")),
    ("Sem", "Kuipers", "Leerling verzorgende", "linde", (), ("work", "craft")),
    ("Aylin", "Demir", "Activiteitenbegeleider", "linde", (), ("care", "neighbourhood")),
    ("Roel", "Smit", "Kok", "linde", (), ("care", "future")),
    ("Priya", "Nair", "Verpleegkundige", "linde", (), ("work", "craft"), "en"),
    ("Hilde", "Groen", "Ergotherapeut", "linde", (), ("craft",)),
    ("Mirjam", "Visser", "Locatiemanager", "linde", (), ("work", "neighbourhood")),
    ("Stefan", "Kowalczyk", "Technische dienst", "linde", (), ("future",), "en"),
)
URK = (
    ("Jannie", "Romkes", "Verzorgende IG", "anker", ("creator",), ("care", "neighbourhood")),
    ("Klaas", "Hakvoort", "Teamleider nachtzorg", "anker", ("creator",), ("future", "work")),
    ("Lubbertje", "Koffeman", "Helpende", "anker", (), ("care",)),
    ("Meindert", "Brouwer", "Geestelijk verzorger", "anker", (), ("care", "neighbourhood")),
    ("Tesfay", "Haile", "Leerling helpende", "anker", (), ("work", "craft"), "en"),
    ("Ria", "Post", "Receptionist", "anker", (), ("neighbourhood",)),
    ("Jelle", "Kramer", "Fysiotherapeut", "anker", (), ("craft", "care")),
    ("Alie", "Baarssen", "Huishoudelijk medewerker", "anker", (), ("care",)),
    ("Dirk", "Snoek", "Verpleegkundige", "anker", (), ("craft", "future")),
    ("Hendrika", "de Boer", "Coördinator vrijwilligers", "anker", ("editor",), ("neighbourhood", "care")),
)
OOSTERHOF = (
    ("Chantal", "Meijer", "Verzorgende IG", "oosterhof", ("creator",), ("care", "work")),
    ("Omar", "Haddad", "Specialist ouderengeneeskunde", "oosterhof", (), ("craft", "care")),
    ("Lisanne", "Prins", "Psycholoog", "oosterhof", (), ("craft",)),
    ("Ewoud", "Timmerman", "Muziektherapeut", "oosterhof", ("creator",), ("care", "neighbourhood")),
    ("Ngozi", "Okafor", "Verpleegkundige", "oosterhof", (), ("care", "work"), "en"),
    ("Henk", "Slot", "Tuinman", "oosterhof", (), ("future", "neighbourhood")),
    ("Kimberly", "Tjon", "Diëtist", "oosterhof", (), ("craft", "future")),
    ("Peter", "Nijland", "Locatiemanager", "oosterhof", (), ("work",)),
    ("Samira", "Bouzid", "Gastvrouw", "oosterhof", (), ("care",)),
    ("Iris", "Veldkamp", "Leerling verpleegkundige", "oosterhof", (), ("craft", "work")),
    ("Wouter", "Schaap", "Logopedist", "oosterhof", (), ("craft",)),
)
VECHT = (
    ("Tineke", "Bosman", "Wijkverpleegkundige", "vecht", ("creator",), ("care", "craft")),
    ("Mohamed", "Aziz", "Verzorgende in de wijk", "vecht", (), ("care", "neighbourhood")),
    ("Frouke", "Dijkstra", "Wijkverpleegkundige", "vecht", (), ("craft", "future")),
    ("Gijs", "Lammers", "Casemanager dementie", "vecht", ("creator",), ("care", "neighbourhood")),
    ("Saskia", "Hofman", "Planner", "vecht", (), ("work",)),
    ("Marek", "Nowak", "Helpende in de wijk", "vecht", (), ("work", "neighbourhood"), "en"),
    ("Joke", "Bouwhuis", "Huishoudelijke hulp", "vecht", (), ("neighbourhood",)),
    ("Tamara", "Wessels", "Teamcoach", "vecht", (), ("work", "craft")),
    ("Ruben", "Levi", "Verpleegkundige avonddienst", "vecht", (), ("care", "future")),
    ("Annelies", "Kok", "Mantelzorgadviseur", "vecht", (), ("neighbourhood", "care")),
    ("Vera", "Lindeman", "Leerling verzorgende", "vecht", (), ("craft",), "en"),
)
