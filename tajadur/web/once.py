"""A form sent twice is done once: the second is answered as the first was. One mechanism for every form.

The mark of the page is the token against forgery that every form carries: Django masks it anew for each page, so two
equal tokens come from one page. Without a mark, equal acts are one only while the first is still being done.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

from django.contrib.messages import add_message, get_messages
from django.contrib.messages.storage.base import Message
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tajadur.foundation import clock
from tajadur.registry.answers.operations import EMPTIED, earlier_answer, keep_answer

from .encryption import decrypted, encrypted
from .errors import error_page

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a field
# A longer answer is a page that changed nothing, as the check of a whole sheet: it is made again. Not one that shows
# secrets: made again, the links of the first would be dead.
LONGEST = 300_000
_PURPOSE = "answers"


def shown_once(response: HttpResponse) -> HttpResponse:
    """Mark an answer that shows a secret: no cache stores it, and it is kept here only for minutes."""
    response["Cache-Control"] = "private, no-store"
    response.is_shown_once = True  # type: ignore[attr-defined]
    return response


def done_once(request: HttpRequest, account_id: int, view: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of ``view`` to a form, or the one given before to the same form. One transaction with the act.

    What was refused (400 and above) is not kept: sent again, it is tried again. Of a page that showed a secret, sent
    again later, it is said that it was shown (410).
    """
    arrived = getattr(request, "arrived_at", None) or clock.now()
    act, form = _digests(request, account_id)
    with transaction.atomic():
        known = earlier_answer(act=act, form=form, arrived=arrived)
        if known == EMPTIED:
            return error_page(request, 410)
        if known is not None and (text := decrypted(known, _PURPOSE)):
            return _given_again(request, text)
        response = view()
        if answer := _kept(request, response):
            keep_answer(act=act, form=form, answer=answer, shown_once=_shows_secret(response), at=clock.now())
    return response


def _shows_secret(response: HttpResponseBase) -> bool:
    return getattr(response, "is_shown_once", False)


def _digests(request: HttpRequest, account_id: int) -> tuple[str, str]:
    digest = sha256(f"{account_id}\n{request.get_full_path()}\n".encode())
    token = request.headers.get("X-CSRFToken", "")
    if request.content_type == "application/json":
        digest.update(request.body)
    else:
        token = request.POST.get(TOKEN, "") or token
        for part in _parts(request):
            digest.update(len(part).to_bytes(8, "big") + part)
    act = digest.hexdigest()
    digest.update(b"\n" + token.encode())
    return act, digest.hexdigest() if token else ""


def _parts(request: HttpRequest) -> Iterator[bytes]:
    for name, values in sorted(request.POST.lists()):
        if name != TOKEN:
            yield from (text.encode("utf-8", "surrogatepass") for text in (name, *values))
    for name, files in sorted(request.FILES.lists()):
        yield name.encode()
        for file in files:
            yield from file.chunks()
            file.seek(0)


def _kept(request: HttpRequest, response: HttpResponseBase) -> bytes | None:
    if not isinstance(response, HttpResponse) or not getattr(response, "is_rendered", True):
        return None
    if response.status_code >= 400 or (len(response.content) > LONGEST and not _shows_secret(response)):
        return None
    sentences = [[message.level, str(message.message), message.extra_tags] for message in _queued(request)]
    answer = {
        "status": response.status_code,
        "headers": dict(response.items()),
        "cookies": response.cookies.output(header="", sep="\n"),
        "messages": sentences,
        "content": b64encode(response.content).decode(),
    }
    return encrypted(json.dumps(answer).encode(), _PURPOSE)


def _given_again(request: HttpRequest, known: bytes) -> HttpResponse:
    answer: dict[str, Any] = json.loads(known)
    response = HttpResponse(b64decode(answer["content"]), status=answer["status"], headers=answer["headers"])
    response.cookies.load(answer["cookies"].replace("\n", "; "))
    for level, text, tags in answer["messages"]:
        add_message(request, level, text, tags)
    return response


def _queued(request: HttpRequest) -> list[Message]:
    return list(getattr(get_messages(request), "_queued_messages", []))
