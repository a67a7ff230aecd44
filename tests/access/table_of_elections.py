"""The rows of electoral readiness: headquarters prepares, provinces write of their own constituencies."""

from typing import Any

from tests.access.roles import ADMINISTRATOR, GENERAL, HEADQUARTERS, SECRETARY_ONLY, SEE, WITH_OFFICE, rule
from tests.access.rows import Row, of
from tests.access.world import World

# The walk's «below» is a branch: no constituency is its own.
READ = rule("""
secretary, superior ok 404 404
member ok 404 404
responsible, assistant ok 404 shut
responsible_other shut 404 ok
bureau, general ok 404 ok
pole, admin shut
other_tree 404
""")
READ_UNIT = rule("""
secretary, superior ok 404 404
member ok 404 404
responsible, assistant ok 404 shut
responsible_other shut shut ok
bureau, general ok 404 ok
pole, admin shut
other_tree 404
""")
WRITE = rule("""
secretary ok 404 404
superior no 404 404
member, responsible, responsible_other, assistant, pole, bureau, admin, general no
other_tree 404
""")


def the_election(world: World, target: str) -> dict[str, Any]:
    """The issued one."""
    return {"election_id": world.elections["election"]}


def the_draft(world: World, target: str) -> dict[str, Any]:
    """The one being prepared."""
    return {"election_id": world.elections["draft"]}


def draft_item(world: World, target: str) -> dict[str, Any]:
    """An item of it."""
    return the_draft(world, target) | {"item_id": world.elections["draft_item"]}


def sheet_kind(world: World, target: str) -> dict[str, Any]:
    """Its sheet to fill in."""
    return the_draft(world, target) | {"kind": "csv"}


def its_constituency(world: World, target: str) -> dict[str, Any]:
    """The constituency of the province."""
    return {"constituency_id": world.elections.get(f"C-{target}", 0)}


def its_check(world: World, target: str) -> dict[str, Any]:
    """An item in it."""
    return its_constituency(world, target) | {"item_id": world.elections["check"]}


def its_unit(world: World, target: str) -> dict[str, Any]:
    """The unit in the election."""
    return the_election(world, target) | {"unit_id": world.units[target]}


def its_unit_check(world: World, target: str) -> dict[str, Any]:
    """An item of the unit itself."""
    return its_unit(world, target) | {"item_id": world.elections["unit_check"]}


def election(world: World, target: str) -> dict[str, Any]:
    """Next year."""
    return {"kind": "provincial", "month_on": f"{world.today.year + 1}-09", "voting_on": ""}


def day(world: World, target: str) -> dict[str, Any]:
    """A day within half a year."""
    return {"month_on": "", "voting_on": world.later(150)}


def item(world: World, target: str) -> dict[str, Any]:
    """An item for each province."""
    from tajadur.activity.elections.models import ChecklistItem

    owner = ChecklistItem.objects.get(pk=world.elections["draft_item"]).owner_id
    return {"name_ar": "اجتماع", "name_fr": "", "name_en": "", "days_before": "45", "scope": "provinces",
            "owner": str(owner), "evidence": "note", "weight": "2"}  # fmt: skip


def issuing(world: World, target: str) -> dict[str, Any]:
    """With what is left out."""
    return {"confirm_left_out": "on"}


def tick(world: World, target: str) -> dict[str, Any]:
    """Done today."""
    return {"done_on": world.today.isoformat(), "evidence": "تم", "seen": "0"}


def counts(world: World, target: str) -> dict[str, Any]:
    """Ten found, eight trained, one of each who stands."""
    ages = dict.fromkeys((f"{sex}_{age}" for sex in ("women", "men") for age in (18, 25, 35, 60)), "1")
    return {"representatives": "10", "trained": "8", "seen": "0", **ages}


def coordinator(world: World, target: str) -> dict[str, Any]:
    """The secretary."""
    from tajadur.organisation.people.models import Mandate

    return {"post": str(Mandate.objects.get(pk=world.mandates[target]).post_id), "seen": "0"}


ELECTIONS: dict[str, Row] = {
    "elections:index": Row(get=WITH_OFFICE),
    "elections:of_unit": Row(get=SEE, at=of("unit")),
    "elections:new": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, data=election),
    **dict.fromkeys(("elections:detail", "elections:gaps", "elections:week"), Row(get=WITH_OFFICE, at=the_election)),
    "elections:draft": Row(get=HEADQUARTERS, at=the_draft),
    "elections:day": Row(get=HEADQUARTERS, post=HEADQUARTERS, at=the_draft, data=day),
    "elections:item_new": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=the_draft, data=item),
    "elections:item": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=draft_item, data=item),
    "elections:item_remove": Row(post=ADMINISTRATOR, at=draft_item),
    "elections:issue": Row(post=GENERAL, at=the_draft, data=issuing),
    "elections:discard": Row(post=ADMINISTRATOR, at=the_draft),
    "elections:sheet": Row(get=ADMINISTRATOR, at=sheet_kind),
    "elections:import": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=the_draft),
    "elections:import_confirm": Row(post=ADMINISTRATOR, at=the_draft),
    "elections:constituency": Row(get=READ, at=its_constituency),
    "elections:unit": Row(get=READ_UNIT, at=its_unit),
    "elections:tick": Row(get=WRITE, post=WRITE, at=its_check, data=tick, writes=True),
    "elections:unit_tick": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=its_unit_check, data=tick, writes=True),
    "elections:counts": Row(get=WRITE, post=WRITE, at=its_constituency, data=counts, writes=True),
    "elections:coordinator": Row(get=WRITE, post=WRITE, at=its_constituency, data=coordinator, writes=True),
}
