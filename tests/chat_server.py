"""A chat on the internet, as far as the code can tell: its name leads to a public address, and it has a certificate.

Only the standard library is told something else than the truth: which addresses are behind a name, and where a
connection to the public address ends. The production code has no setting for that, and needs none.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SLACK = "hooks.slack.com"
TEAMS = "default1.environment.api.powerplatform.com"
PUBLIC = "34.120.5.7"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def answer(status: str, text: str = "", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(text)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", text]).encode()


@dataclass
class ChatServer:
    """What it got, and what it does: ``answers`` per connection in turn, the last one for all that follow.

    An answer is what is sent back, or a function of the connection that does something else.
    """

    folder: Path
    taken: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    answers: list[bytes | Callable[[ssl.SSLSocket], None]] = field(default_factory=lambda: [OK])
    names: dict[str, list[list[str]]] = field(default_factory=lambda: {SLACK: [[PUBLIC]], TEAMS: [[PUBLIC]]})
    dialled: list[tuple[str, int]] = field(default_factory=list)
    connections: int = 0
    refuses: bool = False

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._dial, self._resolve = socket.create_connection, socket.getaddrinfo
        self.certificate = make_certificate(self.folder, list(self.names))
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(self.certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def address(self) -> tuple[str, int]:
        """Where it really is."""
        return self._listener.getsockname()

    @property
    def texts(self) -> list[str]:
        return [payload["text"] for _host, _headers, payload in self.taken]

    def resolve(self, host: str, port: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """What `socket.getaddrinfo` says. The addresses of a name change with each time it is asked."""
        if host not in self.names:
            return self._resolve(host, port, *args, **kwargs)
        with self._lock:
            turns = self.names[host]
            numbers = turns.pop(0) if len(turns) > 1 else turns[0]
        if not numbers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        families = [socket.AF_INET6 if ":" in number else socket.AF_INET for number in numbers]
        return [
            (family, socket.SOCK_STREAM, 6, "", (number, port))
            for family, number in zip(families, numbers, strict=True)
        ]

    def dial(self, address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
        if address[0] in ("127.0.0.1", "localhost") and address[1] != 443:
            return self._dial(address, *args, **kwargs)
        self.dialled.append(address)
        if self.refuses:
            raise ConnectionRefusedError(111, "Connection refused")
        return self._dial(self.address, *args, **kwargs)

    def close(self) -> None:
        self._stop.set()
        self._thread.join(10)
        self._listener.close()

    def _serve(self) -> None:
        threads = []
        while not self._stop.is_set():
            try:
                line, _address = self._listener.accept()
            except TimeoutError:
                continue
            thread = threading.Thread(target=self._talk, args=[line])
            thread.start()
            threads.append(thread)
        for thread in threads:
            thread.join(10)

    def _talk(self, line: socket.socket) -> None:
        line.settimeout(10)
        try:
            with self._context.wrap_socket(line, server_side=True) as secured:
                self._take(secured)
                with self._lock:
                    now = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                if callable(now):
                    now(secured)
                else:
                    secured.sendall(now)
        except OSError:
            line.close()

    def _take(self, line: ssl.SSLSocket) -> None:
        head, _gap, body = b"", b"", b""
        while b"\r\n\r\n" not in head:
            head += line.recv(65536)
        head, _gap, body = head.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = dict(item.split(": ", 1) for item in lines)
        while len(body) < int(headers.get("Content-Length", 0)):
            body += line.recv(65536)
        with self._lock:
            self.connections += 1
            self.taken.append((first, headers, json.loads(body or b"{}")))


def make_certificate(folder: Path, names: list[str]) -> Path:
    """A certificate that vouches for itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "chat of the tests")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(entry) for entry in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "chat.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return path
