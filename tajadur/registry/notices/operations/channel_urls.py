"""The secret address of a channel: its form, the place of the person's own address in it, and the server behind it."""

from typing import Any
from urllib.parse import quote, urlsplit

from ..vocabulary import Outside

PLACE = "{to}"
_CONNECT_SECONDS, _READ_SECONDS = 4, 10  # far below the lease, for a whole batch of slow answers


def url_fault(kind: str, url: str) -> str:
    """What is wrong with the secret address of a channel, as a code; "" when it can be used."""
    if url.count(PLACE) != 1:
        return "channel_url_place"
    if urlsplit(url).scheme.lower() not in Outside(kind).traits.schemes:
        return "channel_url_kind"
    return "" if server_of(filled(url, Outside(kind).traits.sample)) else "channel_url_wrong"


def filled(url: str, address: str) -> str:
    """The address with the person's own in its place."""
    return url.replace(PLACE, quote(address, safe=""))


def server_of(url: str) -> Any:
    """The server behind a filled address, ready to be asked, never twice; None when the address cannot be read."""
    from apprise import Apprise  # slow to load, and most processes never need it

    server: Any = Apprise.instantiate(url, suppress_exceptions=True)
    if server is not None:
        server.retry = 0
        server.socket_connect_timeout, server.socket_read_timeout = _CONNECT_SECONDS, _READ_SECONDS
    return server
