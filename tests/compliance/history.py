"""Random acts of a party, one after the other, and what each may change of the past by the rules of the domain."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction

from tajadur.duties.directives.models import Directive, DirectiveException
from tajadur.duties.directives.operations.exceptions import draft_exception
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations import directing, releasing
from tajadur.duties.obligations.operations.fulfilling import (
    record_fulfilment,
    record_not_held,
    withdraw_fulfilment,
    withdraw_not_held,
)
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.foundation.errors import BadInput
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.nightly import apply_moves
from tajadur.organisation.units.operations.changing import close_unit
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.rules.deadlines import latest_extension
from tests.factories.duties import at_noon, opened, read
from tests.factories.party import Party, acting, holder
from tests.factories.stories import DRAWN_BY

BEGINS, IN_FORCE_FROM = date(2026, 3, 3), date(2025, 10, 1)
FREQUENCIES = ("monthly", "two_monthly", "quarterly")
# May the row before become the row after, of a period that is over? What an act gives back.
Allowed = Callable[[Obligation, Obligation], bool]


def nothing(_before: Obligation, _after: Obligation) -> bool:
    """No row of the past changes."""
    return False


def only(pks: Collection[int]) -> Allowed:
    """The facts of these rows change, their days and places never."""
    return lambda before, after: before.pk in pks and (before.due_on, before.path) == (after.due_on, after.path)


class Acts:
    """A small party in which something is done on each day; ``day`` goes on with ``pass_days``."""

    def __init__(self, party: Party, seed: int) -> None:
        self.party, self.chance, self.day = party, Random(seed), BEGINS
        self.general = holder(unit=party.national, body="secretariat", post="secretary_general")
        self.office = holder(unit=party.national, body="headquarters", post="administrator")
        opened(on=self.day, from_on=IN_FORCE_FROM)
        self.meetings = 0
        self.kinds: list[tuple[int, Callable[[], Allowed]]] = [
            (5, self.amend_days), (2, self.amend_frequency), (4, self.issue_exception), (2, self.end_exception),
            (4, self.extend), (4, self.excuse), (12, self.report), (4, self.correct), (3, self.take_back),
            (4, self.declare_not_held), (2, self.take_not_held_back), (4, self.move), (1, self.close),
            (1, self.withdraw),
        ]  # fmt: skip

    def do(self) -> tuple[str, Allowed]:
        """One act, drawn; its name and what it may change. Refused acts change nothing."""
        weights, acts = zip(*self.kinds, strict=True)
        act = self.chance.choices(acts, weights)[0]
        try:
            with transaction.atomic():
                allowed = act()
                cancel_and_rewrite(on=self.day, at=at_noon(self.day))  # the pass of the next minute
                return act.__name__, allowed
        except BadInput as refused:
            return f"{act.__name__} refused: {refused.code}", nothing

    def pass_days(self) -> None:
        """Some days go by, with their passes."""
        self.day += timedelta(days=self.chance.randint(1, 4))
        at = at_noon(self.day)
        apply_moves(on=self.day, at=at)
        cancel_and_rewrite(on=self.day, at=at)
        open_periods(on=self.day, at=at)

    def amend_days(self) -> Allowed:
        changes = {
            "report_days": self.chance.choice((0, 3, 7, 20, 40)),
            "grace_days": self.chance.choice((0, 7, 30)),
            "lock_days": self.chance.choice((None, 10, 90)),
        }
        day = self._amend(self._directive(), changes)
        return lambda before, after: before.due_on >= day and after.due_on >= day and before.path == after.path

    def amend_frequency(self) -> Allowed:
        self._amend(self._directive("branch-office", "provincial-office"), {"period_type": self._frequency()})
        return nothing

    def issue_exception(self) -> Allowed:
        directive = self._directive("branch-office", "provincial-office")
        kind = self.chance.choice(("", *FREQUENCIES))
        month = self.chance.randint(-6, 4) + self.day.year * 12 + self.day.month - 1
        first = date(month // 12, month % 12 // 3 * 3 + 1, 1)
        after = first.year * 12 + first.month - 1 + self.chance.choice((6, 12))
        span = (first, date(after // 12, after % 12 + 1, 1) - timedelta(days=1))
        unit = self._unit("national", "region", "province")
        pk = draft_exception(
            directive_id=directive.pk, unit_id=unit.pk, whole_subtree=True, period_type=kind, from_on=span[0],
            to_on=span[1], reason="فيضانات", authority="المكتب السياسي", by=acting(self.office, self.day),
            at=at_noon(self.day),
        )  # fmt: skip
        seen = read(directive.pk, exception_id=pk)
        directing.issue_exception(exception_id=pk, seen=seen, **self._by_the_general())
        if kind:
            return nothing
        return lambda before, after: (
            span[0] <= before.period_end <= span[1]
            and f".{unit.pk}." in f".{before.path}"
            and before.filed_on is None
            and after.cancelled_because == "suspended"
            and before.due_on == after.due_on
        )

    def end_exception(self) -> Allowed:
        pks = list(DirectiveException.objects.filter(standing="issued").values_list("pk", flat=True).order_by("pk"))
        if pks:
            directing.withdraw_exception(exception_id=self.chance.choice(pks), **self._by_the_general())
        return nothing

    def extend(self) -> Allowed:
        row = self._row(filed_on=None, due_on__gte=self.day - timedelta(days=3))
        until = latest_extension(row.due_on if row.calendar else row.period_end, calendar=row.calendar)
        until -= timedelta(days=self.chance.randint(0, 80))
        releasing.extend(obligation_id=row.pk, until=until, reason="سبب", **self._by_the_general())
        return only({row.pk})

    def excuse(self) -> Allowed:
        row = self._row(filed_on=None, period_end__lte=self.day)
        releasing.excuse(obligation_id=row.pk, reason="سبب", **self._by_the_general())
        return only({row.pk})

    def report(self) -> Allowed:
        row = self._row(filed_on=None, period_start__lt=self.day)
        self.meetings += 1
        meeting = row.directive.fulfilment == "meeting"
        source = ("report" if meeting else "declaration", self.meetings)
        which = {"body_type_id": row.directive.body_type_id} if meeting else {"obligation_id": row.pk}
        return self._record(source, row.unit_id, self._held_in(row), which)

    def correct(self) -> Allowed:
        row = self._row(source_kind="report")
        days = self.chance.choice((-40, -3, 2, 35))
        held_on = min(self.day, row.held_on + timedelta(days=days)) if row.held_on else self.day
        source = ("report", row.source_id or 0)
        return self._record(source, row.unit_id, held_on, {"body_type_id": row.directive.body_type_id})

    def take_back(self) -> Allowed:
        row = self._row(filed_on__isnull=False)
        source = (row.source_kind, row.source_id or 0)
        return only(withdraw_fulfilment(source=source, at=at_noon(self.day)))

    def declare_not_held(self) -> Allowed:
        row = self._row(filed_on=None, cancelled_on=None, period_end__lte=self.day)
        record_not_held(obligation_id=row.pk, on=self.day, at=at_noon(self.day))
        return only({row.pk})

    def take_not_held_back(self) -> Allowed:
        row = self._row(not_held_on__isnull=False, not_held_withdrawn_on=None)
        withdraw_not_held(obligation_id=row.pk, on=self.day, at=at_noon(self.day))
        return only({row.pk})

    def move(self) -> Allowed:
        unit = self._unit("province", "branch")
        target = self._unit("region" if unit.kind.code == "province" else "province")
        first = self.day + timedelta(days=self.chance.randint(-60, 20))
        move_unit(
            unit_id=unit.pk, parent_id=target.pk, from_on=first, by=acting(self.office, self.day), at=at_noon(self.day)
        )
        return lambda before, after: (
            before.period_end >= first
            and f".{unit.pk}." in f".{before.path}"
            and (before.due_on, before.filed_on) == (after.due_on, after.filed_on)
        )

    def close(self) -> Allowed:
        branches = Unit.objects.filter(kind__code="branch", closed_on=None)
        if branches.count() <= 4:
            return nothing
        unit = self._unit("branch")
        first = self.day + timedelta(days=self.chance.randint(-40, 20))
        close_unit(unit_id=unit.pk, closed_on=first, by=acting(self.office, self.day), at=at_noon(self.day))
        return lambda before, after: (
            before.unit_id == unit.pk and before.period_end >= first and after.cancelled_because == "closed"
        )

    def withdraw(self) -> Allowed:
        code = self.chance.choice(("organisational-situation", "provincial-council"))
        row = Directive.objects.filter(code=code, standing="issued").first()
        if row is None or self.day < BEGINS + timedelta(days=150):
            return nothing
        directing.withdraw_directive(directive_id=row.pk, **self._by_the_general())
        day = self.day
        return lambda before, after: (
            before.directive_id == row.pk and before.due_on >= day and after.cancelled_because == "withdrawn"
        )

    def _by_the_general(self) -> dict[str, Any]:
        return {"on": self.day, "by": acting(self.general, self.day), "at": at_noon(self.day)}

    def _amend(self, directive: Directive, changes: dict[str, Any]) -> date:
        directing.amend_directive(directive_id=directive.pk, changes=changes, **self._by_the_general())
        return self.day

    def _record(self, source: tuple[str, int], unit_id: int, held_on: date, which: dict[str, Any]) -> Allowed:
        at = at_noon(self.day)
        touched = record_fulfilment(
            source=source, unit_id=unit_id, held_on=held_on, filed_on=self.day, submitted_at=at, at=at, **which
        )
        return only(touched)

    def _held_in(self, row: Obligation) -> date:
        last = min(self.day, row.period_end) if row.calendar else self.day
        return last - timedelta(days=self.chance.randint(0, max(0, min(25, (last - row.period_start).days))))

    def _frequency(self) -> str:
        return self.chance.choice(FREQUENCIES)

    def _directive(self, *codes: str) -> Directive:
        rows = Directive.objects.filter(standing="issued").order_by("pk")
        return self.chance.choice(list(rows.filter(code__in=codes) if codes else rows))

    def _unit(self, *kinds: str) -> Unit:
        rows = Unit.objects.filter(kind__code__in=kinds, closed_on=None).select_related("kind").order_by("pk")
        return self.chance.choice(list(rows))

    def _row(self, **which: Any) -> Obligation:
        """A row of the last half year that fits; any of them is refused when none does."""
        lately = Obligation.objects.filter(period_end__gte=self.day - timedelta(days=180), period_start__lte=self.day)
        rows = list(lately.filter(**which).select_related("directive").order_by(*DRAWN_BY))
        if not rows:
            raise BadInput("", "no_such_row")
        return self.chance.choice(rows)
