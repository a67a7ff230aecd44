"""What was asked and given from above: one decision, of the same unit, and what it gave stands as it was given."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from tajadur.activity.releases.models import ReleaseDecision, ReleaseRequest
from tajadur.duties.obligations.models import Release
from tajadur.foundation.calendar import civil_day

from .as_of import AsOf

LONGEST = {True: timedelta(days=92), False: timedelta(days=366)}


def requests_consistent(as_of: AsOf) -> Iterator[str]:
    """Requests count from one, are of the unit that owes, and one at a time waits; a decision follows its request."""
    for pk in ReleaseRequest.objects.exclude(unit_id=F("obligation__unit_id")).values_list("pk", flat=True):
        yield f"request {pk} is of another unit than what it is about"
    numbers: dict[int, list[int]] = defaultdict(list)
    waiting: dict[int, int] = defaultdict(int)
    names = ("pk", "obligation_id", "number", "asked_on", "asked_at", "withdrawn_at", "decision__pk")
    for row in ReleaseRequest.objects.order_by("obligation_id", "number").values_list(*names, named=True):
        numbers[row.obligation_id].append(row.number)
        waiting[row.obligation_id] += row.withdrawn_at is None and row.decision__pk is None
        if row.asked_on != civil_day(row.asked_at):
            yield f"request {row.pk} is of {row.asked_on}, its instant of {civil_day(row.asked_at)}"
        if row.withdrawn_at is not None and (row.withdrawn_at < row.asked_at or row.decision__pk is not None):
            yield f"request {row.pk} was withdrawn before it was asked, or decided as well"
    for obligation_id, those in numbers.items():
        if those != list(range(1, len(those) + 1)) or waiting[obligation_id] > 1:
            yield f"the requests about obligation {obligation_id} count {those}, {waiting[obligation_id]} of them wait"
    early = ReleaseDecision.objects.filter(decided_at__lt=F("request__asked_at"))
    yield from (f"decision {pk} was taken before it was asked for" for pk in early.values_list("pk", flat=True))


def grants_given(as_of: AsOf) -> Iterator[str]:
    """Each request granted gave its release, of the same kind, day and instant; a refusal gave none."""
    releases: dict[int, list[Any]] = defaultdict(list)
    names = (
        "pk", "obligation_id", "kind", "until", "decided_on", "decided_at", "obligation__due_on",
        "obligation__period_end", "obligation__calendar",
    )  # fmt: skip
    for row in Release.objects.order_by("decided_at", "pk").values_list(*names, named=True):
        releases[row.obligation_id].append(row)
        yield from _release(row)
    asked = (
        "pk", "granted", "until", "decided_on", "decided_at", "request__kind", "request__obligation_id",
    )  # fmt: skip
    for row in ReleaseDecision.objects.order_by("pk").values_list(*asked, named=True):
        given = [
            release
            for release in releases[row.request__obligation_id]
            if (release.kind, release.decided_at) == (row.request__kind, row.decided_at)
        ]
        if bool(given) != row.granted:
            yield f"decision {row.pk} {'granted' if row.granted else 'refused'}, what was given says otherwise"
        elif given and (given[0].until, given[0].decided_on) != (row.until, row.decided_on):
            yield f"decision {row.pk} gave other days than stand given"


def _release(row: Any) -> Iterator[str]:
    if row.decided_on != civil_day(row.decided_at):
        yield f"release {row.pk} is of {row.decided_on}, its instant of {civil_day(row.decided_at)}"
    if (row.kind == "extension") != (row.until is not None):
        yield f"release {row.pk} has a day without being an extension, or none"
    elif row.until is not None:
        last: date = row.obligation__due_on if row.obligation__calendar else row.obligation__period_end
        if not last < row.until <= last + LONGEST[row.obligation__calendar]:
            yield f"release {row.pk} runs until {row.until}, the day that counted was {last}"


def reasons_given(as_of: AsOf) -> Iterator[str]:
    """Nothing is asked or decided without a word that can be read."""
    for what, rows in (
        ("request", ReleaseRequest.objects), ("decision", ReleaseDecision.objects), ("release", Release.objects),
    ):  # fmt: skip
        blank = rows.filter(Q(reason__regex=r"^\s*$"))
        yield from (f"{what} {pk} has a blank reason" for pk in blank.values_list("pk", flat=True))
