"""What somebody chose about their mail, in words: what it means now, and not which boxes are ticked."""

from __future__ import annotations

from datetime import datetime

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shift_plugin.conf import shift_settings
from shift_plugin.distribution.queries.plans import window
from shift_plugin.distribution.rules import OfficeHours
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador
from shift_plugin.people.queries import region_name


def mail_in_words(person: Ambassador, now: datetime) -> list[str]:
    """Sentences that tell somebody what comes by mail, and when."""
    inbox = _("You find every message in your inbox on the intranet.")
    if not person.receives_mail:
        return [_("You get no mail."), inbox]
    if person.has_dead_address:
        wrong = _("Mails to your address come back, so we don't send any.")
        return [wrong, inbox, _("Has your address changed? Tell the people who send the mails.")]
    own = window(person)
    sentences = [_rhythm(person, own.hours)]
    if person.paused_until and person.paused_until > now:
        day = date_format(person.paused_until.astimezone(own.zone), "DATE_FORMAT")
        sentences.insert(0, _("You get no mail until %(day)s. From that day on:") % {"day": day})
    if own.region:
        holidays = _("On public holidays (%(region)s) nothing comes: it waits until you work again.")
        sentences.append(holidays % {"region": region_name(own.region)})
    if person.rhythm != Rhythm.WEEKLY:
        cap = shift_settings.WEEKLY_CAP if person.weekly_cap is None else person.weekly_cap
        sentences.append(ngettext("At most %(cap)s mail a week.", "At most %(cap)s mails a week.", cap) % {"cap": cap})
    return [*sentences, _("Urgent messages always arrive, at once.")]


def _rhythm(person: Ambassador, hours: OfficeHours) -> str:
    told = {"days": days_in_words(hours.days), "start": _clock(hours.start), "end": _clock(hours.end)}
    if person.rhythm == Rhythm.AT_ONCE:
        return _("You get a mail as soon as something is for you, %(days)s between %(start)s and %(end)s.") % told
    if person.rhythm == Rhythm.DAILY:
        return _("You get a digest of what is new, %(days)s at %(start)s.") % told
    weekday = next(day for day in _from(shift_settings.DIGEST_WEEKDAY) if day in hours.days)
    return _("You get a digest of what is new every week, %(days)s at %(start)s.") % {
        **told,
        "days": days_in_words((weekday,)),
    }


def days_in_words(days: tuple[int, ...]) -> str:
    """Days of the week as people say them: "Monday to Friday", "Tuesday and Thursday"."""
    names = [str(WEEKDAYS[day - 1]) for day in days]
    if len(days) == DAYS_A_WEEK:
        return _("every day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return str(get_text_list(names, _("and")))


def _from(weekday: int) -> list[int]:
    """The days of a week that begins on this one."""
    return [(weekday - 1 + number) % DAYS_A_WEEK + 1 for number in range(DAYS_A_WEEK)]


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


DAYS_A_WEEK = 7
