"""Knowledge pages: how things are done here."""

from .shapes import Knowledge

KNOWLEDGE = (
    Knowledge(
        key="ziek-melden",
        title="Ziek melden en weer beter melden",
        introduction="Bel voor zeven uur. Een appje naar een collega telt niet als melding.",
        category="work",
        body=(
            (
                "steps",
                "Zo doe je het",
                "Bel de planner van je locatie, ook 's nachts.",
                "Zeg hoe lang je denkt dat het duurt. Waarom je ziek bent hoef je niet te zeggen.",
                "Je teamcoach belt je dezelfde dag om te vragen wat je nodig hebt.",
                "Meld je beter op de dag zelf, ook als je die dag vrij bent.",
            ),
            (
                "tip",
                "Duurt het langer?",
                "Na twee weken maken jij en je teamcoach samen een plan. De bedrijfsarts helpt als je dat wilt.",
            ),
        ),
        contact="anouk.jansen@brinkhoven.example",
    ),
    Knowledge(
        key="ruilen-van-diensten",
        title="Een dienst ruilen",
        introduction="Ruilen mag altijd als jullie het allebei willen en de rusttijden kloppen.",
        category="work",
        body=(
            (
                "p",
                "Zet je dienst op het ruilbord in het rooster. Een collega die kan, tikt hem aan. Het rooster rekent zelf uit of er genoeg rust tussen zit.",
            ),
            ("p", "Lukt het niet binnen drie dagen? Dan denkt je planner mee. Je hoeft het niet alleen op te lossen."),
        ),
        contact="kees.hoekstra@brinkhoven.example",
    ),
    Knowledge(
        key="opleiding-aanvragen",
        title="Een opleiding aanvragen",
        introduction="Iedereen heeft een eigen leerbudget. Voor een opleiding die bij je werk hoort, hoef je dat niet te gebruiken.",
        category="work",
        body=(
            (
                "p",
                "Praat eerst met je teamcoach over wat je wilt leren en waarom. Vul daarna het formulier in; dat kost tien minuten.",
            ),
            ("p", "Joost van der Veen laat binnen twee weken weten of het kan. Bij nee hoor je ook wat wel kan."),
        ),
        contact="joost.vanderveen@brinkhoven.example",
    ),
    Knowledge(
        key="toestemming-beeld",
        title="Toestemming vragen voor een foto of verhaal",
        introduction="Een herkenbare bewoner komt alleen in beeld met toestemming die is vastgelegd.",
        category="communication",
        body=(
            (
                "p",
                "Vraag het vooraf, in rustige woorden, en laat zien waar de foto komt te staan. Kan iemand dat niet overzien? Dan beslist de vertegenwoordiger.",
            ),
            (
                "steps",
                "Leg het vast",
                "Vul het kaartje toestemming in, met datum en waarvoor het is.",
                "Bewaar het in het dossier van de bewoner.",
                "Iemand bedenkt zich? Haal de foto dezelfde dag weg en laat het Communicatie weten.",
            ),
        ),
        contact="marloes.brinkman@brinkhoven.example",
    ),
    Knowledge(
        key="sociale-media",
        title="Delen op je eigen kanaal: zo houd je het leuk",
        introduction="Jij bent de hoofdredacteur van je eigen kanaal. Deze afspraken beschermen jou en onze bewoners.",
        category="communication",
        body=(
            ("p", "Je mag delen, het hoeft nooit. Je leidinggevende ziet niet wat je wel of niet deelt."),
            ("h", "Vijf afspraken"),
            (
                "steps",
                "",
                "Schrijf in je eigen woorden.",
                "Zeg dat je bij Brinkhoven werkt.",
                "Geen namen van bewoners, ook geen voornamen.",
                "Boze reactie? Laat hem staan en app Communicatie.",
                "Twijfel je? Dan niet, of vraag het even.",
            ),
        ),
        contact="thijs.oosterveld@brinkhoven.example",
    ),
    Knowledge(
        key="pers-aan-de-lijn",
        title="Een journalist aan de lijn, wat nu?",
        introduction="Wees vriendelijk, noteer de vraag en bel Communicatie. Dag en nacht.",
        category="communication",
        body=(
            (
                "p",
                "Je hoeft nooit direct te antwoorden. Vraag naam, medium, telefoonnummer en tot wanneer het kan wachten. Dan bel je 038 000 12 40.",
            ),
            (
                "p",
                "Een camera op het terrein? Vraag of ze even willen wachten bij de receptie en haal de locatiemanager.",
            ),
        ),
        contact="youssef.benali@brinkhoven.example",
    ),
    Knowledge(
        key="incident-melden",
        title="Een incident of bijna-incident melden",
        introduction="Melden is leren. Je wordt nooit afgerekend op een melding.",
        category="care",
        body=(
            ("p", "Meld vallen, medicijnfouten, agressie en alles wat bijna misging. Ook als het al is opgelost."),
            (
                "steps",
                "Melden in drie minuten",
                "Open het dossier en kies Melding.",
                "Schrijf wat je zag, niet wat je denkt.",
                "Je team bespreekt de melding binnen twee weken. Jij hoort wat eruit kwam.",
            ),
        ),
        contact="dirk.snoek@brinkhoven.example",
    ),
    Knowledge(
        key="wachtwoord-vergeten",
        title="Wachtwoord vergeten of telefoon kwijt",
        introduction="Bel de servicedesk, dan kun je binnen tien minuten weer verder.",
        category="systems",
        body=(
            ("p", "Elke dag van zeven tot tien uur 's avonds: 038 000 12 34. Houd je personeelsnummer bij de hand."),
            ("p", "Telefoon kwijt of gestolen? Bel meteen, ook 's nachts. Wij zetten hem op afstand uit."),
        ),
        contact="rachid.aouni@brinkhoven.example",
    ),
)
