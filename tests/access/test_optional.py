"""A field that its label calls optional is never refused when it is left empty: the label would not be true."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tajadur.web.access import entry_of, routes
from tests.access.laid import Sending
from tests.access.sendings import SENDINGS
from tests.access.test_twice import unread
from tests.access.world import World

# One of several fields is asked, or the field is asked because of what another one says: its help tells so.
IT_DEPENDS: dict[str, set[str]] = {
    **{f"circulars:{act}": {"subject_ar", "text_ar"} for act in ("new", "edit", "amend")},  # or in French
    "congresses:elected": {"name_ar"},  # or a person who is known
    "congresses:stage": {"note"},  # or the meeting
    "declarations:not_held": {"note"},  # where the reason is another one
    "elections:new": {"month_on"},  # or the voting day
    "packs:decisions": {"text_ar_1", "text_fr_1"},  # both, or there is no decision in that place
    "people:rule_add": {"other"},  # where posts exclude each other
    "resources:ask": {"amount"},  # of kinds that have one
    "resources:decide": {"reason"},  # where it is not granted whole
    # A row without a level is no step; with one it has its days.
    **{f"directives:{act}": {"step0_days"} for act in ("new", "edit", "amend")},
    "support:terms_change": {"step0_days"},
    "units:place": {"place"},  # nowhere, where it sits somewhere
    **{f"units:{act}": {"name_ar", "name_latin"} for act in ("open", "open_root")},  # or a place of the census
}


@pytest.fixture
def undone() -> Iterator[None]:
    """What one form leaves is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", sorted(SENDINGS))
def test_what_is_called_optional_may_stay_empty(world: World, undone: None, name: str) -> None:
    sending: Sending = SENDINGS[name]
    if sending.first:
        sending.first(world)
    kwargs = sending.at(world) if sending.at else {}
    url = reverse(name, kwargs=kwargs) + sending.query.format(**world.units)
    typed = {key: unread(value) for key, value in sending.typed(world).items()}
    client = Client()
    client.cookies["sessionid"] = world.sessions[sending.role]
    refused = []
    for field in [key for key, value in typed.items() if value not in ("", [], None)]:
        with transaction.atomic():
            answer = client.post(url, {**{k: unread(v) for k, v in typed.items()}, field: ""})
            transaction.set_rollback(True)
        form = (answer.context or {}).get("form") if answer.status_code == 422 else None
        if form is None or field not in getattr(form, "fields", {}) or form.fields[field].widget.is_hidden:
            continue
        if not form.fields[field].required and field in form.errors:
            refused.append((field, form.errors[field][0]))
    assert [each for each in refused if each[0] not in IT_DEPENDS.get(name, set())] == []


@pytest.mark.django_db  # one test says so, and the database is made also when this file runs alone
def test_the_exceptions_are_forms_that_are_sent() -> None:
    forms = {name for _, name, view in routes() if (entry := entry_of(view, name)) and entry.post}
    assert set(IT_DEPENDS) <= forms & set(SENDINGS)
