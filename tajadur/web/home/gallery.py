"""The gallery of components, for those who build pages; only in the demonstration."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tajadur.foundation.errors import NotVisible
from tajadur.web.access import PUBLIC, enter
from tajadur.web.components.gallery import samples


@enter(get=PUBLIC)
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state. Not found outside the demonstration."""
    if not settings.DEMO:
        raise NotVisible
    return render(request, "gallery/gallery.html", samples())
