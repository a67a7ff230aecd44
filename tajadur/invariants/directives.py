"""Directives, their amendments, exceptions and ladders: what can be asked at all, of whom, from when."""

from collections.abc import Iterator

from django.db.models import F, Q

from tajadur.duties.directives.models import Amendment, Directive, DirectiveException, LadderStep
from tajadur.foundation.calendar import civil_day

from .as_of import AsOf

LONGEST_DAYS = 366


def directives_consistent(as_of: AsOf) -> Iterator[str]:
    """A directive is about a body of those who owe; in force it was issued, withdrawn it has its day and no other."""
    for row in Directive.objects.select_related("body_type", "subtree").order_by("pk"):
        if row.body_type is not None and row.body_type.unit_kind_id != row.unit_kind_id:
            yield f"directive {row.code} is about a body of another kind of unit"
        if (row.standing == "withdrawn") != (row.withdrawn_on is not None):
            yield f"directive {row.code} is {row.standing}, its day of withdrawal says otherwise"
        if row.issued_at is not None and row.withdrawn_on is not None and row.withdrawn_on < civil_day(row.issued_at):
            yield f"directive {row.code} was withdrawn before it was issued"
        if len(row.former_terms) >= row.version:
            yield f"directive {row.code} was amended {len(row.former_terms)} times, its version is {row.version}"
        if max(row.report_days, row.grace_days, row.lock_days or 0) > LONGEST_DAYS:
            yield f"directive {row.code} gives more days than a year has"
        if row.standing == "draft" and row.obligations.exists():
            yield f"directive {row.code} is drafted and asks already"
    drafted = Amendment.objects.exclude(version=F("directive__version"), directive__standing="issued")
    for code in drafted.values_list("directive__code", flat=True):
        yield f"the amendment of directive {code} was drafted on terms that are no longer in force"
    far = LadderStep.objects.filter(Q(offset__gt=LONGEST_DAYS) | Q(offset__lt=-LONGEST_DAYS))
    yield from (f"step {pk} is more than a year away" for pk in far.values_list("pk", flat=True))


def exceptions_consistent(as_of: AsOf) -> Iterator[str]:
    """An exception is of a directive that was issued, for a unit that owes or above those who do, with a reason."""
    rows = DirectiveException.objects.select_related("directive__unit_kind", "unit__kind").order_by("pk")
    for row in rows:
        asked, given = row.directive.unit_kind, row.unit.kind
        if given.tree != asked.tree or given.rank > asked.rank or (given.rank < asked.rank and not row.whole_subtree):
            yield f"exception {row.pk} is for a unit that owes nothing of directive {row.directive.code}"
        if row.standing == "issued" and (row.directive.standing == "draft" or row.decided_on is None):
            yield f"exception {row.pk} is in force, its directive was never issued"
        if (row.reaches_from or row.from_on) < row.from_on or (row.reaches_to or row.to_on) > row.to_on:
            yield f"exception {row.pk} reaches beyond its own days"
        if not row.reason.strip() or not row.authority.strip():
            yield f"exception {row.pk} names no reason or no authority"
