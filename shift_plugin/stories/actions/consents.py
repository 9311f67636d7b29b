"""The consent ledger: who agreed to be seen, where and until when; and what happens when that ends."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.log_actions import log

from shift_plugin.base.actions import enqueue, send_mail
from shift_plugin.base.queries import absolute_url
from shift_plugin.library.actions.letters import language_of
from shift_plugin.library.models import ShareableMessage
from shift_plugin.stories.actions.files import discard_stored
from shift_plugin.stories.actions.public_files import withdraw_file
from shift_plugin.stories.actions.taking_out import take_out
from shift_plugin.stories.models import Consent, StoryFile
from shift_plugin.stories.queries.consents import (
    Media,
    consents_about,
    expiring,
    holds,
    media_of,
    messages_with,
    past,
    unshared,
)
from shift_plugin.stories.rules.consents import same_person
from shift_plugin.stories.signals import media_withdrawn

logger = logging.getLogger("shift_plugin")

TELL_RECORDER = "shift_plugin.stories.tasks.tell_recorder"
REMIND_BEFORE = timedelta(days=30)


class ConsentError(ValidationError):
    """What can't be done with a consent, in words for the editor."""


@dataclass
class TakenOut:
    """What became of messages with it: ``changed`` lost it, ``shared`` keep it until an editor decides."""

    changed: list[int] = field(default_factory=list)
    shared: list[int] = field(default_factory=list)


@transaction.atomic
def save_consent(*, consent: Consent, by: Any, changed: list[str] | None = None, signed: Any = None) -> Consent:
    """Write down a new consent, or what an editor ``changed`` of one. A later day makes an ended one valid again.

    ``signed``: a signed form, checked by the caller, that takes the place of an earlier one. The history names the
    fields that changed and what it is good for now; never what was said or signed.
    """
    is_new = consent.pk is None
    if is_new:
        consent.recorded_by = by
    elif Consent.objects.select_for_update().get(pk=consent.pk).withdrawn_at is not None:
        raise ConsentError(_("This consent was withdrawn, so it stays as it is. Record a new one."))
    if changed and "until" in changed:
        consent.expired_at = consent.reminded_at = None
    if signed:
        discard_stored(consent.signed_file)
        consent.signed_file.save("form", signed, save=False)
    consent.save()
    scope = {"channels": consent.channels, "until": consent.until.isoformat() if consent.until else ""}
    action = "shift.consent.record" if is_new else "shift.consent.change"
    log(instance=consent, action=action, user=by, data={"changed": changed or [], **scope})
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: Any, note: str = "") -> TakenOut:
    """Somebody doesn't agree any more. What they gave for this photo or video elsewhere in the ledger ends too.

    It is taken out of every message that nobody shared yet, and its distributions stop. Messages that were shared keep
    it until an editor takes it out: see ``queries.where_shared``. Raises ConsentError when it was withdrawn before.
    """
    now = timezone.now()
    about = consents_about(media_of(consent)) | Consent.objects.filter(file=consent.file, file__isnull=False)
    same = [one.pk for one in about.distinct() if same_person(one.person) == same_person(consent.person)]
    valid = Consent.objects.filter(pk__in={*same, consent.pk}, withdrawn_at=None)
    mine = list(valid.select_for_update().values_list("pk", flat=True))
    if consent.pk not in mine:
        raise ConsentError(_("This consent was withdrawn already."))
    Consent.objects.filter(pk__in=mine).update(withdrawn_at=now, withdrawn_by=by, withdrawn_note=note.strip())
    consent.refresh_from_db()
    for one in Consent.objects.filter(pk__in=mine):
        log(instance=one, action="shift.consent.withdraw", user=by)
    return _take_out(consent, by)


def expire_consents(*, now: datetime) -> int:
    """Treat what has ended by itself like a withdrawal, each exactly once; returns how many."""
    done = 0
    for consent in past(now):
        try:
            done += _expire(consent, now)
        except Exception:
            # It comes again within the hour; the others don't wait for it.
            logger.exception("What ended with consent %s could not be taken out.", consent.pk)
    return done


@transaction.atomic
def _expire(consent: Consent, now: datetime) -> bool:
    if not Consent.objects.filter(pk=consent.pk, expired_at=None, withdrawn_at=None).update(expired_at=now):
        return False
    log(instance=consent, action="shift.consent.expire")
    _take_out(consent, None)
    return True


@transaction.atomic
def remind_recorders(*, now: datetime) -> int:
    """Ask whoever recorded a consent, once, to renew what ends within thirty days; returns how many people."""
    ending = expiring(now, REMIND_BEFORE).filter(reminded_at=None, recorded_by__isnull=False)
    by_user: dict[Any, list[int]] = {}
    for pk, user in ending.values_list("pk", "recorded_by"):
        if Consent.objects.filter(pk=pk, reminded_at=None).update(reminded_at=now):
            by_user.setdefault(user, []).append(pk)
    for pks in by_user.values():
        enqueue(TELL_RECORDER, *pks)
    return len(by_user)


def tell_recorder(*, consent_ids: Iterable[int]) -> bool:
    """Mail whoever recorded consents that they end soon; not those that were renewed or withdrawn in the meantime.

    Raises what the mail server raises, so that the task comes again.
    """
    found = expiring(timezone.now(), REMIND_BEFORE).filter(pk__in=list(consent_ids)).select_related("recorded_by")
    ending = list(found)
    user = ending[0].recorded_by if ending else None
    address = getattr(user, user.get_email_field_name(), "") if user is not None and user.is_active else ""
    if not address:
        return False
    subject = ngettext_lazy("%(count)d consent ends soon", "%(count)d consents end soon", len(ending))
    send_mail(
        to=[address],
        subject=subject % {"count": len(ending)},
        template="shift_plugin/stories/mail/ending",
        context={"consents": ending, "address": absolute_url(reverse("shift_consents:index") + "?state=expiring")},
        language=language_of(user),
    )
    return True


@transaction.atomic
def keep_consents(*, file: StoryFile) -> None:
    """Before a file of a story is deleted: what is known about it moves to its consents, which stay on record."""
    about = Consent.objects.filter(file_id=file.pk)
    about.update(digest=file.digest)
    about.filter(image=None).update(image=file.image_id)
    about.filter(document=None).update(document=file.document_id)


def take_out_here(*, consent: Consent, message_id: int, by: Any) -> bool:
    """Take it out of one message that was shared already; the posts themselves stay where they are."""
    media = media_of(consent)
    done = take_out(message_id=message_id, media=media, by=by)
    _forget_copy(consent, media, by)
    return done


def _take_out(consent: Consent, by: Any) -> TakenOut:
    media = media_of(consent)
    if not media or not _is_refused(consent, media):
        return TakenOut()
    affected = messages_with(media)
    to_change = unshared(affected)
    changed = [pk for pk in to_change if _taken_out(pk, media, by)]
    Consent.objects.filter(pk=consent.pk).update(messages_then=affected)
    consent.messages_then = affected
    _forget_copy(consent, media, by)
    media_withdrawn.send(Consent, consent=consent, message_ids=affected)
    return TakenOut(changed=changed, shared=[pk for pk in affected if pk not in to_change])


def _taken_out(message_id: int, media: Media, by: Any) -> bool:
    """Each message by itself: one that resists is no reason to lose the withdrawal, which closes it anyhow."""
    try:
        return take_out(message_id=message_id, media=media, by=by)
    except (PermissionDenied, ValidationError, PublishPermissionError):
        logger.exception("It could not be taken out of message %s.", message_id)
        return False


def _forget_copy(consent: Consent, media: Media, by: Any) -> None:
    """The public copy of a file of a story goes too, once no message holds it any more."""
    if consent.file is None or any(
        holds(message, media) for message in ShareableMessage.objects.filter(pk__in=messages_with(media))
    ):
        return
    withdraw_file(file=consent.file, by=by)


def _is_refused(consent: Consent, media: Media) -> bool:
    """Not when the same person gave another consent that still counts, such as a renewed one."""
    valid = consents_about(media).valid(timezone.localdate())
    return not any(same_person(one.person) == same_person(consent.person) for one in valid)
