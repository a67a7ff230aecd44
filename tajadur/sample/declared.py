"""What the invented units declared: congresses that slipped, situations of branches, meetings not held."""

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

from tajadur.activity.declarations.models import Declaration
from tajadur.duties.obligations.models import Fulfilment, Obligation, Release
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate

from . import words
from .copying import copy_rows, receipts_of, reserve_ids
from .fulfilling import note_not_held, note_settled
from .rhythm import Character, DrawnMeeting

DECLARATION = (
    "id",
    "unit",
    "obligation",
    "kind",
    "happened_on",
    "reason",
    "note",
    "evidence",
    "client_key",
    "content_digest",
    "receipt",
    "submitted_at",
    "submitted_on",
    "mandate_id",
    "declared_late",
)
# How the twelve congresses of one edition stood against their last day; None: not held when the edition was last seen.
SLIPS = (-24, -9, -2, 41, 68, 82, 97, 104, 118, 126, None, None)
EXTENDED = 41
REASONS = ("quorum", "secretary", "place", "season", "event")


def write_congresses(*, seed: int, after: date | None, on: date, at: datetime) -> None:
    """Each edition slips the same way: three in time, one within an extension, the others late or not yet."""
    rows: list[tuple[Obligation, date, date]] = []
    granted = Obligation.objects.filter(directive__code="regional-congress", extended_until=None)
    for row in _open("regional-congress"):
        order = Random(f"{seed}/congress/{row.period_key}").sample(range(12), 12)
        slip = SLIPS[order[int(row.unit.code) - 1]]
        if slip is None:
            continue
        if slip == EXTENDED and row.period_end - timedelta(days=12) <= on:
            _extend(granted.filter(pk=row.pk), row, decided_on=row.period_end - timedelta(days=12), at=at)
        held_on = row.period_end + timedelta(days=slip)
        rows.append((row, held_on, held_on + timedelta(days=4)))
    _declare_done(rows, seed=seed, after=after, on=on, at=at, notes=words.CONGRESS_NOTES)


def write_situations(*, natures: dict[str, Character], seed: int, after: date | None, on: date, at: datetime) -> None:
    """Branches declare their situation: most in time, some weeks late, the faded ones never."""
    rows = []
    for row in _open("branch-situation"):
        random = Random(f"{seed}/{row.unit.code}/situation/{row.period_key}")
        nature = natures[row.unit.code]
        if nature.silent_from or random.random() > nature.meets:
            continue
        length = (row.period_end - row.period_start).days
        late = random.random() > nature.on_time
        held_on = (
            row.period_end + timedelta(days=random.randint(3, 60))
            if late
            else row.period_start + timedelta(days=random.randint(5, length))
        )
        rows.append((row, held_on, held_on))
    _declare_done(rows, seed=seed, after=after, on=on, at=at, notes=words.SITUATION_NOTES)


def write_not_held(declared: list[tuple[Obligation, DrawnMeeting]]) -> None:
    """Declarations that a meeting was not held, with a reason."""
    ids = reserve_ids(Declaration, len(declared))
    receipts = receipts_of(drawn.not_held_declared_on or row.period_end for row, drawn in declared)
    mandates = _mandates()
    rows, notes = [], []
    for row, drawn in declared:
        random = Random(drawn.seed + 2)
        day = drawn.not_held_declared_on or row.period_end
        at = instant(day, time(random.randint(9, 21), random.randrange(60)))
        rows.append(
            (
                next(ids),
                row.unit_id,
                row.pk,
                "not_held",
                None,
                random.choice(REASONS),
                "",
                "",
                UUID(int=random.getrandbits(128), version=4),
                sha256(f"n{row.pk}".encode()).hexdigest(),
                next(receipts[day.year]),
                at,
                day,
                mandates.get(row.unit_id, 0),
                day >= row.overdue_from,
            )
        )
        notes.append((row.pk, day))
    copy_rows(Declaration, DECLARATION, rows)
    note_not_held(notes)


def _open(code: str) -> list[Obligation]:
    return list(
        Obligation.objects.filter(directive__code=code, filed_on=None, cancelled_on=None)
        .select_related("unit", "directive")
        .order_by("pk")
    )


def _mandates() -> dict[int, int]:
    return dict(
        Mandate.objects.filter(post__post_type__office="secretary")
        .order_by("from_on")
        .values_list("post__unit_id", "pk")
    )


def _extend(rows: Any, row: Obligation, *, decided_on: date, at: datetime) -> None:
    until = row.period_end + timedelta(days=45)
    if rows.update(extended_until=until, extension_granted_on=decided_on):
        mandate = (
            Mandate.objects.filter(post__post_type__office="secretary_general").values_list("pk", flat=True).first()
        )
        Release.objects.create(
            obligation=row,
            kind="extension",
            until=until,
            reason=words.EXTENSION_REASON,
            decided_on=decided_on,
            decided_at=min(instant(decided_on, time(12)), at),
            mandate_id=mandate or 0,
        )


def _declare_done(
    rows: list[tuple[Obligation, date, date]],
    *,
    seed: int,
    after: date | None,
    on: date,
    at: datetime,
    notes: tuple[str, ...],
) -> None:
    due = [(row, held, filed) for row, held, filed in rows if filed <= on and (after is None or filed > after)]
    ids = reserve_ids(Declaration, len(due))
    receipts = receipts_of(filed for _, _, filed in due)
    mandates = _mandates()
    declarations, fulfilments, settled = [], [], []
    for row, held_on, filed_on in due:
        random = Random(f"{seed}/declared/{row.directive.code}/{row.unit.code}/{row.period_key}")
        pk = next(ids)
        submitted_at = min(instant(filed_on, time(random.randint(9, 21), random.randrange(60))), at)
        declarations.append(
            (
                pk,
                row.unit_id,
                row.pk,
                "done",
                held_on,
                "",
                random.choice(notes),
                random.choice(words.EVIDENCE),
                UUID(int=random.getrandbits(128), version=4),
                sha256(f"d{row.pk}".encode()).hexdigest(),
                next(receipts[filed_on.year]),
                submitted_at,
                filed_on,
                mandates.get(row.unit_id, 0),
                False,
            )
        )
        fulfilments.append((row.unit_id, "declaration", pk, row.pk, held_on, filed_on, submitted_at))
        settled.append((row.pk, held_on, filed_on, submitted_at, pk))
    copy_rows(Declaration, DECLARATION, declarations)
    copy_rows(
        Fulfilment,
        ("unit", "source_kind", "source_id", "obligation", "held_on", "filed_on", "submitted_at"),
        fulfilments,
    )
    note_settled(settled, source_kind="declaration")
