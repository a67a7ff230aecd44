"""Who stands against the rules about holding posts on a day, and why it was accepted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db import connection

from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted, with_words
from tajadur.organisation.profile.models import HoldingRule
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission
from tajadur.rules.holding import GAP_DAYS, HoldingKind, HoldingScope

from ..models import Mandate, Person
from ..vocabulary import MandateStatus, by_name


class AgainstRow(NamedTuple):
    """A row of the query: one rule, one person, the mandates together, the reason given last, if any."""

    rule_id: int
    person_id: int
    mandates: list[int]
    reason: str


@dataclass(frozen=True, slots=True)
class StandsAgainst:
    """A person who stands against a rule, with the mandates together and the reason given last, if any."""

    rule: HoldingRule
    person: Person
    mandates: tuple[Mandate, ...]
    reason: str


@cache
def _sql() -> str:
    return with_words(
        Path(__file__).with_suffix(".sql"),
        confirmed=quoted(MandateStatus.CONFIRMED),
        excludes=quoted(HoldingKind.EXCLUDES),
        mandates=quoted(HoldingKind.MANDATES),
        terms=quoted(HoldingKind.TERMS),
        anywhere=quoted(HoldingScope.ANYWHERE),
        line=quoted(HoldingScope.LINE),
        gap=str(GAP_DAYS),
    )


def against_rules_on(on: date, rule_id: int | None = None) -> list[AgainstRow]:
    """All who stand against a rule on ``on``. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(), {"on": on, "rule": rule_id})
        return fetch_rows(cursor, AgainstRow)


def standing_against(
    actor: Actor, on: date, *, rule_id: int | None = None, region_id: int | None = None
) -> list[AgainstRow]:
    """As ``against_rules_on``, as far as the actor may know who holds all these mandates; by the person's name.

    ``region_id`` keeps those with a mandate in a unit or below it. Two queries.
    """
    rows = against_rules_on(on, rule_id)
    ids = {pk for row in rows for pk in row.mandates}
    known = within(Mandate.objects.filter(pk__in=ids), actor, Permission.READ_PEOPLE, "post__unit__path")
    ordered = known.order_by(*by_name("person__")).values_list("pk", "person_id", "post__unit__path")
    place: dict[int, int] = {}
    inside, readable = set(), set()
    for pk, person_id, path in ordered:
        place.setdefault(person_id, len(place))
        readable.add(pk)
        if region_id is None or f".{region_id}." in f".{path}":
            inside.add(pk)
    kept = [row for row in rows if readable.issuperset(row.mandates) and not inside.isdisjoint(row.mandates)]
    return sorted(kept, key=lambda row: (place[row.person_id], row.rule_id))


def shown_against(rows: Sequence[AgainstRow], rules: Iterable[HoldingRule]) -> list[StandsAgainst]:
    """The rows of one page with what they show, in their order; ``rules`` are those in force. One query."""
    by_key = {rule.pk: rule for rule in rules}
    names = ("person", "post__post_type", "post__unit", "post__area")
    mandates = Mandate.objects.select_related(*names).in_bulk([pk for row in rows for pk in row.mandates])
    shown = []
    for row in rows:
        own = sorted((mandates[pk] for pk in row.mandates), key=lambda mandate: (mandate.from_on, mandate.pk))
        shown.append(StandsAgainst(by_key[row.rule_id], own[0].person, tuple(own), row.reason))
    return shown
