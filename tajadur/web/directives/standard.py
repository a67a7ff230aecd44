"""The directives every party starts with, taken as drafts in one act; the Secretary General issues each."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tajadur.duties.directives.operations.seeds import SEEDS, DirectiveSeed, draft_standard_directives
from tajadur.duties.directives.queries import codes_missing
from tajadur.duties.directives.vocabulary import PERIOD_WORDS
from tajadur.foundation import clock
from tajadur.organisation.profile.queries import kind_names
from tajadur.permissions.matrix import Permission
from tajadur.rules.periods import PeriodType
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import DayField, PlainForm
from tajadur.web.templatetags.formats import number

_LANGUAGES = ("ar", "fr", "en")


class StandardForm(PlainForm):
    """From which day they are asked."""

    from_on = DayField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy("A month is asked when it lies wholly after this day: the first of a coming month."),
    )


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def standard(request: ActorRequest) -> HttpResponse:
    """Show the standard directives that are missing (GET), then draft them all (POST)."""
    missing = codes_missing(request.actor, [seed.code for seed in SEEDS])
    if not missing:  # pressed twice, or opened again from an old page
        messages.info(request, _("The standard directives are all here already."))
        return redirect("directives:index")
    data = request.POST if request.method == "POST" else None
    form = StandardForm(data, initial={"from_on": _next_month(request.actor.on)})
    if request.method == "POST" and form.is_valid():
        drafted = draft_standard_directives(from_on=form.cleaned_data["from_on"], by=request.actor, at=clock.now())
        counted = ngettext("%(n)s directive is drafted.", "%(n)s directives are drafted.", len(drafted))
        issuer = _("The Secretary General puts each of them in force.")
        messages.success(request, f"{counted % {'n': number(len(drafted))}} {issuer}")
        return redirect("directives:index")
    kinds = kind_names()
    context = {"form": form, "rows": [_row(seed, kinds) for seed in SEEDS if seed.code in missing]}
    return render(request, "directives/standard.html", context, status=422 if form.errors else 200)


def _row(seed: DirectiveSeed, kinds: dict[str, str]) -> dict[str, str | Promise]:
    language = (get_language() or "ar")[:2]
    return {
        "name": seed.names[_LANGUAGES.index(language if language in _LANGUAGES else "ar")],
        "kind": kinds[seed.kind],
        "period": PERIOD_WORDS[PeriodType(seed.period_type)],
    }


def _next_month(on: date) -> date:
    return (on.replace(day=1) + timedelta(days=31)).replace(day=1)
