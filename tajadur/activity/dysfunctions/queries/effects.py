"""The figures of a unit in the periods before and after a remedy was done."""

from datetime import date

from django.db.models import OuterRef, Q, Subquery, Sum

from tajadur.activity.meetings.models import Report
from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.rules.cases import EFFECT_PERIODS, PeriodFigures, PeriodOutcome, effect
from tajadur.rules.status import REPORTED_STATES, State, is_expected, state_on

from ..models import Case


def effect_of(case: Case, done_on: date, on: date) -> tuple[PeriodFigures, PeriodFigures] | None:
    """Before and after ``done_on``, of the meetings the unit owes; None until three periods were due after.

    The directive is that of the periods of the case, else the first by which its meetings are asked. Two queries.
    """
    owed = Obligation.objects.filter(unit_id=case.unit_id, addressee=0, calendar=True, due_on__lt=on)
    owed = owed.filter(directive__fulfilment=FulfilmentKind.MEETING).select_related("directive")
    newest = list(owed.order_by("directive__rank", "directive_id", "-period_end"))
    known = {int(fact.partition(":")[2]) for fact in case.facts if fact.startswith("obligation:")}
    asked = next((row.directive for row in newest if row.pk in known), newest[0].directive if newest else None)
    rows = [row for row in newest if asked and row.directive_id == asked.pk and is_expected(row.facts, on)]
    before = [row for row in rows if row.due_on < done_on][:EFFECT_PERIODS]
    after = [row for row in rows if row.due_on >= done_on][-EFFECT_PERIODS:]
    if asked is None or len(after) < EFFECT_PERIODS:
        return None
    present = _attendance(case.unit_id, asked.body_type_id, [*before, *after], on)
    outcomes = []
    for row in (*before, *after):
        state = state_on(row.facts, on)
        there, convened = present.get(row.pk, (0, 0))
        outcomes.append(PeriodOutcome(row.due_on, state in REPORTED_STATES, state is State.ON_TIME, there, convened))
    return effect(outcomes, done_on)


def _attendance(unit_id: int, body_type_id: int | None, rows: list[Obligation], on: date) -> dict[int, tuple[int, int]]:
    """Obligation -> (present, convened) over the meetings of its body held in its period, by their latest reports."""
    later = Report.objects.filter(meeting=OuterRef("meeting"), submitted_on__lte=on).order_by("-version")
    first, last = min(row.period_start for row in rows), max(row.period_end for row in rows)
    reports = Report.objects.filter(
        Q(pk=Subquery(later.values("pk")[:1])),
        meeting__unit_id=unit_id,
        meeting__body__body_type_id=body_type_id,
        held_on__range=(first, last),
    )
    days = reports.values_list("held_on").annotate(there=Sum("present"), whole=Sum("convened")).order_by("held_on")
    known = list(days)
    return {
        row.pk: (
            sum(there for day, there, _ in known if row.period_start <= day <= row.period_end),
            sum(whole for day, _, whole in known if row.period_start <= day <= row.period_end),
        )
        for row in rows
    }
