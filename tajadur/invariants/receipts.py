"""Receipts: one series, each number given once, in the year of what it was given for, with its check digit."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from tajadur.activity.declarations.models import Declaration
from tajadur.activity.meetings.models import Report
from tajadur.registry.audit.models import AuditEntry

from .as_of import AsOf

_QUASIGROUP = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017",
    "9438617205", "2581436790",
)  # fmt: skip
_SUBMITTED = Q(act__in=("report.submitted", "report.corrected")) | Q(act__startswith="declaration.")


def receipts_given_once(as_of: AsOf) -> Iterator[str]:
    """Each receipt has its check digit and the year of its submission, was drawn from the series, and given once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM journal_receipt_serial")
        drawn = int(cursor.fetchone()[0])
    logged = {
        ("report", pk) if kind == "report" else ("declaration", detail.get("declaration")): detail["receipt"]
        for kind, pk, detail in AuditEntry.objects.filter(_SUBMITTED, detail__has_key="receipt").values_list(
            "subject_kind", "subject_id", "detail"
        )
    }
    given: dict[int, list[str]] = defaultdict(list)
    rows: dict[str, QuerySet[Any]] = {"report": Report.objects.all(), "declaration": Declaration.objects.all()}
    for what, all_rows in rows.items():
        names = all_rows.order_by("pk").values_list("pk", "receipt", "submitted_on")
        for pk, number, submitted_on in names.iterator(5000):
            parts = number.split("-")
            serial = int(parts[2]) if len(parts) == 4 and parts[2].isdigit() else 0
            given[serial].append(f"{what} {pk}")
            if len(parts) != 4 or parts[0] != "TJ" or not serial or _left(parts[1] + parts[2]) != parts[3]:
                yield f"{what} {pk} has receipt {number}, which fails its own check"
            elif parts[1] != str(submitted_on.year):
                yield f"{what} {pk} of {submitted_on} has receipt {number}, of another year"
            elif serial > drawn:
                yield f"{what} {pk} has receipt {number}, which was never drawn"
            elif logged.get((what, pk), number) != number:
                yield f"{what} {pk} has receipt {number}, another was given"
    for serial, subjects in given.items():
        if serial and len(subjects) > 1:
            yield f"receipt {serial} was given to {' and '.join(subjects)}"


def _left(number: str) -> str:
    """The check digit of Damm: what is left after going through the table of the quasigroup."""
    state = "0"
    for digit in number:
        state = _QUASIGROUP[int(state)][int(digit)] if digit.isdigit() else "x"
        if state == "x":
            break
    return state
