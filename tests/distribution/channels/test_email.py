from __future__ import annotations

import smtplib

import pytest

from shift_plugin.distribution.channels.email import NoConnection, Postman, outcome_of
from shift_plugin.distribution.enums import DeliveryState


class ServiceError(Exception):
    """As the backends of mail services raise it."""

    def __init__(self, status_code):
        super().__init__(f"status {status_code}")
        self.status_code = status_code


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.nl": (550, b"5.1.1 no such user")}), "failed", "550 5.1.1 no such user"),
        (smtplib.SMTPRecipientsRefused({"a@b.nl": (450, b"later\r\nplease")}), "pending", "450 later please"),
        (smtplib.SMTPDataError(554, b"spam"), "failed", "554 spam"),
        (smtplib.SMTPDataError(451, "even wachten"), "pending", "451 even wachten"),
        (smtplib.SMTPSenderRefused(550, b"not you", "x@y.nl"), "pending", "550 not you"),
        (smtplib.SMTPServerDisconnected("gone"), "pending", "SMTPServerDisconnected: gone"),
        (TimeoutError("slow"), "pending", "TimeoutError: slow"),
        (ValueError("Invalid address"), "failed", "ValueError: Invalid address"),
        (ServiceError(422), "failed", "ServiceError: status 422"),
        (ServiceError(429), "pending", "ServiceError: status 429"),
        (ServiceError(503), "pending", "ServiceError: status 503"),
        (RuntimeError("?"), "pending", "RuntimeError: ?"),
    ],
)
def test_what_an_error_says_about_a_mail(error, state, words):
    handed = outcome_of(error)
    assert (handed.state, handed.words) == (DeliveryState(state), words)


@pytest.mark.parametrize(
    ("error", "is_dead"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.nl": (550, b"5.1.1 no such user")}), True),
        (smtplib.SMTPRecipientsRefused({"a@b.nl": (550, b"5.7.1 you are on a list")}), False),
        (smtplib.SMTPRecipientsRefused({"a@b.nl": (450, b"4.1.1 later")}), False),
        (smtplib.SMTPDataError(550, b"5.1.1 spam"), False),
        (smtplib.SMTPSenderRefused(550, b"5.1.1 not you", "x@y.nl"), False),
        (ValueError("Invalid address"), False),
        (ServiceError(422), False),
    ],
)
def test_only_the_refusal_of_a_recipient_says_that_an_address_is_dead(error, is_dead):
    assert outcome_of(error).is_dead is is_dead


def test_the_words_of_a_server_fit_in_their_column():
    assert len(outcome_of(smtplib.SMTPDataError(554, b"x" * 2000)).words) == 500


def test_a_server_that_is_not_there(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with Postman() as postman, pytest.raises(NoConnection):
        postman.prepare()


def test_a_server_that_stalls_never_holds_a_worker_for_ever(sink):
    with Postman() as postman:
        postman.prepare()
        assert postman._connection.connection.timeout == 30
