"""The strategy in English, beside the Dutch of `strategy` and `pillars`: by key, and in the order of the lists."""

OBJECTIVES_EN = {
    "colleagues": {
        "name": "Enough good colleagues in every team",
        "description": "Teams at full strength give calm and safe care. Who comes through a colleague knows better what to expect, and stays longer.",
        "unit": "new colleagues a year through a colleague's message",
    },
    "volunteers": {
        "name": "More people from the neighbourhood through the door",
        "description": "Residents want to stay part of their village. Volunteers, neighbours and clubs make that possible.",
        "unit": "active volunteers",
    },
    "known": {
        "name": "The region knows what good care for older people is today",
        "description": "Many people look for care only when they have to. We show earlier how living and care go together here.",
        "unit": "visits a month to our website through messages of colleagues",
    },
}
AUDIENCES_EN = {
    "professionals": {
        "name": "Care professionals in the region",
        "description": "Care workers, nurses, assistants and therapists between Urk, Zwolle and Amersfoort.",
        "information_need": "What is a shift really like? Do I get time for residents, a rota I can count on and room to learn?",
    },
    "newcomers": {
        "name": "Career switchers and trainees",
        "description": "People who think about a switch, and young people who look for training and a first job.",
        "information_need": "Can I do this work? How long is the training, what do I earn meanwhile, and who helps me at first?",
    },
    "families": {
        "name": "Family carers and future residents",
        "description": "People of 75 and older with their partners, children and friends.",
        "information_need": "What is still possible at home? When is it better to move? Can the dog come?",
    },
    "neighbours": {
        "name": "Neighbours, volunteers and clubs",
        "description": "People and clubs around our locations: schools, churches, choirs, shops and sports clubs.",
        "information_need": "What can I do, even if I have only one hour? Whom can I call?",
    },
}
PILLAR_SUMMARIES_EN = {
    "work": "What it is like to work here: the teams, the rota, the first weeks and the fun.",
    "care": "Small and big moments with residents and clients. Warm, honest and always with consent.",
    "craft": "Learning, research and getting better at the job. From trainee to geriatrician.",
    "neighbourhood": "Everything we do with volunteers, schools, clubs and neighbours.",
    "future": "Technology that gives time back, and care with things, energy and people.",
}
KEY_MESSAGES_EN = {
    "work": (
        "Here you make your rota together with your team.",
        "In your first hundred days you are never alone.",
        "You can switch to care at any age.",
    ),
    "care": (
        "First the person, then the care.",
        "Family belongs, also after the move.",
        "An ordinary day is our finest goal.",
    ),
    "craft": (
        "Who works here learns something new every week.",
        "Care for older people is a craft you keep growing in.",
        "We share what we learn, also when it did not work.",
        "Trainees get real responsibility, with somebody beside them.",
    ),
    "neighbourhood": (
        "One hour of yours makes somebody's day.",
        "Our doors are open to the neighbourhood.",
        "Volunteers are part of the team.",
    ),
    "future": (
        "Technology is good when there is more time for people.",
        "We try small, measure honestly and stop when it does not help.",
    ),
}
FOCUS_EN = {
    "work": ("Trainees are looking for a place for February", "Rotas for the holidays: show how we do that together"),
    "care": ("The dark months: a warm living room on every ward", "Afternoon for family carers: tell whom you thank"),
    "craft": ("The diplomas are handed out in Zwolle",),
    "neighbourhood": ("New cycling buddies wanted for spring", "Making Christmas pieces with the primary school"),
    "future": ("Smart night care starts at Het Anker",),
}
