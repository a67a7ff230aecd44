"""A real HTTP server for tests: what it took, and answers one may ask it to give."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Gateway:
    """``taken`` holds (to, text) of each request; ``status`` is the answer, ``location`` where it sends
    further; ``slow`` seconds come before it; ``hang_up`` cuts the connection after the request was read."""

    port: int = 0
    taken: list[tuple[str, str]] = field(default_factory=list)
    status: int = 200
    slow: float = 0
    hang_up: bool = False
    location: str = ""
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The secret address of the channel, with its place for the person's own."""
        return f"json://127.0.0.1:{self.port}/send/?-to={{to}}"


@contextmanager
def http_gateway() -> Iterator[Gateway]:
    """A gateway listening on a free local port."""
    gateway = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            gateway.asked.append(f"GET {self.path}")
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            gateway.asked.append(f"POST {self.path.partition('?')[0]}")
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            gateway.taken.append((parse_qs(urlsplit(self.path).query)["to"][0], body["message"]))
            time.sleep(gateway.slow)
            if gateway.hang_up:
                self.connection.close()
                return
            self.send_response(gateway.status)
            if gateway.location:
                self.send_header("Location", gateway.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    gateway.port = server.server_port
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield gateway
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
