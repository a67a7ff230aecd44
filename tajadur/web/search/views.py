"""One box for everything that has a name."""

from django.http import HttpResponse
from django.shortcuts import render

from tajadur.foundation import clock
from tajadur.organisation.people.queries.persons import people_for, with_mandates
from tajadur.organisation.units.queries.searching import units_found
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_reading
from tajadur.web.access import ActorRequest, enter
from tajadur.web.paging import text_in

SHOWN = 20


@enter(get=Permission.SEE_UNIT)
def index(request: ActorRequest) -> HttpResponse:
    """Units by name, spelling or code, and persons the actor may know; the best twenty of each."""
    actor = request.actor
    typed = text_in(request, "q")
    persons = list(people_for(actor, on=actor.on, words=typed)[:SHOWN]) if typed and _reads(request) else []
    log_reading(page="search", shown=len(persons), by=actor, at=clock.now())
    context = {
        "q": typed,
        "units": list(units_found(actor, typed)[:SHOWN]) if typed else [],
        "people": with_mandates(actor, persons, actor.on) if persons else [],
        "reads_people": _reads(request),
        "looks_like_code": any(char.isdigit() for char in typed),
    }
    template = "search/index.html#found" if getattr(request, "htmx", False) else "search/index.html"
    return render(request, template, context)


def _reads(request: ActorRequest) -> bool:
    return may_anywhere(request.actor, Permission.READ_PEOPLE)
