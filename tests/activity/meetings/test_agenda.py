"""What is written of a point follows it everywhere: each column, whatever columns there are."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from tajadur.activity.meetings.agenda import TYPED, WRITTEN, AgendaPoint
from tajadur.activity.meetings.models import Meeting, Point, Series
from tajadur.activity.meetings.nightly import open_occurrences
from tajadur.activity.meetings.operations.changes import edit_points
from tajadur.activity.meetings.operations.series import edit_series
from tajadur.activity.meetings.operations.validation import PointAnswer
from tajadur.activity.meetings.queries.meetings import proposal_for
from tajadur.activity.meetings.queries.reports import report_for, report_sheet
from tajadur.activity.meetings.vocabulary import PointKind
from tajadur.foundation.errors import BadInput
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.programme import meeting_on, said, series_from
from tests.factories.reports import submitted

ON = date(2026, 5, 14)
HELD, NEXT = date(2026, 5, 12), date(2026, 6, 6)
# What a point has that nobody writes.
KEPT_ABOUT_IT = {"minutes_of", "id", "meeting", "kind", "position", "carried_from", "proposal", "set_aside_on"}

each_column = pytest.mark.parametrize("column", WRITTEN)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Actor:
    return acting(holder(unit=branch), ON)


def test_each_column_of_a_point_is_written_and_typed_somewhere() -> None:
    assert {field.name for field in Point._meta.concrete_fields} - KEPT_ABOUT_IT == set(WRITTEN)
    assert {column for _, column in TYPED.values()} == set(WRITTEN)


def test_only_the_text_of_a_point_must_be_written() -> None:
    bare = AgendaPoint(kind=PointKind.ITEM, text="نقطة")
    assert (bare.columns, bare.usual) == (dict.fromkeys(WRITTEN, "") | {"text": "نقطة"}, "نقطة")
    assert [name for name in WRITTEN if not Point._meta.get_field(name).blank] == ["text"]  # type: ignore[union-attr]


def test_a_series_keeps_a_text_alone_or_columns_by_name() -> None:
    bare = AgendaPoint(kind=PointKind.ITEM, text="نقطة")
    assert AgendaPoint.from_usual(PointKind.ITEM, "نقطة") == bare
    assert AgendaPoint.from_usual(PointKind.ITEM, {"text": "نقطة", "of_a_newer_release": "شيء"}) == bare


@each_column
def test_it_is_stored_when_programmed_and_when_edited(branch: Unit, secretary: Actor, column: str) -> None:
    meeting = meeting_on(NEXT, unit=branch, by=secretary, points=points("one", "two"))
    assert stored(meeting, column) == {f"{column} one", f"{column} two"}
    edit_points(meeting_id=meeting.pk, points=points("three", "two"), by=secretary, at=at_noon(ON))
    assert stored(meeting, column) == {f"{column} three", f"{column} two"}


@each_column
def test_it_is_edited_while_the_text_stays(branch: Unit, secretary: Actor, column: str) -> None:
    meeting = meeting_on(NEXT, unit=branch, by=secretary, points=points("one"))
    edit_points(meeting_id=meeting.pk, points=points("two", text="text one"), by=secretary, at=at_noon(ON))
    assert stored(meeting, column) == {"text one" if column == "text" else f"{column} two"}


@each_column
def test_it_is_usual_in_a_series_and_edited_there(branch: Unit, secretary: Actor, column: str) -> None:
    series = series_from(ON, unit=branch, by=secretary, points=points("one"))
    first = Meeting.objects.earliest("occurs_on")
    assert (usual(series, column), stored(first, column)) == ({f"{column} one"}, {f"{column} one"})
    edit_series(series_id=series.pk, **said(points=points("two")), by=secretary, at=at_noon(ON))
    later = date(2026, 6, 20)
    open_occurrences(on=later, at=at_noon(later))
    newest = Meeting.objects.latest("occurs_on")
    assert (usual(series, column), stored(newest, column)) == ({f"{column} two"}, {f"{column} two"})


@each_column
def test_it_is_carried_over_with_its_point(branch: Unit, secretary: Actor, column: str) -> None:
    carry(meeting_on(HELD, unit=branch, by=secretary, points=points("one")), secretary)
    meeting = meeting_on(NEXT, unit=branch, by=secretary, points=points("two"))
    assert stored(meeting, column) == {f"{column} two", f"{column} one"}


@each_column
@pytest.mark.parametrize("is_programmed_first", [True, False])
def test_it_is_carried_to_the_same_words_that_leave_it_unsaid(
    branch: Unit, secretary: Actor, column: str, is_programmed_first: bool
) -> None:
    held = meeting_on(HELD, unit=branch, by=secretary, points=points("one"))
    bare = [AgendaPoint(kind=kind, text="text one") for kind in PointKind]
    if not is_programmed_first:
        carry(held, secretary)
    meeting = meeting_on(NEXT, unit=branch, by=secretary, points=bare)
    if is_programmed_first:
        carry(held, secretary)
    assert (stored(meeting, column), meeting.points.count()) == ({f"{column} one"}, len(PointKind))


@each_column
def test_it_is_proposed_as_last_time(branch: Unit, secretary: Actor, column: str) -> None:
    meeting = meeting_on(HELD, unit=branch, by=secretary, points=points("one"))
    assert {getattr(point, column) for point in proposal_for(meeting.body, ON).points} == {f"{column} one"}


@each_column
def test_reports_are_shown_with_it(branch: Unit, secretary: Actor, column: str) -> None:
    meeting = meeting_on(HELD, unit=branch, by=secretary, points=points("one"))
    assert {getattr(row, column) for row in report_sheet(secretary, meeting.pk).points} == {f"{column} one"}
    carry(meeting, secretary)
    report = meeting.reports.get()
    assert {getattr(row, column) for row in report_for(secretary, report.pk, on=ON).points} == {f"{column} one"}


@each_column
def test_it_is_one_clean_line_within_its_limit(branch: Unit, secretary: Actor, column: str) -> None:
    meeting = meeting_on(NEXT, unit=branch, by=secretary, points=points("one", **{column: "  أ \u202e ب "}))
    assert stored(meeting, column) == {"أ ب"}
    long = "x" * (Point.limit_of(column) + 1)
    with pytest.raises(BadInput) as refused:
        edit_points(meeting_id=meeting.pk, points=points("one", **{column: long}), by=secretary, at=at_noon(ON))
    assert {(one.code, one.params["line"]) for one in refused.value.problems} == {("point_too_long", 1)}
    assert {one.field for one in refused.value.problems} <= set(TYPED)


def points(*marks: str, **columns: str) -> list[AgendaPoint]:
    """Of each kind a point for each mark, every column of it saying its name and the mark, or what is given."""
    rows = [{name: f"{name} {mark}" for name in WRITTEN} | columns for mark in marks]
    return [AgendaPoint.of(kind, row) for kind in PointKind for row in rows]


def stored(meeting: Meeting, column: str) -> set[str]:
    """What the rows of the points of a meeting say; each kind says the same."""
    said_of = [set(meeting.points.filter(kind=kind).values_list(column, flat=True)) for kind in PointKind]
    assert all(one == said_of[0] for one in said_of)
    return said_of[0]


def usual(series: Series, column: str) -> set[str]:
    """What the row of a series says of its usual points."""
    return {getattr(point, column) for point in read_again(series).usual_points}


def read_again(row: Model) -> Any:
    """The row as the database has it."""
    return type(row)._default_manager.get(pk=row.pk)


def carry(meeting: Meeting, by: Actor) -> None:
    """Report the meeting with all its points left to the next."""
    outcomes = {point.pk: PointAnswer("carried") for point in meeting.points.all()}
    submitted(meeting, by, at=at_noon(ON), outcomes=outcomes)
