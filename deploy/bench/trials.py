"""What happens and is undone: a transaction that never was, its seconds, and the things it is tried on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, transaction

from tajadur.duties.directives.models import Directive, LadderStep
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.organisation.profile.models import UnitKind
from tajadur.rules.reminders import DEFAULT_LADDER, ladder_rows

RAW = """
INSERT INTO obligations_obligation (directive_id, unit_id, period_key, addressee, period_start, period_end, due_on,
    overdue_from, locks_on, report_days, calendar, path, source_kind, cancelled_because)
SELECT %s, u.id, %s, 0, o.period_start, o.period_end, o.due_on, o.overdue_from, o.locks_on, o.report_days, o.calendar,
    u.path, '', ''
FROM units_unit u CROSS JOIN (SELECT %s::date AS period_start, %s::date AS period_end, %s::date AS due_on,
    %s::date AS overdue_from, %s::date AS locks_on, %s AS report_days, %s AS calendar) o
WHERE u.kind_id = %s AND u.opened_on <= o.period_start AND (u.closed_on IS NULL OR u.closed_on > o.period_end)
"""


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def seconds(act: Callable[[], Any]) -> tuple[float, Any]:
    """How long it took, and what it gave; deferred constraints are paid for inside."""
    began = time.perf_counter()
    given = act()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return time.perf_counter() - began, given


def one_period() -> tuple[int, str, str, list[Any]]:
    """The newest period of every branch: directive and key, and the raw statement that writes it, with its values."""
    directive = Directive.objects.get(code="branch-office")
    model = Obligation.objects.filter(directive=directive).order_by("-period_start")[0]
    same = [model.period_start, model.period_end, model.due_on, model.overdue_from, model.locks_on]
    values = [directive.pk, model.period_key, *same, model.report_days, model.calendar, directive.unit_kind_id]
    return directive.pk, model.period_key, RAW, values


def make_directive(kind: UnitKind, number: int, since: date) -> int:
    """A monthly directive of that kind of unit, in force, with the usual ladder; its id."""
    directive = Directive.objects.create(
        code=f"bench-{kind.code}-{number}", name_ar="قياس", name_fr="mesure", name_en="measure", unit_kind=kind,
        fulfilment="census", period_type="monthly", report_days=0, grace_days=0, in_force_from=since,
        released_by="cell", standing="issued", issued_at=instant(since, clock.now().time()),
    )  # fmt: skip
    LadderStep.objects.bulk_create(LadderStep(directive=directive, **row) for row in ladder_rows(DEFAULT_LADDER))
    return directive.pk
