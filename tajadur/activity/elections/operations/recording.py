"""A unit says of its own readiness what is done, who coordinates, what is counted. Nobody above does it for it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.holding import hold_unit
from tajadur.permissions.actors import Actor, Grant
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.attendance import whole_number
from tajadur.rules.elections import (
    MOST_DAYS_BEFORE,
    RECORDED_AFTER,
    SCOPE_DEPTHS,
    ItemScope,
    counted_day,
)

from ..models import (
    ChecklistItem,
    Constituency,
    ConstituencyCount,
    ConstituencyPart,
    Coordinator,
    Election,
    ItemTick,
)
from ..queries.reading import posts_to_coordinate
from ..vocabulary import LONGEST_EVIDENCE, MEN, MOST_COUNTED, SUBJECT, WOMEN, ElectionStatus, ItemEvidence

Said = TypeVar("Said", ItemTick, ConstituencyCount, Coordinator)


@dataclass(frozen=True, slots=True)
class TickData:
    """What was typed of an item: when it was done, with which proof; ``is_void``: it was not done after all."""

    done_on: date | None
    evidence: str
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class CountData:
    """What was counted: representatives found and trained, candidacies by sex and age group (``WOMEN``, ``MEN``)."""

    representatives: int | None
    trained: int | None
    candidacies: Mapping[str, int | None]


@transaction.atomic
def tick_item(
    *, unit_id: int, item_id: int, constituency_id: int | None = None, data: TickData, seen: int, on: date, by: Actor,
    at: datetime,
) -> int:  # fmt: skip
    """An item is done in a place of the unit; returns the id of the word. ``seen``: the last word its page showed, 0.

    The same word again writes nothing. Raises NotVisible, PermissionDenied, Conflict ``record_changed``, BadInput of
    ``vocabulary.PROBLEMS``.
    """
    unit, grant = hold_unit(unit_id, Permission.RECORD_ELECTION, by)
    item = ChecklistItem.objects.select_related("election").filter(pk=item_id).first()
    if item is None or not item.election.is_issued:
        raise NotVisible
    constituency = _place_of(item, unit, constituency_id)
    last = ItemTick.objects.filter(item=item, unit=unit, constituency=constituency, is_current=True).first()
    checked = _checked_tick(data, item, on)
    if last is None and checked.is_void:
        raise NotVisible
    row = ItemTick(item=item, constituency=constituency, **asdict(checked))
    kept, is_new = _say(row, last, ("done_on", "evidence", "is_void"), seen, unit, on, at, grant)
    if is_new:
        act = "withdrawn" if checked.is_void else "ticked" if last is None or last.is_void else "corrected"
        _log(act, kept, by, at, grant, done_on=kept.done_on.isoformat(), checked=item.pk, constituency=constituency_id)
    return kept.pk


@transaction.atomic
def record_counts(
    *, unit_id: int, constituency_id: int, data: CountData, seen: int, on: date, by: Actor, at: datetime
) -> int:
    """The counts of a constituency are written anew; returns the id of the word. As ``tick_item``."""
    unit, grant = hold_unit(unit_id, Permission.RECORD_ELECTION, by)
    constituency = _constituency_of(unit, constituency_id)
    _refuse_over(constituency.election, on)
    candidacies = {name: data.candidacies.get(name) for name in (*WOMEN, *MEN)}
    values = {"representatives": data.representatives, "trained": data.trained, **candidacies}
    problems = [
        BadInput(name, "counts_required")
        for name, value in values.items()
        if value is None or not 0 <= value <= MOST_COUNTED
    ]
    if problems:
        raise BadInput.of(*problems)
    if (data.trained or 0) > (data.representatives or 0):
        raise BadInput("trained", "trained_more")
    last = ConstituencyCount.objects.filter(constituency=constituency, is_current=True).first()
    row = ConstituencyCount(constituency=constituency, **values)
    kept, is_new = _say(row, last, tuple(values), seen, unit, on, at, grant)
    if is_new:
        _log(
            "counted",
            kept,
            by,
            at,
            grant,
            representatives=kept.representatives,
            trained=kept.trained,
            constituency=constituency.pk,
        )
    return kept.pk


@transaction.atomic
def name_coordinator(
    *, unit_id: int, constituency_id: int, post_id: int | None, seen: int, on: date, by: Actor, at: datetime
) -> int:
    """The post whose holder coordinates, or nobody any more (None); returns the id of the word. As ``tick_item``.

    Raises also BadInput ``post_unknown``, ``post_vacant``.
    """
    unit, grant = hold_unit(unit_id, Permission.RECORD_ELECTION, by)
    constituency = _constituency_of(unit, constituency_id)
    _refuse_over(constituency.election, on)
    if post_id is not None and not posts_to_coordinate(unit, on).filter(pk=post_id).exists():
        raise BadInput("post", "post_unknown")
    last = Coordinator.objects.filter(constituency=constituency, is_current=True).first()
    if last is None and post_id is None:
        raise BadInput("post", "post_unknown")
    row = Coordinator(constituency=constituency, post_id=post_id)
    kept, is_new = _say(row, last, ("post_id",), seen, unit, on, at, grant)
    if is_new:
        act = "coordinator_named" if post_id else "coordinator_withdrawn"
        _log(act, kept, by, at, grant, post=post_id, constituency=constituency.pk)
    return kept.pk


def _say(
    row: Said, last: Said | None, columns: tuple[str, ...], seen: int, unit: Unit, on: date, at: datetime, grant: Grant
) -> tuple[Said, bool]:
    """The word that holds from now on, and was it new; the last one when it says the same."""
    if last is not None and all(getattr(last, name) == getattr(row, name) for name in columns):
        return last, False
    if seen != (last.pk if last else 0):
        raise Conflict("record_changed")
    if last is not None:
        last.is_current = False
        last.save(update_fields=["is_current"])
    row.unit, row.corrects, row.said_on, row.said_at, row.mandate_id = unit, last, on, at, grant.mandate_id
    row.save()
    return row, True


def _constituency_of(unit: Unit, constituency_id: int) -> Constituency:
    rows = Constituency.objects.select_related("election").filter(owner=unit, pk=constituency_id)
    constituency = rows.filter(election__standing=ElectionStatus.ISSUED).first()
    if constituency is None:
        raise NotVisible
    return constituency


def _place_of(item: ChecklistItem, unit: Unit, constituency_id: int | None) -> Constituency | None:
    """The place in which the unit speaks of the item: a constituency of its own, or itself. Raises NotVisible."""
    scope = ItemScope(item.scope)
    if scope is ItemScope.CONSTITUENCY:
        if constituency_id is None:
            raise NotVisible
        constituency = _constituency_of(unit, constituency_id)
        if constituency.election_id != item.election_id:
            raise NotVisible
        return constituency
    parts = ConstituencyPart.objects.filter(constituency__election=item.election_id, unit__path__startswith=unit.path)
    if constituency_id is not None or unit.depth != SCOPE_DEPTHS[scope] or not parts.exists():
        raise NotVisible
    return None


def _refuse_over(election: Election, on: date) -> None:
    if election.voting_on is not None and on > (last := election.voting_on + timedelta(days=RECORDED_AFTER)):
        raise BadInput("", "election_over", day=last)


def _checked_tick(data: TickData, item: ChecklistItem, on: date) -> TickData:
    _refuse_over(item.election, on)
    evidence = clean_line(data.evidence, field="evidence", limit=LONGEST_EVIDENCE)
    if problems := list(_tick_problems(data, evidence, item, on)):
        raise BadInput.of(*problems)
    return TickData(data.done_on, evidence, data.is_void)


def _tick_problems(data: TickData, evidence: str, item: ChecklistItem, on: date) -> Iterator[BadInput]:
    election = item.election
    earliest = counted_day(election.month_on, election.voting_on) - timedelta(days=MOST_DAYS_BEFORE)
    if data.done_on is None:
        yield BadInput("done_on", "done_required")
    elif data.done_on > on:
        yield BadInput("done_on", "done_in_future")
    elif election.voting_on is not None and data.done_on > election.voting_on:
        yield BadInput("done_on", "done_after_election", day=election.voting_on)
    elif data.done_on < earliest:
        yield BadInput("done_on", "done_long_ago", earliest=earliest)
    if not evidence and item.evidence != ItemEvidence.NONE:
        yield BadInput("evidence", "evidence_required")
    elif item.evidence == ItemEvidence.COUNT and whole_number(evidence) is None:
        yield BadInput("evidence", "evidence_count")


def _log(act: str, row: Said, by: Actor, at: datetime, grant: Grant, **detail: object) -> None:
    log_action(
        act=f"election.{act}", by=by, at=at, grant=grant, unit_id=row.unit_id, subject=(SUBJECT, row.pk), detail=detail
    )
