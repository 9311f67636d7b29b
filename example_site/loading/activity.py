"""What happened in the last ninety days: two distributions, shares and clicks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from example_site.content.messages import MESSAGES
from example_site.users.models import User
from shift_plugin.base.enums import networks
from shift_plugin.distribution.actions.settling import finish
from shift_plugin.distribution.actions.starting import start
from shift_plugin.distribution.enums import Channel, ChatKind, DeliveryState, DistributionState
from shift_plugin.distribution.models import ChatChannel, Delivery, Distribution
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import in_audience
from shift_plugin.library.rules import normalised_fingerprint
from shift_plugin.people.models import Ambassador, Team
from shift_plugin.sharing.enums import ShareSource
from shift_plugin.sharing.models import Click, Share, TrackedLink
from shift_plugin.sharing.queries import is_measured, proposal, target
from shift_plugin.sharing.rules import KEY_ALPHABET, KEY_LENGTH, VISITOR_BYTES

# Message, days ago, note
FINISHED = (
    (
        "moestuin-oosterhof",
        66,
        "Henk vroeg het zelf: wie zet de kraam op zijn eigen tijdlijn? Foto's maken mag op vrijdag.",
    ),
    (
        "vacature-verzorgende-linde",
        20,
        "De Linde zoekt echt iemand. Ken je iemand die hier gelukkig van wordt? Eén appje is genoeg.",
    ),
)
PLANNED = ("hond-mee", 2, "Een luchtig bericht voor het weekend. Hoe heet de hond bij jullie op locatie?")
OWN_WORDS = {
    "nl": (
        "Dit vind ik nou mooi aan mijn werk.",
        "Trots op mijn collega's!",
        "Hier word ik blij van.",
        "Lees even mee, dit raakt me.",
        "Zo doen we dat bij ons.",
        "Ik was erbij en het was precies zo.",
    ),
    "en": (
        "This is what I like about my work.",
        "Proud of my colleagues!",
        "Have a look at this.",
        "I was there, and it was just like this.",
    ),
}
# How much likelier a network is used than another; the rest counts as 1.
LIKED = {"facebook": 5, "whatsapp": 6, "linkedin": 4, "instagram": 2}
# The middle of the visits to a post, by network.
VISITS = {"linkedin": 4, "facebook": 6, "whatsapp": 5, "x": 1.5, "bluesky": 2, "mastodon": 2, "threads": 2, "email": 2}


@dataclass(frozen=True)
class Offer:
    """What of a message matters when somebody shares it, looked up once."""

    message: ShareableMessage
    language: str
    pillars: set[int]
    is_limited: bool
    texts: dict[str, str]

    @classmethod
    def of(cls, message: ShareableMessage) -> "Offer":
        return cls(
            message=message,
            language=message.locale.language_code,
            pillars={pillar.pk for pillar in message.pillars.all()},
            is_limited=bool(message.roles) or message.teams.exists(),
            texts={item.network: proposal(message, item.network, link="") for item in message.network_texts.all()},
        )


def load_activity(users: dict[str, User], messages: dict[str, ShareableMessage]) -> bool:
    """True when something was made, and figures have to be counted."""
    if Distribution.objects.exists() or Share.objects.exists():
        return False
    chance = Random(2026)
    master = users["sanne.devries@brinkhoven.example"]
    for key, days, note in FINISHED:
        _send(messages[key], note, _morning(days), master, chance)
    key, days, note = PLANNED
    Distribution.objects.create(
        message=messages[key],
        note=note,
        send_at=_morning(-days),
        channels=[Channel.EMAIL, Channel.INBOX],
        state=DistributionState.PLANNED,
        created_by=master,
    )
    _share(messages, chance)
    return True


def load_team_channel(teams: dict[str, Team]) -> None:
    """One that shows what a team channel is. Nothing answers behind its address, and it is not in use."""
    ChatChannel.objects.get_or_create(
        name="Teamkanaal Oosterhof (voorbeeld)",
        defaults={
            "kind": ChatKind.TEAMS,
            "address": "https://oosterhof.invalid/webhook",
            "team": teams["oosterhof"],
            "language": "nl",
            "is_active": False,
        },
    )


def _morning(days_ago: int) -> datetime:
    return (timezone.localtime() - timedelta(days=days_ago)).replace(hour=9, minute=30, second=0, microsecond=0)


def _send(message: ShareableMessage, note: str, moment: datetime, master: User, chance: Random) -> None:
    """Started by the plugin on its day; only the mails themselves are not sent again."""
    distribution = Distribution.objects.create(
        message=message,
        note=note,
        send_at=moment,
        channels=[Channel.EMAIL, Channel.INBOX],
        state=DistributionState.PLANNED,
        created_by=master,
        created_at=moment - timedelta(days=2),
        everyone=True,
    )
    start(distribution_id=distribution.pk, now=moment)
    deliveries = list(distribution.deliveries.order_by("pk"))
    mails = [delivery for delivery in deliveries if delivery.state == DeliveryState.PENDING]
    for number, delivery in enumerate(mails):
        _settle(delivery, delivery.due_at + timedelta(seconds=number), failed=number == len(mails) // 3)
    for delivery in deliveries:
        if delivery.state == DeliveryState.SENT and chance.random() < 0.6:
            delivery.seen_at = delivery.due_at + timedelta(hours=chance.expovariate(1 / 20))
            delivery.read_at = delivery.seen_at if delivery.channel == Channel.INBOX else None
    Delivery.objects.bulk_update(
        deliveries, ["state", "sent_at", "seen_at", "read_at", "reason", "attempts", "message_id", "claimed_at"]
    )
    finish(now=max(delivery.due_at for delivery in deliveries) + timedelta(minutes=3))


def _settle(delivery: Delivery, moment: datetime, *, failed: bool) -> None:
    delivery.attempts, delivery.claimed_at = 1, moment
    delivery.message_id = f"<shift-{delivery.pk}@brinkhoven.example>"
    if failed:
        delivery.state, delivery.reason = DeliveryState.FAILED, "550 5.1.1 Mailbox full"
    else:
        delivery.state, delivery.sent_at = DeliveryState.SENT, moment


def _share(messages: dict[str, ShareableMessage], chance: Random) -> None:
    people = list(
        Ambassador.objects.select_related("user", "team").prefetch_related("user__groups", "memberships").order_by("pk")
    )
    # Some are keen and many are not, which nobody is blamed for.
    keenness = {person.pk: chance.choice([0, 0.05, 0.1, 0.16, 0.26, 0.42]) for person in people}
    offers = [
        Offer.of(messages[row.key])
        for row in MESSAGES
        if row.state in ("live", "expired") and messages[row.key].first_published_at
    ]
    shares = [
        share
        for offer in offers
        for person in people
        for share in _shares_of(person, offer, keenness[person.pk], chance)
    ]
    shares.sort(key=lambda share: share.opened_at)
    Share.objects.bulk_create(shares)
    links = [
        TrackedLink(code=share.key, share=share, target_url=address)
        for share in shares
        if is_measured() and networks()[share.network].is_measured and (address := target(share.message, share.network))
    ]
    TrackedLink.objects.bulk_create(links)
    Click.objects.bulk_create(
        [click for link in links for click in _clicks(link, chance)], ignore_conflicts=True, batch_size=500
    )


def _shares_of(person: Ambassador, offer: Offer, keen: float, chance: Random) -> Iterator[Share]:
    if offer.language != person.language or (offer.is_limited and not in_audience(person, offer.message)):
        return
    fits = any(membership.pillar_id in offer.pillars for membership in person.memberships.all())
    if chance.random() > keen * (2 if fits else 0.6):
        return
    offered = list(offer.texts)
    number = 2 if len(offered) > 1 and chance.random() < 0.25 else 1
    for network in sorted({chance.choices(offered, [LIKED.get(key, 1) for key in offered])[0] for _n in range(number)}):
        yield _one_share(person, offer, network, chance)


def _moment(person: Ambassador, message: ShareableMessage, chance: Random) -> datetime:
    """Most is shared in the first days, and some of it weeks later."""
    now = timezone.now()
    first = max(message.first_published_at, person.joined_at)
    last = min(now, message.expire_at or now)
    opened = first + min(timedelta(days=chance.expovariate(1 / 6)), (last - first) * 0.98)
    opened = opened.replace(hour=chance.choice([6, 7, 8, 11, 12, 14, 15, 18, 19, 20]), minute=chance.randrange(60))
    return min(max(opened, message.first_published_at + timedelta(minutes=20)), now - timedelta(minutes=5))


def _one_share(person: Ambassador, offer: Offer, network: str, chance: Random) -> Share:
    opened = _moment(person, offer.message, chance)
    own = chance.random() < 0.45
    text = f"{chance.choice(OWN_WORDS[offer.language])} {offer.texts[network]}" if own else offer.texts[network]
    answer = chance.random()
    return Share(
        key="".join(chance.choices(KEY_ALPHABET, k=KEY_LENGTH)),
        message=offer.message,
        ambassador=person,
        team=person.team,
        network=network,
        source=chance.choices([ShareSource.LIBRARY, ShareSource.MAIL, ShareSource.INBOX], [5, 4, 2])[0],
        text=text,
        fingerprint=normalised_fingerprint(text),
        is_own_words=own,
        opened_at=opened,
        confirmed_at=opened + timedelta(minutes=2) if answer < 0.66 else None,
        not_posted_at=opened + timedelta(minutes=2) if answer > 0.93 else None,
    )


def _clicks(link: TrackedLink, chance: Random) -> Iterator[Click]:
    share = link.share
    if share.not_posted_at:
        return
    for _visit in range(int(chance.expovariate(1 / VISITS.get(share.network, 2)))):
        moment = share.opened_at + timedelta(hours=chance.expovariate(1 / 22))
        if moment < timezone.now():
            day = timezone.localdate(moment)
            yield Click(link=link, day=day, clicked_at=moment, visitor=chance.randbytes(VISITOR_BYTES))
