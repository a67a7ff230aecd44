"""Premises: the list of units with what they said, one unit with what it has and had, and the forms of the unit."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tajadur.activity.premises.operations.recording import (
    correct_no_premises,
    correct_premises,
    record_premises,
    say_no_premises,
)
from tajadur.activity.premises.queries.facts import (
    PlaceTally,
    UnitPremises,
    premises_of,
    premises_on,
    premises_within,
    tallies_by_place,
)
from tajadur.activity.premises.queries.reading import (
    premises_row,
    records_of,
    units_sharing_with,
    units_to_share_with,
    word_without,
    words_of,
)
from tajadur.activity.premises.vocabulary import CONFLICTS, PROBLEMS, STATUS_CHOICES, STATUS_WORDS
from tajadur.organisation.units.queries.tree import kinds_seen, regions_for, unit_for, units_named
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.premises import PremisesStatus
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_of, same_list, text_in
from tajadur.web.record_forms import DONE, RecordForms, typed_in
from tajadur.web.trees import tree_of

from . import labels
from .exported import PREMISES
from .forms import NoPremisesForm, PremisesForm

_ORDER = (PremisesStatus.PRESENT, PremisesStatus.ABSENT, PremisesStatus.UNSAID, PremisesStatus.NOT_ASKED)
_FORMS = RecordForms("premises:detail", "premises/form.html", PROBLEMS, CONFLICTS)
_WORDS = RecordForms("premises:detail", "units/record_form.html", PROBLEMS, CONFLICTS)


@enter(get=Permission.READ_FIGURES, shows="whether many units have premises, and no address nor word of one of them")
@exported(PREMISES)
def index(request: ActorRequest) -> HttpResponse:
    """The units within reach, level by level, with what they said of premises; counts of all and by place."""
    actor, on = request.actor, request.actor.on
    region, kind, status = number_in(request, "region"), number_in(request, "kind"), text_in(request, "status")
    trees = tree_of(request, Permission.READ_FIGURES)
    units = premises_within(actor, on, under=region, kind=kind, tree=trees.narrows)
    tallies = tallies_by_place(units)
    counts: Counter[str] = Counter()
    for tally in tallies:
        counts[tally.status] += tally.units
    levels = {level.pk: level.name for level in kinds_seen(actor)[0] if trees.narrows in ("", level.tree)}

    def lines(rows: list[Any]) -> list[dict[str, Any]]:
        return [_row(actor, unit, levels) for unit in premises_of(rows, on)]

    listed = units.filter(status=status) if status else units
    total = counts[status] if status else counts.total()
    page = page_of(request, listed, total=total, taken=PREMISES.with_lines(lines))
    shown = [each for each in _ORDER if counts[each]]
    context = {
        "page": page,
        "rows": lines(page.rows),
        "tiles": [
            {"badge": labels.status_badge(each), "count": counts[each], "url": same_list(request, status=each)}
            for each in shown
        ],
        "places": _places(request, tallies, shown),
        "place_heads": [STATUS_WORDS[each] for each in shown],
        "statuses": STATUS_CHOICES,
        "levels": [(str(pk), name) for pk, name in levels.items()],
        "regions": regions_for(actor, trees.tree),
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
    form = PremisesForm(typed_in(request), near=units_to_share_with(unit, request.actor.on))
    return _FORMS.answer(request, unit, form, record_premises, _("Record premises"))


@enter(get=Permission.RECORD_PREMISES, post=Permission.RECORD_PREMISES)
def correct(request: ActorRequest, unit_id: int, premises_id: int) -> HttpResponse:
    """The unit corrects what it recorded, or says until when it had it."""
    unit = unit_for(request.actor, unit_id, Permission.RECORD_PREMISES)
    row = premises_row(unit, premises_id)
    form = PremisesForm(typed_in(request), near=units_to_share_with(unit, request.actor.on), row=row)
    return _FORMS.answer(request, unit, form, correct_premises, _("Correct premises"), premises_id=premises_id)


@enter(post=Permission.RECORD_PREMISES)
def none(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The unit says that it has no premises."""
    unit = unit_for(request.actor, unit_id, Permission.RECORD_PREMISES)
    form = NoPremisesForm(request.POST)
    status = _FORMS.status(request, unit, form, say_no_premises)
    if status == DONE:
        messages.success(request, _("It is kept: your unit has no premises."))
        return redirect("premises:detail", unit.pk)
    return _page(request, unit, without=form, status=status)


@enter(get=Permission.RECORD_PREMISES, post=Permission.RECORD_PREMISES)
def correct_none(request: ActorRequest, unit_id: int, word_id: int) -> HttpResponse:
    """The unit corrects since when it has none, or takes that word back."""
    unit = unit_for(request.actor, unit_id, Permission.RECORD_PREMISES)
    form, title = NoPremisesForm(typed_in(request), row=word_without(unit, word_id)), _("Correct: no premises")
    return _WORDS.answer(request, unit, form, correct_no_premises, title, word_id=word_id)


def _page(
    request: ActorRequest, unit: Any, *, without: NoPremisesForm | None = None, status: int = 200
) -> HttpResponse:
    actor, on = request.actor, request.actor.on
    consulted(request, unit.pk, unit.path)
    standing = premises_on([unit.pk], on)[unit.pk]
    writes = may(actor, Permission.RECORD_PREMISES, unit)
    if without is None and writes and standing.status is not PremisesStatus.PRESENT:
        without = NoPremisesForm(initial={"from_on": on})
    shown = [labels.shown(each, on) for each in records_of(unit)]
    words = [labels.shown_word(each) for each in words_of(unit)]
    last = next((each for each in words if labels.is_in_force(each["row"], standing)), None)
    context = {
        "unit": unit,
        "subject": pgettext("menu", "Premises"),
        "list_name": _("Premises of units"),
        "list_url": reverse("premises:index"),
        "status": labels.status_badge(standing.status),
        "standing": standing,
        "last_word": last,
        "now": [each for each in shown if each["is_held"]],
        "past": [each for each in shown if not each["is_held"]],
        "past_words": [each for each in words if each is not last],
        "sharing": units_sharing_with(unit, on),
        "writes": writes,
        "without": without,
    }
    return render(request, "premises/detail.html", context, status=status)


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
    request: ActorRequest, tallies: Sequence[PlaceTally], shown: Sequence[PremisesStatus]
) -> list[dict[str, Any]]:
    """The counts of each region; of each province where all units are of one region."""
    by_region = len({tally.region for tally in tallies if tally.region}) > 1
    counts: Counter[tuple[int, str]] = Counter()
    for tally in tallies:
        if place := tally.region if by_region else tally.province:
            counts[int(place), tally.status] += tally.units
    names = units_named({place for place, _status in counts})
    return [
        {
            "name": name,
            "url": same_list(request, region=str(place)),
            "counts": [counts[place, status] for status in shown],
        }
        for place, name in sorted(names.items(), key=lambda row: row[1])
    ]
