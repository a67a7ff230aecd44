"""Cases end as somebody's word says, come back in order, stand where their unit stands; remedies follow each other."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from tajadur.activity.dysfunctions.models import (
    Case,
    CaseAnswer,
    CaseClosing,
    CaseDismissal,
    CongressLook,
    DetectionSettings,
    Remedy,
    ReportLook,
)
from tajadur.activity.dysfunctions.vocabulary import FoundBy
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate
from tajadur.permissions.matrix import MATRIX, Permission
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import RULES, CaseKind, is_recurrence

from .as_of import AsOf


def cases_end_by_word(as_of: AsOf) -> Iterator[str]:
    """A case is settled by its unit's own closing, dismissed by a dismissal of that day, and never by both."""
    for word, end, day in (
        (CaseClosing.objects, CaseEnd.SETTLED, "settled_on"),
        (CaseDismissal.objects, CaseEnd.DISMISSED, "dismissed_on"),
    ):
        words = word.filter(case=OuterRef("pk"), **{day: OuterRef("ended_on")})
        silent = Case.objects.filter(ended_as=end).exclude(Exists(words))
        yield from (f"case {pk} ended as «{end}», nobody said so" for pk in silent.values_list("pk", flat=True))
        stray = word.exclude(case__ended_as=end).values_list("case_id", flat=True)
        yield from (f"case {pk} has the word of an end that is not its own" for pk in stray)
    ended: Any = Case.objects.filter(ended_as=CaseEnd.FACTS, facts=[])
    yield from (f"case {pk} was settled by facts that no rule saw" for pk in ended.values_list("pk", flat=True))
    instants = ("opened_on", "opened_at"), ("ended_on", "ended_at")
    for day, at in instants:
        for pk, on, moment in Case.objects.exclude(**{day: None}).values_list("pk", day, at).iterator(2000):
            if civil_day(moment) != on:
                yield f"case {pk} says {day} {on}, its instant is of {civil_day(moment)}"
    unmoved = Case.objects.filter(ended_on=None).exclude(path=F("unit__path"))
    closed = Case.objects.filter(ended_on=None, unit__closed_on__lte=as_of.on)
    if as_of.passes_run:
        yield from (f"case {pk} stands elsewhere than its unit" for pk in unmoved.values_list("pk", flat=True))
        yield from (f"case {pk} is open, its unit is closed" for pk in closed.values_list("pk", flat=True))


def cases_come_back(as_of: AsOf) -> Iterator[str]:
    """What comes back is of the same unit and kind, within a year of its end, and is counted."""
    for case in Case.objects.exclude(previous=None).select_related("previous").iterator(2000):
        before = case.previous
        if before is None or (before.unit_id, before.kind) != (case.unit_id, case.kind):
            yield f"case {case.pk} comes back from a case of another unit or kind"
        elif case.recurrence != before.recurrence + 1:
            yield f"case {case.pk} counts {case.recurrence}, the one before {before.recurrence}"
        elif before.ended_on is None or before.ended_on > case.opened_on:
            yield f"case {case.pk} came back before case {before.pk} had ended"
        elif not is_recurrence(before.ended_on, case.opened_on):
            yield f"case {case.pk} came back more than a year after case {before.pk}"


def words_about_cases(as_of: AsOf) -> Iterator[str]:
    """The unit itself closes and answers, the cell or the Secretary General dismisses; nothing after the end."""
    own = Mandate.objects.filter(
        pk=OuterRef("mandate_id"), post__unit_id=OuterRef("case__unit_id"), post__post_type__office__in=_settling()
    )
    for what, words in (("closing", CaseClosing.objects), ("answer", CaseAnswer.objects)):
        others = words.exclude(Exists(own)).values_list("pk", flat=True)
        yield from (f"{what} {pk} is not the unit's own" for pk in others)
    cell = Mandate.objects.filter(
        pk=OuterRef("mandate_id"), post__post_type__office__in=[role.value for role in MATRIX[Permission.DISMISS_CASE]]
    )
    uncalled = CaseDismissal.objects.exclude(Exists(cell)).values_list("pk", flat=True)
    yield from (f"dismissal {pk} is of nobody who may dismiss" for pk in uncalled)
    late = CaseAnswer.objects.filter(Q(answered_at__gt=F("case__ended_at")) | Q(answered_at__lt=F("case__opened_at")))
    yield from (f"answer {pk} was not given while its case was open" for pk in late.values_list("pk", flat=True))
    other = CaseDismissal.objects.exclude(about=F("case__about")).values_list("pk", flat=True)
    yield from (f"dismissal {pk} is about another matter than its case" for pk in other)
    unknown = Case.objects.exclude(found_by=FoundBy.RULE).exclude(
        Exists(Mandate.objects.filter(pk=OuterRef("mandate_id")))
    )
    yield from (f"case {pk} was observed under no mandate" for pk in unknown.values_list("pk", flat=True))


def remedies_consistent(as_of: AsOf) -> Iterator[str]:
    """The agreements of a case are counted, the last one is in force, each agreed while the case was open."""
    place = Window(RowNumber(), partition_by=[F("case_id")], order_by=[F("number").asc()])
    rows: Any = Remedy.objects.annotate(place=place).select_related("case").order_by("case_id", "number")
    last: dict[int, Any] = {}
    for row in rows:
        if row.number != row.place:
            yield f"remedy {row.pk} is numbered {row.number}, and is the {row.place}th of its case"
        if row.agreed_on != civil_day(row.agreed_at):
            yield f"remedy {row.pk} is of {row.agreed_on}, its instant of {civil_day(row.agreed_at)}"
        if not row.case.opened_on <= row.agreed_on <= (row.case.ended_on or row.agreed_on):
            yield f"remedy {row.pk} was agreed while its case was not open"
        if row.done_at and row.done_on > civil_day(row.done_at):
            yield f"remedy {row.pk} was said to be done on a day to come"
        if last.get(row.case_id) and last[row.case_id].is_current:
            yield f"remedy {last[row.case_id].pk} is in force, and another one came after it"
        last[row.case_id] = row
    yield from (f"case {pk} has agreements and none in force" for pk, row in last.items() if not row.is_current)


def looks_consistent(as_of: AsOf) -> Iterator[str]:
    """A look is of a day that has come, at what could be seen; the party's thresholds are whole."""
    odd = CongressLook.objects.filter(
        Q(looked_on__gt=as_of.on) | Q(looked_on__lt=F("congress__obligation__period_start"))
    )
    yield from (f"look {pk} at a congress is of a day without it" for pk in odd.values_list("pk", flat=True))
    unread = ReportLook.objects.filter(report__text="", letters__gt=0).values_list("pk", flat=True)
    yield from (f"the look at report {pk} saw letters where there are none" for pk in unread)
    for kind, given in DetectionSettings.objects.values_list("kind", "thresholds"):
        asked = RULES[CaseKind(kind)].thresholds
        if set(given) != set(asked) or not all(isinstance(value, int) and value >= 1 for value in given.values()):
            yield f"the thresholds of «{kind}» are not whole"


def _settling() -> list[str]:
    return [role.value for role in MATRIX[Permission.SETTLE_CASE]]
