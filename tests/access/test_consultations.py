"""Every page that shows a unit's record notes who from outside read it, by post, and nobody of the unit itself."""

from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from tajadur.registry.audit.models import Consultation
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import entry_of, every_page_of_a_record_says_so, routes
from tests.access.roles import RECORD, ROLES, SEE, TARGETS
from tests.access.table import SHUT_NAMES, TABLE
from tests.access.table_of_resources import READERS
from tests.access.table_of_situations import READ as SITUATION
from tests.access.world import World

PAGES = {name: entry.shows for _, name, view in routes() if (entry := entry_of(view, name)) and entry.shows}
# Lists of many units: a record is shown where they are narrowed to one.
NARROWED = {
    "meetings:reach": lambda world, target: f"?unit={world.units[target]}",
    "obligations:index": lambda world, target: f"?reach=1&unit={world.units[target]}",
    "resources:index": lambda world, target: f"?unit={world.units[target]}",
    "filings:index": lambda world, target: f"?unit={world.units[target]}",
    "support:index": lambda world, target: f"?side=reach&unit={world.units[target]}",
    "people:index": lambda world, target: f"?unit={world.units[target]}",
    **dict.fromkeys(
        ("dysfunctions:index", "dysfunctions:board", "dysfunctions:months", "dysfunctions:print"),
        lambda world, target: f"?unit={world.units[target]}",
    ),
}
# Who sees the units of a list, where fewer do than see units.
SEEN = {"resources:index": READERS, "situations:detail": SITUATION, "filings:index": RECORD}
ELSEWHERE = {"calendar:feed"}  # opened by a secret address: tests/web/audit


def test_no_page_about_one_thing_forgets_to_say_what_it_shows() -> None:
    assert every_page_of_a_record_says_so() == []


def test_a_reason_why_a_page_shows_no_record_is_a_sentence() -> None:
    assert all(len(str(shows)) > 20 for shows in PAGES.values() if not isinstance(shows, RecordPart))


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(PAGES.keys() - ELSEWHERE))
def test_whoever_reads_from_outside_is_noted_and_nobody_else(world: World, name: str) -> None:
    """Each role opens the page of each target: one mark when it was shown from outside, also the second time."""
    wrong = []
    for role in ROLES:
        for target in TARGETS:
            with transaction.atomic():
                shown, marks = _opened(world, role, name, target)
                transaction.set_rollback(True)
            outside = world.units[target] not in world.own_units.get(role, frozenset())
            expected = [(world.units[target], PAGES[name])] if shown and outside and _is_noted(name) else []
            if marks != expected:
                wrong.append(f"{role} {target}: noted {marks}, expected {expected}")
    assert wrong == []


def _is_noted(name: str) -> bool:
    return isinstance(PAGES[name], RecordPart)


def _opened(world: World, role: str, name: str, target: str) -> tuple[bool, list[tuple[int, str]]]:
    client, row = world.client, (TABLE | SHUT_NAMES)[name]
    client.cookies.clear()
    if role != "anonymous":
        client.cookies["sessionid"] = world.sessions[role]
    arguments: dict[str, Any] = row.at(world, target) if row.at else {}
    query = NARROWED[name](world, target) if name in NARROWED else row.query(world, target) if row.query else ""
    address = reverse(name, kwargs=arguments) + query
    shown = client.get(address).status_code == 200
    if Consultation.objects.exists():
        assert client.get(address).status_code == 200
    marks = list(Consultation.objects.order_by("pk").values_list("unit_id", "part"))
    # A list narrowed to a unit out of sight is an empty list.
    return shown and SEEN.get(name, SEE)[role][TARGETS.index(target)] == "ok", marks


def test_every_list_that_can_be_narrowed_is_walked_narrowed() -> None:
    without_id = {name for path, name, _ in routes() if isinstance(PAGES.get(name), RecordPart) and "_id>" not in path}
    assert without_id == NARROWED.keys() | ELSEWHERE
