"""Handing mails to the mail server over one connection, and saying what became of each."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass, replace
from email.utils import parseaddr
from functools import lru_cache
from types import TracebackType
from typing import Any

from django.core import mail
from django.core.mail.backends import smtp

from shift_plugin.distribution.channels.letters import Letter
from shift_plugin.distribution.enums import DeliveryState
from shift_plugin.distribution.rules import is_about_address, is_permanent, is_plain, one_line

# Without a limit of the host's own, a server that stalls would hold a worker until its task is cut off.
_TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Handed:
    """What became of one mail.

    SENT: the server took it. FAILED: refused for good. PENDING: refused for now, try again. UNKNOWN: the connection
    broke while the server had all of it, and nobody can know. ``is_dead``: the server says that the address takes no
    mail, which is not about us, nor about what we wrote.
    """

    state: DeliveryState
    words: str = ""
    is_dead: bool = False


class NoConnection(Exception):  # noqa: N818 - named after what it says
    """The mail server can't be reached or won't let us in: says nothing about any person's mail."""


def open_connection() -> Any:
    """The host's own mail backend. Django 6.1 keeps it under another name."""
    mailers = getattr(mail, "mailers", None)
    return mailers.default if mailers is not None else mail.get_connection()


class Postman:
    """One connection for many mails; opens a new one when the server ended it."""

    def __init__(self) -> None:
        self._connection: Any = None

    def __enter__(self) -> Postman:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._close()

    def prepare(self) -> None:
        """Make sure that there is a connection. Raises NoConnection."""
        if self._connection is not None:
            return
        connection = open_connection()
        if getattr(connection, "timeout", 0) is None:
            connection.timeout = _TIMEOUT_SECONDS
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NoConnection(words_of(error)) from error
        self._connection = connection

    def hand_over(self, letter: Letter) -> Handed:
        """Send one mail; never raises for what a mail server or a mail service can do."""
        try:
            self._send(letter)
        except Exception as error:  # a service's own backend raises what it likes
            handed = outcome_of(error)
            if not isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError) or self._hung_up():
                self._close()
            return handed
        return Handed(DeliveryState.SENT)

    def _send(self, letter: Letter) -> None:
        """By the host's backend. Django's own takes the addresses apart before it hands bytes to smtplib, which changes
        nothing for plain ones and takes longer than sending the mail.
        """
        connection = self._connection
        [to], sender = letter.to, _bare(letter.from_email)
        is_djangos = type(connection) is smtp.EmailBackend and not connection.fail_silently
        if is_djangos and is_plain(to) and is_plain(sender):
            connection.connection.sendmail(sender, [to], letter.raw)
        else:
            connection.send_messages([letter])

    def _hung_up(self) -> bool:
        """After 421 smtplib has let go of the line itself; the next person's mail needs another one."""
        line = getattr(self._connection, "connection", None)
        return isinstance(line, smtplib.SMTP) and line.sock is None

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except (OSError, smtplib.SMTPException):
                # It was gone already.
                return


@lru_cache(maxsize=100)
def _bare(sender: str) -> str:
    """The address alone, as smtplib reads it from one with a name."""
    return parseaddr(sender)[1]


def outcome_of(error: Exception) -> Handed:
    """What an error of a mail backend says about the mail."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return replace(_refused(code, words), is_dead=is_about_address(code, _text(words)))
    if isinstance(error, smtplib.SMTPSenderRefused):
        # About our own address and not about this person, so it may be mended before the next try.
        return Handed(DeliveryState.PENDING, words_of(error))
    if isinstance(error, smtplib.SMTPResponseException):
        return _refused(error.smtp_code, error.smtp_error)
    if isinstance(error, ValueError | UnicodeError):
        # Django found no usable address, or something that doesn't belong in a header.
        return Handed(DeliveryState.FAILED, words_of(error))
    if isinstance(error, OSError) and _was_handing_over(error):
        return Handed(DeliveryState.UNKNOWN, words_of(error))
    status = getattr(error, "status_code", None)
    is_refusal = isinstance(status, int) and 400 <= status < 500 and status not in (408, 429)
    return Handed(DeliveryState.FAILED if is_refusal else DeliveryState.PENDING, words_of(error))


def words_of(error: Exception) -> str:
    """The server's own words on one line, never longer than the column."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    return one_line(f"{type(error).__name__}: {error}", 500)


def _refused(code: int, words: bytes | str) -> Handed:
    return Handed(DeliveryState.FAILED if is_permanent(code) else DeliveryState.PENDING, _words(code, words))


def _words(code: int, words: bytes | str) -> str:
    return one_line(f"{code} {_text(words)}", 500)


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _was_handing_over(error: Exception) -> bool:
    """Whether the connection broke while the mail itself was on its way (DATA): before that nothing can have arrived.

    smtplib raises the same error in every phase; the code it passed through tells which one it was.
    """
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code is smtplib.SMTP.data.__code__:
            return True
        trace = trace.tb_next
    return False
