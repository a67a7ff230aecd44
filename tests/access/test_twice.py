"""Every form of the site sent twice at once, by real threads: done once, and answered twice alike."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from tajadur.web.access import entry_of, routes
from tests.access.laid import Sending
from tests.access.sendings import NOT_SENT, SENDINGS
from tests.access.world import World, build
from tests.factories.kept import Rows, kept_rows, put_back

# Nothing of the party hangs on them: the sessions, and the answers the mechanism itself keeps.
NOT_COMPARED = {"django_session", "answers_answer", "django_content_type", "auth_permission"}
TABLES = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]

# What is sent here changes nothing, or says itself what it has seen, so that a second time changes nothing.
READS = {"people:import", "notices:read", "accounts:channel_leave"}
VERSIONED = {"reports:draft", "census:draft"}

Effect = dict[str, int]


@pytest.fixture(scope="module")
def laid(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, Rows]]:
    """The party, committed, and its rows, to be put back before each form: no table is emptied between two forms."""
    with django_db_blocker.unblock(), override_settings(ACCOUNT_RATE_LIMITS=False, DEMO=False):
        before = kept_rows(TABLES, by="t")
        try:
            with transaction.atomic():
                world = build()
            yield world, kept_rows(TABLES, by="t")
        finally:
            anew(before)


def anew(rows: Rows) -> None:
    """The tables as they were."""
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in TABLES)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names}")
        put_back(rows)


@pytest.mark.parametrize("name", sorted(SENDINGS))
def test_two_equal_acts_at_once_are_one(laid: tuple[World, Rows], name: str) -> None:
    world, rows = laid
    anew(rows)
    sending = SENDINGS[name]
    if sending.first:
        sending.first(world)
    kwargs = sending.at(world) if sending.at else {}
    typed, url = sending.typed(world), reverse(name, kwargs=kwargs) + sending.query.format(**world.units)
    before, whole = state(), kept_rows(TABLES, by="t")
    with transaction.atomic():
        answer = send(world, sending, name, url, typed)
        assert answer.status_code < 400, said(answer)
        effect = changed(before)
        assert kept_rows(TABLES, by="t") != whole or name in READS, "it does nothing: what is sent is not what it takes"
        transaction.set_rollback(True)
    start = Barrier(2)

    def press() -> Any:
        start.wait()
        try:
            return send(world, sending, name, url, typed)
        finally:
            connection.close()

    first, second = pressed_twice(press)
    if first.status_code != second.status_code and not sending.first:
        # On a busy machine the second may arrive when the first is answered already: that is a later act.
        anew(rows)
        first, second = pressed_twice(press)
    assert changed(before) == effect
    assert (first.status_code, first.headers.get("Location")) == (second.status_code, second.headers.get("Location"))
    assert first.content == second.content or name in VERSIONED


def pressed_twice(press: Callable[[], Any]) -> tuple[Any, Any]:
    """Two answers to one form sent twice at once."""
    with ThreadPoolExecutor(2) as pool:
        pressed = [pool.submit(press), pool.submit(press)]
        return pressed[0].result(), pressed[1].result()


@pytest.mark.django_db  # one test says so, and the database is made also when this file runs alone
def test_every_form_is_sent() -> None:
    forms = {name for _, name, view in routes() if (entry := entry_of(view, name)) and entry.post}
    assert forms == set(SENDINGS) | set(NOT_SENT)


def send(world: World, sending: Sending, name: str, url: str, typed: dict[str, Any]) -> Any:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = world.sessions[sending.role]
    typed = {field: unread(value) for field, value in typed.items()}
    if name.endswith(":draft"):
        return client.post(url, json.dumps(typed), content_type="application/json")
    return client.post(url, typed)


def unread(value: Any) -> Any:
    """A file is read once: each sending gets its own, also in a list of files."""
    if isinstance(value, SimpleUploadedFile):
        return SimpleUploadedFile(str(value.name), value.file.getvalue(), value.content_type or "")
    return [unread(each) for each in value] if isinstance(value, list) else value


def said(answer: Any) -> str:
    form = answer.context and answer.context.get("form")
    return f"{answer.status_code} {form.errors.as_json() if form else ''}"


def changed(before: Effect) -> Effect:
    """What is otherwise than before, by how much."""
    return {name: value - before[name] for name, value in state().items() if value != before[name]}


def state() -> Effect:
    """How many rows of each table there are, and its whole numbers that are no keys."""
    counted: Effect = {}
    with connection.cursor() as cursor:
        for model in TABLES:
            table = model._meta.db_table
            if table in NOT_COMPARED:
                continue
            numbers = [
                field.column
                for field in model._meta.concrete_fields
                if field.get_internal_type().endswith("IntegerField")
                and not field.is_relation
                and not field.column.endswith("id")
            ]
            sums = "".join(f", coalesce(sum({connection.ops.quote_name(name)}), 0)" for name in numbers)
            cursor.execute(f"SELECT count(*){sums} FROM {connection.ops.quote_name(table)}")
            for name, value in zip(("rows", *numbers), cursor.fetchone(), strict=True):
                counted[f"{table}.{name}"] = int(value)
    return counted
