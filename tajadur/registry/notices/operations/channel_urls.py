"""The secret address of a channel: its form, the place of the person's own address in it, and the server behind it."""

from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings

from tajadur.foundation.safe_http import Permit, is_refused_host, permit_also

from ..vocabulary import Outside

PLACE = "{to}"
_CONNECT_SECONDS, _READ_SECONDS = 4, 10  # far below the lease, for a whole batch of slow answers
_SERVER_NAMED = frozenset(["json", "form", "signal", "ntfy", "matrix", "smseagle"])  # others have one of their own
# What the library would let an address change: the certificate is always checked, no redirect is followed, a text goes
# as it is written and in one piece.
_NOT_THEIRS = frozenset(["verify", "redirect", "format", "overflow", "template", "emojis", "retry", "cto", "rto"])


def url_fault(kind: str, url: str) -> str:
    """What is wrong with the secret address of a channel, as a code; "" when it can be used."""
    if url.count(PLACE) != 1:
        return "channel_url_place"
    traits = Outside(kind).traits
    if urlsplit(url).scheme.lower() not in traits.schemes:
        return "channel_url_kind"
    if not server_of(filled(url, traits.sample)):
        return "channel_url_wrong"
    if not reaches_the_person(kind, url):
        return "channel_url_unread"
    parts = urlsplit(filled(url, traits.sample))
    names_its_server = parts.scheme.lower().removesuffix("s") in _SERVER_NAMED
    return "channel_url_private" if names_its_server and is_refused_host(parts.hostname or "", permitted()) else ""


def permitted() -> Permit:
    """The addresses that channels may speak to: public ones, and those the operator of the server allows."""
    return permit_also(settings.CHANNEL_NETWORKS)


def reaches_the_person(kind: str, url: str) -> bool:
    """Does the library read what stands in the place? An address it overlooks would be told «sent», to nobody."""
    sample = Outside(kind).traits.sample
    first, second = server_of(filled(url, sample)), server_of(filled(url, _another(sample)))
    return bool(first and second and first.url() != second.url())


def filled(url: str, address: str) -> str:
    """The address with the person's own in its place."""
    return url.replace(PLACE, quote(address, safe=""))


def server_of(url: str) -> Any:
    """The server behind a filled address, ready to be asked, never twice; None when the address cannot be read."""
    from apprise import Apprise  # slow to load, and most processes never need it

    server: Any = Apprise.instantiate(_without_options(url), suppress_exceptions=True)
    if server is not None:
        server.retry, server.redirects, server.verify_certificate = 0, False, True
        server.socket_connect_timeout, server.socket_read_timeout = _CONNECT_SECONDS, _READ_SECONDS
    return server


def _without_options(url: str) -> str:
    parts = urlsplit(url)
    kept = [pair for pair in parts.query.split("&") if pair.partition("=")[0].strip().lower() not in _NOT_THEIRS]
    return urlunsplit(parts._replace(query="&".join(kept))) if parts.query else url


def _another(sample: str) -> str:
    """Somebody else's address of the same form."""
    return f"{sample[:-1]}1" if sample[-1].isdecimal() else sample.replace("r", "s", 1)
