"""The five subjects that Brinkhoven tells about, with what has to stick and what matters when."""

from .shapes import Focus, Pillar

PILLARS = (
    Pillar(
        key="work",
        name="Werken bij Brinkhoven",
        summary="Hoe het is om hier te werken: de teams, het rooster, de eerste weken en de lol onderling.",
        colour="teal",
        networks=("linkedin", "facebook", "instagram", "whatsapp"),
        objectives=("colleagues",),
        audiences=("professionals", "newcomers"),
        owner="fatima.elamrani@brinkhoven.example",
        is_open=True,
        key_messages=(
            "Bij ons maak je je rooster samen met je team.",
            "Je eerste honderd dagen ben je nooit alleen.",
            "Een overstap naar de zorg kan op elke leeftijd.",
        ),
        focus=(
            Focus(note="Leerlingen zoeken nu een plek voor februari", from_day=-12, to_day=16, key_message=2),
            Focus(
                note="Roosters voor de feestdagen: laat zien hoe wij dat samen doen",
                from_day=10,
                to_day=38,
                key_message=0,
            ),
        ),
        introduction="Mensen kiezen voor collega's, niet voor een advertentie. Daarom vertellen wij zelf hoe het hier is.",
        body=(
            "<p>Een vacaturetekst zegt wat wij zoeken. Een collega vertelt hoe het is. Dat laatste onthouden mensen. "
            "Deel daarom wat klopt: ook dat een avonddienst pittig kan zijn, en wat het dan toch mooi maakt.</p>"
            "<h3>Dit werkt goed</h3><ul><li>Een foto van je team, met toestemming van iedereen.</li>"
            "<li>Eén moment uit je week dat je bijbleef.</li><li>Antwoord op een vraag die je vaak krijgt.</li></ul>"
            "<h3>Liever niet</h3><p>Beloften over loon of contract. Verwijs daarvoor naar de vacature.</p>"
        ),
        english_name="Working at Brinkhoven",
        english_introduction="People choose colleagues, not an advertisement. So we tell ourselves what it is like here.",
        english_body=(
            "<p>A job ad says what we are looking for. A colleague tells what it is like. That is what people remember. "
            "Share what is true, also that a late shift can be hard, and what makes it worthwhile.</p>"
        ),
    ),
    Pillar(
        key="care",
        name="Zorg van dichtbij",
        summary="Kleine en grote momenten met bewoners en cliënten. Warm, eerlijk en altijd met toestemming.",
        colour="orange",
        networks=("facebook", "instagram", "whatsapp", "threads"),
        objectives=("known", "colleagues"),
        audiences=("families", "professionals"),
        owner="marloes.brinkman@brinkhoven.example",
        is_open=True,
        key_messages=(
            "Eerst de mens, dan de zorgvraag.",
            "Familie hoort erbij, ook na de verhuizing.",
            "Een gewone dag is bij ons het mooiste doel.",
        ),
        focus=(
            Focus(note="De donkere maanden: gezelligheid op de afdeling", from_day=-20, to_day=40, key_message=2),
            Focus(note="Bedankmiddag voor mantelzorgers: vertel wie jij bedankt", from_day=4, to_day=11, key_message=1),
        ),
        introduction="Goede zorg zit in gewone dingen. Die laten we zien, zonder iemands leven op straat te leggen.",
        body=(
            "<p>Een bewoner die weer zelf aardappels schilt. Een dochter die mee-eet. Dat zijn de verhalen waar mensen "
            "zich in herkennen. Vraag altijd eerst toestemming aan de bewoner of de vertegenwoordiger, en leg die vast.</p>"
            "<h3>Drie vragen vooraf</h3><ol><li>Zou ik dit ook delen als het mijn eigen moeder was?</li>"
            "<li>Is de bewoner trots of alleen grappig in beeld?</li><li>Staat er niets over ziekte of medicijnen in?</li></ol>"
        ),
        english_name="Care close by",
        english_introduction="Good care is in ordinary things. We show those, and keep private lives private.",
        english_body=(
            "<p>A resident who peels her own potatoes again. A daughter who stays for dinner. Always ask the resident or "
            "the representative for consent first, and write it down.</p>"
        ),
    ),
    Pillar(
        key="craft",
        name="Vakmanschap",
        summary="Leren, onderzoeken en beter worden in je vak. Van leerling tot specialist ouderengeneeskunde.",
        colour="blue",
        networks=("linkedin", "x", "bluesky", "mastodon"),
        objectives=("colleagues", "known"),
        audiences=("professionals", "newcomers"),
        owner="joost.vanderveen@brinkhoven.example",
        is_open=True,
        key_messages=(
            "Wie bij ons werkt, leert elke week iets nieuws.",
            "Ouderenzorg is een vak waar je je hele loopbaan in groeit.",
            "Wij delen wat we leren, ook als iets niet lukte.",
            "Leerlingen krijgen echte verantwoordelijkheid, met iemand naast zich.",
        ),
        focus=(Focus(note="Uitreiking van de diploma's in Zwolle", from_day=-3, to_day=9, key_message=3),),
        introduction="Ouderenzorg vraagt veel kennis. Die kennis mag gezien worden.",
        body=(
            "<p>Vertel wat je leerde, wat je probeerde en wat het opleverde. Cijfers mogen, als je erbij zegt waar ze "
            "vandaan komen. Mislukkingen mogen ook: daar leren vakgenoten het meest van.</p>"
            "<p>Noem geen cliënten, ook niet als niemand ze zou herkennen.</p>"
        ),
        english_name="Craft",
        english_introduction="Care for older people takes a lot of knowledge. That knowledge deserves to be seen.",
        english_body="<p>Tell what you learned, what you tried and what came of it. Failures are welcome too.</p>",
    ),
    Pillar(
        key="neighbourhood",
        name="Samen in de buurt",
        summary="Alles wat we met vrijwilligers, scholen, verenigingen en buren doen.",
        colour="green",
        networks=("facebook", "whatsapp", "instagram", "mastodon"),
        objectives=("volunteers", "known"),
        audiences=("neighbours", "families"),
        owner="hendrika.deboer@brinkhoven.example",
        is_open=True,
        key_messages=(
            "Eén uur van jou maakt een dag van een ander.",
            "Onze deuren staan open voor de buurt.",
            "Vrijwilligers horen bij het team.",
        ),
        focus=(
            Focus(note="Nieuwe fietsmaatjes gezocht voor het voorjaar", from_day=-30, to_day=-4, key_message=0),
            Focus(note="Kerststukjes maken met de basisschool", from_day=12, to_day=32, key_message=1),
        ),
        introduction="Een huis midden in de buurt, met de deur open. Daar bouwen we samen aan.",
        body=(
            "<p>Laat zien wat er te doen is en hoe makkelijk meedoen is. Noem altijd een naam en een telefoonnummer van "
            "de locatie: mensen bellen liever een mens dan dat ze een formulier invullen.</p>"
        ),
        english_name="Together in the neighbourhood",
        english_introduction="A house in the middle of the neighbourhood, with the door open. We build it together.",
        english_body="<p>Show what is going on and how easy it is to join in. Always mention a name to call.</p>",
    ),
    Pillar(
        key="future",
        name="Slim en duurzaam",
        summary="Techniek die tijd teruggeeft, en zuinig omgaan met spullen, energie en mensen.",
        colour="purple",
        networks=("linkedin", "bluesky", "mastodon", "x"),
        objectives=("known",),
        audiences=("professionals", "families"),
        owner="daan.vermeulen@brinkhoven.example",
        is_open=False,
        key_messages=(
            "Techniek is pas goed als er meer tijd is voor mensen.",
            "We proberen klein, meten eerlijk en stoppen als het niet helpt.",
        ),
        focus=(Focus(note="De slimme nachtzorg start op Het Anker", from_day=-6, to_day=22, key_message=0),),
        introduction="We kiezen techniek die rust geeft en gooien zo min mogelijk weg.",
        body=(
            "<p>Dit is een besloten groep: nieuws over proeven delen we pas als de locatie er klaar voor is. Wil je "
            "meedoen? Stuur een bericht aan de eigenaar van deze pijler.</p>"
        ),
        english_name="Smart and sustainable",
        english_introduction="We choose technology that brings calm, and throw away as little as we can.",
        english_body="<p>This is a closed group: we share news about trials once the location is ready for it.</p>",
    ),
)
