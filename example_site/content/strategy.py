"""What Brinkhoven wants to reach, with whom, and with which subjects."""

from .shapes import Audience, Objective

OBJECTIVES = (
    Objective(
        key="colleagues",
        name="Genoeg goede collega's in elk team",
        description=(
            "Teams die op sterkte zijn, leveren rustige en veilige zorg. Nieuwe collega's die via een collega komen, "
            "weten beter waar ze aan beginnen en blijven langer."
        ),
        target_figure=120,
        unit="nieuwe collega's per jaar via een bericht van een collega",
        in_days=405,
    ),
    Objective(
        key="volunteers",
        name="Meer mensen uit de buurt over de vloer",
        description=(
            "Bewoners willen bij hun dorp of wijk blijven horen. Vrijwilligers, buren en verenigingen maken dat "
            "mogelijk: een praatje, een duofietstocht, samen koken."
        ),
        target_figure=400,
        unit="actieve vrijwilligers",
        in_days=221,
    ),
    Objective(
        key="known",
        name="De regio weet wat goede ouderenzorg vandaag is",
        description=(
            "Veel mensen zoeken pas naar zorg als het moet. Wij laten eerder zien hoe wonen en zorg bij Brinkhoven "
            "eruitzien, zodat families op tijd een goede keuze maken."
        ),
        target_figure=8000,
        unit="bezoeken per maand via berichten van collega's",
        in_days=405,
    ),
)

AUDIENCES = (
    Audience(
        key="professionals",
        name="Zorgprofessionals in de regio",
        description="Verzorgenden, verpleegkundigen, helpenden en behandelaren tussen Urk, Zwolle en Amersfoort.",
        information_need=(
            "Hoe ziet een dienst er echt uit? Krijg ik tijd voor bewoners, een rooster waar ik van op aan kan en ruimte "
            "om te leren? Wie worden mijn collega's?"
        ),
        networks=("linkedin", "facebook", "instagram", "whatsapp"),
        objectives=("colleagues",),
    ),
    Audience(
        key="newcomers",
        name="Zij-instromers en leerlingen",
        description="Mensen die een overstap overwegen, en jongeren die een opleiding en een eerste werkplek zoeken.",
        information_need=(
            "Kan ik dit werk? Hoe lang duurt de opleiding, wat verdien ik intussen en wie helpt mij de eerste weken? "
            "Mag ik eerst een dag meelopen?"
        ),
        networks=("instagram", "facebook", "linkedin", "whatsapp", "threads"),
        objectives=("colleagues",),
    ),
    Audience(
        key="families",
        name="Mantelzorgers en toekomstige bewoners",
        description="Mensen van 75 en ouder en hun partners, kinderen en vrienden.",
        information_need=(
            "Wat kan er nog thuis? Wanneer is verhuizen beter? Hoe is het eten, mag de hond mee, en wie spreek ik aan "
            "als ik mij zorgen maak?"
        ),
        networks=("facebook", "whatsapp", "email"),
        objectives=("known",),
    ),
    Audience(
        key="neighbours",
        name="Buren, vrijwilligers en verenigingen",
        description="Mensen en clubs rond onze locaties: scholen, kerken, koren, winkels en sportclubs.",
        information_need=(
            "Wat kan ik doen, ook als ik maar één uur heb? Wie kan ik bellen? Is er iets te doen waar ik bij mag zijn?"
        ),
        networks=("facebook", "whatsapp", "mastodon", "bluesky"),
        objectives=("volunteers", "known"),
    ),
)
