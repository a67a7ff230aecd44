"""Every address × method × role × target against the declared table, and what each request wrote."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from tajadur.web.access import routes
from tests.access import written
from tests.access.roles import ANSWERS, ROLES, TARGETS, Rule
from tests.access.table import SHUT_NAMES, TABLE, Row
from tests.access.world import World

# Who may write the unit's own rows, by their own office in that very unit. Nobody else, anywhere, ever.
WRITERS = {"secretary", "member", "superior", "other_tree"}


@pytest.fixture(scope="module")
def before(world: World) -> dict[str, written.Rows]:
    """The unit-owned rows as they are."""
    return {label: written.snapshot(label) for label in written.UNIT_OWNED}


def ask(world: World, role: str, method: str, name: str, kwargs: dict[str, Any], data: Any, query: str) -> int:
    """The status of one request; 500 when the view raised."""
    client = world.client
    client.cookies.clear()
    if role != "anonymous":
        client.cookies["sessionid"] = world.sessions[role]
    address = reverse(name, kwargs=kwargs) + query
    if method == "get":
        answer = client.get(address)
    elif name.endswith(":draft"):
        answer = client.post(address, json.dumps(data), content_type="application/json")
    else:
        answer = client.post(address, data or {})
    if answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/?next="):
        return 401
    return answer.status_code


def is_as_declared(expected: str, status: int, role: str) -> bool:
    """Is the status of the declared class? A redirect to the log-in page counts as 401."""
    return status in (ANSWERS[expected] | ({401} if expected == "login" else set())) and (expected == "login") == (
        status == 401
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(TABLE | SHUT_NAMES))
def test_each_role_is_answered_as_declared_and_writes_only_its_own_unit(
    world: World, before: dict[str, written.Rows], name: str
) -> None:
    row = (TABLE | SHUT_NAMES)[name]
    wrong: list[str] = []
    for method, rule in (("get", row.get), ("post", row.post)):
        for target in TARGETS if row.at else TARGETS[:1]:
            for role in ROLES:
                wrong += one_step(world, before, row, rule, name, method, target, role)
    assert wrong == []


def one_step(
    world: World, before: dict[str, Any], row: Row, rule: Rule | None, name: str, method: str, target: str, role: str
) -> list[str]:
    """What is wrong with one request, in words; nothing when all is as declared."""
    kwargs = row.at(world, target) if row.at else arguments(name)
    data = row.data(world, target) if row.data and method == "post" else None
    # What was taken back stays counted, so the count after one step is the count before the next.
    former = world.counted or written.counts()
    with transaction.atomic():
        status = ask(world, role, method, name, kwargs, data, row.query(world, target) if row.query else "")
        world.counted = written.counts()
        touched = written.units_written(before, former, world.counted)
        transaction.set_rollback(True)
    where = f"{method} {target} {role}: {status}"
    expected = (
        rule[role][TARGETS.index(target)] if rule else "login" if role == "anonymous" and not is_public(row) else "405"
    )
    wrong = [] if is_as_declared(expected, status, role) else [f"{where}, declared {expected}"]
    allowed = world.own_units.get(role, frozenset()) if role in WRITERS else frozenset()
    for label, units in touched.items():
        if not units <= allowed or method == "get" or expected != "ok":
            wrong.append(f"{where} wrote {label} of units {sorted(units)}")
    if row.writes and (method, role, target) == ("post", "secretary", "own") and not touched:
        wrong.append(f"{where} wrote nothing: the payload is not valid")
    return wrong


def is_public(row: Row) -> bool:
    """Does one of the methods let visitors in? Then the other answers 405 to them too."""
    return any(rule and rule["anonymous"][0] != "login" for rule in (row.get, row.post))


def arguments(name: str) -> dict[str, str]:
    """Arguments of the shut addresses of other packages."""
    return {"key": "x"} if name == "account_confirm_email" else {}


def test_every_address_is_in_the_table() -> None:
    assert {name for _, name, _ in routes()} == set(TABLE | SHUT_NAMES)


def test_every_table_of_the_activity_floor_is_either_the_unit_s_own_or_from_above() -> None:
    others = written.FROM_ABOVE | written.NOTED | written.PERSONAL | written.SETTINGS
    assert written.activity_models() == set(written.UNIT_OWNED) | others


@pytest.mark.django_db
def test_the_walk_sees_a_write(world: World, before: dict[str, written.Rows]) -> None:
    from tajadur.activity.meetings.models import Meeting

    former = written.counts()
    with transaction.atomic():
        Meeting.objects.filter(pk=world.meetings["other"]).update(place="elsewhere")
        now = written.counts()
        touched = written.units_written(before, former, now)
        transaction.set_rollback(True)
    assert touched == {"meetings.Meeting": {world.units["other"]}}
    assert former != now == written.counts()
    world.counted = now
