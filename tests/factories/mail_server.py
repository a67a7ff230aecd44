"""A mail server told what to do: how it answers, where it falls silent or goes away, whose name it bears."""

import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.test import override_settings

_LONG = 30


@dataclass
class MailServer:
    """``answers``: of a command, the answers to give one after the other before the usual one («close», «silent» too).

    ``ANSWER`` stands for the answer after the letter. Like real ones it wants RSET between two letters.
    """

    answers: dict[str, list[str]] = field(default_factory=dict)
    slow_answer: float = 0
    taken: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    wrapped: bool = False
    port: int = 0
    over: Event = field(default_factory=Event)

    def answer(self, command: str, usual: str) -> str:
        """The next answer to ``command``."""
        waiting = self.answers.get(command, [])
        return waiting.pop(0) if waiting else usual


class _Gone(Exception):
    """The server leaves."""


class _Talk(StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        self.mail: MailServer = self.server.mail
        self.in_letter = False
        try:
            if self.mail.wrapped:
                self._encrypt()
            self._say("banner", "220 ready")
            while line := self.rfile.readline():
                self._hear(line.decode("latin-1").rstrip("\r\n"))
        except (_Gone, OSError, ValueError):
            return
        finally:
            self.rfile.close()
            self.request.close()

    def _hear(self, line: str) -> None:
        word = line.split(" ")[0].upper()
        self.mail.heard.append(word)
        if word == "EHLO":
            self.wfile.write(b"250-here\r\n250-AUTH PLAIN LOGIN\r\n")
            self._say(word, "250 STARTTLS" if self.mail.tls and not self.mail.wrapped else "250 SIZE")
        elif word == "STARTTLS":
            self._say(word, "220 go on")
            self._encrypt()
        elif word == "AUTH":
            self.mail.secrets.append(line)
            self._say(word, "235 welcome")
        elif word == "MAIL":
            nested, self.in_letter = self.in_letter, True
            self._say(word, "503 one at a time" if nested else "250 ok")
        elif word == "RCPT":
            self.mail.recipients.append(line)
            self._say(word, "250 ok")
        elif word == "DATA":
            self._take()
        elif word == "QUIT":
            self._say(word, "221 bye")
            raise _Gone
        else:
            self.in_letter = self.in_letter and word != "RSET"
            self._say(word, "250 ok")

    def _take(self) -> None:
        if not self._say("DATA", "354 go on").startswith("354"):
            return
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.mail.over.wait(self.mail.slow_answer)
        answer = self._say("ANSWER", "250 kept")
        if answer.startswith("250"):
            self.mail.taken.append(b"".join(lines))
        self.in_letter = False

    def _say(self, command: str, usual: str) -> str:
        answer = self.mail.answer(command, usual)
        if answer == "silent":
            self.mail.over.wait(_LONG)
        if answer in ("silent", "close"):
            raise _Gone
        self.wfile.write(answer.encode() + b"\r\n")
        return answer

    def _encrypt(self) -> None:
        assert self.mail.tls is not None
        self.request = self.mail.tls.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = self.request.makefile("rb"), self.request.makefile("wb", 0)


@contextmanager
def mail_server(mail: MailServer, *, seconds: float = 5, **settings: Any) -> Iterator[MailServer]:
    """``mail`` listening on a free local port, with the settings pointing at it."""

    class Server(ThreadingTCPServer):
        allow_reuse_address, daemon_threads = True, True

    with Server(("127.0.0.1", 0), _Talk) as server:
        server.mail = mail  # type: ignore[attr-defined]
        mail.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            with override_settings(
                **{"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": mail.port, "EMAIL_TIMEOUT": seconds, **settings}
            ):
                yield mail
        finally:
            mail.over.set()
            server.shutdown()
            thread.join()


def certificate(folder: Path, *, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """What a server called ``name`` shows, and what a client that trusts its authority believes."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    alias: x509.GeneralName = x509.DNSName(name)
    if name.replace(".", "").isdecimal():
        alias = x509.IPAddress(ipaddress.ip_address(name))
    made = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1000))
        .not_valid_after(now + timedelta(days=1000))
        .add_extension(x509.SubjectAlternativeName([alias]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = folder / f"{name}.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(path)
    return shown, ssl.create_default_context(cadata=made.public_bytes(Encoding.PEM).decode())
