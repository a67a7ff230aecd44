"""A local SMTP server that keeps each mail as one file: nothing leaves the machine."""

import asyncio
import datetime
import itertools
import os
import pathlib
import signal
import sys

from aiosmtpd.smtp import SMTP, Envelope, Session


class Keep:
    def __init__(self, folder: pathlib.Path) -> None:
        self.folder, self.numbers = folder, itertools.count(1)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        now = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
        name = f"{now}-{next(self.numbers):06d}.eml"
        recipients = ", ".join(envelope.rcpt_tos)
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        partial = self.folder / f".{name}"
        with partial.open("wb") as out:
            out.write(f"X-Envelope-To: {recipients}\r\n".encode() + content)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(self.folder / name)
        return "250 kept"


async def serve(folder: pathlib.Path, port: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(wish, done.set)
    keep = Keep(folder)
    server = await loop.create_server(lambda: SMTP(keep, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", port)
    async with server:
        await done.wait()


if __name__ == "__main__":
    asyncio.run(serve(pathlib.Path(sys.argv[1]), int(sys.argv[2])))
