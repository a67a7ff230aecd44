"""The situation of branches: the list with its counts, one branch with its evidence, its word, and the endorsement."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.situations.operations.confirming import confirm_situation, endorse_situation
from tajadur.activity.situations.queries.facts import BranchSituation
from tajadur.activity.situations.queries.reading import branches_for, situation_of, units_led_by, words_of
from tajadur.activity.situations.vocabulary import PROBLEMS, STATUS_CHOICES, SURENESS_WORDS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.organisation.units.queries.tree import regions_for, unit_for
from tajadur.permissions.check import may, may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.rules.situation import SituationStatus
from tajadur.web.access import ActorRequest, enter
from tajadur.web.consulting import consulted
from tajadur.web.exports.taking import exported
from tajadur.web.forms import PlainForm, add_problems
from tajadur.web.paging import number_in, page_of, same_list, text_in
from tajadur.web.trees import reads_other_trees

from . import labels
from .exported import SITUATIONS
from .forms import YES, SituationEndorsementForm, SituationWordForm
from .places import by_place

_ORDER = list(SituationStatus)
_REFUSED, _TOO_LATE = 422, 409  # of a page with a form


@enter(get=Permission.READ_FIGURES, shows="figures of many branches, and nothing that one of them wrote")
@exported(SITUATIONS)
def index(request: ActorRequest) -> HttpResponse:
    """The branches within reach by name, with the counts of each status, of all and by the level below."""
    on, region = request.actor.on, number_in(request, "region")
    status, sure = text_in(request, "status"), text_in(request, "sure")
    waiting = request.GET.get("waiting") == "1"
    branches = branches_for(request.actor, on, under=region)
    led = units_led_by(request.actor)
    counts = Counter(branch.status for branch in branches)
    chosen = [branch for branch in branches if _is_asked(branch, status, sure)]
    if waiting:
        chosen = [branch for branch in chosen if branch.parent_id in led and branch.awaits_endorsement]
    page = page_of(request, chosen)
    context = {
        "page": page,
        "rows": [
            {
                "branch": branch,
                "status": labels.status_badge(branch.status),
                "sureness": labels.sureness_badge(branch),
                "evidence": labels.evidence(branch, on)[0],
            }
            for branch in page.rows
        ],
        "whole": len(branches),
        "tiles": [
            {"badge": labels.status_badge(each), "count": counts[each], "url": same_list(request, status=each)}
            for each in _ORDER
            if counts[each]
        ],
        "places": by_place(request, branches, status),
        "chips": _chips(request, waiting) if any(branch.parent_id in led for branch in branches) else [],
        "statuses": STATUS_CHOICES,
        "surenesses": [
            *((each.value, word) for each, word in SURENESS_WORDS.items()),
            (labels.DISPUTED, _("The branch says otherwise")),
        ],
        "regions": regions_for(request.actor),
        "region": region,
        "status": status,
        "sure": sure,
        "waiting": waiting,
        "level": text_in(request, "level"),
        "other_trees": reads_other_trees(request, Permission.READ_FIGURES),
        "may_set": may_anywhere(request.actor, Permission.ISSUE_DIRECTIVE),
    }
    template = "situations/index.html#list" if getattr(request, "htmx", False) else "situations/index.html"
    return render(request, template, context)


@enter(get=Permission.READ_FIGURES, shows=RecordPart.SITUATION)
def detail(request: ActorRequest, unit_id: int) -> HttpResponse:
    """One branch: what the facts say and since when, its words and what the level above said of them."""
    return _page(request, unit_id)


@enter(post=Permission.CONFIRM_SITUATION)
def confirm(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The branch gives its word."""
    form = SituationWordForm(request.POST)

    def act(values: dict[str, Any]) -> None:
        confirm_situation(unit_id=unit_id, **values, on=request.actor.on, by=request.actor, at=clock.now())

    return _acted(request, unit_id, form, act, _("Your word is kept, with its day."), confirming=form)


@enter(post=Permission.ENDORSE_SITUATION)
def endorse(request: ActorRequest, unit_id: int) -> HttpResponse:
    """The level above endorses the word of the branch, or not."""
    form = SituationEndorsementForm(request.POST)

    def act(values: dict[str, Any]) -> None:
        endorse_situation(
            unit_id=unit_id,
            word_id=values["word"],
            in_favour=values["answer"] == YES,
            remark=values["remark"],
            on=request.actor.on,
            by=request.actor,
            at=clock.now(),
        )

    return _acted(request, unit_id, form, act, _("Your word is kept; the branch reads it."), endorsing=form)


def _acted(
    request: ActorRequest,
    unit_id: int,
    form: PlainForm,
    act: Callable[[dict[str, Any]], None],
    done: str,
    **shown: PlainForm,
) -> HttpResponse:
    """Back to the page of the branch; or the same page with what was typed, and why it could not be accepted."""
    status = _REFUSED
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if not name.startswith("confirm_")}
        try:
            act(values)
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        except Conflict as error:
            form.add_error(None, str(PROBLEMS[error.code]))
            status = _TOO_LATE
        else:
            messages.success(request, done)
            return redirect("situations:detail", unit_id)
    return _page(request, unit_id, status=status, **shown)


def _page(
    request: ActorRequest,
    unit_id: int,
    *,
    confirming: PlainForm | None = None,
    endorsing: PlainForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, on = request.actor, request.actor.on
    unit = unit_for(actor, unit_id, Permission.READ_FIGURES)
    branch = situation_of(unit, on)
    if branch is None:
        raise NotVisible
    consulted(request, unit.pk, unit.path)
    is_open = branch.status is not SituationStatus.DISSOLVED
    reads = may(actor, Permission.READ_RECORD, unit)
    words = words_of(unit) if reads else []
    if is_open and confirming is None and may(actor, Permission.CONFIRM_SITUATION, unit):
        confirming = SituationWordForm(initial={"status": branch.status.value})
    above = unit.parent_id in units_led_by(actor)
    awaited = bool(words) and not hasattr(words[0], "endorsement")
    if status == _TOO_LATE and confirming is not None:
        confirming.renew(status=branch.status.value, answer="")
    if status == _TOO_LATE and endorsing is not None:
        if awaited:
            endorsing.renew(word=words[0].pk, answer="")
        else:  # nothing is left to endorse: the sentence stays, the form goes
            messages.error(request, " ".join(map(str, endorsing.non_field_errors())))
            endorsing = None
    elif awaited and above and endorsing is None and may(actor, Permission.ENDORSE_SITUATION, unit):
        endorsing = SituationEndorsementForm(initial={"word": words[0].pk})
    context = {
        "unit": unit,
        "subject": _("Organisational situation"),
        "list_name": _("Situation of branches"),
        "list_url": reverse("situations:index"),
        "branch": branch,
        "status": labels.status_badge(branch.status),
        "sureness": labels.sureness_badge(branch),
        "evidence": labels.evidence(branch, on),
        "reads": reads,
        "entries": list(labels.entries(words)),
        "confirming": confirming,
        "endorsing": endorsing,
    }
    return render(request, "situations/detail.html", context, status=status)


def _chips(request: ActorRequest, waiting: bool) -> list[dict[str, Any]]:
    """All branches, or those whose word is to be endorsed."""
    return [
        {"label": _("All"), "url": same_list(request, waiting=""), "current": not waiting},
        {"label": _("To be endorsed"), "url": same_list(request, waiting="1"), "current": waiting},
    ]


def _is_asked(branch: BranchSituation, status: str, sure: str) -> bool:
    if status and branch.status != status:
        return False
    return not sure or labels.word_shown(branch) == sure
