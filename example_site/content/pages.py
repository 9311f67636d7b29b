"""Titles and introductions of the pages that hold the others together, per language."""

HOME = {
    "nl": {
        "title": "Welkom bij Brinkhoven",
        "slug": "brinkhoven",
        "introduction": "Goed dat je er bent. Hier vind je wat er speelt op onze locaties, hoe dingen werken en wie je kunt bellen.",
        "body": (
            ("h", "Deze week"),
            (
                "p",
                "De slimme nachtzorg begint op Het Anker, in Zwolle hangen de slingers nog van de diploma's, en op alle locaties bakken de koks taart voor de bedankmiddag.",
            ),
            (
                "tip",
                "Verhaal gehoord?",
                "Zag je deze week iets wat iedereen mag weten? Loop binnen bij Communicatie of bel 038 000 12 40. Een halve zin is genoeg.",
            ),
        ),
        "shortcuts": "Snel naar",
    },
    "en": {
        "title": "Welcome to Brinkhoven",
        "slug": "brinkhoven-en",
        "introduction": "Good to have you here. See what is going on at our locations, how things work and whom you can call.",
        "body": (
            ("h", "This week"),
            (
                "p",
                "Smart night care starts at Het Anker, and at all locations the cooks bake cakes for the afternoon that thanks family carers.",
            ),
        ),
        "shortcuts": "Quick links",
    },
}
NEWS_INDEX = {
    "nl": {"title": "Nieuws", "slug": "nieuws", "introduction": "Wat er gebeurt op onze locaties en in de wijk."},
    "en": {"title": "News", "slug": "news", "introduction": "What is going on at our locations and in home care."},
}
KNOWLEDGE_INDEX = {
    "nl": {"title": "Kennis", "slug": "kennis", "introduction": "Hoe dingen hier werken, kort en in gewone taal."},
    "en": {
        "title": "Knowledge",
        "slug": "knowledge",
        "introduction": "How things work here, short and in plain words.",
    },
}
LIBRARY = {
    "nl": {
        "title": "Deel mee",
        "slug": "deel-mee",
        "introduction": "Kies een bericht dat bij je past, maak er je eigen tekst van en deel het. Jij bepaalt wat, waar en of je iets deelt.",
    },
    "en": {
        "title": "Share",
        "slug": "share",
        "introduction": "Choose a message that suits you, make the text your own and share it. You decide what, where and whether.",
    },
}
STRATEGY = {
    "nl": {
        "title": "Ons verhaal",
        "slug": "ons-verhaal",
        "introduction": "<p>Wat willen we bereiken, voor wie vertellen we het, en wat moet blijven hangen? Op deze pagina staat het op een rij, zodat je bij elk bericht kunt zien waar het voor is.</p>",
    },
    "en": {
        "title": "Our story",
        "slug": "our-story",
        "introduction": "<p>What do we want to reach, whom do we tell it to, and what should stick? Here it is in one line, so that you can see what each message is for.</p>",
    },
}
STORY_FORM = {
    "nl": {
        "title": "Stuur je verhaal",
        "slug": "stuur-je-verhaal",
        "introduction": "Zag je vandaag iets moois op je werk? Een foto en twee zinnen zijn genoeg. De redactie doet de rest.",
        "questions": "Wie was erbij?\nWat vond je er zelf van?",
        "thanks": "Dank je wel, wat fijn dat je dit deelt!",
    },
    "en": {
        "title": "Send your story",
        "slug": "send-your-story",
        "introduction": "Did you see something good at work today? A photo and two sentences are enough. The editors do the rest.",
        "questions": "Who was there?\nWhat did you think of it?",
        "thanks": "Thank you, it is great that you share this!",
    },
}
