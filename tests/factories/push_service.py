"""A real push service for tests, over HTTPS with a certificate of its own: it reads what it took as a browser would.

The unsealing is written from RFC 8188 and RFC 8291 and shares nothing with the product's sealing; the server's word
about itself is verified by py-vapid.
"""

import ipaddress
import json
import os
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from hmac import digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import SHUT_RDWR
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from py_vapid import Vapid02
from py_vapid.utils import b64urldecode

from tajadur.delivery.digests import gather_digests
from tajadur.delivery.push import PushTransport
from tajadur.delivery.sending import send_waiting
from tajadur.foundation.webpush_encryption import new_keys, to_text
from tajadur.organisation.people.models import Person
from tajadur.registry.notices.models import Delivery, PushDevice, PushSetup

from .letters import AT, ON, remind
from .party import Party


@dataclass
class Browser:
    """A browser with its keys; ``p256dh`` and ``auth`` are what it gives away."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def p256dh(self) -> str:
        return to_text(self.point)

    @property
    def auth(self) -> str:
        return to_text(self.secret)

    def unseal(self, body: bytes) -> bytes:
        """The text. Raises InvalidTag when it was sealed for somebody else."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(sealed) <= size == 4096
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        first = digest(self.secret, shared, sha256)
        material = digest(first, b"WebPush: info\0" + self.point + sender + b"\1", sha256)
        second = digest(salt, material, sha256)
        key = digest(second, b"Content-Encoding: aes128gcm\0\1", sha256)[:16]
        nonce = digest(second, b"Content-Encoding: nonce\0\1", sha256)[:12]
        plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert plain[-1:] == b"\x02"
        return plain[:-1]


@dataclass
class Taken:
    """One request: its path, headers and body."""

    path: str
    headers: dict[str, str]
    body: bytes

    def said(self, browser: Browser) -> dict[str, str]:
        """What the browser reads of it."""
        shown: dict[str, str] = json.loads(browser.unseal(self.body))
        return shown


@dataclass
class PushService:
    """``taken`` holds the requests; ``status`` is the answer of every path, ``answers`` of single ones; ``headers`` go
    with it; ``slow`` seconds come before; ``drip`` sends a byte a moment for ever; ``hang_up`` cuts after reading."""

    port: int = 0
    context: ssl.SSLContext | None = None
    taken: list[Taken] = field(default_factory=list)
    status: int = 201
    answers: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0
    drip: bool = False
    hang_up: bool = False

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.port}"

    def transport(self) -> PushTransport:
        """A sender that may speak to this service, and trusts its certificate."""
        return PushTransport(permit=lambda address: address.is_loopback, context=self.context)


def a_certificate(folder: Path) -> Path:
    """A key and a certificate of localhost, in one file. TLS reads the real clock whatever day a test lives in."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.OID_COMMON_NAME, "push")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = folder / "push.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path


@contextmanager
def push_service(folder: Path) -> Iterator[PushService]:
    """A push service listening on a free local port; its certificate lies in ``folder``."""
    service, pair = PushService(), a_certificate(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.taken.append(Taken(self.path, dict(self.headers), body))
            time.sleep(service.slow)
            if service.hang_up:
                self.connection.shutdown(SHUT_RDWR)
                self.close_connection = True
                return
            if service.drip:
                self._drip()
                return
            self.send_response(service.answers.get(self.path, service.status))
            for name, value in {"Content-Length": "0", **service.headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def _drip(self) -> None:
            try:
                for byte in b"HTTP/1.1 201 Created\r\nX: " + b"x" * 400:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                self.close_connection = True

        def log_message(self, *args: Any) -> None:
            """Silent."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: Any) -> None:
            """Who hangs up on purpose needs no trace."""

    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    service.port, service.context = server.server_port, ssl.create_default_context(cafile=str(pair))
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def push_on(at: datetime) -> PushSetup:
    """Keys made and switched on."""
    private, public = new_keys()
    return PushSetup.objects.create(
        contact="mailto:it@example.org", private_key=private, public_key=public, made_at=at, enabled_at=at
    )


def device_of(person: Person, browser: Browser, *, endpoint: str, at: datetime, mark: str = "") -> PushDevice:
    """A device that ``person`` agreed to on ``at``."""
    return PushDevice.objects.create(
        person=person, endpoint=endpoint, p256dh=browser.p256dh, auth=browser.auth, mark_digest=mark, added_at=at
    )


def verified(taken: Taken) -> dict[str, Any]:
    """What the server says of itself in the request, its signature checked. Raises when it is wrong."""
    assert Vapid02.verify(taken.headers["Authorization"])
    said = taken.headers["Authorization"].split("t=")[1].split(",")[0].split(".")[1]
    claims: dict[str, Any] = json.loads(b64urldecode(said.encode()))
    return claims


def gathered(party: Party, *, subjects: int = 1) -> int:
    """Reminders to the first province's secretary, gathered; how many notices go to devices."""
    for subject in range(1, subjects + 1):
        remind(party.provinces[0][0], subject=subject)
    return gather_digests(on=ON, at=AT).push


def send(service: PushService, at: datetime = AT) -> dict[str, int]:
    """One run of the pass against the service."""
    return send_waiting(transport=service.transport(), channel="push", at=at)


def due_again() -> None:
    """What waits for another try is due."""
    Delivery.objects.filter(channel="push", state="pending").update(not_before=AT)


def message() -> Delivery:
    """The only message to devices."""
    return Delivery.objects.get(channel="push")
