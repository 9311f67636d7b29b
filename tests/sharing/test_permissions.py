from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.test import RequestFactory
from django.utils import timezone

from shift_plugin.base.permissions import LinkExpired, LinkInvalid, sign
from shift_plugin.people.enums import Role
from shift_plugin.sharing.permissions import Sharer, may_share, share_token, sharer
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory


def request_by(user=None, token="", method="get"):
    request = getattr(RequestFactory(), method)("/", {"t": token} if token else {})
    request.user = user or AnonymousUser()
    return request


def token_for(ambassador, message, delivery_id=None):
    return share_token(ambassador_id=ambassador.pk, message_id=message.pk, delivery_id=delivery_id)


def test_without_log_in_and_link_nobody_shares(message):
    assert sharer(request_by(), message) is None


def test_somebody_logged_in_shares_as_themselves(anna, message):
    assert sharer(request_by(anna.user), message) == Sharer(anna)


def test_a_user_who_takes_no_part_does_not_share(message, db):
    assert sharer(request_by(UserFactory()), message) is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_link_of_a_mail_tells_who_it_is(anna, message, method):
    token = token_for(anna, message, 7)
    who = sharer(request_by(token=token, method=method), message)
    assert who == Sharer(anna, token=token, delivery_id=7, from_mail=True)


def test_a_link_that_was_passed_on_never_makes_one_person_act_as_another(anna, message):
    bob = AmbassadorFactory()
    who = sharer(request_by(bob.user, token_for(anna, message, 7)), message)
    assert who == Sharer(bob, from_mail=True)


def test_ones_own_link_while_logged_in_keeps_its_delivery(anna, message):
    assert sharer(request_by(anna.user, token_for(anna, message, 7)), message) == Sharer(
        anna, delivery_id=7, from_mail=True
    )


def test_a_broken_link_does_not_hinder_somebody_who_is_logged_in(anna, message):
    assert sharer(request_by(anna.user, "broken"), message) == Sharer(anna)


def test_a_link_is_good_for_its_own_message_only(anna, message):
    with pytest.raises(LinkInvalid):
        sharer(request_by(token=token_for(anna, message)), MessageFactory())


def test_a_link_gives_nothing_for_a_message_that_does_not_exist(anna, message):
    with pytest.raises(LinkInvalid):
        sharer(request_by(token=token_for(anna, message)), None)


def test_a_link_for_another_purpose_is_refused(anna, message):
    token = sign("unsubscribe", {"a": anna.pk, "m": message.pk, "d": None})
    with pytest.raises(LinkInvalid):
        sharer(request_by(token=token), message)


def test_a_link_that_says_too_little_is_refused(anna, message):
    with pytest.raises(LinkInvalid):
        sharer(request_by(token=sign("share", {"m": message.pk})), message)


@pytest.mark.parametrize("place", [0, 10, -1])
def test_a_bent_link_is_refused(anna, message, place):
    token = list(token_for(anna, message))
    token[place] = "A" if token[place] != "A" else "B"
    with pytest.raises(LinkInvalid):
        sharer(request_by(token="".join(token)), message)


def test_a_link_ends_after_the_days_of_the_setting(anna, message, monkeypatch, setting):
    setting.SHIFT_PLUGIN = {**setting.SHIFT_PLUGIN, "SHARE_LINK_DAYS": 3}
    token = token_for(anna, message)
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 3 * 86400 - 60)
    assert sharer(request_by(token=token), message).ambassador == anna
    monkeypatch.setattr(signing.time, "time", lambda: now + 3 * 86400 + 60)
    with pytest.raises(LinkExpired):
        sharer(request_by(token=token), message)


def test_the_link_of_somebody_who_left_gives_nothing(anna, message):
    anna.left_at = timezone.now()
    anna.save()
    with pytest.raises(LinkInvalid):
        sharer(request_by(token=token_for(anna, message)), message)


def test_the_link_of_a_user_who_may_not_log_in_gives_nothing(anna, message):
    anna.user.is_active = False
    anna.user.save()
    with pytest.raises(LinkInvalid):
        sharer(request_by(token=token_for(anna, message)), message)


def test_only_what_is_offered_can_be_shared(anna):
    now = timezone.now()
    assert may_share(Sharer(anna), MessageFactory(), now) is True
    assert may_share(Sharer(anna), MessageFactory(draft=True), now) is False
    over = MessageFactory(expire_at=now + timedelta(hours=1))
    assert may_share(Sharer(anna), over, now + timedelta(hours=2)) is False
    assert may_share(Sharer(anna, token="t"), over, now + timedelta(hours=2)) is False


def test_a_message_for_others_can_only_be_shared_by_who_was_sent_it(anna):
    now = timezone.now()
    elsewhere = MessageFactory(teams=[TeamFactory()])
    for_masters = MessageFactory(roles=[Role.MASTER])
    assert may_share(Sharer(anna), elsewhere, now) is False
    assert may_share(Sharer(anna), for_masters, now) is False
    assert may_share(Sharer(anna, token="t"), elsewhere, now) is True
    assert may_share(Sharer(anna, delivery_id=7, from_mail=True), elsewhere, now) is True
    # A mail that a colleague passed on gives nothing.
    assert may_share(Sharer(anna, from_mail=True), elsewhere, now) is False
