"""Numbers instead of stories: thousands of people and messages, to see how the plugin behaves when it is big."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from uuid import uuid4

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Locale
from wagtail.search.backends import get_search_backend

from example_site.media.models import IntranetImage
from example_site.users.models import User
from shift_plugin.conf import shift_settings
from shift_plugin.library.enums import MessageKind
from shift_plugin.library.models import NetworkText, ShareableMessage
from shift_plugin.people.enums import MembershipSource, Rhythm, Role
from shift_plugin.people.models import Ambassador, PillarMembership, Team
from shift_plugin.strategy.models import KeyMessage, Pillar

BATCH = 2000
PILLARS = 20
FIRST = ("Anna", "Bram", "Carla", "Deniz", "Emma", "Farid", "Gerrit", "Hanna", "Ilse", "Jamal", "Klaas", "Lotte")
LAST = ("Aarts", "Bos", "Can", "Dekker", "Evers", "Faber", "Groot", "Hak", "Ismail", "Jonker", "Koster", "Lam")
JOBS = ("Verzorgende IG", "Verpleegkundige", "Helpende", "Gastvrouw", "Planner", "Fysiotherapeut")
SUBJECTS = ("ontbijt", "muziek", "de tuin", "een nieuwe collega", "het rooster", "de open dag", "een les", "de buurt")
DOINGS = ("Zo doen wij", "Trots op", "Kijk mee met", "Geleerd van", "Samen aan", "Nieuws over", "Een dag met")


def load_ambassadors(wanted: int) -> None:
    """Fill up to this many people; does nothing when there are as many already."""
    have = Ambassador.objects.count()
    if have >= wanted:
        return
    _more_pillars()
    chance = Random(have)
    teams, pillars = list(Team.objects.order_by("path")), list(Pillar.objects.order_by("pk"))
    publishers = Group.objects.get(name=shift_settings.ROLE_GROUPS[Role.PUBLISHER])
    for first in range(have, wanted, BATCH):
        users = User.objects.bulk_create(_user(number, chance) for number in range(first, min(first + BATCH, wanted)))
        User.groups.through.objects.bulk_create(
            User.groups.through(user_id=user.pk, group_id=publishers.pk) for user in users
        )
        people = Ambassador.objects.bulk_create(
            Ambassador(
                user=user,
                team=chance.choice(teams),
                language=chance.choices(["nl", "en"], [19, 1])[0],
                rhythm=chance.choices(Rhythm.values, [3, 2, 5])[0],
                office_hours=chance.choices(["", "1245 09:00-17:00", "234567 13:00-22:00"], [6, 2, 1])[0],
            )
            for user in users
        )
        PillarMembership.objects.bulk_create(
            (
                PillarMembership(ambassador=person, pillar=pillar, source=MembershipSource.JOINED)
                for person in people
                for pillar in chance.sample(pillars, 3)
            ),
            batch_size=BATCH,
        )


def _user(number: int, chance: Random) -> User:
    return User(
        email=f"collega{number:06}@brinkhoven.example",
        first_name=chance.choice(FIRST),
        last_name=f"{chance.choice(LAST)} {number}",
        job_title=chance.choice(JOBS),
        location=chance.choice(("De Linde, Amersfoort", "Het Anker, Urk", "Oosterhof, Zwolle")),
        # Nobody logs in with these.
        password="!",
    )


def _more_pillars() -> None:
    for number in range(Pillar.objects.count() + 1, PILLARS + 1):
        pillar = Pillar(name=f"Thema {number}", summary="Een thema om mee te proberen.", sort_order=number)
        pillar.key_messages = [KeyMessage(text=f"Wat van thema {number} moet blijven hangen.")]
        pillar.save()


def load_messages(wanted: int) -> None:
    """Fill up to this many messages, published over the last year; does nothing when there are as many already."""
    have = ShareableMessage.objects.count()
    if have >= wanted:
        return
    _more_pillars()
    chance = Random(have)
    index = get_search_backend().get_index_for_model(ShareableMessage)
    through = ShareableMessage.pillars.through
    key_messages = list(KeyMessage.objects.select_related("pillar"))
    pillars = list(Pillar.objects.order_by("pk"))
    for first in range(have, wanted, BATCH):
        made = ShareableMessage.objects.bulk_create(
            _messages(range(first, min(first + BATCH, wanted)), key_messages, chance)
        )
        for message in made:
            # Kept in memory only, so that the search index need not ask for them message by message.
            message.pillars = list({message.key_message.pillar, chance.choice(pillars)})
        through.objects.bulk_create(
            (
                through(shareablemessage_id=message.pk, pillar_id=pillar.pk)
                for message in made
                for pillar in message.pillars.all()
            ),
            batch_size=BATCH,
        )
        NetworkText.objects.bulk_create(
            (
                NetworkText(
                    message=message, network=network, text=f"{message.title}. Lees hoe het ging.", sort_order=place
                )
                for message in made
                for place, network in enumerate(("linkedin", "facebook"))
            ),
            batch_size=BATCH,
        )
        index.add_items(ShareableMessage, made)


def _messages(numbers: range, key_messages: list[KeyMessage], chance: Random) -> Iterator[ShareableMessage]:
    locales = [Locale.objects.get(language_code=code) for code in ("nl", "en")]
    images = list(IntranetImage.objects.filter(file__contains="bericht-"))
    now = timezone.now()
    for number in numbers:
        published = now - timedelta(minutes=chance.uniform(1, 365 * 24 * 60))
        image = chance.choice(images)
        yield ShareableMessage(
            locale=chance.choices(locales, [9, 1])[0],
            translation_key=uuid4(),
            title=f"{chance.choice(DOINGS)} {chance.choice(SUBJECTS)} ({number})",
            kind=chance.choice(MessageKind.values),
            text="Wat er gebeurde, wie erbij was en wat we ervan leerden. Zoals je het thuis vertelt.",
            key_message=chance.choice(key_messages),
            link_url=f"https://www.brinkhoven.example/verhalen/{number}",
            image=image,
            image_alt=image.description,
            hashtags="#zorg",
            own_words_prompt="Wat zou jij erbij vertellen?",
            live=True,
            has_unpublished_changes=False,
            first_published_at=published,
            last_published_at=published,
        )
