"""An e-mail address as it was typed or pasted, made one that a mail server understands."""

import idna

from tajadur.foundation.text import without_invisible


class UnsendableAddress(ValueError):
    """No letter can be addressed so, today or tomorrow."""


def clean_address(text: str) -> str:
    """The address without blanks around it and without the marks that nobody sees and that come with a paste."""
    return without_invisible(text).strip()


def as_sent(address: str) -> str:
    """The address as it stands in a letter, its domain in ASCII (IDNA 2008).

    Raises UnsendableAddress when the part before the @ is not plain ASCII, or the domain is none.
    """
    name, _, domain = clean_address(address).rpartition("@")
    if not name or not domain or not _is_plain(name):
        raise UnsendableAddress("the part before the @")
    try:
        host = domain if domain.isascii() else idna.encode(domain, uts46=True).decode()
    except idna.IDNAError as error:
        raise UnsendableAddress("the domain") from error
    if not _is_plain(host):
        raise UnsendableAddress("the domain")
    return f"{name}@{host}"


def _is_plain(part: str) -> bool:
    return part.isascii() and part.isprintable() and not set(part) & set(" <>,")
