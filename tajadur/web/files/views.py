"""The files of a form, accepted while it is filled in."""

from django.http import HttpResponse
from django.shortcuts import render

from tajadur.web.access import MEMBER, ActorRequest, enter

from .attached import attached_files, kinds_asked


@enter(post=MEMBER)
def attach(request: ActorRequest) -> HttpResponse:
    """The files just chosen are accepted, or one is taken away; answers with this part of the form."""
    attached = attached_files(request, by=request.actor, kinds=kinds_asked(request))
    return render(request, "components/files.html", {"attached": attached})
