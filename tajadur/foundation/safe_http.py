"""Speaking to addresses that others gave us: public hosts only. Over HTTPS by hand: no redirect, never too long.

The address checked is the address connected to: a name that resolves differently a moment later gains nothing.
"""

import socket
import ssl
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Timer
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from urllib3.util import connection as library

Permit = Callable[[IPv4Address | IPv6Address], bool]
LONGEST_ADDRESS = 1000
_NAT64 = ip_network("64:ff9b::/96")


class AddressNotAllowed(OSError):
    """The host has no address that may be spoken to."""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Is this an address of the open internet, whatever it is wrapped in?"""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


def is_endpoint(url: str) -> bool:
    """May ``url`` be kept as the address of a push service: https, a named host, the usual port, no password?"""
    if len(url) > LONGEST_ADDRESS or not url.isascii() or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    named = "." in host.strip(".") and not host.rpartition(".")[2].isdecimal() and ":" not in host
    return parts.scheme == "https" and named and port in (None, 443) and "@" not in parts.netloc


def permit_also(networks: Collection[IPv4Network | IPv6Network]) -> Permit:
    """Public addresses, and those of ``networks``: what the operator of the server allows beside them."""
    return lambda address: is_public(address) or any(address in network for network in networks)


def is_refused_host(host: str, permit: Permit) -> bool:
    """Can it be seen from the name alone, in any spelling of an address, that the host may not be spoken to?"""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return not permit(ip_address("127.0.0.1"))
    try:
        return not permit(ip_address(name.partition("%")[0]))
    except ValueError:
        pass  # not an address as it is usually written; 127.1 and 0x7f000001 are
    try:
        return not permit(IPv4Address(socket.inet_aton(name)))
    except (OSError, UnicodeError):
        return False


@dataclass(slots=True)
class Guard:
    """What came of connections made under ``guarded``: was one refused?"""

    permit: Permit
    refused: bool = False


_guard: ContextVar[Guard | None] = ContextVar("guard", default=None)
_connect = library.create_connection


@contextmanager
def guarded(permit: Permit) -> Iterator[Guard]:
    """Within, the library urllib3 (and requests over it) connects to permitted addresses only, whoever asks it to."""
    guard = Guard(permit)
    token = _guard.set(guard)
    try:
        yield guard
    finally:
        _guard.reset(token)


def _connect_guarded(address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
    """Connects to an address that was permitted, and to no other: what a name resolves to later gains nothing."""
    guard = _guard.get()
    if guard is None:
        return _connect(address, *args, **kwargs)
    host, port = address[0].strip("[]"), address[1]
    failed: OSError = AddressNotAllowed("no permitted address")
    resolved = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    permitted = [
        text
        for text in dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in resolved)
        if guard.permit(ip_address(text.partition("%")[0]))
    ]
    guard.refused = guard.refused or not permitted
    for text in permitted:
        try:
            return _connect((text, port), *args, **kwargs)
        except OSError as error:
            failed = error
    raise failed


library.create_connection = _connect_guarded


class HttpsConnections:
    """The connections of one run, kept open from one device to the next of the same push service."""

    def __init__(self, *, permit: Permit = is_public, context: ssl.SSLContext | None = None) -> None:
        self._permit, self._context = permit, context
        self._open: dict[str, HTTPSConnection] = {}

    def post(self, url: str, body: bytes, headers: dict[str, str], *, seconds: float) -> tuple[int, str]:
        """(status, Retry-After) of one POST. Raises OSError or HTTPException when there is no whole answer in time."""
        parts = urlsplit(url)
        if parts.scheme != "https":
            raise AddressNotAllowed("not https")
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        ends = monotonic() + seconds
        if (kept := self._open.pop(parts.netloc, None)) is not None:
            try:
                return self._ask(kept, parts.netloc, path, body, headers, ends)
            except (OSError, HTTPException):
                kept.close()  # closed meanwhile by the other side; asking twice is harmless, the topic is the same
        # Loading the certificates of all authorities is slow: it waits until there is something to send.
        self._context = self._context or ssl.create_default_context()
        fresh = _Pinned(parts.hostname or "", parts.port or 443, permit=self._permit, context=self._context)
        try:
            return self._ask(fresh, parts.netloc, path, body, headers, ends)
        except BaseException:
            fresh.close()
            raise

    def close(self) -> None:
        """Close every connection."""
        for line in self._open.values():
            line.close()
        self._open.clear()

    def _ask(
        self, line: HTTPSConnection, key: str, path: str, body: bytes, headers: dict[str, str], ends: float
    ) -> tuple[int, str]:
        line.timeout = left = ends - monotonic()
        if left <= 0:
            raise TimeoutError
        # A timeout of the socket begins anew with each byte: a server sending one byte a second would hold us for ever.
        alarm = Timer(left, _cut, [line])
        alarm.daemon = True
        alarm.start()
        try:
            if line.sock is not None:
                line.sock.settimeout(left)
            line.request("POST", path, body, headers)
            answer = line.getresponse()
            status, after = answer.status, answer.headers.get("Retry-After", "")
            if _is_read_up(answer):
                self._open[key] = line
            else:
                line.close()
        finally:
            alarm.cancel()
        return status, after


def _is_read_up(answer: HTTPResponse) -> bool:
    answer.read(4096)
    return answer.isclosed() and not answer.will_close


def _cut(line: HTTPSConnection) -> None:
    try:
        if line.sock is not None:
            line.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # gone already


class _Pinned(HTTPSConnection):
    """Connects to an address that was permitted, and to no other."""

    def __init__(self, host: str, port: int, *, permit: Permit, context: ssl.SSLContext) -> None:
        super().__init__(host, port, context=context)
        self._permit, self._tls = permit, context

    def connect(self) -> None:
        """The first permitted address that answers. Raises AddressNotAllowed when none is permitted."""
        resolved = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in resolved)
        failed: OSError = AddressNotAllowed("no public address")
        for address in addresses:
            if not self._permit(ip_address(address.partition("%")[0])):
                continue
            try:
                plain = socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                failed = error
                continue
            self.sock = secure = self._tls.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
            secure.do_handshake()
            return
        raise failed
