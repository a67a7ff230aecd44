"""Headquarters changes the stages: what is done keeps its days, what cannot be is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tajadur.activity.congresses.models import Congress, Stage, StageTemplate
from tajadur.activity.congresses.operations.marking import take_back
from tajadur.activity.congresses.operations.redating import StageFields, change_stage, move_stage
from tajadur.activity.congresses.queries.finding import road_for
from tajadur.activity.congresses.queries.templates import templates
from tajadur.foundation.errors import BadInput, Conflict, PermissionDenied
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.models import AuditEntry
from tests.factories.congresses import DEADLINE, fix, make_congress, mark
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder

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


def change(code: str, by: Actor, version: int = 1, **values: object) -> None:
    change_stage(code=code, fields=replace(stored_fields(code), **values), version=version, by=by, at=AT)  # type: ignore[arg-type]


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
    assert (row.kept_offset, row.kept_anchor, row.rule.offset) == (10, "held", 10)


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
    congress: Congress, administrator: Actor, code: str, values: dict[str, object], problem: str
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
    assert entry.detail == {"stage": "call", "changed": {"offset": [-60, -59]}}


def test_stages_change_places_unless_one_waits_for_the_other(congress: Congress, administrator: Actor) -> None:
    move_stage(code="documents", up=True, by=administrator, at=AT)
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
