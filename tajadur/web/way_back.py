"""Where a browser may be sent back to: the pages of this site, and nothing that only looks like one."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_LONGEST = 2_000


def is_own_address(request: HttpRequest, url: str | None) -> bool:
    """May the browser be sent to ``url``: the address of a page of this site, from its root or whole?"""
    if not url or len(url) > _LONGEST or not url.startswith(("/", "http://", "https://")):
        return False
    return url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())
