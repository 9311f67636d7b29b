"""Users, teams, roles and who takes part since when."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from example_site.content.people import DEMO_LOGINS, PEOPLE, SUPERUSER_EMAIL
from example_site.content.shapes import Person
from example_site.content.teams import TEAMS
from example_site.users.models import User
from shift_plugin.people.actions import mark_undeliverable, set_roles
from shift_plugin.people.enums import MembershipSource, Rhythm, Role
from shift_plugin.people.models import Ambassador, PillarMembership, Team
from shift_plugin.strategy.models import Pillar

from .pictures import portrait_of

PILOT = 12
# Some have changed what they receive, as in real life.
WANTS_NO_MAIL = {"peter.nijland@brinkhoven.example", "alie.baarssen@brinkhoven.example"}
ON_LEAVE = {"saskia.hofman@brinkhoven.example"}
OVER_THE_BORDER = {"kees.hoekstra@brinkhoven.example"}
ADDRESS_GONE = "jeroen@bakkerstreekkeuken.example"
# Who shows the demo sees what arrives at any hour, also on a Sunday evening.
AT_ANY_HOUR = {"rhythm": Rhythm.AT_ONCE, "office_hours": "1234567 00:00-24:00"}
# What others chose about their mail, one after the other: most left it as it was.
CHOICES: tuple[dict[str, Any], ...] = (
    {},
    {"rhythm": Rhythm.AT_ONCE},
    {},
    {"rhythm": Rhythm.DAILY, "weekly_cap": 5},
    {"rhythm": Rhythm.AT_ONCE, "weekly_cap": 2, "holiday_region": "NL"},
    {"office_hours": "1245 09:00-17:00"},
    {},
    # The late shift.
    {"rhythm": Rhythm.AT_ONCE, "office_hours": "234567 13:00-22:00"},
)
PALETTES = ("teal", "orange", "blue", "green", "purple", "pink")


def load_users() -> dict[str, User]:
    users = get_user_model().objects
    # One hash for all: making it is slow on purpose.
    password = make_password(DEMO_LOGINS[0].password)
    if not users.filter(email=SUPERUSER_EMAIL).exists():
        User(
            email=SUPERUSER_EMAIL,
            first_name="Beheer",
            last_name="Brinkhoven",
            password=password,
            is_superuser=True,
            is_staff=True,
        ).save()
    known = {user.email: user for user in users.filter(email__in=[person.email for person in PEOPLE])}
    for number, person in enumerate(PEOPLE):
        if person.email not in known:
            known[person.email] = _new_user(number, person, password)
    return known


def _new_user(number: int, person: Person, password: str) -> User:
    name = f"{person.first_name} {person.last_name}"
    photo = None
    if number % 3 == 0:
        photo = portrait_of(key=person.email.split("@")[0], name=name, palette=PALETTES[number // 3 % len(PALETTES)])
    return User.objects.create(
        email=person.email,
        first_name=person.first_name,
        last_name=person.last_name,
        job_title=person.job_title,
        location=person.location,
        phone=f"038 000 {1300 + number}",
        photo=photo,
        password=password,
    )


def load_teams() -> dict[str, Team]:
    teams: dict[str, Team] = {}
    for row in TEAMS:
        found = Team.objects.filter(name=row.name).first()
        if found is None and row.parent:
            # Fresh from the database: a parent in hand doesn't know how many children it has by now.
            found = Team.objects.get(pk=teams[row.parent].pk).add_child(name=row.name, kind=row.kind)
        teams[row.key] = found or Team.add_root(name=row.name, kind=row.kind)
    return teams


def load_ambassadors(users: dict[str, User], teams: dict[str, Team], pillars: dict[str, Pillar]) -> None:
    now = timezone.now()
    known = set(Ambassador.objects.filter(user__in=users.values()).values_list("user__email", flat=True))
    master = users[DEMO_LOGINS[1].email]
    for number, person in enumerate(PEOPLE):
        if person.email in known:
            continue
        user = users[person.email]
        ambassador = Ambassador.objects.create(
            user=user,
            team=teams[person.team],
            is_external=bool(person.external_email),
            language=person.language,
            receives_mail=person.email not in WANTS_NO_MAIL,
            paused_until=now + timedelta(days=18) if person.email in ON_LEAVE else None,
            **_choices(number, person),
            joined_at=now - timedelta(days=89 if number < PILOT else 80 - number, hours=number % 7),
        )
        set_roles(user=user, roles={*person.roles, Role.PUBLISHER}, by=master)
        PillarMembership.objects.bulk_create(
            PillarMembership(
                ambassador=ambassador,
                pillar=pillars[key],
                source=MembershipSource.JOINED if pillars[key].is_open and place else MembershipSource.ASSIGNED,
                joined_at=ambassador.joined_at,
            )
            for place, key in enumerate(person.pillars)
        )
        if person.email == ADDRESS_GONE:
            mark_undeliverable(address=person.email, words="550 5.1.1 User unknown")


def _choices(number: int, person: Person) -> dict[str, Any]:
    if person.email in {login.email for login in DEMO_LOGINS}:
        return AT_ANY_HOUR
    region = {"holiday_region": "DE-NW"} if person.email in OVER_THE_BORDER else {}
    return {**CHOICES[number % len(CHOICES)], **region}
