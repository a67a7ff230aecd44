"""What was changed: of a unit, of a person, of a directive; filtered, the newest first."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tajadur.duties.directives.queries import changes_of_directive
from tajadur.foundation import clock
from tajadur.organisation.people.queries.changes import ChangesWanted, changes_of_person, changes_of_unit
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_reading
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.registry.audit.words.kinds import ActFamily
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.paging import SIZE, instant_before, keyed_page, row_number, same_list, text_in

from .forms import ChangesForm
from .showing import shown_changes

_OF_UNIT = [family for family in ActFamily if family != ActFamily.HEADQUARTERS]


@enter(get=Permission.SEE_UNIT, shows=RecordPart.CHANGES)
def of_unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Every act on a unit that the actor may read, of headquarters too."""
    form, asked = _asked(request)
    unit, rows = changes_of_unit(request.actor, unit_id, asked)
    consulted(request, unit.pk, unit.path)
    page = keyed_page(request, rows)
    reads_people = may(request.actor, Permission.READ_PEOPLE, unit)
    context = {
        "title": unit.name,
        "back": reverse("units:detail", args=[unit.pk]),
        "families": [(family.value, family.label) for family in _OF_UNIT],
        "changes": shown_changes(page.rows, reads_people=reads_people),
        "page": page,
    }
    return _answer(request, form, asked, context)


@enter(get=Permission.READ_PEOPLE, shows="the reading of a person is noted for that person")
def of_person(request: ActorRequest, person_id: int) -> HttpResponse:
    """What was changed of a person and of their mandates, each with the office it was done under."""
    form, asked = _asked(request)
    person, rows = changes_of_person(request.actor, person_id, asked)
    log_reading(page="changes", shown=1, read_person_id=person.pk, by=request.actor, at=clock.now())
    page = keyed_page(request, rows)
    context = {
        "title": person.name,
        "back": reverse("people:detail", args=[person.pk]),
        "changes": shown_changes(page.rows),
        "page": page,
    }
    return _answer(request, form, asked, context)


@enter(get=Permission.READ_DIRECTIVES)
def of_directive(request: ActorRequest, directive_id: int) -> HttpResponse:
    """What was changed of a directive and of its exceptions."""
    form, asked = _asked(request)
    directive, rows = changes_of_directive(request.actor, directive_id, asked)
    page = keyed_page(request, rows)
    context = {
        "title": directive.name,
        "back": reverse("directives:detail", args=[directive.pk]),
        "changes": shown_changes(page.rows, with_unit=True),
        "page": page,
    }
    return _answer(request, form, asked, context)


def _answer(request: ActorRequest, form: ChangesForm, asked: ChangesWanted, context: dict[str, Any]) -> HttpResponse:
    about = request.GET.get("about", "") if asked.subject else ""
    context |= {
        "form": form,
        "family": asked.family,
        "first": asked.first,
        "last": asked.last,
        "about": about,
        "everything": same_list(request, about=""),
        "rows": [(change, _only(request, change.row.subject, about)) for change in context.pop("changes")],
    }
    return render(request, "audit/changes.html", context)


def _only(request: ActorRequest, subject: tuple[str, int | None], about: str) -> str:
    """The address of all that was done about one subject; empty where it is what is shown."""
    kind, number = subject
    return "" if about or not kind or number is None else same_list(request, about=f"{kind}-{number}")


def _asked(request: ActorRequest) -> tuple[ChangesForm, ChangesWanted]:
    form = ChangesForm(request.GET)
    form.is_valid()
    given = form.cleaned_data
    kind, _sep, number = text_in(request, "about").rpartition("-")
    subject = row_number(number)
    return form, ChangesWanted(
        family=given.get("family", ""),
        first=given.get("first"),
        last=given.get("last"),
        subject=(kind[:40], subject) if kind and subject is not None else None,
        before=instant_before(request),
        limit=SIZE + 1,
    )
