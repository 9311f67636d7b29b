"""News items on the intranet: twelve in Dutch; the English ones stand in english_pages."""

from .shapes import News

MARLOES = "marloes.brinkman@brinkhoven.example"
SANNE = "sanne.devries@brinkhoven.example"
THIJS = "thijs.oosterveld@brinkhoven.example"

NEWS = (
    News(
        key="slimme-nachtzorg-van-start",
        title="Slimme nachtzorg gaat van start op Het Anker",
        introduction="Vanaf maandag opent het nachtteam niet meer elke deur. Klaas Hakvoort vertelt hoe het team zich voorbereidde.",
        body=(
            (
                "p",
                "Drie maanden lang oefende het nachtteam van Het Anker met de nieuwe sensoren. Op papier, in een lege kamer, en de laatste weken bij acht bewoners die dat goed vonden.",
            ),
            (
                "q",
                "De eerste nacht liep ik toch nog alle deuren langs. Na een week vertrouwde ik het. En meneer Kaptein slaapt voor het eerst in jaren door.",
                "Klaas Hakvoort, teamleider nachtzorg",
            ),
            ("h", "Wat verandert er?"),
            (
                "p",
                "De sensor ziet geen beeld en hoort geen geluid. Hij merkt alleen of iemand in of uit bed is. Gaat iemand eruit en duurt dat lang, dan krijgt het team een seintje.",
            ),
            (
                "tip",
                "Meedenken?",
                "De proef duurt tot het voorjaar. Op de laatste donderdag van de maand kun je om 14.00 uur meekijken in de huiskamer van Het Anker.",
            ),
        ),
        author=MARLOES,
        location="Het Anker, Urk",
        days=1,
        picture="moon",
        palette="purple",
        alt="Tekening van huizen aan het water onder een volle maan.",
    ),
    News(
        key="drieentwintig-diplomas",
        title="Drieëntwintig diploma's op één middag",
        introduction="De zaal in Zwolle was te klein. Drieëntwintig leerlingen kregen hun diploma, en ze blijven allemaal.",
        body=(
            (
                "p",
                "De jongste geslaagde is negentien, de oudste achtenvijftig. Bestuurder Ingrid Postma las van iedereen één zin voor uit het leerboekje. Bij de derde waren er al tissues nodig.",
            ),
            (
                "q",
                "Ik heb nog nooit zo veel geleerd als van de fouten die ik mocht maken.",
                "Vera, leerling verzorgende",
            ),
            (
                "p",
                "De werkbegeleiders kregen bloemen. Joost van der Veen: ‘Een leerling opleiden doe je met het hele team, maar iemand moet het eerst vastpakken.’",
            ),
        ),
        author=THIJS,
        location="Kantoor Zwolle",
        days=3,
        picture="diploma",
        palette="blue",
        alt="Tekening van een diploma met een lint.",
    ),
    News(
        key="samen-vertellen",
        title="Samen vertellen: zestig collega's doen mee",
        introduction="In september begonnen we met twaalf. Nu delen zestig collega's en drie vrijwilligers onze verhalen, ieder op een eigen manier.",
        body=(
            (
                "p",
                "Je kiest zelf wat je deelt, je verandert de tekst zoals jij het zou zeggen, en je mag altijd niets doen. Dat is de afspraak, en die blijft zo.",
            ),
            ("h", "Wat levert het op?"),
            (
                "p",
                "Elf mensen die dit najaar solliciteerden, zeiden dat ze een bericht van een collega hadden gezien. Dat hoorden we in het gesprek; we volgen niemand.",
            ),
            (
                "steps",
                "Zo doe je mee",
                "Kijk bij Deel mee welke onderwerpen bij je passen.",
                "Word lid van die groep.",
                "Kies een bericht, maak er je eigen tekst van en deel het waar jij wilt.",
            ),
        ),
        author=SANNE,
        location="",
        days=6,
        picture="people",
        palette="teal",
        alt="Tekening van een groep mensen naast elkaar.",
    ),
    News(
        key="nieuwe-polo",
        title="Nieuwe werkkleding: passen vanaf december",
        introduction="De stof ademt beter en de zakken zitten waar je ze nodig hebt. Passen kan op elke locatie.",
        body=(
            (
                "p",
                "Veertig collega's droegen de nieuwe polo drie maanden. Hun grootste wens: een zak die niet leegloopt als je bukt. Die is er gekomen.",
            ),
            ("p", "Oude kleding lever je in. Een sociale werkplaats in Kampen maakt er poetsdoeken van."),
        ),
        author=MARLOES,
        location="",
        days=9,
        picture="heart",
        palette="green",
        alt="Tekening van een hart dat uit blaadjes bestaat.",
    ),
    News(
        key="bedankmiddag",
        title="Bedankmiddag voor mantelzorgers op alle locaties",
        introduction="Taart van eigen keuken en tijd om elkaar te spreken. Nodig jij iemand uit?",
        body=(
            (
                "p",
                "Annelies Kok, mantelzorgadviseur, weet hoe lastig het is om hulp te vragen. ‘Vraag dus niet of iemand komt, maar hoe laat je ze ophaalt.’",
            ),
            ("p", "Uitnodigingen liggen bij de receptie. Vervoer regelen kan via de planners van Wijkzorg Vecht."),
        ),
        author=THIJS,
        location="Alle locaties",
        days=11,
        picture="cups",
        palette="orange",
        alt="Tekening van drie kopjes op een tafel.",
    ),
    News(
        key="moestuin-oogst",
        title="Negentien buren aan de kraam van Oosterhof",
        introduction="Te veel courgettes bleek een mooi begin. De vrijdagkraam blijft, ook in de winter.",
        body=(
            (
                "p",
                "In de winter ruilt tuinman Henk Slot groenten voor gebreide sjaals en oude tijdschriften. ‘Het gaat niet om de courgette. Het gaat om het hek dat openstaat.’",
            ),
            ("q", "Ik woon hier al elf jaar tegenover en was nog nooit binnen geweest.", "Een buurman"),
        ),
        author=MARLOES,
        location="Oosterhof, Zwolle",
        days=18,
        picture="garden",
        palette="green",
        alt="Tekening van een tuin met hoge bloemen.",
    ),
    News(
        key="cao-loonsverhoging",
        title="Wat je volgende maand op je loonstrook ziet",
        introduction="De verhoging uit de cao gaat in. Anouk Jansen van HR legt uit wat je ziet en wat niet.",
        body=(
            (
                "p",
                "Je bruto loon gaat omhoog. Wat je netto overhoudt hangt af van je uren en je toeslagen. Op de salarispagina kun je het zelf narekenen.",
            ),
            (
                "tip",
                "Klopt er iets niet?",
                "Stuur een bericht aan HR met een foto van je loonstrook. Je krijgt binnen drie werkdagen antwoord.",
            ),
        ),
        author=SANNE,
        location="",
        days=22,
        picture="calendar",
        palette="blue",
        alt="Tekening van een kalenderblad met gekleurde vakjes.",
    ),
    News(
        key="koor-zoekt-stoelen",
        title="Het koor zoekt stoelen",
        introduction="Op maandagavond zingt het visserskoor in de hal van Het Anker. Er komen zo veel bewoners dat de stoelen op zijn.",
        body=(
            (
                "p",
                "Heb je op je afdeling stoelen over op maandagavond? Zet ze om half zeven in de gang, de mannen van het koor halen en brengen ze zelf.",
            ),
        ),
        author=THIJS,
        location="Het Anker, Urk",
        days=27,
        picture="boat",
        palette="teal",
        alt="Tekening van een vissersboot in een haven.",
    ),
    News(
        key="griepprik",
        title="Griepprik: dit zijn de data",
        introduction="Halen is niet verplicht. Wel fijn voor jezelf en voor bewoners met een kwetsbare gezondheid.",
        body=(
            (
                "p",
                "Je kunt terecht op De Linde, Oosterhof en Het Anker. Werk je in de wijk? Dan komt de prikbus op twee ochtenden naar Dalfsen.",
            ),
            (
                "p",
                "Twijfel je? Specialist ouderengeneeskunde Omar Haddad heeft een belspreekuur. Hij geeft antwoord, geen oordeel.",
            ),
        ),
        author=MARLOES,
        location="Alle locaties",
        days=34,
        picture="heart",
        palette="pink",
        alt="Tekening van een hart met blaadjes.",
    ),
    News(
        key="robot-eerlijk-verhaal",
        title="Knuffelrobot met pensioen",
        introduction="Zes maanden probeerden we het. De robot gaat terug, en we vertellen eerlijk waarom.",
        body=(
            (
                "p",
                "Twee bewoners vonden hem fijn. Voor hen zoeken we iets anders. De anderen keken er niet naar om, en collega's waren vooral bezig met opladen en schoonmaken.",
            ),
            (
                "p",
                "Daan Vermeulen schreef het verslag. ‘Stoppen is ook een uitkomst. Als je vooraf opschrijft wanneer je stopt, voelt het niet als falen.’",
            ),
        ),
        author=SANNE,
        location="Oosterhof, Zwolle",
        days=50,
        picture="tablet",
        palette="purple",
        alt="Tekening van een tablet met een losse stekker.",
    ),
    News(
        key="verbouwing-de-linde",
        title="De Linde krijgt een buurtkamer",
        introduction="Waar nu het archief staat, komt een kamer met een eigen voordeur. Voor de buurt en voor ons.",
        body=(
            (
                "p",
                "De verbouwing begint in januari en duurt tien weken. Locatiemanager Mirjam Visser: ‘We hebben de aannemer gevraagd om het zware werk na tienen te doen.’",
            ),
            ("p", "Ideeën voor de naam van de kamer gaan in de bus bij de receptie. De bewonersraad kiest."),
        ),
        author=MARLOES,
        location="De Linde, Amersfoort",
        days=57,
        picture="houses",
        palette="orange",
        alt="Tekening van een rij huizen langs het water.",
    ),
    News(
        key="nieuwe-fietsen-wijk",
        title="Dertig nieuwe fietsen voor de wijk",
        introduction="Wijkzorg Vecht rijdt voortaan elektrisch. Twaalf auto's gaan de deur uit.",
        body=(
            (
                "p",
                "Marek Nowak reed proef: ‘Met tegenwind langs de Vecht ben ik nu net zo snel als met de auto. En ik vind altijd een plek.’",
            ),
            (
                "tip",
                "Sleutels ophalen",
                "Vanaf maandag bij Saskia Hofman, tussen zeven en tien. Neem je personeelspas mee.",
            ),
        ),
        author=THIJS,
        location="Wijkzorg Vecht, Dalfsen",
        days=64,
        picture="bike",
        palette="green",
        alt="Tekening van een fiets op een dijk.",
    ),
)
