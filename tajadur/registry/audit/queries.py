"""Reading the audit log."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from tajadur.rules.receipt import parse_receipt

from .models import AuditEntry, Consultation, Reading

# Written by deploy/after_restore.sql.
RESTORED, RECEIPTS = "restore_backup", "receipts"

_MARK_SQL = """
SELECT n.newest, count(e.id)
FROM (SELECT coalesce(max(id), 0) AS newest FROM journal_entry) n
LEFT JOIN journal_entry e ON e.id > n.newest - 1000
GROUP BY n.newest
"""


def last_mark() -> tuple[int, int]:
    """The newest number and how many of the last thousand there are. Two equal marks: no act was committed between.

    An act that takes long draws its number early and is entered late, below the newest: the count tells.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK_SQL)
        newest, there = cursor.fetchone()
    return newest, there


def last_entry(*, subject_kind: str, act: str) -> AuditEntry | None:
    """The newest entry of one act about one kind of subject."""
    return AuditEntry.objects.filter(subject_kind=subject_kind, act=act).order_by("-pk").first()


def was_lost(receipt: str) -> bool:
    """May this number have been given after the backup that was restored, and been lost with what followed it?"""
    known = parse_receipt(receipt)
    restored = AuditEntry.objects.filter(subject_kind=RECEIPTS, act=RESTORED).values_list("detail", flat=True)
    return known is not None and any(detail["first"] <= known[1] <= detail["last"] for detail in restored)


def entries_about(*subjects: tuple[str, int]) -> QuerySet[AuditEntry]:
    """Every entry about these subjects, newest first."""
    about = Q()
    for kind, pk in subjects:
        about |= Q(subject_kind=kind, subject_id=pk)
    return AuditEntry.objects.filter(about).order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class NarrowedEntries:
    """Which entries are asked for: acts, from an instant to before another, about one subject; ``before`` this key."""

    acts: frozenset[str]
    since: datetime | None = None
    until: datetime | None = None
    subject: tuple[str, int] | None = None
    before: tuple[datetime, int] | None = None


def narrowed_entries(asked: NarrowedEntries) -> QuerySet[AuditEntry]:
    """The entries asked for, newest first, those of one instant by their number."""
    rows = AuditEntry.objects.filter(act__in=asked.acts).order_by("-at", "-pk")
    if asked.since:
        rows = rows.filter(at__gte=asked.since)
    if asked.until:
        rows = rows.filter(at__lt=asked.until)
    if asked.subject:
        rows = rows.filter(subject_kind=asked.subject[0], subject_id=asked.subject[1])
    if asked.before:
        at, last = asked.before
        rows = rows.filter(Q(at__lt=at) | Q(pk__lt=last), at__lte=at)
    return rows


def readings_of(person_id: int, *, limit: int = 10) -> list[Reading]:
    """Who opened the details of a person, the last ones first: one query."""
    return list(Reading.objects.filter(read_person_id=person_id).order_by("-at", "-pk")[:limit])


def consultations(*, before: tuple[date, int] | None = None) -> QuerySet[Consultation]:
    """Who consulted which record, newest first; ``before``: what follows the row of this day and id in that order."""
    rows = Consultation.objects.order_by("-on", "-pk")
    if before is None:
        return rows
    on, last = before
    return rows.filter(Q(on__lt=on) | Q(pk__lt=last), on__lte=on)
