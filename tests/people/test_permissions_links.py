from datetime import timedelta

import pytest
from django.utils import timezone

from shift_plugin.base.permissions import LinkExpired, LinkInvalid, sign
from shift_plugin.people.permissions import LINK_AGE, PREFERENCES, UNSUBSCRIBE, ambassador_of, personal_token


def test_a_link_tells_whom_it_is_about():
    assert ambassador_of(UNSUBSCRIBE, personal_token(UNSUBSCRIBE, 7)) == 7


def test_a_link_for_one_purpose_does_nothing_for_another():
    with pytest.raises(LinkInvalid):
        ambassador_of(UNSUBSCRIBE, personal_token(PREFERENCES, 7))


@pytest.mark.parametrize("token", ["", "nonsense", sign(UNSUBSCRIBE, {"x": 7})], ids=["empty", "nonsense", "nobody"])
def test_what_we_did_not_sign_or_means_nobody_is_refused(token):
    with pytest.raises(LinkInvalid):
        ambassador_of(UNSUBSCRIBE, token)


def test_an_old_link_says_that_it_is_old(monkeypatch):
    token = personal_token(UNSUBSCRIBE, 7)
    later = (timezone.now() + LINK_AGE + timedelta(days=1)).timestamp()
    monkeypatch.setattr("time.time", lambda: later)

    with pytest.raises(LinkExpired):
        ambassador_of(UNSUBSCRIBE, token)
