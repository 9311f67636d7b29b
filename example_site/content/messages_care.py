"""Messages about daily life and care."""

from .shapes import Message

CARE = (
    Message(
        key="aardappels-schillen",
        title="Mevrouw Jonker schilt weer zelf",
        kind="story",
        text=(
            "Na haar heupoperatie wilde mevrouw Jonker (84) maar één ding: weer aan het aanrecht staan. Met onze "
            "ergotherapeut oefende ze zes weken. Vandaag schilde ze aardappels voor de hele groep."
        ),
        networks={
            "facebook": (
                "‘Als ik mijn eigen aardappels maar kan schillen.’ Dat was het doel van mevrouw Jonker na haar operatie. "
                "Zes weken later stond ze er. Voor de hele groep nog wel."
            ),
            "instagram": "Het doel van mevrouw Jonker (84): zelf aardappels schillen. Vandaag was het zover. Met toestemming gedeeld.",
            "whatsapp": "Hier word je blij van: mevrouw Jonker schilt weer zelf haar aardappels.",
        },
        pillars=("care", "craft"),
        key_message=2,
        picture="pot",
        alt="Tekening van een dampende pan op een fornuis met een schaal aardappels ernaast.",
        link="https://www.brinkhoven.example/verhalen/aardappels",
        hashtags="#revalidatie #gewonedag",
        prompt="Welk gewoon moment maakte jou deze week blij?",
        author="marloes.brinkman@brinkhoven.example",
        days=86,
    ),
    Message(
        key="dochter-eet-mee",
        title="Dochter eet mee, elke donderdag",
        kind="story",
        text=(
            "Verhuizen naar een verpleeghuis betekent niet dat je familie op bezoek moet. Karin kookt elke donderdag mee op "
            "de groep van haar vader. ‘Ik ben hier geen bezoek, ik ben gewoon zijn dochter.’"
        ),
        networks={
            "facebook": (
                "‘Ik ben hier geen bezoek, ik ben gewoon zijn dochter.’ Karin eet elke donderdag mee op Oosterhof. Zo hoort "
                "familie er ook na de verhuizing bij."
            ),
            "whatsapp": "Mooi verhaal over hoe je als dochter gewoon dochter kunt blijven, ook als je vader in een verpleeghuis woont.",
        },
        pillars=("care",),
        key_message=1,
        picture="table",
        alt="Tekening van een gedekte tafel met vijf borden, van boven gezien.",
        link="https://www.brinkhoven.example/verhalen/karin",
        hashtags="#familie #oosterhof",
        prompt="Hoe blijft familie bij jullie onderdeel van een gewone dag?",
        author="marloes.brinkman@brinkhoven.example",
        days=67,
    ),
    Message(
        key="wanneer-verhuizen",
        title="Wanneer is het tijd om te verhuizen?",
        kind="article",
        text=(
            "Het is de vraag die onze mantelzorgadviseur het vaakst hoort. Er is geen goed antwoord, wel vijf vragen die "
            "helpen om er op tijd over te praten. Ook als er nog niets hoeft."
        ),
        networks={
            "facebook": (
                "Wanneer is het tijd om te verhuizen? Annelies zette vijf vragen op een rij die families helpen om er "
                "rustig over te praten, voordat het moet."
            ),
            "linkedin": (
                "‘We hadden er eerder over moeten praten.’ Onze mantelzorgadviseur hoort het elke week. Daarom deelt ze vijf "
                "vragen voor aan de keukentafel."
            ),
            "email": "Misschien heb je hier iets aan: vijf vragen om samen te bespreken of verhuizen al nodig is, en wat er thuis nog kan.",
        },
        pillars=("care",),
        key_message=1,
        picture="houses",
        alt="Tekening van een rij huizen langs het water, één met licht achter de ramen.",
        link="https://www.brinkhoven.example/mantelzorg/vijf-vragen",
        hashtags="#mantelzorg",
        prompt="Welk gesprek had jij achteraf eerder willen voeren?",
        author="thijs.oosterveld@brinkhoven.example",
        days=45,
    ),
    Message(
        key="muziek-op-oosterhof",
        title="Wat muziek doet als woorden op zijn",
        kind="story",
        text=(
            "Meneer Van Loon praat bijna niet meer. Maar als Ewoud zijn accordeon pakt, zingt hij drie coupletten mee. "
            "Muziektherapie is geen optreden. Het is een gesprek in een andere taal."
        ),
        networks={
            "facebook": "Hij praat bijna niet meer, maar zingt drie coupletten mee. Onze muziektherapeut Ewoud vertelt wat muziek kan doen.",
            "bluesky": "Hij praat bijna niet meer. Maar drie coupletten zingt hij foutloos mee. Over muziek als gesprek, door onze muziektherapeut Ewoud.",
            "x": "Bijna geen woorden meer, wel drie coupletten. Onze muziektherapeut over wat muziek doet bij dementie.",
        },
        pillars=("care", "craft"),
        key_message=0,
        picture="notes",
        alt="Tekening van muzieknoten die uit een accordeon opstijgen.",
        link="https://www.brinkhoven.example/verhalen/muziek",
        hashtags="#muziektherapie #dementie",
        prompt="Welk liedje opent bij jou op de afdeling een deur?",
        author="marloes.brinkman@brinkhoven.example",
        days=33,
    ),
    Message(
        key="ontbijt-wanneer-je-wilt",
        title="Ontbijten wanneer jij wakker bent",
        kind="article",
        text=(
            "Op Het Anker ontbijt niemand meer verplicht om acht uur. Vissers stonden altijd om vier uur op, en dat blijf je "
            "voelen. Onze keuken schoof de dienst op. Het kost niets extra en de ochtend is rustiger."
        ),
        networks={
            "facebook": "Wie altijd om vier uur opstond om te vissen, wil niet om acht uur ontbijten. Op Het Anker hoeft dat dus ook niet.",
            "linkedin": (
                "Kleine verandering, groot verschil: op Het Anker ontbijt iedereen wanneer hij wakker is. Het kostte geen "
                "euro extra. Wel een goed gesprek met de keuken."
            ),
        },
        pillars=("care",),
        key_message=0,
        picture="cups",
        alt="Tekening van drie dampende kopjes koffie op een tafel.",
        link="https://www.brinkhoven.example/verhalen/ontbijt",
        hashtags="#persoonsgericht #Urk",
        prompt="Welke regel heb jij wel eens losgelaten voor een bewoner?",
        author="thijs.oosterveld@brinkhoven.example",
        days=26,
    ),
    Message(
        key="bedankt-mantelzorger",
        title="Bedankmiddag voor mantelzorgers",
        kind="event",
        text=(
            "Wie zorgt voor een ander, vergeet zichzelf snel. Daarom zetten we op alle locaties een middag de mantelzorgers in "
            "het zonnetje: taart van eigen keuken, een massage voor wie wil, en tijd om elkaar te spreken."
        ),
        networks={
            "facebook": "Zorg jij voor je man, moeder of buurvrouw? Kom naar onze bedankmiddag. De taart is van eigen keuken, en even niets hoeven mag ook.",
            "whatsapp": "Jij zorgt al zo lang voor je moeder. Ga je mee naar de bedankmiddag bij Brinkhoven?",
        },
        pillars=("care", "neighbourhood"),
        key_message=1,
        picture="heart",
        alt="Tekening van een groot hart dat uit kleine blaadjes bestaat.",
        link="https://www.brinkhoven.example/agenda/bedankmiddag",
        hashtags="#mantelzorg",
        prompt="Wie zou jij willen bedanken, en waarvoor?",
        author="hendrika.deboer@brinkhoven.example",
        state="scheduled",
        days=4,
    ),
    Message(
        key="foto-zonder-toestemming",
        title="Gezellige middag op groep 3",
        kind="story",
        text="Wat een middag! Onze bewoners hebben weer genoten van de bingo. Kijk die gezichten eens.",
        networks={"facebook": "Wat een middag! Onze bewoners hebben weer genoten van de bingo."},
        pillars=("care",),
        key_message=2,
        picture="table",
        alt="Tekening van een gedekte tafel, van boven gezien.",
        link="https://www.brinkhoven.example/verhalen",
        hashtags="#bingo",
        prompt="Wat was het mooiste moment van de middag?",
        author="thijs.oosterveld@brinkhoven.example",
        state="rejected",
        reason=(
            "Leuk moment! Maar op de foto's zijn drie bewoners herkenbaar en ik zie geen toestemming van de familie van "
            "mevrouw A. Vraag je die nog? En vertel iets over één bewoner in plaats van ‘genieten’: wat zei iemand?"
        ),
    ),
    Message(
        key="hond-mee",
        title="Ja, de hond mag mee",
        kind="article",
        text=(
            "De vraag komt bij bijna elke rondleiding: mag de hond mee? Ja. Op De Linde wonen nu vier honden, twee katten en "
            "een kanarie. We maken vooraf één afspraak: wie loopt er als het even niet gaat?"
        ),
        networks={
            "facebook": "Mag de hond mee als je naar De Linde verhuist? Ja. Er wonen er al vier. Plus twee katten en een kanarie.",
            "threads": "Mag de hond mee naar het verpleeghuis? Bij ons wel. We spreken alleen af wie er loopt als het even niet gaat.",
            "whatsapp": "Je vroeg of huisdieren mee mogen: bij ons op De Linde wel!",
        },
        pillars=("care",),
        key_message=0,
        picture="garden",
        alt="Tekening van een tuin met hoge bloemen aan weerszijden van een pad.",
        link="https://www.brinkhoven.example/wonen/huisdieren",
        hashtags="#huisdieren #wonen",
        prompt="Welk dier kent iedereen bij jou op locatie?",
        author="thijs.oosterveld@brinkhoven.example",
        days=8,
    ),
)
