"""Every page with a list can be taken away, by whoever may open it and no further: the same rows, and no more."""

import csv
import io
import re
from typing import Any

import pytest
from django.urls import reverse

from tajadur.registry.audit.models import AuditEntry
from tajadur.web.access import routes
from tajadur.web.exports.taking import is_exported
from tests.access.roles import TARGETS
from tests.access.table import TABLE
from tests.access.world import World

READERS = ("secretary", "superior", "responsible", "assistant", "admin", "general", "other_tree")
# Pages with a table that is no list to take away, and why.
WITHOUT: dict[str, str] = {
    **dict.fromkeys(
        [
            "congresses:day",
            "congresses:detail",
            "directives:detail",
            "elections:constituency",
            "elections:of_unit",
            "elections:unit",
            "filings:detail",
            "meetings:detail",
            "people:detail",
            "proximity:detail",
            "support:member",
            "training:unit",
            "units:body_type",
            "units:detail",
            "units:people",
        ],
        "a table about one thing, on its own page: the list it belongs to can be taken away",
    ),
    **dict.fromkeys(
        [
            "circulars:issue",
            "congresses:check_in",
            "congresses:codes",
            "congresses:seats",
            "directives:exception_issue",
            "directives:exception_preview",
            "directives:exception_withdraw",
            "elections:draft",
            "meetings:programme_regular",
            "people:acts",
            "people:merge",
        ],
        "a form, or what an act is about to do",
    ),
    **dict.fromkeys(
        [
            "accounts:preferences",
            "directives:standard",
            "dysfunctions:rules",
            "meetings:holidays",
            "notices:channels",
            "people:rules",
            "resources:deciders",
            "situations:limits",
            "units:body_types",
        ],
        "a few settings, read where they are set",
    ),
    **dict.fromkeys(
        ["accounts:consulted", "units:changes", "units:consultations"],
        "who read or changed what: shown to those it concerns, not to be passed on",
    ),
    "accounts:register": "a text to print",
    "accounts:own_data": "all of it is taken along on that page, as JSON",
    **dict.fromkeys(["census:detail", "census:result"], "the campaign is taken away whole, by its own buttons"),
    **dict.fromkeys(["dysfunctions:board", "dysfunctions:months", "dysfunctions:print"], "the cases of the list"),
    "notices:forecast": "what a night may send, seen on the day before",
    **dict.fromkeys(["packs:detail", "packs:index"], "each pack is a file to print, in both languages"),
    "reports:paper": "one sheet, to be printed",
}
# The small party of the walk has none of these; they are taken away in tests/web/exports.
EMPTY_HERE = {
    "compliance:figure",
    "elections:gaps",
    "elections:week",
    "people:against",
    "people:vacant",
    "units:chapters",
}


def views() -> dict[str, Any]:
    """Name of a route -> its view."""
    return {name: view for _path, name, view in routes()}


def answered(world: World, role: str, name: str, target: str, query: str = "") -> Any:
    """The answer to one reader."""
    world.client.cookies.clear()
    world.client.cookies["sessionid"] = world.sessions[role]
    row = TABLE[name]
    address = reverse(name, kwargs=row.at(world, target) if row.at else {})
    asked = row.query(world, target) if row.query else ""
    return world.client.get(
        address + (f"{asked}&{query}" if asked and query else asked or (f"?{query}" if query else ""))
    )


def has_list(answer: Any) -> bool:
    """Is it a page with a table, or with a register?"""
    is_page = answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]
    return is_page and re.search(r'<table|class="reg', answer.content.decode()) is not None


@pytest.mark.django_db
def test_every_page_with_a_list_can_be_taken_away_or_stands_here_with_its_reason(world: World) -> None:
    known, lists = views(), set()
    for name, row in TABLE.items():
        if not row.get or name not in known:
            continue
        if any(has_list(answered(world, role, name, "own")) for role in ("general", "admin", "secretary")):
            lists.add(name)
    without = {name for name in lists if not is_exported(known[name])}
    assert sorted(without) == sorted(WITHOUT)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, view in views().items() if is_exported(view)))
def test_a_file_answers_as_its_page_and_has_no_row_more(world: World, name: str) -> None:
    row, taken = TABLE[name], 0
    for target in TARGETS if row.at else TARGETS[:1]:
        for role in READERS:
            page, file = answered(world, role, name, target), answered(world, role, name, target, "export=csv")
            assert file.status_code == page.status_code, (role, target)
            if file.status_code != 200 or "text/csv" not in file.headers["Content-Type"]:
                continue
            lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
            shown = page.context.get("page")
            total = getattr(shown, "total", None)
            if total is not None and name != "people:index":  # a person has a line for each mandate
                assert len(lines) - 1 == total, (role, target)
            assert AuditEntry.objects.latest("pk").detail["rows"] == len(lines) - 1
            taken += len(lines) - 1
    assert taken or name in EMPTY_HERE
