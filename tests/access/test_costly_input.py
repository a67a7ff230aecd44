"""Every form and every address is given texts that a careless reader reads again and again, or cannot count."""

import json
import pathlib
import re
from typing import Any

import pytest
from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from tests.access.roles import ROLES, TARGETS
from tests.access.table import TABLE, Row
from tests.access.test_walk import arguments
from tests.access.world import World
from tests.factories.hostile import CPU_SECONDS, TEXTS, cpu_seconds

WEB = pathlib.Path(__file__).resolve().parents[2] / "tajadur" / "web"
ASKED = re.compile(r"(?:GET\.get\(|number_in\(request, |text_in\(request, )\"(\w+)\"")
ODD = {"digits": "9" * 6_000, "superscripts": "²", "blanks": "a" + " " * 20_000 + "b", "other digits": "١" * 6_000}


def role_of(row: Row, method: str) -> str:
    """Somebody who is answered with the page itself."""
    rule = row.post if method == "post" else row.get
    assert rule is not None
    return next((role for role in ROLES if rule[role][0] == "ok"), "anonymous")


def address_of(world: World, name: str, row: Row) -> str:
    kwargs = row.at(world, TARGETS[0]) if row.at else arguments(name)
    return reverse(name, kwargs=kwargs) + (row.query(world, TARGETS[0]) if row.query else "")


def enter(world: World, role: str) -> None:
    world.client.cookies.clear()
    if role != "anonymous":
        world.client.cookies["sessionid"] = world.sessions[role]


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> list[forms.BaseForm]:
    """The forms that views bind to what was posted, as they are made."""
    made: list[forms.BaseForm] = []
    clean = forms.BaseForm.full_clean

    def spied(form: forms.BaseForm) -> None:
        if form.is_bound:
            made.append(form)
        clean(form)

    monkeypatch.setattr(forms.BaseForm, "full_clean", spied)
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, row in TABLE.items() if row.post))
def test_what_is_posted_costs_little_however_long(world: World, bound: list[forms.BaseForm], name: str) -> None:
    row = TABLE[name]
    data = row.data(world, TARGETS[0]) if row.data else {"x": "1"}
    enter(world, role_of(row, "post"))
    address, wrong = address_of(world, name, row), []
    with transaction.atomic():
        status = post(world, name, address, data).status_code
        transaction.set_rollback(True)
    assert status < 500
    distinct = {type(form): form for form in bound}
    for kind, form in distinct.items():
        for what, text in TEXTS.items():
            form.data = MultiValueDict({form.add_prefix(field): [text] for field in form.fields})
            if (seconds := cpu_seconds(form.full_clean)) > CPU_SECONDS:
                wrong.append(f"{kind.__name__}: {what}: {seconds:.2f} s")
    names = {*data, *(form.add_prefix(field) for form in distinct.values() for field in form.fields)}
    each = [({field}, "digits") for field in sorted(names)]
    for fields, what in [*each, *((names, what) for what in ODD)]:
        with transaction.atomic():
            status = post(world, name, address, {**data, **dict.fromkeys(fields, ODD[what])}).status_code
            transaction.set_rollback(True)
        if status >= 500:
            wrong.append(f"{sorted(fields)}={what}: {status}")
    assert wrong == []


def post(world: World, name: str, address: str, data: Any) -> Any:
    if name.endswith(":draft"):
        return world.client.post(address, json.dumps(data), content_type="application/json")
    return world.client.post(address, data)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, row in TABLE.items() if row.get))
def test_what_an_address_asks_is_answered_however_odd(world: World, name: str) -> None:
    row, wrong = TABLE[name], []
    enter(world, role_of(row, "get"))
    address = address_of(world, name, row).partition("?")[0]
    package = WEB / name.partition(":")[0]
    sources = [*package.glob("*.py"), *WEB.glob("*.py")] if package.is_dir() else [*WEB.rglob("*.py")]
    names = {asked for source in sources for asked in ASKED.findall(source.read_text("utf-8"))}
    for what, text in ODD.items():
        with transaction.atomic():
            status = world.client.get(address, dict.fromkeys(names, text)).status_code
            transaction.set_rollback(True)
        if status >= 500:
            wrong.append(f"{what}: {status}")
    assert names
    assert wrong == []
