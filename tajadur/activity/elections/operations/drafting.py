"""Headquarters prepares an election, sets its day, and issues it."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NeedsConfirmation
from tajadur.foundation.locks import take_lock
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.rules.elections import ItemScope

from ..models import ChecklistItem, Election
from ..queries.drafting import coverage_of, items_of, posts_of_scope
from ..vocabulary import ElectionKind, ElectionStatus
from .standard import STANDARD_ITEMS
from .steps import hold_draft, hold_election, log

_COPIED = ("name_ar", "name_fr", "name_en", "days_before", "scope", "owner_id", "evidence", "weight")


@transaction.atomic
def draft_election(
    *, kind: str, month_on: date | None, voting_on: date | None, on: date, by: Actor, at: datetime
) -> int:
    """An election begins to be prepared, with the checklist of the last of its kind or the standard one; its id.

    ``month_on`` is any day of its month. Raises PermissionDenied, BadInput ``kind_required``, ``month_required``,
    ``day_outside_month``, ``election_past``, ``election_known``.
    """
    grant = require_anywhere(by, Permission.DRAFT_ELECTION)
    problems = [] if kind in ElectionKind.values else [BadInput("kind", "kind_required")]
    problems += _day_problems(month_on, voting_on, on)
    if problems:
        raise BadInput.of(*problems)
    take_lock("elections")
    month = _month(month_on, voting_on)
    _refuse_second(kind, month)
    election = Election.objects.create(
        kind=kind, month_on=month, voting_on=voting_on, drafted_at=at, mandate_id=grant.mandate_id
    )
    _begin_checklist(election)
    log("drafted", election.pk, by, at, grant, kind=kind, month_on=month.isoformat())
    return election.pk


@transaction.atomic
def discard_election(*, election_id: int, by: Actor, at: datetime) -> None:
    """A draft is thrown away with all it holds. Raises NotVisible, PermissionDenied, Conflict ``election_issued``."""
    election, grant = hold_draft(election_id, Permission.DRAFT_ELECTION, by)
    log("discarded", election.pk, by, at, grant, kind=election.kind, month_on=election.month_on.isoformat())
    election.delete()


@transaction.atomic
def set_voting_day(
    *, election_id: int, month_on: date | None, voting_on: date | None, on: date, by: Actor, at: datetime
) -> None:
    """The month or the voting day of an election, as the law sets it; every day of its checklist follows.

    A day can be corrected until it has passed; once fixed it does not become a month again. Raises NotVisible,
    PermissionDenied, Conflict ``day_passed``, BadInput as ``draft_election``.
    """
    election, grant = hold_election(election_id, Permission.PREPARE_ELECTION, by)
    if election.voting_on is not None and election.voting_on < on:
        raise Conflict("day_passed")
    if problems := list(_day_problems(month_on, voting_on, on)):
        raise BadInput.of(*problems)
    take_lock("elections")
    month, before = _month(month_on, voting_on), election.voting_on or election.month_on
    if (month, voting_on) == (election.month_on, election.voting_on):
        return
    if month != election.month_on:
        _refuse_second(election.kind, month)
    election.month_on, election.voting_on = month, voting_on
    election.save(update_fields=["month_on", "voting_on"])
    log("day_set", election.pk, by, at, grant, before=before.isoformat(), to=(voting_on or month).isoformat())


@transaction.atomic
def issue_election(
    *, election_id: int, confirmed: frozenset[str] = frozenset(), on: date, by: Actor, at: datetime
) -> None:
    """The election is issued: its checklist asks from now on, and neither it nor the constituencies change any more.

    Raises NotVisible, PermissionDenied, Conflict ``election_issued``, BadInput ``nothing_to_do``,
    ``no_constituency``, ``constituencies_overlap``, ``election_past``; NeedsConfirmation ``left_out``.
    """
    election, grant = hold_draft(election_id, Permission.ISSUE_ELECTION, by)
    number = election.constituencies.count()
    if election.voting_on is not None and election.voting_on < on:
        raise BadInput("", "election_past")
    if not items_of(election).exists():
        raise BadInput("", "nothing_to_do")
    if not number:
        raise BadInput("", "no_constituency")
    open_ends = coverage_of(election, on)
    if open_ends.overlapping:
        raise BadInput("", "constituencies_overlap")
    if open_ends.missing and "left_out" not in confirmed:
        raise NeedsConfirmation("", "left_out")
    election.standing, election.issued_on, election.issued_at = ElectionStatus.ISSUED, on, at
    election.mandate_id = grant.mandate_id
    election.save(update_fields=["standing", "issued_on", "issued_at", "mandate_id"])
    log("issued", election.pk, by, at, grant, constituencies=number, missing=len(open_ends.missing))


def _day_problems(month_on: date | None, voting_on: date | None, on: date) -> Iterator[BadInput]:
    if month_on is None and voting_on is None:
        yield BadInput("month_on", "month_required")
        return
    if month_on and voting_on and month_on.replace(day=1) != voting_on.replace(day=1):
        yield BadInput("voting_on", "day_outside_month")
    if voting_on is not None and voting_on < on:
        yield BadInput("voting_on", "election_past")
    elif voting_on is None and month_on is not None and month_on.replace(day=1) < on.replace(day=1):
        yield BadInput("month_on", "election_past")


def _month(month_on: date | None, voting_on: date | None) -> date:
    day = voting_on or month_on
    assert day is not None  # noqa: S101  narrows the type: neither is a problem
    return day.replace(day=1)


def _refuse_second(kind: str, month: date) -> None:
    if Election.objects.filter(kind=kind, month_on=month).exists():
        raise BadInput("month_on", "election_known")


def _begin_checklist(election: Election) -> None:
    """That of the last election of its kind that was issued; else the standard one, for posts that the party has."""
    issued = Election.objects.filter(kind=election.kind, standing=ElectionStatus.ISSUED).order_by("-month_on").first()
    if issued is not None:
        former = items_of(issued).values(*_COPIED)
        ChecklistItem.objects.bulk_create(ChecklistItem(election=election, **values) for values in former)
        return
    owners = {scope: posts_of_scope(scope).first() for scope in ItemScope}
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            election=election, name_ar=item.names[0], name_fr=item.names[1], name_en=item.names[2],
            days_before=item.days_before, scope=item.scope, owner=owner, evidence=item.evidence, weight=item.weight,
        )
        for item in STANDARD_ITEMS
        if (owner := owners[item.scope]) is not None
    )  # fmt: skip
