"""What a report says of itself: counts that add up, quorum, decisions and actions, and the words it was sent with."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time
from operator import itemgetter
from typing import Any

from django.db.models import Count, F, Max, Min, Model, Q

from tajadur.activity.congresses.models import DelegateList, Stage
from tajadur.activity.declarations.models import Declaration
from tajadur.activity.meetings.models import (
    ActionItem,
    Decision,
    PointOutcome,
    ReceiptNote,
    Report,
    ReportAttachment,
)
from tajadur.activity.releases.models import ReleaseRequest
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.models import BodyTypeSettings
from tajadur.registry.audit.models import AuditEntry

from .as_of import AsOf
from .grouping import unit_groups

REPORT = (
    "pk", "meeting_id", "version", "held_on", "started", "ended", "place", "convened", "quorum", "present", "excused",
    "absent", "women", "youth", "text", "content_digest", "submitted_on", "mandate_id", "meeting__unit_id",
    "meeting__body__body_type_id",
)  # fmt: skip
SENT = ("report.submitted", "report.corrected")
_SENT = ("held_on", "started", "ended", "place", "present", "excused", "absent", "women", "youth", "text")
ACTION = (
    "pk", "unit_id", "body_id", "meeting_id", "meeting__unit_id", "meeting__body_id", "owner__unit_id", "due_on",
    "opened_on", "closed_on", "dropped_on", "since_version", "dropped_version", "last_version", "first_held_on",
)  # fmt: skip


def counts_add_up(as_of: AsOf) -> Iterator[str]:
    """Present, excused and absent are no more than those convened, women and youth no more than those present."""
    shares: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    for body_type_id, from_on, share in BodyTypeSettings.objects.values_list(
        "body_type_id", "from_on", "quorum_percent"
    ):
        shares[body_type_id].append((from_on, share))
    rows = Report.objects.order_by("pk").values_list(*REPORT, named=True)
    for row in rows.iterator(2000):
        since = [pair for pair in shares[row.meeting__body__body_type_id] if pair[0] <= row.held_on]
        share = max(since, key=itemgetter(0))[1] if since else None
        if row.quorum != (None if share is None else -(-row.convened * share // 100)):
            yield f"report {row.pk} has quorum {row.quorum}, {share} % of {row.convened}"
        counted = row.present + row.excused + row.absent
        if row.convened and counted > row.convened:
            yield f"report {row.pk} counts {counted} of {row.convened} convened"
        if max(row.women, row.youth) > row.present:
            yield f"report {row.pk} counts more women or young people than were present"
        if row.held_on > row.submitted_on:
            yield f"report {row.pk} was submitted before the meeting"


def sent_as_recorded(as_of: AsOf) -> Iterator[str]:
    """Each version reads as on the day it was sent: its content gives the fingerprint that was taken then."""
    for units in unit_groups():
        sent = set(
            AuditEntry.objects.filter(act__in=SENT, subject_kind="report", unit_id__in=units).values_list(
                "subject_id", flat=True
            )
        )
        rows = {row.pk: row for row in Report.objects.filter(pk__in=sent).values_list(*REPORT, named=True)}
        outcomes: dict[int, dict[int, tuple[str, str]]] = defaultdict(dict)
        answers = PointOutcome.objects.filter(report_id__in=rows)
        for report_id, point_id, outcome, note in answers.values_list("report_id", "point_id", "outcome", "note"):
            outcomes[report_id][point_id] = (outcome, note)
        decisions: dict[int, dict[int, str]] = defaultdict(dict)
        taken = Decision.objects.filter(report_id__in=rows).order_by("report_id", "position")
        for decision in taken:
            decisions[decision.report_id][decision.lasting] = decision.text
        files: dict[int, list[str]] = defaultdict(list)
        for report_id, key in ReportAttachment.objects.filter(report_id__in=rows).values_list("report_id", "file__key"):
            files[report_id].append(str(key))
        actions: dict[int, list[Any]] = defaultdict(list)
        kept = ActionItem.objects.filter(meeting_id__in={row.meeting_id for row in rows.values()})
        names = ("meeting_id", "since_version", "dropped_version", "text", "owner_id", "due_on", "decision_number")
        for action in kept.values_list(*names, named=True):
            actions[action.meeting_id].append(action)
        for row in rows.values():
            own = [
                action
                for action in actions[row.meeting_id]
                if action.since_version <= row.version
                and (action.dropped_version is None or action.dropped_version > row.version)
            ]
            sent_files = {"files": sorted(files[row.pk])} if files[row.pk] else {}
            if _fingerprint(row, outcomes[row.pk], decisions[row.pk], own, sent_files) != row.content_digest:
                yield f"report {row.pk} does not read as it was sent"


def _fingerprint(
    row: Any,
    outcomes: dict[int, tuple[str, str]],
    decisions: dict[int, str],
    actions: list[Any],
    files: dict[str, list[str]],
) -> str:
    content: dict[str, Any] = (
        {name: getattr(row, name) for name in _SENT}
        | files
        | {
            "outcomes": [[pk, {"outcome": outcome, "note": note}] for pk, (outcome, note) in sorted(outcomes.items())],
            "decisions": list(decisions.values()),
            "actions": sorted(
                str((action.text, action.owner_id, action.due_on, *_carried_out(action.decision_number, decisions)))
                for action in actions
            ),
        }
    )
    return hashlib.sha256(json.dumps(content, default=_plain, sort_keys=True).encode()).hexdigest()


def _carried_out(number: int | None, decisions: dict[int, str]) -> list[str]:
    return [decisions[number]] if number in decisions else []


def _plain(value: date | time) -> str:
    return str(value)


def positions_count(as_of: AsOf) -> Iterator[str]:
    """Decisions count from the first on; what is sent under a mandate is sent under one of the unit."""
    groups = Decision.objects.values("report_id").annotate(n=Count("pk"), first=Min("position"), last=Max("position"))
    for row in groups.exclude(first=0, last=F("n") - 1).order_by():
        yield f"the decisions of report {row['report_id']} do not count from the first to the last"
    yield from _own_mandates()


# What only the unit itself writes, with the way to that unit.
_OF_THE_UNIT: tuple[tuple[str, type[Model], str], ...] = (
    ("report", Report, "meeting__unit_id"),
    ("declaration", Declaration, "unit_id"),
    ("request", ReleaseRequest, "unit_id"),
    ("stage", Stage, "congress__unit_id"),
    ("list", DelegateList, "share__unit_id"),
)


def _own_mandates() -> Iterator[str]:
    mandates = dict(Mandate.objects.values_list("pk", "post__unit_id").iterator(5000))
    for what, model, unit in _OF_THE_UNIT:
        rows = model._base_manager.exclude(mandate_id=None).exclude(mandate_id=0)
        for pk, mandate_id, unit_id in rows.values_list("pk", "mandate_id", unit).iterator(5000):
            if mandates.get(mandate_id) != unit_id:
                yield f"{what} {pk} was sent under mandate {mandate_id}, which is none of its unit"


def actions_consistent(as_of: AsOf) -> Iterator[str]:
    """An action is of the unit and body of its meeting, done or dropped after it was opened, owned in its unit."""
    last = Max("meeting__reports__version")
    first = Min("meeting__reports__held_on")
    # What the first version brings is open from the day of the meeting, what a correction changes from its own.
    days = {
        (meeting_id, version): held_on if version == 1 else submitted_on
        for meeting_id, version, held_on, submitted_on in Report.objects.values_list(
            "meeting_id", "version", "held_on", "submitted_on"
        ).iterator(5000)
    }
    # One that takes the place of another which it changes is open as long.
    replaced: dict[tuple[int, int | None], set[date]] = defaultdict(set)
    gone = ActionItem.objects.exclude(dropped_version=None)
    for meeting_id, version, opened_on in gone.values_list("meeting_id", "dropped_version", "opened_on"):
        replaced[meeting_id, version].add(opened_on)
    rows = ActionItem.objects.annotate(last_version=last, first_held_on=first).order_by("pk")
    for row in rows.values_list(*ACTION, named=True).iterator(2000):
        if (row.unit_id, row.body_id) != (row.meeting__unit_id, row.meeting__body_id):
            yield f"action {row.pk} is of another unit or body than its meeting"
        if row.owner__unit_id not in (None, row.unit_id):
            yield f"action {row.pk} is owned by a post of another unit"
        if (row.dropped_on is None) != (row.dropped_version is None):
            yield f"action {row.pk} is dropped on a day or by a version, not by both"
        if row.last_version is None or not 1 <= row.since_version <= row.last_version:
            yield f"action {row.pk} is brought by version {row.since_version} of {row.last_version or 0}"
        if row.dropped_version is not None and not row.since_version < row.dropped_version <= row.last_version:
            yield f"action {row.pk} is dropped by version {row.dropped_version}, brought by {row.since_version}"
        since = days.get((row.meeting_id, row.since_version))
        if row.opened_on != since and row.opened_on not in replaced[row.meeting_id, row.since_version]:
            yield f"action {row.pk} is open since {row.opened_on}, what brought it is of {since}"
        if row.dropped_version is not None and row.dropped_on != days.get((row.meeting_id, row.dropped_version)):
            yield f"action {row.pk} was dropped on {row.dropped_on}, on which no version did"
        for day in (row.closed_on, row.dropped_on, row.due_on):
            if day is not None and row.first_held_on is not None and day < row.first_held_on:
                yield f"action {row.pk} is due, done or dropped before its meeting was held"
                break


def notes_from_above(as_of: AsOf) -> Iterator[str]:
    """A receipt is noted by a mandate of the post it names, after the report came in, never by the unit itself."""
    mandates = Mandate.objects.filter(pk__in=ReceiptNote.objects.values("mandate_id")).values_list("pk", "post_id")
    posts = dict(mandates)
    own = Q(post__unit_id=F("report__meeting__unit_id"))
    early = Q(noted_at__lt=F("report__submitted_at"))
    for pk in ReceiptNote.objects.filter(own | early).values_list("pk", flat=True):
        yield f"receipt note {pk} is of the unit itself, or of before the report"
    for pk, mandate_id, post_id in ReceiptNote.objects.values_list("pk", "mandate_id", "post_id"):
        if posts.get(mandate_id) != post_id:
            yield f"receipt note {pk} was written under a mandate of another post"
