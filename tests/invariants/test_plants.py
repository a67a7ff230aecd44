"""Corruptions planted one at a time by plain SQL over every table: each is told by name, or the database refuses it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tajadur.invariants.as_of import AsOf
from tajadur.invariants.verification import INVARIANTS, verify
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.audit.words.acts import ACTS
from tajadur.registry.audit.words.kinds import ActFamily
from tajadur.web.audit.fields import BEFORE, NOT_SHOWN, field_of
from tests.factories.party import Party, small_party

from .planting import Plant
from .plants import FREE, PLANTS, REFUSED
from .world import AT, ON, living

pytestmark = pytest.mark.django_db
NOW = AsOf(on=ON, at=AT)
OURS = [model for model in apps.get_models() if model.__module__.startswith("tajadur.")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Party]:
    """One world for all plants; each is taken out by its savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield living(small_party())
        transaction.set_rollback(True)


def test_nothing_is_told_of_a_world_in_which_all_is_so(world: Party) -> None:
    assert verify(NOW) == []
    assert [model._meta.label for model in OURS if model._meta.label not in FREE and not model.objects.exists()] == []  # type: ignore[attr-defined]


def test_the_pages_of_changes_know_every_act_and_every_key_the_audit_log_keeps(world: Party) -> None:
    kept = list(AuditEntry.objects.values_list("act", "detail"))
    assert {act for act, _ in kept} - ACTS.keys() == set()
    keys = {(act, key) for act, detail in kept if ACTS[act].reads or not ACTS[act].is_private for key in detail}
    named = {(act, key) for act, key in keys if ACTS[act].family != ActFamily.HEADQUARTERS}
    inner = {"was", "before", "after", *(former for pairs in BEFORE.values() for former in pairs.values())}
    assert {(act, key) for act, key in named if not field_of(act, key) and key not in {*NOT_SHOWN, *inner}} == set()


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_what_is_planted_is_told_by_name(world: Party, plant: Plant) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(plant.sql)
        assert cursor.rowcount > 0
        first = next(iter(INVARIANTS[plant.told](NOW)), None)
        transaction.set_rollback(True)
    assert first


@pytest.mark.parametrize("plant", REFUSED, ids=str)
def test_what_the_database_refuses_is_refused_by_name(world: Party, plant: Plant) -> None:
    with pytest.raises(DatabaseError, match=plant.told), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(plant.sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_every_invariant_is_broken_by_something() -> None:
    from .test_invariants import BROKEN

    assert {plant.told for plant in PLANTS} | {name for name, _ in BROKEN} == set(INVARIANTS)


def test_every_table_has_something_planted_or_a_reason_why_not() -> None:
    planted = {plant.model for plant in PLANTS}
    assert planted | set(FREE) == {model._meta.label for model in OURS}
    assert not planted & set(FREE)
    assert all(FREE.values())


def test_the_bar_of_plants_is_held() -> None:
    assert len({plant.sql for plant in PLANTS}) == len(PLANTS) >= 120
