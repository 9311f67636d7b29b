"""Messages about working at Brinkhoven."""

from .shapes import Message

WORK = (
    Message(
        key="rooster-samen",
        title="Samen roosteren: zo doet team Duin het",
        kind="story",
        text=(
            "Vroeger hing het rooster er gewoon. Nu maken we het op De Linde met z'n allen: eerst vult iedereen in wat "
            "echt niet kan, daarna puzzelen we een half uur. Sindsdien is er in ons team nog maar één dienst per maand "
            "die we moeten ruilen."
        ),
        networks={
            "linkedin": (
                "Ons rooster komt niet meer van boven. Eerst vult iedereen in wat echt niet kan, daarna puzzelen we samen "
                "een half uur. Resultaat: in plaats van elke week ruilen we nog één dienst per maand. En niemand mist "
                "nog de zwemles van z'n kind. Benieuwd hoe dat werkt?"
            ),
            "whatsapp": "Jij vroeg laatst hoe dat bij ons gaat met het rooster. Hier staat het: we maken het zelf, met het hele team.",
            "x": "Eerst zeggen wat echt niet kan, dan samen puzzelen. Wij ruilen nog één dienst per maand in plaats van elke week.",
        },
        pillars=("work",),
        key_message=0,
        picture="calendar",
        alt="Tekening van een maandkalender waarop gekleurde diensten zijn ingevuld.",
        link="https://www.brinkhoven.example/verhalen/samen-roosteren",
        hashtags="#zorg #zelfroosteren",
        prompt="Wat kun jij doen op een vrije dag omdat je rooster klopt?",
        author="thijs.oosterveld@brinkhoven.example",
        days=74,
    ),
    Message(
        key="vacature-verzorgende-linde",
        title="Vacature: verzorgende IG op De Linde",
        kind="vacancy",
        text=(
            "Op De Linde in Amersfoort zoeken we een verzorgende IG voor 24 tot 32 uur. Een vast team, twaalf bewoners en "
            "een teamcoach die meeloopt als het druk is. Je mag eerst een ochtend komen kijken, zonder sollicitatiebrief."
        ),
        networks={
            "linkedin": (
                "Wij zoeken een nieuwe collega: verzorgende IG, 24 tot 32 uur, op De Linde in Amersfoort. Vast team, twaalf "
                "bewoners, en een rooster dat je samen maakt. Kom gerust eerst een ochtend meelopen. Ken jij iemand?"
            ),
            "facebook": (
                "Ken jij iemand die graag in de zorg werkt en in de buurt van Amersfoort woont? Op De Linde is plek voor "
                "een verzorgende IG. Eerst een ochtend kijken mag. De koffie staat klaar."
            ),
            "whatsapp": "Hoi! Wij zoeken een verzorgende op De Linde. Ik moest aan jou denken. Wil je een ochtend meekijken?",
        },
        pillars=("work",),
        key_message=0,
        picture="door",
        alt="Tekening van een huis met een openstaande voordeur en een mat op de stoep.",
        link="https://www.brinkhoven.example/vacatures/verzorgende-ig-de-linde",
        hashtags="#vacature #Amersfoort",
        prompt="Waarom zou jij een vriend of vriendin aanraden om hier te komen werken?",
        author="fatima.elamrani@brinkhoven.example",
        days=21,
        expires_in=24,
    ),
    Message(
        key="eerste-honderd-dagen",
        title="De eerste honderd dagen van Sem",
        kind="story",
        text=(
            "Sem was lasser. Nu is hij leerling-verzorgende op De Linde. Zijn eerste honderd dagen had hij steeds dezelfde "
            "collega naast zich. ‘Ik durfde alles te vragen, ook twee keer.’ Lees hoe zo'n begin eruitziet."
        ),
        networks={
            "facebook": (
                "Van lasser naar leerling-verzorgende. Sem vertelt over zijn eerste honderd dagen op De Linde: het eerste "
                "ontbijt, de eerste fout en de collega die steeds naast hem stond."
            ),
            "instagram": "‘Ik durfde alles te vragen, ook twee keer.’ Sem (27) ging van lasser naar de zorg. Lees zijn verhaal via de link.",
            "linkedin": (
                "Wat heb je nodig om een overstap naar de zorg te laten slagen? Volgens Sem vooral één ding: de eerste "
                "honderd dagen dezelfde collega naast je. Zo doen wij dat bij elke nieuwe collega."
            ),
        },
        pillars=("work", "craft"),
        key_message=1,
        picture="road",
        alt="Tekening van een slingerende weg over een dijk naar een opkomende zon.",
        link="https://www.brinkhoven.example/verhalen/sem",
        hashtags="#overstap #zorg",
        prompt="Wie hielp jou in je eerste weken, en waarmee?",
        author="thijs.oosterveld@brinkhoven.example",
        days=58,
    ),
    Message(
        key="meeloopdag",
        title="Meeloopdag voor zij-instromers",
        kind="event",
        text=(
            "Denk je wel eens aan werken in de zorg? Op de eerste zaterdag van de maand kun je op vier locaties een ochtend "
            "meelopen. Je krijgt een polo, een kop koffie en een eerlijk antwoord op al je vragen."
        ),
        networks={
            "facebook": (
                "Een ochtend meelopen in de zorg? Dat kan in Amersfoort, Urk, Zwolle en Dalfsen. Zonder verplichting, met "
                "koffie. Tip voor iedereen die wel eens zegt: dat zou ik ook wel willen."
            ),
            "threads": "Altijd al willen weten hoe een ochtend in de zorg eruitziet? Loop een keer mee. Geen brief nodig, alleen dichte schoenen.",
        },
        pillars=("work",),
        key_message=2,
        picture="people",
        alt="Tekening van vijf mensen naast elkaar in verschillende kleuren kleding.",
        link="https://www.brinkhoven.example/meelopen",
        hashtags="#meelopen #zijinstroom",
        prompt="Wat had jij graag willen weten voordat je in de zorg begon?",
        author="fatima.elamrani@brinkhoven.example",
        days=12,
        expires_in=35,
    ),
    Message(
        key="feestdagen-rooster",
        title="Wie werkt er met kerst? Zo verdelen wij het",
        kind="article",
        text=(
            "Kerst werken vindt niemand vanzelfsprekend. Bij ons zegt iedereen welke avond het belangrijkst is. Die krijg "
            "je. De rest verdelen we, en wie werkt eet mee met de bewoners."
        ),
        networks={
            "linkedin": (
                "Eén vraag maakt het kerstrooster een stuk eerlijker: welke avond is voor jou het belangrijkst? Die krijg je. "
                "De rest verdelen we samen."
            ),
            "facebook": "Kerst en werken, hoe doen jullie dat? Bij ons mag iedereen één avond kiezen die heilig is.",
        },
        pillars=("work",),
        key_message=0,
        picture="window",
        alt="Tekening van een verlicht raam in de avond met een kaars in de vensterbank.",
        link="https://www.brinkhoven.example/verhalen/kerstrooster",
        hashtags="#kerst #zorg",
        prompt="Welke avond is voor jou heilig?",
        author="thijs.oosterveld@brinkhoven.example",
        state="scheduled",
        days=15,
    ),
    Message(
        key="overstap-op-je-vijftigste",
        title="Op je vijftigste nog naar de zorg",
        kind="story",
        text=(
            "Joke reed dertig jaar op een bestelbus. Nu helpt ze mensen in Dalfsen met hun huishouden. ‘Ik dacht dat ik te "
            "oud was. Maar hier ben ik juist iemand die al veel heeft meegemaakt.’"
        ),
        networks={
            "facebook": "Te oud voor een overstap? Joke dacht van wel. Nu komt ze bij vijf mensen over de vloer die haar niet meer willen missen.",
            "whatsapp": "Dit verhaal van Joke moet je lezen. Ze begon op haar vijftigste in de zorg.",
        },
        pillars=("work", "neighbourhood"),
        key_message=2,
        picture="bench",
        alt="Tekening van een bankje naast een boom met twee vogels op de leuning.",
        link="https://www.brinkhoven.example/verhalen/joke",
        hashtags="#zijinstroom #thuiszorg",
        prompt="Wat neem jij mee uit je vorige werk waar je nu wat aan hebt?",
        author="marloes.brinkman@brinkhoven.example",
        state="submitted",
    ),
    Message(
        key="vacature-nachtdienst-anker",
        title="Vacature: nachtverpleegkundige op Het Anker",
        kind="vacancy",
        text=(
            "De nacht op Het Anker is stil, maar nooit saai. Voor ons nachtteam op Urk zoeken we een verpleegkundige. Je "
            "werkt zeven nachten, daarna ben je zeven dagen vrij."
        ),
        networks={
            "linkedin": "Zeven nachten werken, zeven dagen vrij. Het nachtteam van Het Anker op Urk zoekt een verpleegkundige.",
            "facebook": "Nachtmens? Op Het Anker is plek voor een verpleegkundige in een klein, vast nachtteam.",
        },
        pillars=("work",),
        key_message=0,
        picture="moon",
        alt="Tekening van een huis aan het water onder een volle maan.",
        link="https://www.brinkhoven.example/vacatures/nacht-het-anker",
        hashtags="#vacature #Urk",
        prompt="Wat maakt de nacht bijzonder?",
        author="fatima.elamrani@brinkhoven.example",
        state="expired",
        days=83,
        expires_in=-20,
    ),
)
