"""What happened to one obligation, and who was told about it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from tajadur.foundation.calendar import civil_day
from tajadur.registry.audit.queries import entries_about
from tajadur.registry.notices.queries import notices_about
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import Obligation, Release
from ..vocabulary import HORIZON_DAYS

_AMENDED = ("directive.amended", "directive.withdrawn")


@dataclass(frozen=True, slots=True)
class ObligationEvent:
    """One act about the obligation: what, when, the days and codes the audit log kept; the reason if one was given."""

    act: str
    at: datetime
    detail: dict[str, Any]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reminded:
    """One thing told: the step's key, its day, the post; ``passed_from`` is the vacant post it was meant for."""

    step: str
    step_on: date
    post: str
    passed_from: str
    cleared_at: datetime | None


def happenings(row: Obligation) -> tuple[list[ObligationEvent], list[ObligationEvent]]:
    """The audit log of the obligation, newest first, with the reasons of what was released; and what changed the
    directive while it was upcoming or open and unanswered: one query."""
    released = Release.objects.annotate(act=Concat(Value("obligation."), "kind", output_field=CharField()))
    reasons = released.filter(obligation=row, decided_at=OuterRef("at"), act=OuterRef("act")).values("reason")
    about = (("obligation", row.pk), ("directive", row.directive_id))
    entries: QuerySet[Any] = entries_about(*about).annotate(reason=Subquery(reasons[:1]))
    closed = min(day for day in (row.due_on, row.filed_on, row.cancelled_on) if day is not None)
    opened = row.period_start - timedelta(days=HORIZON_DAYS)
    own, amendments = [], []
    for entry in entries.exclude(Q(subject_kind="directive") & ~Q(act__in=_AMENDED)):
        if entry.subject_kind == "obligation":
            own.append(ObligationEvent(entry.act, entry.at, entry.detail, entry.reason or ""))
        elif opened <= civil_day(entry.at) <= closed:
            amendments.append(ObligationEvent(entry.act, entry.at, entry.detail))
    return own, amendments


def reminders_of(row: Obligation) -> list[Reminded]:
    """What was told about the obligation, newest first: one query."""
    return [
        Reminded(
            notice.step,
            notice.step_on,
            f"{notice.post.post_type} · {notice.post.area or notice.post.unit}",
            str(notice.passed_from or ""),
            notice.cleared_at,
        )
        for notice in notices_about(("obligation", row.pk)).filter(
            kind__in=(NoticeKind.REMINDER, NoticeKind.ESCALATION)
        )
    ]
