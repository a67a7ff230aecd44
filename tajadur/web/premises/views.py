"""Premises: the list of units with what they said, one unit with what it has and had, and the forms of the unit."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.premises.operations.recording import correct_premises, record_premises, say_no_premises
from tajadur.activity.premises.queries.facts import UnitPremises, premises_on, premises_within
from tajadur.activity.premises.queries.reading import (
    last_word_without,
    premises_row,
    records_of,
    units_sharing_with,
    units_to_share_with,
)
from tajadur.activity.premises.vocabulary import CONFLICTS, PROBLEMS, STATUS_CHOICES, STATUS_WORDS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.organisation.units.queries.tree import kinds_seen, regions_for, unit_for, units_named
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.premises import PremisesStatus
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.forms import PlainForm, add_problems
from tajadur.web.paging import number_in, page_of, same_list, text_in

from . import labels
from .forms import NoPremisesForm, PremisesForm

_ORDER = (PremisesStatus.PRESENT, PremisesStatus.ABSENT, PremisesStatus.UNSAID, PremisesStatus.NOT_ASKED)
_REGION, _PROVINCE = 1, 2
_REFUSED, _TOO_LATE = 422, 409  # of a page with a form


@enter(get=Permission.READ_FIGURES, shows="whether many units have premises, and no address nor word of one of them")
def index(request: ActorRequest) -> HttpResponse:
    """The units within reach, level by level, with what they said of premises; counts of all and by place."""
    actor, on = request.actor, request.actor.on
    region, kind, status = number_in(request, "region"), number_in(request, "kind"), text_in(request, "status")
    units = premises_within(actor, on, under=region, kind=kind)
    counts = Counter(unit.status for unit in units)
    page = page_of(request, [unit for unit in units if not status or unit.status == status])
    shown = [each for each in _ORDER if counts[each]]
    levels = kinds_seen(actor)[0]
    context = {
        "page": page,
        "rows": [_row(actor, unit, {level.pk: level.name for level in levels}) for unit in page.rows],
        "tiles": [
            {"badge": labels.status_badge(each), "count": counts[each], "url": same_list(request, status=each)}
            for each in shown
        ],
        "places": _places(request, units, shown),
        "place_heads": [STATUS_WORDS[each] for each in shown],
        "statuses": STATUS_CHOICES,
        "levels": [(str(level.pk), level.name) for level in levels],
        "regions": regions_for(actor),
        "region": region,
        "kind": str(kind or ""),
        "status": status,
    }
    template = "premises/index.html#list" if getattr(request, "htmx", False) else "premises/index.html"
    return render(request, template, context)


@enter(get=Permission.READ_RECORD, shows=RecordPart.PREMISES)
def detail(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The premises of one unit: what it has, what it had, what was said before each correction."""
    return _page(request, unit_for(request.actor, unit_id, Permission.READ_RECORD))


@enter(get=Permission.RECORD_PREMISES, post=Permission.RECORD_PREMISES)
def record(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The unit records premises."""
    unit = unit_for(request.actor, unit_id, Permission.RECORD_PREMISES)
    form = PremisesForm(_typed(request), near=units_to_share_with(unit, request.actor.on))

    def act() -> None:
        record_premises(unit_id=unit.pk, data=form.typed(), **_by(request))

    return _form_page(request, unit, form, act, _("Record premises"))


@enter(get=Permission.RECORD_PREMISES, post=Permission.RECORD_PREMISES)
def correct(request: ActorRequest, unit_id: int, premises_id: int) -> HttpResponse:
    """The unit corrects what it recorded, or says until when it had it."""
    unit = unit_for(request.actor, unit_id, Permission.RECORD_PREMISES)
    row = premises_row(unit, premises_id)
    form = PremisesForm(_typed(request), near=units_to_share_with(unit, request.actor.on), row=row)

    def act() -> None:
        correct_premises(
            unit_id=unit.pk,
            premises_id=premises_id,
            data=form.typed(),
            is_void=form.cleaned_data["is_void"],
            **_by(request),
        )

    return _form_page(request, unit, form, act, _("Correct premises"))


@enter(post=Permission.RECORD_PREMISES)
def none(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The unit says that it has no premises."""
    unit = unit_for(request.actor, unit_id, Permission.RECORD_PREMISES)
    form = NoPremisesForm(request.POST)

    def act() -> None:
        say_no_premises(unit_id=unit.pk, from_on=form.cleaned_data["from_on"], **_by(request))

    status = _done(form, act)
    if status == 200:
        messages.success(request, _("It is kept: your unit has no premises."))
        return redirect("premises:detail", unit.pk)
    return _page(request, unit, without=form, status=status)


def _page(request: ActorRequest, unit: Any, *, without: PlainForm | None = None, status: int = 200) -> HttpResponse:
    actor, on = request.actor, request.actor.on
    consulted(request, unit.pk, unit.path)
    standing, records = premises_on([unit.pk], on)[unit.pk], records_of(unit)
    writes = may(actor, Permission.RECORD_PREMISES, unit)
    if without is None and writes and standing.status is not PremisesStatus.PRESENT:
        without = NoPremisesForm(initial={"from_on": on})
    shown = [labels.shown(each, on) for each in records]
    context = {
        "unit": unit,
        "status": labels.status_badge(standing.status),
        "standing": standing,
        "without_word": last_word_without(unit),
        "now": [each for each in shown if each["is_held"]],
        "past": [each for each in shown if not each["is_held"]],
        "sharing": units_sharing_with(unit, on),
        "writes": writes,
        "without": without,
    }
    return render(request, "premises/detail.html", context, status=status)


def _form_page(
    request: ActorRequest, unit: Any, form: PremisesForm, act: Callable[[], None], title: str
) -> HttpResponse:
    """The form, again with what was typed when it cannot be accepted; else the page of the unit."""
    status = _done(form, act) if request.method == "POST" else 0
    if status == 200:
        messages.success(request, _("It is kept; those above read it."))
        return redirect("premises:detail", unit.pk)
    return render(request, "premises/form.html", {"unit": unit, "form": form, "title": title}, status=status or 200)


def _done(form: PlainForm, act: Callable[[], None]) -> int:
    """200 when it was done; else the status of the page with the form and why not."""
    if not form.is_valid():
        return _REFUSED
    try:
        act()
    except BadInput as error:
        add_problems(form, error, PROBLEMS)
        return _REFUSED
    except Conflict as error:
        form.add_error(None, str(CONFLICTS[error.code]))
        return _TOO_LATE
    return 200


def _typed(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _by(request: ActorRequest) -> dict[str, Any]:
    return {"on": request.actor.on, "by": request.actor, "at": clock.now()}


def _row(actor: Actor, unit: UnitPremises, levels: dict[int, str]) -> dict[str, Any]:
    return {
        "unit": unit,
        "url": reverse(
            "premises:detail" if may(actor, Permission.READ_RECORD, unit) else "units:detail", args=[unit.id]
        ),
        "level": levels.get(unit.kind_id, ""),
        "status": labels.status_badge(unit.status),
        "conditions": labels.conditions(unit),
    }


def _places(
    request: ActorRequest, units: Sequence[UnitPremises], shown: Sequence[PremisesStatus]
) -> list[dict[str, Any]]:
    """The counts of each region; of each province where all units are of one region."""
    ways = [(unit.path.rstrip(".").split("."), unit.status) for unit in units]
    level = _REGION if len({way[_REGION] for way, _status in ways if len(way) > _REGION}) > 1 else _PROVINCE
    counts = Counter((int(way[level]), status) for way, status in ways if len(way) > level)
    names = units_named({place for place, _status in counts})
    return [
        {
            "name": name,
            "url": same_list(request, region=str(place)),
            "counts": [counts[place, status] for status in shown],
        }
        for place, name in sorted(names.items(), key=lambda row: row[1])
    ]
