"""Messages about learning and expertise."""

from .shapes import Message

CRAFT = (
    Message(
        key="valpreventie",
        title="Een derde minder vallen met een lampje",
        kind="article",
        text=(
            "Op twee afdelingen van Oosterhof hingen we lampjes met een sensor onder het bed. In vier maanden telden we een "
            "derde minder valpartijen in de nacht. De lampjes kosten samen minder dan één avonddienst."
        ),
        networks={
            "linkedin": (
                "Een derde minder valpartijen in de nacht, met een lampje onder het bed. We telden vier maanden lang op twee "
                "afdelingen van Oosterhof. Geen wetenschap, wel eerlijk geteld. In het artikel staat ook wat niet werkte."
            ),
            "x": "Lampje met sensor onder het bed: in vier maanden een derde minder valpartijen in de nacht op twee afdelingen. Hoe we telden, staat erbij.",
            "bluesky": "Lampje onder het bed, een derde minder vallen in de nacht. Vier maanden geteld op twee afdelingen. Met ook: wat niet werkte.",
        },
        pillars=("craft", "future"),
        key_message=2,
        picture="moon",
        alt="Tekening van een huis in de nacht met twee verlichte ramen onder een volle maan.",
        link="https://www.brinkhoven.example/vakmanschap/lampje",
        hashtags="#valpreventie #ouderenzorg",
        prompt="Welke kleine verandering maakte bij jou een groot verschil?",
        author="sanne.devries@brinkhoven.example",
        days=79,
    ),
    Message(
        key="diploma-uitreiking",
        title="Drieëntwintig nieuwe vakmensen",
        kind="event",
        text=(
            "Drieëntwintig leerlingen haalden dit najaar hun diploma. De jongste is negentien, de oudste achtenvijftig. "
            "Allemaal blijven ze bij ons werken. Daar zijn we stil van, en heel trots."
        ),
        networks={
            "linkedin": (
                "Drieëntwintig leerlingen, drieëntwintig diploma's. De jongste negentien, de oudste achtenvijftig. En ze "
                "blijven allemaal. Een dikke felicitatie, ook aan hun werkbegeleiders."
            ),
            "facebook": "Drieëntwintig diploma's! Gefeliciteerd allemaal. De jongste is 19, de oudste 58, en iedereen blijft.",
            "instagram": "23 diploma's, 23 redenen om trots te zijn. Wie van hen ken jij?",
        },
        pillars=("craft", "work"),
        key_message=3,
        picture="diploma",
        alt="Tekening van een opgerold diploma met een lint en slingers.",
        link="https://www.brinkhoven.example/vakmanschap/diplomas",
        hashtags="#diploma #zorgopleiding",
        prompt="Wie wil jij feliciteren, en wat heb je die persoon zien leren?",
        author="fatima.elamrani@brinkhoven.example",
        days=3,
    ),
    Message(
        key="arts-in-het-verpleeghuis",
        title="Waarom Omar koos voor ouderengeneeskunde",
        kind="story",
        text=(
            "In het ziekenhuis zag Omar een patiënt tien minuten. Nu kent hij iemands hele verhaal. ‘Ik doe minder "
            "onderzoeken en voer meer gesprekken. Medisch gezien is dat juist moeilijker.’"
        ),
        networks={
            "linkedin": (
                "‘Ik doe minder onderzoeken en voer meer gesprekken. Medisch gezien is dat juist moeilijker.’ Specialist "
                "ouderengeneeskunde Omar Haddad over een vak dat te weinig mensen kennen."
            ),
            "bluesky": "‘Minder onderzoeken, meer gesprekken. Medisch gezien juist moeilijker.’ Omar over ouderengeneeskunde.",
        },
        pillars=("craft",),
        key_message=1,
        picture="books",
        alt="Tekening van een stapel boeken met een leesbril erbovenop.",
        link="https://www.brinkhoven.example/verhalen/omar",
        hashtags="#ouderengeneeskunde",
        prompt="Wat weten mensen niet over jouw vak?",
        author="marloes.brinkman@brinkhoven.example",
        days=52,
    ),
    Message(
        key="leren-van-een-fout",
        title="Wat we leerden van een verkeerde pil",
        kind="article",
        text=(
            "Er ging iets mis met medicijnen. Niemand raakte gewond, wel schrokken we. Team Vecht vertelt wat er gebeurde, wat "
            "we veranderden en waarom niemand de schuld kreeg. Omdat een ander er iets aan kan hebben."
        ),
        networks={
            "linkedin": (
                "Een fout delen is spannend. Toch doet team Vecht het: wat er misging met medicijnen, wat we veranderden en "
                "waarom ‘wie deed dit?’ de verkeerde vraag is."
            ),
            "mastodon": "Team Vecht deelt openlijk wat er misging met medicijnen en wat er is veranderd. Zodat een ander er iets aan heeft.",
        },
        pillars=("craft",),
        key_message=2,
        picture="heart",
        alt="Tekening van een hart dat uit losse blaadjes bestaat.",
        link="https://www.brinkhoven.example/vakmanschap/leren-van-fouten",
        hashtags="#veiligheid #leren",
        prompt="Wanneer was jij blij dat een collega een fout durfde te vertellen?",
        author="sanne.devries@brinkhoven.example",
        days=39,
        roles=("creator", "editor"),
    ),
    Message(
        key="open-les-dementie",
        title="Open les: praten met iemand met dementie",
        kind="event",
        text=(
            "Onze psycholoog Lisanne geeft een open les over praten met iemand met dementie. Voor familie, buren, de kapper en "
            "iedereen die het spannend vindt. Twee uur, gratis, met oefeningen die je morgen kunt gebruiken."
        ),
        networks={
            "facebook": "Hoe praat je met iemand met dementie? Gratis open les op Oosterhof, voor familie, buren en de kapper om de hoek.",
            "whatsapp": "Is dit iets voor jou? Een gratis les over praten met iemand met dementie, op Oosterhof.",
            "linkedin": "Onze psycholoog geeft een gratis open les: praten met iemand met dementie. Ook voor wie er in zijn werk mee te maken krijgt.",
        },
        pillars=("craft", "neighbourhood"),
        key_message=0,
        picture="cups",
        alt="Tekening van drie dampende kopjes thee op een rij.",
        link="https://www.brinkhoven.example/agenda/open-les",
        hashtags="#dementie #Zwolle",
        prompt="Wat hielp jou toen je niet wist wat je moest zeggen?",
        author="hendrika.deboer@brinkhoven.example",
        days=61,
        expires_in=20,
    ),
    Message(
        key="werkbegeleider",
        title="De stille kracht: de werkbegeleider",
        kind="article",
        text=(
            "Achter elke leerling staat iemand die meekijkt, zwijgt op het goede moment en soms ingrijpt. Zeven lessen van "
            "onze werkbegeleiders voor iedereen die een leerling naast zich krijgt."
        ),
        networks={
            "linkedin": "Zwijgen op het goede moment: volgens onze werkbegeleiders het moeilijkste van hun vak. Zeven lessen voor wie een leerling begeleidt."
        },
        pillars=("craft",),
        key_message=3,
        picture="people",
        alt="Tekening van vijf mensen die naast elkaar staan.",
        link="https://www.brinkhoven.example/vakmanschap/werkbegeleiders",
        hashtags="#opleiden",
        prompt="Van wie leerde jij je vak, en wat deed diegene anders?",
        author="thijs.oosterveld@brinkhoven.example",
        state="draft",
    ),
    Message(
        key="onderzoek-slaap",
        title="Onderzoek: slapen onze bewoners goed?",
        kind="press_release",
        text=(
            "Met de hogeschool onderzoeken we hoe bewoners slapen en wat licht en geluid daarmee doen. De eerste uitkomsten "
            "verwachten we in het voorjaar."
        ),
        networks={
            "linkedin": "Samen met de hogeschool onderzoeken we hoe bewoners slapen. Licht, geluid en rondes in de nacht: wat helpt echt?"
        },
        pillars=("craft", "future"),
        key_message=2,
        picture="window",
        alt="Tekening van een raam met half gesloten gordijnen en sterren erachter.",
        link="https://www.brinkhoven.example/vakmanschap/slaap",
        hashtags="#onderzoek #slaap",
        prompt="Wat doe jij om de nacht rustig te maken?",
        author="thijs.oosterveld@brinkhoven.example",
        state="submitted",
    ),
)
