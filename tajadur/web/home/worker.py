"""The worker that shows notifications and gives pages back without a network: at the root, its place is its reach."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tajadur.web.access import PUBLIC, enter


@enter(get=PUBLIC)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script, asked for anew each time the browser looks for another version."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@enter(get=PUBLIC)
def offline(request: HttpRequest) -> HttpResponse:
    """What a phone shows, without a network, for a page that it has not kept; nobody's own."""
    return render(request, "home/offline.html")


@cache
def _script() -> bytes:
    return (settings.ROOT / "static" / "js" / "service-worker.js").read_bytes()
