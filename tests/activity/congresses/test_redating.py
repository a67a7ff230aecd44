"""Headquarters changes the stages: what is done keeps its days, what cannot be is refused."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tajadur.activity.congresses.models import Congress, Stage, StageChange, StageTemplate
from tajadur.activity.congresses.operations.marking import take_back
from tajadur.activity.congresses.operations.redating import (
    StageFields,
    change_stage,
    drop_stage_change,
    issue_stage,
    move_stage,
)
from tajadur.activity.congresses.queries.finding import road_for
from tajadur.activity.congresses.queries.templates import templates
from tajadur.foundation.errors import BadInput, Conflict, PermissionDenied
from tajadur.organisation.people.models import Account, Person
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.congresses import DEADLINE, fix, make_congress, mark
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder, make_mandate, make_post

TODAY = date(2026, 5, 20)
AT = at_noon(TODAY)


@pytest.fixture
def congress(party: Party) -> Congress:
    return make_congress(unit=party.regions[0])


@pytest.fixture
def region(party: Party) -> Actor:
    return acting(holder(unit=party.regions[0]), TODAY)


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), TODAY)


def stored_fields(code: str) -> StageFields:
    """The stage as it stands."""
    row = StageTemplate.objects.get(code=code)
    names = (row.name_ar, row.name_fr, row.name_en)
    return StageFields(
        *names, row.offset, row.anchor, row.usual_days, row.evidence, tuple(row.after), row.responsible_id
    )


def asked(code: str, by: Actor, version: int = 1, **values: Any) -> StageChange:
    fields = replace(stored_fields(code), **values)
    return change_stage(code=code, fields=fields, version=version, by=by, at=AT)


def issued(waiting: StageChange, at: datetime = AT) -> None:
    national = Unit.objects.get(kind__code="national")
    held = Account.objects.filter(person__mandates__post__post_type__office="secretary_general").first()
    general = held or holder(unit=national, body="secretariat", post="secretary_general")
    issue_stage(change_id=waiting.pk, by=acting(general, TODAY), at=at)


def change(code: str, by: Actor, version: int = 1, **values: Any) -> None:
    issued(asked(code, by, version, **values), at=at_noon(TODAY) + timedelta(hours=version))


def targets(congress: Congress, by: Actor) -> dict[str, date]:
    return {step.code: step.target_on for step in road_for(by, congress.pk, Permission.CONDUCT_CONGRESS, TODAY).steps}


def test_a_stage_not_done_follows_the_new_days_and_one_done_keeps_its_own(
    party: Party, congress: Congress, region: Actor, administrator: Actor
) -> None:
    mark(congress, "committee", date(2026, 3, 1), region)
    change("committee", administrator, offset=-130)
    change("documents", administrator, offset=-20)
    found = targets(congress, region)
    assert found["committee"] == DEADLINE - timedelta(days=120)
    assert found["documents"] == DEADLINE - timedelta(days=20)
    take_back(congress_id=congress.pk, code="committee", by=region, at=AT)
    assert targets(congress, region)["committee"] == DEADLINE - timedelta(days=130)


def test_a_congress_held_keeps_the_days_of_all_its_stages(
    congress: Congress, region: Actor, administrator: Actor
) -> None:
    mark(congress, "committee", date(2026, 3, 1), region)
    fix(congress, TODAY, region)
    for code in ("situation", "call", "delegates", "held"):
        mark(congress, code, TODAY, region)
    change("minutes", administrator, offset=15)
    change("minutes", administrator, version=2, offset=20)
    row = Stage.objects.get(congress=congress, template__code="minutes")
    assert (row.kept_offset, row.rule.offset, row.rule.anchor) == (None, 10, "held")


def test_the_page_of_stages_shows_the_day_of_each_in_the_running_edition(
    congress: Congress, administrator: Actor
) -> None:
    term, rows = templates(administrator, on=TODAY)
    assert term is not None
    assert [(one.row.code, one.target_on) for one in rows[:2]] == [
        ("committee", DEADLINE - timedelta(days=120)),
        ("date-place", DEADLINE - timedelta(days=105)),
    ]


@pytest.mark.parametrize(
    ("code", "values", "problem"),
    [
        ("call", {"name_ar": " "}, "stage_name_required"),
        ("call", {"name_fr": "congrès TENU"}, "stage_name_taken"),
        ("committee", {"offset": -366}, "stage_offset"),
        ("held", {"offset": -1}, "stage_held"),
        ("held", {"anchor": "held"}, "stage_held"),
        ("call", {"anchor": "held", "offset": 3}, "stage_counts_from_held"),
        ("minutes", {"offset": -3}, "stage_counts_from_held"),
        ("committee", {"after": ("call",)}, "stage_later"),
        ("call", {"after": ("call",)}, "stage_later"),
        ("call", {"after": ("nothing",)}, "stage_later"),
        ("call", {"offset": -110}, "stage_too_early"),
        ("committee", {"offset": -90}, "stage_leaves_late"),
    ],
)
def test_a_stage_that_cannot_be_is_refused(
    congress: Congress, administrator: Actor, code: str, values: dict[str, Any], problem: str
) -> None:
    before = stored_fields(code)
    with pytest.raises(BadInput) as refused:
        change(code, administrator, **values)
    assert (refused.value.code, stored_fields(code)) == (problem, before)


def test_who_read_an_older_stage_is_told_and_nothing_is_lost(congress: Congress, administrator: Actor) -> None:
    change("call", administrator, offset=-59)
    with pytest.raises(Conflict):
        change("call", administrator, offset=-58)
    assert stored_fields("call").offset == -59
    entry = AuditEntry.objects.get(act="congress.stage_changed")
    assert entry.detail["changed"] == {"offset": [-60, -59]}
    assert entry.detail["asked_by"] == administrator.person_id != entry.person_id


def test_stages_change_places_unless_one_waits_for_the_other(congress: Congress, administrator: Actor) -> None:
    issued(move_stage(code="documents", up=True, by=administrator, at=AT))
    order = list(StageTemplate.objects.values_list("code", flat=True))
    assert order[3:7] == ["call", "documents", "delegates", "held"]
    for code, up, problem in (
        ("date-place", True, "stage_order"),
        ("held", False, "stage_order"),
        ("committee", True, "stage_edge"),
        ("declared", False, "stage_edge"),
    ):
        with pytest.raises(BadInput) as refused:
            move_stage(code=code, up=up, by=administrator, at=AT)
        assert refused.value.code == problem


def test_nobody_but_an_administrator_changes_a_stage(congress: Congress, region: Actor) -> None:
    with pytest.raises(PermissionDenied):
        change("call", region, offset=-50)
    with pytest.raises(PermissionDenied):
        move_stage(code="documents", up=True, by=region, at=AT)
    assert stored_fields("call").offset == -60


def test_a_change_waits_for_another_person_and_writes_no_row_of_a_region(
    congress: Congress, region: Actor, administrator: Actor
) -> None:
    mark(congress, "committee", date(2026, 3, 1), region)
    rows = list(Stage.objects.order_by("pk").values())
    waiting = asked("committee", administrator, offset=-130)
    assert StageTemplate.objects.get(code="committee").offset == -120
    assert Notice.objects.count() == 0
    with pytest.raises(PermissionDenied):
        issue_stage(change_id=waiting.pk, by=administrator, at=AT)
    with pytest.raises(BadInput, match="stage_waits"):
        asked("committee", administrator, offset=-140)
    issued(waiting, at=AT + timedelta(hours=1))
    assert StageTemplate.objects.get(code="committee").offset == -130
    assert list(Stage.objects.order_by("pk").values()) == rows
    told = Notice.objects.get()
    assert (told.kind, told.unit_id) == ("stages", congress.unit_id)
    with pytest.raises(BadInput, match="stage_not_waiting"):
        issued(waiting)


def test_whoever_asked_does_not_issue_even_with_both_offices(party: Party, congress: Congress) -> None:
    account = holder(unit=party.national, body="headquarters", post="administrator")
    seat = make_post(unit=party.national, body="secretariat", post="secretary_general")
    make_mandate(person=Person.objects.get(account=account), post=seat)
    both = acting(account, TODAY)
    with pytest.raises(BadInput, match="stage_by_oneself"):
        issue_stage(change_id=asked("call", both, usual_days=11).pk, by=both, at=AT)


def test_a_change_dropped_changes_nothing_and_another_may_be_asked(congress: Congress, administrator: Actor) -> None:
    drop_stage_change(change_id=asked("call", administrator, usual_days=11).pk, by=administrator, at=AT)
    assert StageTemplate.objects.get(code="call").usual_days == 10
    assert asked("call", administrator, usual_days=12).pk


def test_a_correction_of_a_stage_done_stays_counted_as_it_was(
    congress: Congress, region: Actor, administrator: Actor
) -> None:
    mark(congress, "committee", date(2026, 3, 1), region)
    change("committee", administrator, offset=-130)
    mark(congress, "committee", date(2026, 3, 2), region, at=AT + timedelta(days=1))
    assert targets(congress, region)["committee"] == DEADLINE - timedelta(days=120)
