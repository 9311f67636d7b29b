"""Three vacancies: one that stays open for a while, one that closes soon and one that has closed."""

from decimal import Decimal

INDEX = {
    "title": "Werken bij Brinkhoven",
    "slug": "werken-bij",
    "introduction": "Dit zijn onze open vacatures. Ken je iemand die hier past? Deel de vacature.",
    # The intranet asks everybody to log in, so messages lead to the site where people apply.
    "is_public": False,
    "referral_parameter": "bron",
    "referral_value": "collega-{network}-{code}",
}

VACANCIES = (
    {
        "title": "Verzorgende IG voor de nacht",
        "slug": "verzorgende-ig-nacht",
        "text": "<p>Jij bent er als het stil is. Samen met een collega zorg je voor 24 bewoners.</p>"
        "<h3>Wat je doet</h3><ul><li>Je helpt bewoners die wakker worden.</li><li>Je let op wat overdag opviel.</li></ul>"
        "<h3>Wat je meebrengt</h3><p>Een diploma verzorgende IG, en rust.</p>",
        "team": "oosterhof",
        "place": "Dalfsen",
        "postal_code": "1234 AB",
        "employment_type": "PART_TIME",
        "hours_min": Decimal(16),
        "hours_max": Decimal(28),
        "pay_min": Decimal(2650),
        "pay_max": Decimal(3580),
        "reference_number": "BRK-2041",
        "in_days": 24,
    },
    {
        "title": "Leerling-kok",
        "slug": "leerling-kok",
        "text": "<p>Je leert koken voor mensen die je bij naam kent. Een dag in de week ga je naar school.</p>",
        "team": "linde",
        "place": "Zwolle",
        "postal_code": "1235 CD",
        "employment_type": "INTERN",
        "hours_min": Decimal(32),
        "reference_number": "BRK-2044",
        "in_days": 4,
    },
    {
        "title": "Roosteradviseur",
        "slug": "roosteradviseur",
        "text": "<p>Je maakt roosters waar mensen blij van worden.</p>",
        "team": "hr",
        "place": "Zwolle",
        "postal_code": "1236 EF",
        "remote": "hybrid",
        "employment_type": "FULL_TIME",
        "hours_min": Decimal(32),
        "hours_max": Decimal(36),
        "pay_min": Decimal(3000),
        "pay_max": Decimal(4100),
        "reference_number": "BRK-2032",
        "in_days": -3,
    },
)

OFFERED = "verzorgende-ig-nacht"
RECRUITER = "anouk.jansen@brinkhoven.example"
