"""The day of the congress: what was put to the vote with its result, and the counts of its elections."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Sum

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, NeedsConfirmation, NotVisible
from tajadur.foundation.text import clean_text
from tajadur.permissions.actors import Actor, Grant

from ..models import CheckIn, Congress, PostVote, Resolution
from ..queries.results import posts_to_fill
from ..vocabulary import ResolutionKind
from .marking import for_conducting, note

TEXT_LIMIT = 4000
MOST_RESOLUTIONS = 200
UNSEEN = "unseen"  # nobody looked at what stood there before


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionFields:
    """What is said of a motion or a resolution; counts of hands."""

    kind: str
    text: str
    votes_for: int
    votes_against: int
    abstained: int

    @property
    def cast(self) -> int:
        """Everybody who was counted."""
        return self.votes_for + self.votes_against + self.abstained


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteFields:
    """The counts of one election; ``won``: the votes of who was elected, where one was."""

    candidates: int
    cast: int
    spoiled: int
    won: int | None = None


@transaction.atomic
def note_resolution(
    *,
    congress_id: int,
    fields: ResolutionFields,
    resolution_id: int | None = None,
    seen: str = UNSEEN,
    confirmed: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> Resolution:
    """The region writes what was put to the vote and its result, or corrects it.

    Raises NotVisible, PermissionDenied, BadInput (codes of PROBLEMS); NeedsConfirmation ``votes_over_present`` when
    more voted than were counted in, ``written_meanwhile`` when what stands there is not what was ``seen``.
    """
    congress, grant = _begun(congress_id, by, at)
    text = clean_text(fields.text, field="text", limit=TEXT_LIMIT)
    if not text:
        raise BadInput("text", "resolution_text")
    if fields.kind not in ResolutionKind.values:
        raise BadInput("kind", "resolution_kind")
    if fields.cast == 0:
        raise BadInput("votes_for", "nobody_voted")
    _ask_if_over(congress, fields.cast, "votes_over_present", confirmed)
    rows = Resolution.objects.select_for_update().filter(congress=congress)
    if resolution_id is None:
        if rows.count() >= MOST_RESOLUTIONS:
            raise BadInput("", "resolutions_too_many", most=MOST_RESOLUTIONS)
        last = rows.aggregate(last=Max("position"))["last"] or 0
        row = Resolution(congress=congress, position=last + 1)
    else:
        row = _own(congress, resolution_id)
        _ask_if_written(row, seen, confirmed)
    row.kind, row.text = fields.kind, text
    row.votes_for, row.votes_against, row.abstained = fields.votes_for, fields.votes_against, fields.abstained
    row.noted_at, row.mandate_id = at, grant.mandate_id
    row.save()
    note("congress.resolution", congress, by, at, grant, {"number": row.position})
    return row


@transaction.atomic
def drop_resolution(*, congress_id: int, resolution_id: int, by: Actor, at: datetime) -> None:
    """What was written by mistake is taken off. Raises NotVisible, PermissionDenied, BadInput."""
    congress, grant = _begun(congress_id, by, at)
    row = _own(congress, resolution_id)
    position = row.position
    row.delete()
    note("congress.resolution_dropped", congress, by, at, grant, {"number": position})


@transaction.atomic
def note_vote(
    *,
    congress_id: int,
    post_id: int,
    fields: VoteFields,
    seen: str = UNSEEN,
    confirmed: Collection[str] = (),
    by: Actor,
    at: datetime,
) -> PostVote:
    """The counts of the election to one post, written or corrected. Who was elected is proposed by its own act.

    Raises NotVisible, PermissionDenied, BadInput (codes of PROBLEMS); NeedsConfirmation ``cast_over_present``,
    ``written_meanwhile`` when what stands there is not what was ``seen``.
    """
    congress, grant = _begun(congress_id, by, at)
    if not posts_to_fill(congress.unit_id).filter(pk=post_id).exists():
        raise BadInput("post", "post_unknown")
    if fields.candidates < 1:
        raise BadInput("candidates", "nobody_stood")
    if fields.spoiled > fields.cast:
        raise BadInput("spoiled", "spoiled_over_cast", cast=fields.cast)
    if fields.won is not None and fields.won > fields.cast - fields.spoiled:
        raise BadInput("won", "won_over_valid", valid=fields.cast - fields.spoiled)
    _ask_if_over(congress, fields.cast, "cast_over_present", confirmed)
    before = PostVote.objects.select_for_update().filter(congress=congress, post_id=post_id).first()
    _ask_if_written(before, seen, confirmed)
    row, _ = PostVote.objects.update_or_create(
        congress=congress,
        post_id=post_id,
        defaults={
            "candidates": fields.candidates,
            "cast": fields.cast,
            "spoiled": fields.spoiled,
            "won": fields.won,
            "noted_at": at,
            "mandate_id": grant.mandate_id,
        },
    )
    note("congress.vote", congress, by, at, grant, {"post": post_id})
    return row


def _begun(congress_id: int, by: Actor, at: datetime) -> tuple[Congress, Grant]:
    """The congress from its day on. Raises as ``for_conducting``, BadInput ``date_not_fixed``, ``day_not_come``."""
    on = civil_day(at)
    road, grant = for_conducting(congress_id, by, on)
    first = road.days.held_on or road.congress.planned_on
    if first is None:
        raise BadInput("", "date_not_fixed")
    if on < first:
        raise BadInput("", "day_not_come", day=first)
    return road.congress, grant


def _own(congress: Congress, resolution_id: int) -> Resolution:
    row = Resolution.objects.select_for_update().filter(congress=congress, pk=resolution_id).first()
    if row is None:
        raise NotVisible
    return row


def seen_of(row: Resolution | PostVote | None) -> str:
    """What a form remembers of the row it began with; empty: there was none."""
    return row.noted_at.isoformat() if row else ""


def _ask_if_written(row: Resolution | PostVote | None, seen: str, confirmed: Collection[str]) -> None:
    """Two desks write the same result: the second says that its own is to stand."""
    if seen != UNSEEN and seen_of(row) != seen and "written_meanwhile" not in confirmed:
        raise NeedsConfirmation("", "written_meanwhile")


def _ask_if_over(congress: Congress, cast: int, code: str, confirmed: Collection[str]) -> None:
    """More hands than delegates counted in: a mistake, or the desks counted too few. Nothing is asked where none is."""
    rows = CheckIn.objects.filter(share__congress=congress, taken_back_at=None)
    present = rows.aggregate(whole=Sum("count"))["whole"]
    if present is not None and cast > present and code not in confirmed:
        raise NeedsConfirmation("", code, cast=cast, present=present)
