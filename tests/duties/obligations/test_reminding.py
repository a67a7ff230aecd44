"""Who is told on which day, and who is not."""

from datetime import date, timedelta

import pytest

from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.duties.obligations.operations.fulfilling import record_not_held
from tajadur.duties.obligations.operations.releasing import extend
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.profile.models import Profile
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Role
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tests.factories.duties import at_noon, opened, owed, report
from tests.factories.party import Party, make_mandate, make_person, make_post


@pytest.fixture
def staffed(party: Party) -> Party:
    """The small party with every secretary, a responsible for each region and the Secretary General in office."""
    posts = [make_post(unit=unit) for unit in Unit.objects.exclude(kind__code="national")]
    posts += [make_post(unit=party.national, body="cell", post="responsible", area=region) for region in party.regions]
    posts += [make_post(unit=party.national, body="secretariat", post="secretary_general")]
    posts += [make_post(unit=party.national, body="pole")]
    for post in posts:
        make_mandate(person=make_person(), post=post)
    return party


def _plan(on: date) -> int:
    return decide_reminders(on=on, at=at_noon(on))


def _told(row: Obligation) -> list[tuple[str, int, int | None]]:
    rows = Notice.objects.filter(subject_kind="obligation", subject_id=row.pk).order_by("step_on", "pk")
    return [(one.step, one.post_id, one.passed_from_id) for one in rows]


def _post(unit, **which) -> int:
    return make_post(unit=unit, **which).pk


def test_the_default_ladder_climbs_from_the_post_to_the_level_above_and_the_cell(staffed: Party) -> None:
    opened(on=date(2026, 5, 1))
    unit, region = staffed.provinces[0][0], staffed.regions[0]
    row = owed(unit, "provincial-office", "2026-05")
    for day in (
        date(2026, 5, 30),
        *(date(2026, 5, 31) + timedelta(days=ahead) for ahead in (0, 5, 6, 7, 15, 22, 29, 40)),
    ):
        _plan(day)
    cell = _post(staffed.national, body="cell", post="responsible", area=region)
    assert _told(row) == [
        ("due-7:post", _post(unit), None),
        ("due-2:post", _post(unit), None),
        ("due+0:post", _post(unit), None),
        ("overdue+0:post", _post(unit), None),
        ("overdue+7:above", _post(region), None),
        ("overdue+14:cell", cell, None),
    ]
    first = Notice.objects.filter(subject_id=row.pk).order_by("step_on").first()
    assert first is not None
    assert (first.kind, first.step_on, first.unit_id) == ("reminder", date(2026, 5, 31), unit.pk)
    assert first.params["directive"] == "provincial-office"
    assert (first.params["period"], first.params["due_on"]) == ("2026-05", "2026-06-07")


def test_planning_again_the_same_day_writes_nothing(staffed: Party) -> None:
    opened(on=date(2026, 5, 1))
    assert _plan(date(2026, 5, 31)) > 0
    before = list(Notice.objects.order_by("pk").values())
    assert _plan(date(2026, 5, 31)) == 0
    assert list(Notice.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.filter(act="reminders.planned").count() == 1


def test_after_an_outage_only_the_latest_step_goes(staffed: Party) -> None:
    opened(on=date(2026, 5, 1))
    row = owed(staffed.provinces[0][0], "provincial-office", "2026-05")
    _plan(date(2026, 6, 25))
    assert [step for step, _, _ in _told(row)] == ["overdue+7:above"]


def test_nothing_older_than_the_installation_is_ever_told(staffed: Party) -> None:
    opened(on=date(2026, 5, 1))
    Profile.objects.update(installed_on=date(2026, 6, 20))
    row = owed(staffed.provinces[0][0], "provincial-office", "2026-05")
    for day in (date(2026, 6, 15), date(2026, 6, 20), date(2026, 6, 21)):
        _plan(day)
    assert _told(row) == []
    _plan(date(2026, 6, 22))
    assert [step for step, _, _ in _told(row)] == ["overdue+7:above"]


def test_a_vacant_post_passes_its_step_to_the_next_level_at_once_and_says_so(staffed: Party) -> None:
    opened(on=date(2026, 5, 1))
    unit = staffed.provinces[0][0]
    vacant = _post(unit)
    Mandate.objects.filter(post_id=vacant).update(to_on=date(2026, 5, 30))
    row = owed(unit, "provincial-office", "2026-05")
    _plan(date(2026, 5, 31))
    assert _told(row) == [("due-7:post", _post(staffed.regions[0]), vacant)]
    Mandate.objects.filter(post__unit=staffed.regions[0]).update(to_on=date(2026, 6, 1))
    _plan(date(2026, 6, 5))
    cell = _post(staffed.national, body="cell", post="responsible", area=staffed.regions[0])
    assert _told(row)[1:] == [("due-2:post", cell, vacant)]
    Mandate.objects.filter(post_id=vacant).update(to_on=None)
    assert _plan(date(2026, 6, 5)) == 0


def test_a_post_filled_on_the_day_is_not_told_what_was_passed_on(staffed: Party) -> None:
    opened(on=date(2026, 5, 1))
    unit = staffed.provinces[0][0]
    Mandate.objects.filter(post__unit=unit).update(to_on=date(2026, 5, 30))
    _plan(date(2026, 5, 31))
    Mandate.objects.filter(post__unit=unit).update(to_on=None)
    assert _plan(date(2026, 5, 31)) == 0


def test_the_congress_speaks_to_the_region_and_the_cell_and_never_to_others(staffed: Party) -> None:
    opened(on=date(2026, 1, 1))
    region = staffed.regions[0]
    row = owed(region, "regional-congress", "2026")
    for before in (90, 60, 30, 15, 10, 7, 3, 1, 0, -1, -9):
        _plan(date(2026, 6, 30) - timedelta(days=before))
    cell = _post(staffed.national, body="cell", post="responsible", area=region)
    chief = _post(staffed.national, body="secretariat", post="secretary_general")
    told = _told(row)
    assert [step for step, _, _ in told][:3] == ["period_end-90:post", "period_end-60:post", "period_end-30:post"]
    assert told[-1] == ("period_end+1:secretary_general", chief, None)
    assert {post for _, post, _ in told} == {_post(region), cell, chief}
    assert len(told) == 15


def test_the_pole_is_told_through_its_own_secretary_then_the_secretary_general(staffed: Party) -> None:
    opened(on=date(2026, 5, 1))
    row = owed(staffed.national, "pole-meeting", "2026-05")
    _plan(date(2026, 5, 31))
    _plan(date(2026, 6, 22))
    chief = _post(staffed.national, body="secretariat", post="secretary_general")
    assert [post for _, post, _ in _told(row)] == [_post(staffed.national, body="pole"), chief]


def test_what_is_answered_released_or_not_begun_is_not_told(staffed: Party) -> None:
    opened(on=date(2026, 5, 1))
    rows = [owed(unit, "provincial-office", "2026-05") for row in staffed.provinces for unit in row]
    report(rows[0], held_on=date(2026, 5, 20), filed_on=date(2026, 5, 21))
    record_not_held(obligation_id=rows[1].pk, on=date(2026, 5, 31), at=at_noon(date(2026, 5, 31)))
    Obligation.objects.filter(pk=rows[2].pk).update(excused_on=date(2026, 5, 20))
    _plan(date(2026, 5, 31))
    assert [len(_told(row)) for row in rows] == [0, 0, 0, 1]
    assert Notice.objects.filter(params__period="2026-06").count() == 0


def test_an_extension_moves_the_ladder_with_it(staffed: Party) -> None:
    opened(on=date(2026, 5, 1))
    row, on = owed(staffed.provinces[0][0], "provincial-office", "2026-05"), date(2026, 6, 4)
    national = staffed.national
    grant = Grant(Role.SECRETARY_GENERAL, 1, 1, 1, 1, False, national.pk, national.path)
    extend(
        obligation_id=row.pk,
        until=date(2026, 6, 20),
        reason="سبب",
        on=on,
        by=Actor(None, None, on, (grant,)),
        at=at_noon(on),
    )
    for day in (15, 18, 20, 21):
        _plan(date(2026, 6, day))
    assert [step for step, _, _ in _told(row)] == ["due-7:post", "due-2:post", "due+0:post", "overdue+0:post"]


def test_a_vacant_post_passing_to_the_cell_on_the_cells_own_day_gives_it_one_notice(staffed: Party) -> None:
    opened(on=date(2026, 1, 1))
    region = staffed.regions[0]
    vacant = _post(region)
    Mandate.objects.filter(post_id=vacant).update(to_on=date(2026, 5, 30))
    row = owed(region, "regional-congress", "2026")
    _plan(date(2026, 5, 31))
    cell = _post(staffed.national, body="cell", post="responsible", area=region)
    assert _told(row) == [("period_end-30:cell", cell, vacant)]
    rungs = dict(LadderRow.objects.filter(obligation=row, day=date(2026, 5, 31)).values_list("level", "state"))
    assert rungs == {"post": "passed_on", "cell": "told"}
    assert _plan(date(2026, 5, 31)) == 0


def test_nobody_is_told_when_no_post_of_the_ladder_is_held(party: Party) -> None:
    opened(on=date(2026, 5, 1))
    assert _plan(date(2026, 5, 31)) == 0
    assert Post.objects.count() == 0
