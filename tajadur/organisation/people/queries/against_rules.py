"""Who stands against the rules about holding posts on a day, and why it was accepted."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted, with_words
from tajadur.organisation.profile.models import HoldingRule
from tajadur.organisation.profile.queries import holding_rules
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import within
from tajadur.permissions.matrix import Permission
from tajadur.rules.holding import GAP_DAYS, HoldingKind, HoldingScope

from ..models import HeldAgainstRule, Mandate, Person
from ..vocabulary import MandateStatus, by_name


class _AgainstRow(NamedTuple):
    """A row of the query: one rule, one person, the mandates together."""

    rule_id: int
    person_id: int
    mandates: list[int]


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


def against_rules_on(on: date, rule_id: int | None = None) -> list[tuple[int, int, list[int]]]:
    """(rule, person, mandates) of all who stand against a rule on ``on``. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(), {"on": on, "rule": rule_id})
        return [tuple(row) for row in fetch_rows(cursor, _AgainstRow)]


def standing_against(
    actor: Actor, on: date, *, rule_id: int | None = None, region_id: int | None = None
) -> list[tuple[int, int, list[int]]]:
    """As ``against_rules_on``, as far as the actor may know who holds all these mandates; by the person's name.

    ``region_id`` keeps those with a mandate in a unit or below it. Two queries.
    """
    rows = against_rules_on(on, rule_id)
    ids = {pk for _rule, _person, mandates in rows for pk in mandates}
    known = within(Mandate.objects.filter(pk__in=ids), actor, Permission.READ_PEOPLE, "post__unit__path")
    ordered = known.order_by(*by_name("person__")).values_list("pk", "person_id", "post__unit__path")
    place: dict[int, int] = {}
    inside = set()
    readable = set()
    for pk, person_id, path in ordered:
        place.setdefault(person_id, len(place))
        readable.add(pk)
        if region_id is None or f".{region_id}." in f".{path}":
            inside.add(pk)
    kept = [row for row in rows if readable.issuperset(row[2]) and not inside.isdisjoint(row[2])]
    return sorted(kept, key=lambda row: (place[row[1]], row[0]))


def shown_against(rows: list[tuple[int, int, list[int]]]) -> list[StandsAgainst]:
    """The rows of one page with what they show, in their order. Three queries."""
    ids = [pk for _rule, _person, mandates in rows for pk in mandates]
    names = ("person", "post__post_type", "post__body__body_type", "post__unit", "post__area")
    mandates = Mandate.objects.select_related(*names).in_bulk(ids)
    rules = {rule.pk: rule for rule in holding_rules().filter(pk__in={rule for rule, *_rest in rows})}
    reasons: dict[tuple[int, int], str] = {}
    for note in HeldAgainstRule.objects.filter(Q(mandate__in=ids)).order_by("noted_at", "pk"):
        reasons[note.rule_id, note.mandate_id] = note.reason
    shown = []
    for rule_id, _person, held in rows:
        own = sorted((mandates[pk] for pk in held), key=lambda mandate: (mandate.from_on, mandate.pk))
        given = [reasons[rule_id, mandate.pk] for mandate in own if (rule_id, mandate.pk) in reasons]
        shown.append(StandsAgainst(rules[rule_id], own[0].person, tuple(own), given[-1] if given else ""))
    return shown
