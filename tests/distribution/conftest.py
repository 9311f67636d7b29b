"""A mail server that takes, refuses, stalls or drops, as each test wants."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory
from tests.factories.strategy import PillarFactory


@dataclass
class Sink:
    """What the server took, and how it is to behave: an answer per address, or for everybody under "*"."""

    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    at_rcpt: dict[str, str] = field(default_factory=dict)
    at_data: dict[str, str] = field(default_factory=dict)
    drop_after_data: set[str] = field(default_factory=set)
    drop_at_rcpt: set[str] = field(default_factory=set)
    connections: int = 0
    port: int = 0
    # Seconds that the server takes for each mail.
    pause: float = 0
    # Called after each mail that it took.
    on_taken: Callable[[], None] = lambda: None

    @property
    def addresses(self) -> list[str]:
        return sorted(address for address, _mail in self.taken)

    def mail_to(self, address: str) -> EmailMessage:
        (mail,) = [mail for to, mail in self.taken if to == address]
        return mail

    def twice(self) -> list[str]:
        return [address for address, number in Counter(self.addresses).items() if number > 1]

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list) -> list:  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.drop_at_rcpt:
            server.transport.abort()
            return "421 dropped"
        answer = self.at_rcpt.get(address) or self.at_rcpt.get("*")
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        await asyncio.sleep(self.pause)
        if answer := self.at_data.get(address) or self.at_data.get("*"):
            return answer
        self.taken.append((address, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        self.on_taken()
        if address in self.drop_after_data:
            server.transport.abort()
        return "250 taken"


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    handler = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        handler.port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", handler.port
    yield handler
    controller.stop()


@pytest.fixture
def pillar(db: Any) -> Any:
    return PillarFactory(name="Vakmanschap")


@pytest.fixture
def message(pillar: Any) -> Any:
    return MessageFactory(title="Nieuwe werkplaats open", pillars=[pillar])


@pytest.fixture
def person(pillar: Any) -> Any:
    return AmbassadorFactory(
        user__email="sanne@brinkhoven.example", user__first_name="Sanne", user__last_name="Vis", pillars=[pillar]
    )
