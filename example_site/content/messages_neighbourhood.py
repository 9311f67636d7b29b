"""Messages about the neighbourhood and about technology and care for the earth."""

from .shapes import Message

NEIGHBOURHOOD = (
    Message(
        key="fietsmaatjes",
        title="Fietsmaatjes gezocht in Amersfoort",
        kind="campaign",
        text=(
            "Op de duofiets van De Linde is altijd één zadel leeg. Onze bewoners willen graag het park door, langs de oude "
            "straat of gewoon naar de ijsboer. Heb jij af en toe een uur? Hans leert je sturen."
        ),
        networks={
            "facebook": (
                "Op onze duofiets is nog een zadel vrij! Heb je af en toe een uur en woon je bij Amersfoort in de buurt? "
                "Hans, zelf al zes jaar fietsmaatje, leert je sturen."
            ),
            "whatsapp": "Iets voor jou? De Linde zoekt fietsmaatjes voor de duofiets. Eén uurtje per keer, en het is echt leuk.",
            "mastodon": "De Linde in Amersfoort zoekt fietsmaatjes voor de duofiets. Eén uur is genoeg. Hans leert je sturen.",
        },
        pillars=("neighbourhood",),
        key_message=0,
        picture="bike",
        alt="Tekening van een fiets met twee zadels naast elkaar op een dijk onder een lage zon.",
        link="https://www.brinkhoven.example/vrijwilligers/fietsmaatjes",
        hashtags="#vrijwilliger #Amersfoort",
        prompt="Waar zou jij iemand naartoe fietsen?",
        author="hendrika.deboer@brinkhoven.example",
        days=30,
    ),
    Message(
        key="koor-in-de-hal",
        title="Het visserskoor oefent voortaan bij ons",
        kind="story",
        text=(
            "Het visserskoor van Urk zocht een oefenruimte. Onze hal stond op maandagavond leeg. Nu zingen er dertig mannen, "
            "en zitten er elke week meer bewoners bij. Op de tweede rij zit de oud-dirigent."
        ),
        networks={
            "facebook": "Dertig mannen van het visserskoor, en op de tweede rij de oud-dirigent die nu bij ons woont. Elke maandag in de hal van Het Anker.",
            "whatsapp": "Wist je dat je op maandagavond zo binnen kunt lopen bij het koor in Het Anker?",
        },
        pillars=("neighbourhood", "care"),
        key_message=1,
        picture="boat",
        alt="Tekening van een vissersboot in een haven met meeuwen en een ondergaande zon.",
        link="https://www.brinkhoven.example/verhalen/visserskoor",
        hashtags="#Urk #koor",
        prompt="Wie uit de buurt zou jij bij ons binnen willen vragen?",
        author="hendrika.deboer@brinkhoven.example",
        days=48,
    ),
    Message(
        key="een-uur-per-maand",
        title="Eén uur per maand is ook vrijwilligerswerk",
        kind="article",
        text=(
            "Niet iedereen kan elke week. Daarom hebben we nu een lijst met klussen van één uur: de vogels voeren, een potje "
            "rummikub, iemand naar de kapper brengen. Kies er een, en laat ons weten wanneer."
        ),
        networks={
            "facebook": "Vrijwilligerswerk, maar geen tijd? We hebben een lijst met klussen van één uur. De vogels voeren, bijvoorbeeld. Of verliezen met rummikub.",
            "linkedin": "Eén uur per maand is ook vrijwilligerswerk. Wij maakten een lijst met klussen die passen naast een drukke baan.",
            "threads": "Klussen van één uur: vogels voeren, rummikub, iemand naar de kapper brengen. Kies er een.",
        },
        pillars=("neighbourhood",),
        key_message=0,
        picture="bench",
        alt="Tekening van een bankje in een park met twee vogels op de leuning.",
        link="https://www.brinkhoven.example/vrijwilligers/een-uur",
        hashtags="#vrijwilligerswerk",
        prompt="Wat zou jij in één uur kunnen doen?",
        author="hendrika.deboer@brinkhoven.example",
        days=17,
    ),
    Message(
        key="moestuin-oosterhof",
        title="De moestuin van Oosterhof deelt uit",
        kind="story",
        text=(
            "Henk de tuinman had dit jaar veel te veel courgettes. Nu staat er op vrijdag een kraampje voor de deur. Betalen "
            "doe je met een praatje. Er kwamen vorige week negentien buren."
        ),
        networks={
            "facebook": "Courgette nodig? Op vrijdag staat er een kraampje voor Oosterhof. Betalen doe je met een praatje.",
            "instagram": "Te veel courgettes, dus een kraampje. Betalen met een praatje. Zo leer je je buren kennen.",
            "bluesky": "Onze tuinman had te veel courgettes. Nu staat er elke vrijdag een kraampje. Betalen doe je met een praatje.",
        },
        pillars=("neighbourhood", "future"),
        key_message=1,
        picture="garden",
        alt="Tekening van een tuin vol hoge bloemen met een pad in het midden.",
        link="https://www.brinkhoven.example/verhalen/moestuin",
        hashtags="#buurt #Zwolle",
        prompt="Wat heb jij te veel dat een buur kan gebruiken?",
        author="marloes.brinkman@brinkhoven.example",
        days=70,
    ),
    Message(
        key="kerststukjes-met-school",
        title="Kerststukjes maken met groep 6",
        kind="event",
        text=(
            "De kinderen van de Vechtschool komen kerststukjes maken met onze bewoners. Elk kind maakt er twee: één voor "
            "thuis en één voor iemand die geen bezoek krijgt."
        ),
        networks={
            "facebook": "Twee kerststukjes per kind: één voor thuis, één voor iemand die geen bezoek krijgt. Groep 6 komt weer langs."
        },
        pillars=("neighbourhood",),
        key_message=1,
        picture="tree",
        alt="Tekening van een grote boom met lichtjes.",
        link="https://www.brinkhoven.example/agenda/kerststukjes",
        hashtags="#kerst #school",
        prompt="Welke herinnering heb jij aan kerst op school?",
        author="hendrika.deboer@brinkhoven.example",
        state="draft",
    ),
    Message(
        key="burendag",
        title="Burendag: soep voor de straat",
        kind="event",
        text="Op burendag zetten we lange tafels op straat. Onze koks maken drie soorten soep, jij neemt brood mee.",
        networks={
            "facebook": "Lange tafels op straat en drie soorten soep van onze koks. Neem jij brood mee? Tot op burendag!",
            "whatsapp": "Kom je ook naar burendag bij De Linde? De soep is gratis, neem zelf brood mee.",
        },
        pillars=("neighbourhood",),
        key_message=1,
        picture="table",
        alt="Tekening van een grote tafel met vijf borden, van boven gezien.",
        link="https://www.brinkhoven.example/agenda/burendag",
        hashtags="#burendag",
        prompt="Welke buur neem jij mee?",
        author="hendrika.deboer@brinkhoven.example",
        state="expired",
        days=77,
        expires_in=-56,
        teams=("linde",),
    ),
)

FUTURE = (
    Message(
        key="robot-gestopt",
        title="Waarom we stopten met de knuffelrobot",
        kind="article",
        text=(
            "Zes maanden hadden we een knuffelrobot op de afdeling. Twee bewoners vonden hem fijn, de meesten keken er niet "
            "naar om, en wij waren vooral bezig met opladen. We stopten. Dit leerden we ervan."
        ),
        networks={
            "linkedin": (
                "We stopten met de knuffelrobot. Niet omdat hij slecht was, maar omdat hij ons meer tijd kostte dan hij "
                "opleverde. Wat we leerden over proeven met techniek, inclusief de cijfers."
            ),
            "bluesky": "We stopten met de knuffelrobot: hij kostte meer tijd dan hij gaf. Dit leerden we van zes maanden proberen.",
            "mastodon": "Zes maanden een knuffelrobot op de afdeling, en toen gestopt. Een eerlijk verslag met de cijfers erbij.",
        },
        pillars=("future", "craft"),
        key_message=1,
        picture="tablet",
        alt="Tekening van een tablet op een tafel met een stekker die niet in het stopcontact zit.",
        link="https://www.brinkhoven.example/slim/robot",
        hashtags="#zorgtechnologie",
        prompt="Welke techniek zou jij zo weer wegdoen, en welke nooit meer?",
        author="sanne.devries@brinkhoven.example",
        days=64,
    ),
    Message(
        key="minder-eten-weg",
        title="Half zoveel eten in de bak",
        kind="article",
        text=(
            "Onze koks wogen een maand lang wat er terugkwam. Daarna gingen de schalen op tafel in plaats van borden op een "
            "kar. Er gaat nu half zoveel eten in de bak, en bewoners eten meer dan eerst."
        ),
        networks={
            "linkedin": (
                "Schalen op tafel in plaats van borden op een kar. Sindsdien gooien we half zoveel eten weg en eten bewoners "
                "meer. Onze koks wogen het een maand lang na."
            ),
            "facebook": "Half zoveel eten in de bak, doordat de schalen nu gewoon op tafel staan. Soms is de oplossing heel ouderwets.",
            "x": "Schalen op tafel in plaats van borden op een kar: half zoveel voedselverspilling, en bewoners eten meer.",
        },
        pillars=("future", "care"),
        key_message=1,
        picture="pot",
        alt="Tekening van een dampende pan en een volle schaal op een aanrecht.",
        link="https://www.brinkhoven.example/slim/eten",
        hashtags="#voedselverspilling #zorg",
        prompt="Wat gooien jullie thuis nooit meer weg?",
        author="marloes.brinkman@brinkhoven.example",
        days=14,
    ),
    Message(
        key="slimme-nachtzorg",
        title="Slimme nachtzorg start op Het Anker",
        kind="press_release",
        text=(
            "Op Het Anker start slimme nachtzorg. Sensoren merken het als iemand uit bed gaat, zodat het nachtteam niet meer "
            "bij iedereen de deur opent. Bewoners slapen door, en wie hulp nodig heeft krijgt die sneller."
        ),
        networks={
            "linkedin": "Niet meer elke deur open in de nacht. Op Het Anker start slimme nachtzorg: bewoners slapen door, en wie hulp nodig heeft krijgt die sneller.",
            "mastodon": "Op Het Anker start slimme nachtzorg. Sensoren in plaats van elke nacht elke deur open.",
        },
        pillars=("future",),
        key_message=0,
        picture="houses",
        alt="Tekening van een rij huizen langs het water, één met licht achter de ramen.",
        link="https://www.brinkhoven.example/slim/nachtzorg",
        hashtags="#nachtzorg #Urk",
        prompt="Wat verandert er voor jou in de nacht?",
        author="thijs.oosterveld@brinkhoven.example",
        state="submitted",
        teams=("anker",),
    ),
    Message(
        key="zonnepanelen-wereldprimeur",
        title="Unieke wereldprimeur op het dak!",
        kind="press_release",
        text="Brinkhoven loopt wereldwijd voorop met de allernieuwste zonnepanelen. Een unieke primeur in de zorg!",
        networks={"linkedin": "Een unieke wereldprimeur: Brinkhoven loopt voorop met de allernieuwste zonnepanelen!"},
        pillars=("future",),
        key_message=0,
        picture="panels",
        alt="Tekening van een dak met zonnepanelen onder een felle zon.",
        link="https://www.brinkhoven.example/slim/zonnepanelen",
        hashtags="#duurzaam",
        prompt="Wat merk jij ervan?",
        author="thijs.oosterveld@brinkhoven.example",
        state="rejected",
        reason=(
            "De panelen zijn mooi nieuws, maar een wereldprimeur is het niet. Schrijf het zoals Willemijn het vertelt: "
            "hoeveel stroom, wat doen we met het geld dat overblijft? En kies hoofdboodschap 2, over eerlijk meten."
        ),
    ),
)
