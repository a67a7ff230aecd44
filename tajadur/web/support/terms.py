"""The days and the ladder of each kind of follow-up, as the Secretary General sets them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.duties.follow_ups.operations import set_terms
from tajadur.duties.follow_ups.queries import terms_of
from tajadur.duties.follow_ups.vocabulary import KIND_WORDS, LEVEL_CHOICES, LEVEL_WORDS, PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.permissions.matrix import Permission
from tajadur.rules.follow_ups import LONGEST_LADDER, MOST_DAYS, FollowUpKind, FollowUpLevel, FollowUpRule, Rung
from tajadur.web.access import ActorRequest, enter
from tajadur.web.components.widgets import DigitsInput
from tajadur.web.forms import CountField, PlainForm, add_problems

from .labels import rung_words

BEFORE, AFTER = "before", "after"
EMPTY_ROWS = 2


class TermsForm(PlainForm):
    """Days, where the kind has some, and rows ``step<i>_days``, ``…_side``, ``…_to``; an empty row tells nobody."""

    days = CountField(label=gettext_lazy("Days given"), least=1, most=MOST_DAYS)

    def __init__(self, *args: Any, rule: FollowUpRule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rule.days is None:
            del self.fields["days"]
        else:
            self.fields["days"].initial = rule.days
        self.rows = min(LONGEST_LADDER, len(rule.ladder) + EMPTY_ROWS)
        if self.is_bound:
            self.rows = sum(f"step{number}_to" in self.data for number in range(LONGEST_LADDER))
        for number in range(self.rows):
            self._add_row(number, rule.ladder[number] if number < len(rule.ladder) else None)

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The rows as bound fields."""
        return [
            {"number": number + 1, **{part: self[f"step{number}_{part}"] for part in ("days", "side", "to")}}
            for number in range(self.rows)
        ]

    @property
    def main_fields(self) -> list[Any]:
        """Every visible field that belongs to no row."""
        return [field for field in self.visible_fields() if not field.name.startswith("step")]

    @property
    def ladder(self) -> list[Rung]:
        """The rows with a level, as the operation takes them."""
        rungs = []
        for number in range(self.rows):
            days, side, to = (self.cleaned_data[f"step{number}_{part}"] for part in ("days", "side", "to"))
            if to:
                rungs.append(Rung(-days if side == BEFORE else days, FollowUpLevel(to)))
        return rungs

    def clean(self) -> dict[str, Any]:
        """A row with a level needs its days."""
        cleaned = super().clean()
        for number in range(self.rows):
            days = f"step{number}_days"
            if cleaned.get(f"step{number}_to") and cleaned.get(days) is None and days not in self.errors:
                words = _("Type the number of days, 0 for the day itself.")
                self.add_error(days, ValidationError(words, code="required"))
        return cleaned

    def _add_row(self, number: int, rung: Rung | None) -> None:
        self.fields[f"step{number}_days"] = CountField(
            label=_("Days"), most=MOST_DAYS, required=False, widget=DigitsInput(0, MOST_DAYS),
            initial=abs(rung.offset) if rung else None,
        )  # fmt: skip
        self.fields[f"step{number}_side"] = forms.ChoiceField(
            label=_("Before or after"), choices=((BEFORE, _("before")), (AFTER, _("after"))),
            initial=AFTER if rung and rung.offset > 0 else BEFORE,
        )  # fmt: skip
        self.fields[f"step{number}_to"] = forms.ChoiceField(
            label=_("Who is told"), choices=[("", _("No step")), *LEVEL_CHOICES], required=False,
            initial=rung.to.value if rung else "",
        )  # fmt: skip


@enter(get=Permission.ISSUE_DIRECTIVE)
def index(request: ActorRequest) -> HttpResponse:
    """Every kind with its days and its ladder."""
    kinds = [
        {
            "kind": kind.value,
            "name": KIND_WORDS[kind],
            "days": rule.days,
            "ladder": [(rung_words(rung), LEVEL_WORDS[rung.to]) for rung in rule.ladder],
        }
        for kind, rule in ((kind, terms_of(kind)) for kind in FollowUpKind)
    ]
    return render(request, "support/terms.html", {"kinds": kinds})


@enter(get=Permission.ISSUE_DIRECTIVE, post=Permission.ISSUE_DIRECTIVE)
def change(request: ActorRequest, kind: str) -> HttpResponse:
    """Other days or another ladder for one kind."""
    if kind not in {known.value for known in FollowUpKind}:
        raise Http404
    asked, status = FollowUpKind(kind), 200
    form = TermsForm(request.POST if request.method == "POST" else None, rule=terms_of(asked))
    if request.method == "POST":
        status = 422
        if form.is_valid():
            days = form.cleaned_data.get("days")
            try:
                set_terms(kind=kind, days=days, ladder=form.ladder, by=request.actor, at=clock.now())
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            else:
                messages.success(request, _("Kept. What is already under way keeps its day."))
                return redirect("support:terms")
    context = {"form": form, "name": KIND_WORDS[asked]}
    return render(request, "support/terms_change.html", context, status=status)
