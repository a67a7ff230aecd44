"""Reads of reports: the sheet to fill in, the submitted record with its versions, receipts, drafts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.models import Post
from tajadur.organisation.profile.models import BodyType, PostType
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, require, within
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.queries import was_lost
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.queries import attached_file
from tajadur.rules.receipt import as_printed

from ..agenda import WRITTEN, AgendaPoint
from ..models import Decision, Draft, Meeting, Point, Proposal, ReceiptNote, Report, ReportAttachment
from ..vocabulary import MeetingState
from .actions import actions_in
from .minutes import minutes_held_on
from .reading import require_reading
from .record import (
    DraftRow,
    NoteRow,
    PointRow,
    ReceiptAnswer,
    ReceiptStatus,
    ReportPage,
    ReportSheet,
    VersionRow,
)


def report_sheet(actor: Actor, meeting_id: int) -> ReportSheet:
    """The sheet of a meeting whose report the actor may draft. Raises NotVisible or PermissionDenied. One query."""
    latest = Report.objects.filter(meeting=OuterRef("pk")).order_by("-version")
    points = Point.objects.filter(meeting=OuterRef("pk")).order_by("-kind", "position")
    names = {f"unit_{name}": f"proposal__unit__{name}" for name in _UNIT_NAMES}
    columns = JSONObject(
        id="pk",
        kind="kind",
        carried_from="carried_from_id",
        minutes_of="minutes_of_id",
        minutes_on=minutes_held_on(),
        **names,
        **{name: name for name in WRITTEN},
    )
    rows = Meeting.objects.select_related("unit", "body__body_type", "draft").annotate(
        latest=Subquery(latest.values(row=JSONObject(id="pk", version="version"))[:1]),
        point_rows=ArraySubquery(points.values(row=columns)),
        owner_rows=_owner_rows(),
    )
    meeting: Any = rows.filter(pk=meeting_id).first()
    if meeting is None:
        raise NotVisible
    place = in_body(meeting.unit, meeting.body)
    require(actor, Permission.DRAFT_REPORT, place)
    draft: Draft | None = getattr(meeting, "draft", None)
    latest_row = meeting.latest or {"id": None, "version": 0}
    return ReportSheet(
        meeting_id=meeting.pk,
        unit_id=meeting.unit_id,
        unit=meeting.unit.name,
        body=str(meeting.body.body_type),
        planned_on=meeting.planned_on,
        wall_time=meeting.wall_time,
        place=meeting.place,
        members=meeting.body.members,
        points=[
            _point_row(
                AgendaPoint.of(row["kind"], row),
                point_id=row["id"],
                carried=row["carried_from"] is not None,
                minutes_of_id=row["minutes_of"],
                minutes_on=date.fromisoformat(row["minutes_on"]) if row["minutes_on"] else None,
                proposed_by=Unit(**{name: row[f"unit_{name}"] or "" for name in _UNIT_NAMES}).name,
            )
            for row in meeting.point_rows
        ],
        owners=_owners(meeting.owner_rows),
        draft=draft.payload if draft else None,
        draft_version=draft.version if draft else 0,
        draft_saved_at=draft.saved_at if draft else None,
        state=meeting.state,
        report_id=latest_row["id"],
        report_version=latest_row["version"],
        may_submit=may(actor, Permission.REPORT, place),
    )


def report_for(actor: Actor, report_id: int, *, on: date) -> ReportPage:
    """One version of a report with all that belongs to it. Raises NotVisible or PermissionDenied. Four queries."""
    versions = Report.objects.filter(meeting=OuterRef("meeting")).order_by("version")
    version = JSONObject(id="pk", version="version", receipt="receipt", submitted_at="submitted_at")
    decisions = Decision.objects.filter(report=OuterRef("pk")).order_by("position")
    sent = Proposal.objects.filter(meeting=OuterRef("meeting"), withdrawn_at=None)
    rows = Report.objects.select_related("meeting__unit", "meeting__body__body_type").annotate(
        version_rows=ArraySubquery(versions.values(row=version)),
        sent_rows=ArraySubquery(sent.values(row=JSONObject(id="pk", number="decision_number"))),
        decision_rows=ArraySubquery(decisions.values(row=JSONObject(text="text", number="number"))),
        file_rows=ArraySubquery(_file_rows()),
    )
    report: Any = rows.filter(pk=report_id).first()
    if report is None:
        raise NotVisible
    meeting = report.meeting
    require_reading(actor, meeting)
    outcomes = report.outcomes.select_related("point__proposal__unit")
    outcomes = outcomes.annotate(minutes_on=minutes_held_on("point__minutes_of"))
    outcomes = outcomes.order_by("-point__kind", "point__position")
    notes = list(_notes(meeting.pk))
    return ReportPage(
        report=report,
        meeting_id=meeting.pk,
        unit_id=meeting.unit_id,
        unit=meeting.unit.name,
        body=str(meeting.body.body_type),
        planned_on=meeting.planned_on,
        points=[
            _point_row(
                outcome.point.written,
                point_id=outcome.point_id,
                carried=outcome.point.carried_from_id is not None,
                minutes_of_id=outcome.point.minutes_of_id,
                minutes_on=outcome.minutes_on,
                proposed_by=outcome.point.proposed_by,
                outcome=outcome.outcome,
                note=outcome.note,
            )
            for outcome in outcomes
        ],
        decisions=[row["text"] for row in report.decision_rows],
        decision_numbers=[row["number"] or place for place, row in enumerate(report.decision_rows, 1)],
        actions=actions_in(meeting.pk, report.version, on),
        versions=[
            VersionRow(row["id"], row["version"], row["receipt"], datetime.fromisoformat(row["submitted_at"]))
            for row in report.version_rows
        ],
        notes=[row for _, row in notes],
        files=[StoredFile(**row) for row in report.file_rows],
        sent_up={row["number"]: row["id"] for row in report.sent_rows},
        may_propose=meeting.unit.parent_id is not None
        and may(actor, Permission.PROPOSE, in_body(meeting.unit, meeting.body)),
        may_correct=may(actor, Permission.REPORT, in_body(meeting.unit, meeting.body)),
        may_note=may(actor, Permission.NOTE_RECEIPT, meeting.unit),
        noted=any(post in actor.post_ids for post, _ in notes),
    )


def file_of_report(actor: Actor, report_id: int, file_id: int) -> tuple[Meeting, StoredFile]:
    """The meeting of a report and one of its files, read by whoever reads the report.

    Raises NotVisible, PermissionDenied.
    """
    report = Report.objects.select_related("meeting__unit", "meeting__body").filter(pk=report_id).first()
    if report is None:
        raise NotVisible
    require_reading(actor, report.meeting)
    return report.meeting, attached_file(ReportAttachment, file_id, report=report)


def receipt_answer(actor: Actor, text: str) -> ReceiptAnswer:
    """What the actor may know of a receipt number: whether it is ours; the unit and the report if it may be seen."""
    number = as_printed(text[:80])
    if number is None:
        return ReceiptAnswer(ReceiptStatus.MALFORMED)
    rows = Report.objects.select_related("meeting__unit", "meeting__body__body_type")
    report = rows.filter(receipt=number).first()
    if report is None:
        return ReceiptAnswer(ReceiptStatus.LOST if was_lost(number) else ReceiptStatus.UNKNOWN, number)
    unit = report.meeting.unit
    if not may(actor, Permission.SEE_UNIT, unit):
        return ReceiptAnswer(ReceiptStatus.GENUINE, number, report.submitted_on)
    latest = Report.objects.filter(meeting=report.meeting).order_by("-version").values_list("version", flat=True)[0]
    return ReceiptAnswer(
        ReceiptStatus.KNOWN, number, report.submitted_on, report.submitted_at, report.pk, unit.name,
        str(report.meeting.body.body_type), report.held_on, report.version, latest,
        may(actor, Permission.READ_RECORD, in_body(unit, report.meeting.body)),
    )  # fmt: skip


def drafts_for(actor: Actor) -> list[DraftRow]:
    """Reports begun and not sent, of the bodies where the actor may draft; the newest 20. One query."""
    rows = Draft.objects.select_related("meeting__unit", "meeting__body__body_type").exclude(
        meeting__state=MeetingState.REPORTED
    )
    of = "meeting__body__body_type"
    seen = within(rows, actor, Permission.DRAFT_REPORT, "meeting__unit__path", body_type=of).order_by("-saved_at")
    return [
        DraftRow(
            row.meeting_id, row.meeting.unit_id, row.meeting.unit.name, str(row.meeting.body.body_type),
            row.meeting.planned_on, row.saved_at,
        )
        for row in seen[:20]
    ]  # fmt: skip


def _file_rows() -> QuerySet[ReportAttachment, Any]:
    """The files of the report around it, as the columns a page shows."""
    columns = JSONObject(id="file_id", **{name: f"file__{name}" for name in ("key", "kind", "name", "size")})
    return ReportAttachment.objects.filter(report=OuterRef("pk")).order_by("pk").values(row=columns)


_UNIT_NAMES = ("name_ar", "name_latin")
_LANGUAGES = ("ar", "fr", "en")


def _owner_rows() -> ArraySubquery:
    """The posts of the unit that may own an action, with the names of their type and of their body."""
    names = {
        f"{what}_{language}": f"{path}__name_{language}"
        for what, path in (("post", "post_type"), ("body", "body__body_type"))
        for language in _LANGUAGES
    }
    posts = Post.objects.filter(unit=OuterRef("unit"), area=None).order_by("body_id", "post_type__rank")
    return ArraySubquery(posts.values(row=JSONObject(id="pk", of="body_id", **names)))


def _owners(rows: Sequence[Mapping[str, Any]]) -> list[tuple[int, str]]:
    several = len({row["of"] for row in rows}) > 1
    named = [(row["id"], _name(PostType, "post", row), _name(BodyType, "body", row)) for row in rows]
    return [(pk, f"{post} ({body})" if several else post) for pk, post, body in named]


def _name(kind: type[PostType] | type[BodyType], what: str, row: Mapping[str, Any]) -> str:
    return kind(**{f"name_{language}": row[f"{what}_{language}"] for language in _LANGUAGES}).name


def _notes(meeting_id: int) -> list[tuple[int, NoteRow]]:
    rows = ReceiptNote.objects.filter(report__meeting_id=meeting_id).select_related("post__post_type", "post__unit")
    return [
        (row.post_id, NoteRow(f"{row.post.post_type.name}, {row.post.unit.name}", row.noted_at))
        for row in rows.order_by("noted_at")
    ]


def _point_row(written: AgendaPoint, *, point_id: int, **came: Any) -> PointRow:
    columns: dict[str, Any] = {**written.columns, **came}
    return PointRow(kind=written.kind, **columns, id=point_id)
