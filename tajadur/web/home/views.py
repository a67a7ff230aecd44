"""The first page."""

from django.http import HttpResponse
from django.shortcuts import render

from tajadur.web.access import MEMBER, ActorRequest, enter


@enter(get=MEMBER)
def home(request: ActorRequest) -> HttpResponse:
    """The unit's own home for whoever holds an office in a unit; the dashboard for the others."""
    return render(request, "home/home.html")
