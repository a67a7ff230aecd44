"""The rows of the plan: headquarters drafts and issues, the unit alone follows, figures are read as figures are."""

from typing import Any

from tajadur.activity.plans.models import PlanAction, PlanAxis, PlanEdition, PlanIndicator
from tests.access.roles import ADMINISTRATOR, GENERAL, RECORD, SECRETARY_ONLY, SEE, WITH_OFFICE, rule
from tests.access.rows import At, Row, of
from tests.access.world import World

# A draft is not even seen by those who neither draft nor issue.
DRAFT_SEEN = rule("""
admin, general ok
secretary, member, superior, responsible, responsible_other, assistant, pole, bureau, other_tree 404
""")
NAMES = {"name_ar": "اسم", "name_fr": "Nom", "name_en": "Name"}


def edition(world: World, target: str) -> dict[str, Any]:
    """Names and days."""
    return {**NAMES, "starts_on": world.later(1), "ends_on": world.later(400)}


def axis(world: World, target: str) -> dict[str, Any]:
    """A name."""
    return dict(NAMES)


def version(world: World, target: str) -> dict[str, Any]:
    """The draft as it stands."""
    return {"version": str(PlanEdition.objects.get(pk=world.plan[1]).version)}


def terms(world: World, target: str) -> dict[str, Any]:
    """Other targets of the first objective."""
    followed = world.followed[target]
    first = PlanIndicator.objects.get(pk=followed["indicator_id"])
    typed = {f"start{first.pk}": "1"}
    for row in PlanIndicator.objects.filter(action__objective=first.action.objective_id):
        typed |= {f"target{row.pk}": "50", f"due{row.pk}": world.later(100)}
    for action in PlanAction.objects.filter(objective=first.action.objective_id):
        typed[f"day{action.pk}"] = world.later(90)
    return typed


def days(world: World, target: str) -> dict[str, Any]:
    """The day of the one action of the second objective."""
    return {f"day{PlanAction.objects.get(objective=world.plan[2]).pk}": world.later(60)}


def own_action(world: World, target: str) -> dict[str, Any]:
    """An action of the unit's own."""
    return {"text": "لقاء مع الشباب", "due_on": world.later(50)}


def news(world: World, target: str) -> dict[str, Any]:
    """Done today."""
    return {"text": "تم الأول", "told_on": world.today.isoformat()}


def value(world: World, target: str) -> dict[str, Any]:
    """A value of today."""
    return {"value": "4", "valued_on": world.today.isoformat(), "proof": "محاضر"}


def link(world: World, target: str) -> dict[str, Any]:
    """To the action that is followed."""
    return {"adopted": str(world.followed[target]["adopted_id"])}


def an_edition(world: World, target: str) -> dict[str, Any]:
    """The edition in force."""
    return {"edition_id": world.plan[0]}


def the_draft(world: World, target: str) -> dict[str, Any]:
    """The draft."""
    return {"edition_id": world.plan[1]}


def an_axis(world: World, target: str) -> dict[str, Any]:
    """An axis of the draft."""
    return the_draft(world, target) | {
        "level": "axis", "item_id": PlanAxis.objects.filter(edition=world.plan[1]).earliest("pk").pk
    }  # fmt: skip


def to_add(world: World, target: str) -> dict[str, Any]:
    """Where an axis is added."""
    return the_draft(world, target) | {"level": "axis"}


def left_over(world: World, target: str) -> dict[str, Any]:
    """The objective no unit follows."""
    return {"unit_id": world.units[target], "objective_id": world.plan[2]}


def its(*names: str) -> At:
    """What the unit follows, by these names."""
    return lambda world, target: {"unit_id": world.units[target], **{n: world.followed[target][n] for n in names}}


def a_mistake(world: World, target: str) -> dict[str, Any]:
    """What the unit follows and has said nothing of."""
    return {"unit_id": world.units[target], "adoption_id": world.followed[target]["mistaken"]}


def a_case(world: World, target: str) -> dict[str, Any]:
    """A case of the unit."""
    return {"unit_id": world.units[target], "case_id": world.cases[target]}


def an_item(world: World, target: str) -> dict[str, Any]:
    """An action of a meeting of the unit."""
    return {"unit_id": world.units[target], "item_id": world.actions[target]}


_WRITES: dict[str, Any] = {"get": SECRETARY_ONLY, "post": SECRETARY_ONLY, "writes": True}
PLANS: dict[str, Row] = {
    "plans:index": Row(get=WITH_OFFICE),
    "plans:editions": Row(get=WITH_OFFICE),
    "plans:edition": Row(get=DRAFT_SEEN, at=the_draft),
    "plans:new": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, data=edition),
    "plans:edit": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=the_draft, data=edition),
    "plans:add": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=to_add, data=axis),
    "plans:change": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=an_axis, data=axis),
    "plans:move": Row(post=ADMINISTRATOR, at=an_axis),
    "plans:remove": Row(post=ADMINISTRATOR, at=an_axis),
    "plans:discard": Row(post=ADMINISTRATOR, at=the_draft),
    "plans:issue": Row(get=GENERAL, post=GENERAL, at=the_draft, data=version),
    "plans:detail": Row(get=SEE, at=of("unit")),
    "plans:adopt": Row(at=left_over, data=days, **_WRITES),
    "plans:adapt": Row(at=its("adoption_id"), data=terms, **_WRITES),
    "plans:drop": Row(post=SECRETARY_ONLY, at=a_mistake, writes=True),
    "plans:own": Row(at=its("adoption_id"), data=own_action, **_WRITES),
    "plans:tell": Row(at=its("adopted_id"), data=news, **_WRITES),
    "plans:state": Row(at=its("indicator_id"), data=value, **_WRITES),
    "plans:withdraw": Row(post=SECRETARY_ONLY, at=its("value_id"), writes=True),
    "plans:file": Row(get=RECORD, at=its("value_id", "file_id")),
    "plans:link_case": Row(at=a_case, data=link, **_WRITES),
    "plans:link_item": Row(at=an_item, data=link, **_WRITES),
}
