"""Looks that are kept: at each report once, and at each congress every few days."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection, transaction

from tajadur.activity.congresses.models import Congress
from tajadur.activity.congresses.queries.forecasts import forecasts_of
from tajadur.foundation.arabic import fold
from tajadur.foundation.rows import fetch_rows
from tajadur.rules.dysfunctions import CaseKind
from tajadur.rules.similarity import similarity

from ..models import CongressLook, ReportLook
from ..queries.thresholds import AllThresholds
from .facts import MEETINGS_BACK

AT_ONCE = 1000

# The last reports of each body that nobody looked at yet.
_UNSEEN_SQL = """
SELECT n.id FROM (
    SELECT r.id, row_number() OVER (PARTITION BY m.body_id ORDER BY r.held_on DESC, r.meeting_id DESC) AS place
    FROM meetings_report r JOIN meetings_meeting m ON m.id = r.meeting_id
    WHERE r.submitted_on <= %(on)s AND r.held_on > %(since)s AND NOT EXISTS (
        SELECT 1 FROM meetings_report later
        WHERE later.meeting_id = r.meeting_id AND later.version > r.version AND later.submitted_on <= %(on)s)
) n
WHERE n.place <= %(last)s AND NOT EXISTS (SELECT 1 FROM dysfunctions_reportlook l WHERE l.report_id = n.id)
ORDER BY n.id
"""
# What a report says: its text, its decisions, the words beside its points.
_CONTENT = """concat_ws(' ', {report}.text,
    (SELECT string_agg(d.text, ' ' ORDER BY d.position) FROM meetings_decision d WHERE d.report_id = {report}.id),
    (SELECT string_agg(o.note, ' ' ORDER BY o.point_id)
       FROM meetings_pointoutcome o WHERE o.report_id = {report}.id))"""
_TEXTS_SQL = f"""
SELECT r.id, r.text, {_CONTENT.format(report="r")} AS content, before.content AS content_before,
       EXISTS (SELECT 1 FROM meetings_decision d WHERE d.report_id = r.id)
       OR EXISTS (SELECT 1 FROM meetings_pointoutcome o WHERE o.report_id = r.id AND o.note <> '')
       OR EXISTS (SELECT 1 FROM meetings_actionitem a WHERE a.meeting_id = r.meeting_id
                  AND a.since_version <= r.version AND (a.dropped_version IS NULL OR a.dropped_version > r.version))
         AS has_outcome
FROM meetings_report r
JOIN meetings_meeting m ON m.id = r.meeting_id
LEFT JOIN LATERAL (
    SELECT {_CONTENT.format(report="p")} AS content
    FROM meetings_meeting pm JOIN meetings_report p ON p.meeting_id = pm.id
    WHERE pm.body_id = m.body_id AND p.meeting_id <> r.meeting_id
      AND (p.held_on, p.meeting_id) < (r.held_on, r.meeting_id)
    ORDER BY p.held_on DESC, p.meeting_id DESC, p.version DESC LIMIT 1
) before ON true
WHERE r.id = ANY (%(ids)s)
"""  # noqa: S608  constants of ours


class _Text(NamedTuple):
    """A report, what it says, and what the report before it of the same body said."""

    id: int
    text: str
    content: str
    content_before: str | None
    has_outcome: bool


def look_at_reports(on: date, thresholds: AllThresholds) -> int:
    """Look at the last reports of every body that were not looked at yet; returns how many. Safe twice, at once.

    Some hundreds a transaction. A report never changes, so it is looked at once; a correction is another report.
    """
    last = thresholds[CaseKind.COPIED]["of_last"]
    with connection.cursor() as cursor:
        cursor.execute(_UNSEEN_SQL, {"on": on, "since": on - MEETINGS_BACK, "last": last})
        unseen = [pk for (pk,) in cursor.fetchall()]
    for start in range(0, len(unseen), AT_ONCE):
        _look(unseen[start : start + AT_ONCE])
    return len(unseen)


@transaction.atomic
def _look(ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TEXTS_SQL, {"ids": list(ids)})
        rows = fetch_rows(cursor, _Text)
    looks = [
        ReportLook(
            report_id=row.id,
            letters=sum(map(str.isalpha, row.text)),
            similarity=similarity(fold(row.content), fold(row.content_before)) if row.content_before else 0,
            has_outcome=row.has_outcome,
        )
        for row in rows
    ]
    ReportLook.objects.bulk_create(looks, ignore_conflicts=True)


def look_at_congresses(on: date, thresholds: AllThresholds) -> int:
    """Look at each congress still owed whose last look is some days old; returns how many. Four statements."""
    since = on - timedelta(days=thresholds[CaseKind.CONGRESS]["days_apart"])
    recent = CongressLook.objects.filter(looked_on__gt=since).values("congress_id")
    owed = Congress.objects.filter(
        obligation__filed_on=None,
        obligation__cancelled_on=None,
        obligation__excused_on=None,
        obligation__period_start__lte=on,
    )
    owing = dict(owed.exclude(pk__in=recent).values_list("obligation_id", "pk"))
    forecasts = forecasts_of(list(owing), on)
    looks = [
        CongressLook(congress_id=owing[obligation_id], looked_on=on, misses=forecast.verdict.is_missed)
        for obligation_id, forecast in sorted(forecasts.items())
    ]
    CongressLook.objects.bulk_create(looks, ignore_conflicts=True)
    return len(looks)
