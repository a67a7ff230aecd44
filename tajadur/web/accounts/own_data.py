"""«My data»: what is kept about oneself, how long, and all of it to take along."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import render

from tajadur.compliance.own_data import THINGS, own_data
from tajadur.foundation import clock
from tajadur.organisation.people.operations.own_data import note_data_taken
from tajadur.organisation.people.queries.accounts import details_of
from tajadur.web.access import MEMBER, ActorRequest, enter


@enter(get=MEMBER)
def kept(request: ActorRequest) -> HttpResponse:
    """One's details as they stand, and every kind of thing that is kept with how long."""
    context = {"person": details_of(person_id=request.actor.person_id), "things": THINGS}
    return render(request, "accounts/own_data.html", context)


@enter(get=MEMBER)
def register(request: ActorRequest) -> HttpResponse:
    """The register of processing of this installation, to read and to print."""
    return render(request, "accounts/register.html", {"things": THINGS})


@enter(post=MEMBER, once=False)
def take(request: ActorRequest) -> HttpResponse:
    """Everything as one JSON file: {made_at, things: [{code, label, until, tables: [{name, rows}]}]}; it is logged."""
    actor, at = request.actor, clock.now()
    note_data_taken(by=actor, at=at)
    tables: dict[str, list[dict[str, Any]]] = {}
    for code, name, rows in own_data(actor):
        tables.setdefault(code, []).append({"name": name, "rows": rows})
    things = [
        {"code": thing.code, "label": str(thing.label), "until": thing.until(), "tables": tables[thing.code]}
        for thing in THINGS
    ]
    text = json.dumps({"made_at": at, "things": things}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tajadur-my-data.json"'
    return response
