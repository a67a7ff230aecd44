"""Variables of the environment, read strictly: nonsense stops the start, with a sentence that says what is expected."""

import os
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# How each kind of address speaks to the mail server, and the port where such servers listen (RFC 8314, RFC 6409).
_MAIL_PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}


def env_text(name: str, default: str | None = None) -> str:
    """The variable ``name``; refuses to start when it is missing and has no default. An empty one is missing."""
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"{name} must be set")
    return value


def env_switch(name: str, default: bool) -> bool:
    """A yes/no variable: 1, true, yes, on or 0, false, no, off."""
    value = (os.environ.get(name) or ("1" if default else "0")).lower()
    if value not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")
    return value in {"1", "true", "yes", "on"}


def env_number(name: str, default: int, least: int, most: int) -> int:
    """A whole number between ``least`` and ``most``."""
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}")
    return int(value)


def env_networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks, separated by commas: ``10.0.0.5,192.168.7.0/24``; none by default."""
    try:
        return [ip_network(text.strip()) for text in os.environ.get(name, "").split(",") if text.strip()]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be addresses or networks: {error}") from None


def database_from(url: str) -> dict[str, object]:
    """Django's settings for ``postgresql://user:password@host:port/name?host=/socket/folder``."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise ImproperlyConfigured("DATABASE_URL must read postgresql://user@host/name")
    options = dict(parse_qsl(parts.query))
    # Somebody waits for a page: wsgi.py asks for thirty seconds. Nobody waits for a pass, a migration or the seeding.
    seconds = env_number("STATEMENT_SECONDS", 900, 1, 86_400)
    # A page reads few rows with the names around them: to weigh every order of nine tables took twenty times as long
    # as to read them. wsgi.py asks for fewer; 8 is the server's own.
    joined = env_number("JOINS_REORDERED", 8, 1, 20)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # a pooled connection that the server closed is replaced, not handed out
        "OPTIONS": {
            "pool": {"min_size": 0, "max_size": env_number("DATABASE_POOL", 6, 1, 200), "timeout": 5},
            "options": f"-c statement_timeout={seconds * 1000} -c lock_timeout=10000 -c join_collapse_limit={joined}"
            f" -c idle_in_transaction_session_timeout={seconds * 2000}",
            **options,
        },
    }


def redis_urls(url: str) -> tuple[str, str]:
    """(broker, cache) addresses for ``redis://host:port/0`` or ``unix:///path/to/socket``."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"redis+socket://{parts.path}", f"unix://{parts.path}?db=1"
    if parts.scheme not in {"redis", "rediss"}:
        raise ImproperlyConfigured("REDIS_URL must begin with redis://, rediss:// or unix://")
    bare = f"{parts.scheme}://{parts.netloc}"
    return f"{bare}/{parts.path.strip('/') or 0}", f"{bare}/1"


class MailServer(NamedTuple):
    """Where letters are handed over. ``is_wrapped``: TLS from the first byte; ``is_upgraded``: by STARTTLS."""

    host: str
    port: int
    user: str
    password: str
    is_wrapped: bool
    is_upgraded: bool


def mail_server_from(url: str) -> MailServer:
    """The server of ``smtp://``, ``smtps://`` or ``smtp+tls://user:password@host:port``.

    A password goes over an encrypted line, or stays on this machine: anything else does not start.
    """
    parts = urlsplit(url)
    if parts.scheme not in _MAIL_PORTS:
        raise ImproperlyConfigured("EMAIL_URL must begin with smtp://, smtps:// or smtp+tls://")
    host = parts.hostname or "127.0.0.1"
    if parts.password and parts.scheme == "smtp" and not _is_this_machine(host):
        raise ImproperlyConfigured("EMAIL_URL: a password goes over smtp+tls:// or smtps://, never in the clear")
    return MailServer(
        host=host,
        port=_port_of(parts) or _MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_wrapped=parts.scheme == "smtps",
        is_upgraded=parts.scheme == "smtp+tls",
    )


def _port_of(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"EMAIL_URL: {error}") from error


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def file_store_from(address: str) -> dict[str, object]:
    """Django's storage for a folder (``/var/lib/tajadur/files``) or ``s3://bucket/prefix?endpoint_url=https://…``.

    The keys of an S3-compatible store come from boto3's own variables, never from the address. It needs boto3.
    """
    parts = urlsplit(address)
    if address.startswith("/"):
        return {"BACKEND": "tajadur.foundation.whole_files.WholeFileStorage", "OPTIONS": {"location": address}}
    if parts.scheme != "s3" or not parts.hostname or parts.username:
        raise ImproperlyConfigured("FILES_STORE must be a folder from / on, or s3://bucket/prefix")
    if find_spec("boto3") is None:
        raise ImproperlyConfigured("FILES_STORE is s3://…, which needs boto3: pip install boto3, or name a folder")
    given = dict(parse_qsl(parts.query))
    if unknown := given.keys() - {"endpoint_url", "region_name"}:
        raise ImproperlyConfigured(f"FILES_STORE: {sorted(unknown)[0]!r} is neither endpoint_url nor region_name")
    options = {"bucket_name": parts.hostname, "location": parts.path.strip("/"), **given}
    return {"BACKEND": "tajadur.foundation.remote_files.RemoteFileStorage", "OPTIONS": options}
