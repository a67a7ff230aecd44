"""Opening, editing, closing and moving units of any tree."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tajadur.foundation.errors import BadInput, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.people.operations.posts import close_unit, open_unit
from tajadur.organisation.units.models import Body, Placement, Unit
from tajadur.organisation.units.nightly import apply_moves
from tajadur.organisation.units.operations.changing import add_alias, edit_unit, set_declared
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.organisation.units.queries.placements import paths_on
from tajadur.organisation.units.queries.places import branch_places
from tajadur.organisation.units.queries.searching import units_found
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tests.factories.party import Party, acting, holder

ON = date(2026, 5, 21)
AT = datetime(2026, 5, 21, 9, tzinfo=UTC)


@pytest.fixture
def administrator(party: Party) -> Actor:
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)


def opened(by: Actor, kind: str, parent: Unit | None, **more: object) -> Unit:
    values = {"name_ar": "وحدة", "name_latin": "Unité", "opened_on": ON, **more}
    return open_unit(kind=kind, parent_id=parent.pk if parent else None, by=by, at=AT, **values)


def code_of(error: pytest.ExceptionInfo[BadInput]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.problems]


def test_a_branch_opens_with_its_body_its_posts_and_its_place_in_the_census(party: Party, administrator: Actor) -> None:
    place = branch_places()[0]
    branch = opened(administrator, "branch", party.provinces[0][0], place=place)
    assert (branch.code, branch.population_2024) == (place.code, place.population_2024)
    assert branch.path == f"{party.provinces[0][0].path}{branch.pk}."
    assert list(Body.objects.filter(unit=branch).values_list("body_type__code", "opened_on")) == [("office", ON)]
    assert set(Post.objects.filter(unit=branch).values_list("post_type__code", flat=True)) == {"secretary", "member"}
    assert AuditEntry.objects.get(act="open_unit").unit_id == branch.pk


def test_every_tree_opens_from_its_root(party: Party, administrator: Actor) -> None:
    for root_kind, kind, section in (
        ("sectors", "sector", "sector_section"),
        ("parallels", "parallel", "parallel_section"),
    ):
        root = opened(administrator, root_kind, None)
        assert (root.parent, root.depth, root.path) == (None, 0, f"{root.pk}.")
        middle = opened(administrator, kind, root)
        assert opened(administrator, section, middle).depth == 2
        assert Post.objects.filter(area=root, post_type__office="responsible").count() == 1


@pytest.mark.parametrize(
    ("kind", "values", "problem"),
    [
        ("region", {}, ("kind", "kind_not_below")),
        ("nonsense", {}, ("kind", "kind_not_below")),
        ("branch", {"name_ar": " \u200b "}, ("name_ar", "name_missing")),
        ("branch", {"name_ar": "م" * 161}, ("name_ar", "text_too_long")),
        ("branch", {"name_latin": "a\0b"}, ("name_latin", "text_has_nul")),
        ("branch", {"code": "é / 1"}, ("code", "code_shape")),
        ("branch", {"code": "ma"}, ("code", "code_taken")),
        ("branch", {"opened_on": date(2019, 12, 31)}, ("opened_on", "opened_before_parent")),
    ],
)
def test_bad_input_opens_nothing(
    party: Party, administrator: Actor, kind: str, values: dict[str, object], problem: tuple[str, str]
) -> None:
    before = Unit.objects.count()
    with pytest.raises(BadInput) as refused:
        opened(administrator, kind, party.provinces[0][0], **values)
    assert code_of(refused) == [problem]
    assert Unit.objects.count() == before


def test_only_an_administrator_opens_closes_or_moves(party: Party) -> None:
    secretary = acting(holder(unit=party.regions[0]), ON)
    with pytest.raises(PermissionDenied):
        opened(secretary, "branch", party.provinces[0][0])
    with pytest.raises(NotVisible):
        opened(secretary, "branch", party.provinces[1][0])
    with pytest.raises(PermissionDenied):
        close_unit(unit_id=party.branches[0][0][0].pk, closed_on=ON, by=secretary, at=AT)
    with pytest.raises(PermissionDenied):
        edit_unit(unit_id=party.provinces[0][0].pk, name_ar="ا", name_latin="a", by=secretary, at=AT)


def test_editing_and_another_spelling_change_what_search_finds(party: Party, administrator: Actor) -> None:
    unit = party.provinces[0][0]
    edit_unit(unit_id=unit.pk, name_ar="الدار البيضاء", name_latin="Casablanca", by=administrator, at=AT)
    add_alias(unit_id=unit.pk, text="كازا", by=administrator, at=AT)
    for typed in ("دار بيضا", "casabl", "كازا"):
        assert [found.pk for found in units_found(administrator, typed)] == [unit.pk]
    for text, problem in (("كازا", "alias_taken"), ("!", "not_a_spelling")):
        with pytest.raises(BadInput) as refused:
            add_alias(unit_id=unit.pk, text=text, by=administrator, at=AT)
        assert code_of(refused) == [("text", problem)]


def test_closing_ends_bodies_and_mandates_the_day_before_and_rewrites_nothing_past(
    party: Party, administrator: Actor
) -> None:
    branch = party.branches[0][0][0]
    running = holder(unit=branch)
    holder(unit=branch, post="member", from_on=date(2021, 1, 1), to_on=date(2022, 1, 1))
    close_unit(unit_id=branch.pk, closed_on=ON, by=administrator, at=AT)
    branch.refresh_from_db()
    assert branch.closed_on == ON
    assert Body.objects.get(unit=branch).closed_on == ON
    ends = sorted(Mandate.objects.filter(post__unit=branch).values_list("to_on", flat=True))
    assert ends == [date(2022, 1, 1), ON - timedelta(days=1)]
    assert acting(running, ON).grants == ()


def test_a_unit_with_open_units_below_or_later_mandates_does_not_close(party: Party, administrator: Actor) -> None:
    with pytest.raises(BadInput) as children:
        close_unit(unit_id=party.provinces[0][0].pk, closed_on=ON, by=administrator, at=AT)
    assert children.value.params == {"count": 2}
    branch = party.branches[0][0][0]
    holder(unit=branch, from_on=ON + timedelta(days=3))
    with pytest.raises(BadInput) as later:
        close_unit(unit_id=branch.pk, closed_on=ON, by=administrator, at=AT)
    assert code_of(later) == [("", "mandate_starts_later")]
    branch.refresh_from_db()
    assert branch.closed_on is None


def test_a_move_whose_day_has_come_rewrites_the_subtree_and_keeps_the_past(party: Party, administrator: Actor) -> None:
    province, branch, target = party.provinces[0][0], party.branches[0][0][0], party.regions[1]
    old = branch.path
    move_unit(unit_id=province.pk, parent_id=target.pk, from_on=ON, by=administrator, at=AT)
    branch.refresh_from_db()
    new = f"{target.path}{province.pk}.{branch.pk}."
    assert branch.path == new
    day_before = ON - timedelta(days=1)
    assert paths_on([branch.pk, province.pk], day_before) == {branch.pk: old, province.pk: province.path}
    assert paths_on([branch.pk], ON) == {branch.pk: new}
    assert paths_on([branch.pk], date(2019, 12, 31)) == {}
    assert paths_on([], ON) == {}


def test_a_move_for_a_later_day_waits_for_the_pass_which_is_safe_twice(party: Party, administrator: Actor) -> None:
    province, branch, target = party.provinces[0][0], party.branches[0][0][0], party.regions[1]
    day = ON + timedelta(days=10)
    old = branch.path
    move_unit(unit_id=province.pk, parent_id=target.pk, from_on=day, by=administrator, at=AT)
    assert apply_moves(on=ON, at=AT) == 0
    branch.refresh_from_db()
    assert branch.path == old
    assert apply_moves(on=day, at=AT) == 1
    assert apply_moves(on=day, at=AT) == 0
    branch.refresh_from_db()
    assert branch.path == f"{target.path}{province.pk}.{branch.pk}."


def test_impossible_moves_are_refused(party: Party, administrator: Actor) -> None:
    province, region = party.provinces[0][0], party.regions[1]

    def problem(**values: object) -> list[tuple[str, str]]:
        asked = {"unit_id": province.pk, "parent_id": region.pk, "from_on": ON, **values}
        with pytest.raises(BadInput) as refused:
            move_unit(by=administrator, at=AT, **asked)
        return code_of(refused)

    assert problem(parent_id=party.national.pk) == [("parent", "kind_not_below")]
    assert problem(parent_id=999_999) == [("parent", "unknown_unit")]
    assert problem(parent_id=party.regions[0].pk) == [("parent", "same_parent")]
    assert problem(from_on=date(2019, 1, 1)) == [("from_on", "opened_before_parent")]
    assert problem(from_on=date(2020, 1, 1)) == [("from_on", "moved_later")]
    assert Placement.objects.filter(unit=province).count() == 1


def test_the_declaration_to_the_authority_is_noted(party: Party, administrator: Actor) -> None:
    unit = party.provinces[0][0]
    set_declared(unit_id=unit.pk, declared_on=ON, receipt=" 12/2026 ", by=administrator, at=AT)
    unit.refresh_from_db()
    assert (unit.declared_on, unit.receipt) == (ON, "12/2026")
    with pytest.raises(BadInput) as refused:
        set_declared(unit_id=unit.pk, declared_on=date(2019, 1, 1), receipt="", by=administrator, at=AT)
    assert code_of(refused) == [("declared_on", "declared_before_opening")]
