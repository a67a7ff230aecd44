"""The worker that shows notifications: at the root, since its place is its reach."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tajadur.web.access import PUBLIC, enter


@enter(get=PUBLIC)
def notify_worker(request: HttpRequest) -> HttpResponse:
    """The script, asked for anew each time the browser looks for another version."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _script() -> bytes:
    return (settings.ROOT / "static" / "js" / "notify-worker.js").read_bytes()
