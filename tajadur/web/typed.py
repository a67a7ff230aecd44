"""What was typed in a form whose session had ended comes back as typed after the log-in. One mechanism for every form.

A cookie that is signed says who typed on this browser; the text waits in the session, encrypted, and only the same
person sees it again. Passwords and files are never kept.
"""

import json
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.permissions.actors import Actor

from .encryption import decrypted, encrypted
from .language import YEAR

KEPT = "typed"
TYPIST, SALT = "typist", "tajadur.typist"
# Others were logged in on this browser too: a form that was opened under another token may be theirs.
SHARED = "shared"
KEPT_FOR = timedelta(hours=2)
LONGEST = 300_000
_SECRET = ("password", "csrfmiddlewaretoken")

_came_back: ContextVar[QueryDict | None] = ContextVar("came_back", default=None)


def came_back() -> QueryDict | None:
    """What was typed in the form of the page that is being made, when it comes back."""
    return _came_back.get()


def remember_typist(request: HttpRequest, response: HttpResponseBase, actor: Actor) -> None:
    """Mark the browser as that of the person who is logged in; as shared once another was."""
    known = _typist(request)
    if actor.account_id is None or known[:1] == [str(actor.account_id)]:
        return
    value = f"{actor.account_id} {SHARED}" if known else str(actor.account_id)
    _mark(response, value)


def forget_typist(response: HttpResponseBase) -> None:
    """Who logs out leaves the browser to the next."""
    _mark(response, f"0 {SHARED}")


def keep_typed(request: HttpRequest, *, at_once: bool = False) -> None:
    """Keep the form of this request for the person who typed it; nothing where nobody is known to have.

    ``at_once``: that person is logged in again already.
    """
    typist = _typist(request)
    if request.method != "POST" or not typist or typist[0] == "0" or (at_once and SHARED in typist):
        return
    fields = {name: texts for name, texts in request.POST.lists() if not any(word in name for word in _SECRET)}
    is_of_accounts = request.resolver_match and request.resolver_match.view_name.startswith("account_")
    if not fields or is_of_accounts:
        return
    kept = {"by": int(typist[0]), "paths": [request.path, urlsplit(way_back(request)).path], "fields": fields,
            "at": clock.now().timestamp()}  # fmt: skip
    text = json.dumps(kept)
    if len(text) <= LONGEST:
        request.session[KEPT] = encrypted(text.encode(), KEPT).decode()


def bring_back(request: Any) -> None:
    """Before a page is made: what was typed in its form is there, when the same person comes back within two hours."""
    if KEPT not in request.session or request.method != "GET":
        return
    kept = _kept(request)
    if kept is None:
        del request.session[KEPT]
    elif request.path in kept["paths"] and "HX-Request" not in request.headers:
        typed = QueryDict(mutable=True)
        for name, texts in kept["fields"].items():
            typed.setlist(name, texts)
        _came_back.set(typed)
        request.typed_came_back = _texts(kept["fields"])


def drop_when_sent(request: Any, response: HttpResponseBase) -> None:
    """Once the form was taken nothing of it is kept."""
    if response.status_code < 400 and KEPT in request.session:
        kept = _kept(request)
        if kept is None or request.path in kept["paths"]:
            del request.session[KEPT]


def page_made() -> None:
    """The page is made: what came back is not for the next."""
    _came_back.set(None)


def way_back(request: HttpRequest) -> str:
    """The page to show after log-in: the one asked for, or the page a form or a part was sent from."""
    source = request.headers.get("HX-Current-URL") or (
        "" if request.method == "GET" else request.headers.get("Referer")
    )
    if source:
        parts = urlsplit(source)
        if parts.netloc == request.get_host() and parts.path.startswith("/") and not parts.path.startswith("//"):
            return parts.path + (f"?{parts.query}" if parts.query else "")
    entry = getattr(request.resolver_match.func, "entry", None) if request.resolver_match else None
    is_a_page = request.method == "GET" or (entry is not None and entry.get is not None)
    return request.get_full_path() if is_a_page else reverse("home")


def is_from_here(request: HttpRequest) -> bool:
    """Was the form sent from a page of this site, as the browser says?"""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == own


def _texts(fields: Mapping[str, list[str]]) -> list[str]:
    """The texts among what was typed, for the page to show where no field of it does."""
    named = (text for name, texts in fields.items() if not name.endswith(("_key", "_version")) for text in texts)
    return [text for text in named if len(text) > 5]


def _typist(request: HttpRequest) -> list[str]:
    return str(request.get_signed_cookie(TYPIST, default="", salt=SALT)).split()


def _mark(response: HttpResponseBase, value: str) -> None:
    response.set_signed_cookie(
        TYPIST, value, salt=SALT, max_age=YEAR, secure=settings.SECURE, httponly=True, samesite="Lax"
    )


def _kept(request: Any) -> Mapping[str, Any] | None:
    """What is kept, when it is this person's and fresh."""
    text = decrypted(request.session[KEPT].encode(), KEPT)
    kept: dict[str, Any] | None = json.loads(text) if text else None
    if kept is None or kept["by"] != request.user.pk:
        return None
    return kept if clock.now().timestamp() - kept["at"] < KEPT_FOR.total_seconds() else None
