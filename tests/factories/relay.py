"""A network that can be cut: a relay to the server of a test, under an address of its own."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

HOST, PIECE = "127.0.0.1", 65_536


class Relay:
    """Carries bytes between ``url`` and a local port. Cut, every connection ends and none is taken; mended on the same
    port, so that the address stays. Silent, it takes connections and carries nothing."""

    def __init__(self, port: int) -> None:
        self._target, self._port, self._open = port, 0, set[asyncio.StreamWriter]()
        self.silent = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.mend()
        self.url = f"http://{HOST}:{self._port}"

    def cut(self) -> None:
        """No network."""
        self._wait(self._cut())

    def mend(self) -> None:
        """There is a network, at the address it had."""
        self._wait(self._mend())

    def close(self) -> None:
        """For good."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait(self, act: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(act, self._loop).result(10)

    async def _mend(self) -> None:
        self._listener = await asyncio.start_server(self._take, HOST, self._port)
        self._port = self._listener.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        self._listener.close()
        for writer in tuple(self._open):
            writer.close()
        while asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.sleep(0.01)

    async def _take(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        far, to_far = await asyncio.open_connection(HOST, self._target)
        ends = {to_near, to_far}
        self._open |= ends
        await asyncio.gather(self._carry(near, to_far, ends), self._carry(far, to_near, ends))
        self._open -= ends

    async def _carry(self, one: asyncio.StreamReader, other: asyncio.StreamWriter, ends: set[Any]) -> None:
        with suppress(ConnectionError):
            while piece := await one.read(PIECE):
                if not self.silent:
                    other.write(piece)
                    await other.drain()
        for end in ends:
            end.close()
