"""A mail server as a process of its own, with every fault a mail server has, that writes down what it really took.

    python -m tests.chaos.sink <port> <ledger> <seed> <seconds per mail>

The ledger gets a line the moment before the server says yes, and is on the disk by then: it is the truth that a run is
judged by. An address that begins with "refused" is refused for good.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from email import message_from_bytes

# Of each hundred mails so many meet this fault.
FAULTS = {
    "busy at connect": 2,
    "drop before DATA": 2,
    "refuse for now": 5,
    "drop in DATA": 2,
    "refuse for now after DATA": 2,
    "drop after DATA, not taken": 1,
    "drop after DATA, taken": 1,
    "slow": 2,
}
SLOW_SECONDS = 3.0
REFUSED = "refused"


class Dropped(Exception):  # noqa: N818 - named after what it says
    """The connection is gone, without a word."""


class MailServer:
    def __init__(self, ledger: str, seed: str, pause: float) -> None:
        self._ledger = os.open(ledger, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        self._random = random.Random(seed)
        self._pause = pause

    def _fault(self) -> str:
        names, weights = list(FAULTS), list(FAULTS.values())
        return self._random.choices([*names, ""], [*weights, 100 - sum(weights)])[0]

    def _take(self, address: str, content: bytes) -> None:
        row = {"to": address, "id": str(message_from_bytes(content)["Message-ID"])}
        os.write(self._ledger, json.dumps(row).encode() + b"\n")
        os.fsync(self._ledger)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await Conversation(self, reader, writer).hold()
        except (Dropped, OSError, asyncio.IncompleteReadError):
            writer.transport.abort()
        finally:
            writer.close()


class Conversation:
    """One connection. Each mail in it meets its own fault."""

    def __init__(self, server: MailServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._server, self._reader, self._writer = server, reader, writer
        self._address, self._trouble = "", ""

    async def _say(self, words: str) -> None:
        self._writer.write(f"{words}\r\n".encode())
        await self._writer.drain()

    async def _hear(self) -> bytes:
        line = await self._reader.readline()
        if not line.endswith(b"\n"):
            raise Dropped
        return line

    async def hold(self) -> None:
        if self._server._fault() == "busy at connect":
            await self._say("421 busy")
            raise Dropped
        await self._say("220 chaos")
        while True:
            line = (await self._hear()).decode("ascii", "replace").strip()
            verb = line[:4].upper()
            if verb == "QUIT":
                await self._say("221 bye")
                return
            answer = {"MAIL": self._mail, "RCPT": self._rcpt, "DATA": self._data}.get(verb, self._agree)
            await answer(line)

    async def _agree(self, line: str) -> None:
        await self._say("250 OK")

    async def _mail(self, line: str) -> None:
        self._trouble = self._server._fault()
        await self._say("250 OK")

    async def _rcpt(self, line: str) -> None:
        self._address = line.partition("<")[2].partition(">")[0]
        if self._trouble == "drop before DATA":
            raise Dropped
        if self._address.startswith(REFUSED):
            await self._say("550 5.1.1 nobody here by that name")
        elif self._trouble == "refuse for now":
            await self._say("451 4.7.1 come back later")
        else:
            await self._say("250 OK")

    async def _data(self, line: str) -> None:
        await self._say("354 go on")
        if self._trouble == "drop in DATA":
            await self._hear()
            raise Dropped
        lines = []
        while (heard := await self._hear()) != b".\r\n":
            lines.append(heard.removeprefix(b"."))
        await asyncio.sleep(SLOW_SECONDS if self._trouble == "slow" else self._server._pause)
        if self._trouble == "refuse for now after DATA":
            await self._say("452 4.3.1 no room at the moment")
            return
        if self._trouble == "drop after DATA, not taken":
            raise Dropped
        self._server._take(self._address, b"".join(lines))
        if self._trouble == "drop after DATA, taken":
            raise Dropped
        await self._say("250 taken")


async def main(port: str, ledger: str, seed: str, pause: str) -> None:
    server = await asyncio.start_server(MailServer(ledger, seed, float(pause)).serve, "127.0.0.1", int(port))
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
