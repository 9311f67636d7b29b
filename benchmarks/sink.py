"""A mail server that takes everything and keeps nothing, so that what is measured is the sending.

aiosmtpd reads a mail line by line and would be the slowest part. ``VRFY`` answers with how many mails were taken.
"""

from __future__ import annotations

import asyncio

GREETING = b"220 sink\r\n"
ANSWERS = {
    b"EHLO": b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}
OK = b"250 OK\r\n"
LONGEST_MAIL = 2**22


class Sink:
    def __init__(self) -> None:
        self.taken = 0

    async def serve(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, limit=LONGEST_MAIL)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(GREETING)
        try:
            while line := await reader.readline():
                command = line[:4].upper()
                writer.write(b"252 %d\r\n" % self.taken if command == b"VRFY" else ANSWERS.get(command, OK))
                if command == b"DATA":
                    await reader.readuntil(b"\r\n.\r\n")
                    self.taken += 1
                    writer.write(OK)
                if command == b"QUIT":
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            # A sender that was stopped.
            pass
        writer.close()


if __name__ == "__main__":
    asyncio.run(Sink().serve())
