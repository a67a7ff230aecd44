"""Nightly passes over series: open coming meetings, carry over unfinished points, tell the obligations.

Each may run twice, late, or at the same time as another.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tajadur.duties.obligations.models import Obligation
from tajadur.registry.audit.operations import log_action

from .models import Meeting, Series
from .operations import closing
from .operations.adoption import place_adoptions
from .operations.carry_over import carry_unfinished
from .operations.opening import AHEAD, note_programme, open_series
from .operations.placing import place, unplaced
from .queries.meetings import STILL_RECORDED
from .queries.minutes import bodies_with_minutes
from .queries.vanished import bodies_to_look_at
from .vocabulary import MeetingState

SERIES_AT_ONCE = 300
PROPOSALS_AT_ONCE = 500
BODIES_AT_ONCE = 100


def open_occurrences(*, on: date, at: datetime) -> int:
    """Open the meetings of every running series up to 90 days after ``on``, and carry what was left unfinished.

    Returns how many meetings were opened. Each batch is one transaction; a series another pass holds is left to it.
    """
    opened = 0
    while True:
        with transaction.atomic():
            batch = list(
                _behind(on).select_for_update(of=("self",), skip_locked=True).select_related("body")[:SERIES_AT_ONCE]
            )
            if not batch:
                break
            made = open_series(batch, on=on, at=at)
            if made:  # meetings are locked before obligations, as in a submission
                carry_unfinished(on=on, body_ids={row.body_id for row in made})
                place_adoptions(on=on, body_ids={row.body_id for row in made})
            note_programme({row.unit_id for row in made}, since=min((row.planned_on for row in made), default=on))
            if made:
                log_action(act="open_occurrences", by=None, at=at, detail={"series": len(batch), "meetings": len(made)})
            opened += len(made)
    return opened


def follow_closings(*, on: date, at: datetime) -> int:
    """Cancel what stands programmed after the end of its body, bring back what was; returns how many meetings."""
    with transaction.atomic():
        tally = closing.follow_closings(on=on, at=at)
    return sum(map(sum, tally.values()))


def carry_points(*, on: date) -> int:
    """Carry to the next meeting of its body what stands on the agenda of a meeting that nobody held; how many points.

    So do minutes that wait to be adopted.

    What is cancelled is carried at once; a meeting is seen to be never held only as days go by. A batch of bodies at a
    time: a worker never holds the agendas of a whole country.
    """
    count = 0
    bodies = bodies_to_look_at(on)
    for first in range(0, len(bodies), BODIES_AT_ONCE):
        with transaction.atomic():
            count += carry_unfinished(on=on, body_ids=bodies[first : first + BODIES_AT_ONCE])
    bodies = bodies_with_minutes(on)
    for first in range(0, len(bodies), BODIES_AT_ONCE):
        with transaction.atomic():
            count += place_adoptions(on=on, body_ids=bodies[first : first + BODIES_AT_ONCE])
    return count


def place_proposals(*, on: date, at: datetime) -> int:
    """Put each decision sent from below on the next programmed meeting of the body above; returns how many.

    What another pass holds is left to it; what is placed is placed once.
    """
    count = 0
    with transaction.atomic():
        rows = unplaced(on).select_for_update(of=("self",), skip_locked=True).select_related("unit")
        if batch := list(rows[:PROPOSALS_AT_ONCE]):
            count = place(batch, on=on, at=at)
        if count:
            log_action(act="place_proposals", by=None, at=at, detail={"proposals": count})
    return count


def note_programmes(*, on: date) -> int:
    """Tell the obligations every meeting that stands programmed, for all units that have one; returns how many units.

    Obligations may be generated after meetings were programmed: only units where the two differ are looked at.
    """
    since = on - STILL_RECORDED
    units = list(_out_of_step(since).values_list("unit_id", flat=True).distinct())
    with transaction.atomic():
        note_programme(units, since=since)
    return len(units)


def _behind(on: date) -> QuerySet[Series]:
    running = Q(stopped_on=None) | Q(stopped_on__gt=on)
    lasting = Q(ends_on=None) | Q(ends_on__gte=on)
    rows = Series.objects.filter(running, lasting, Q(created_ahead_to=None) | Q(created_ahead_to__lt=on + AHEAD))
    open_units = Q(unit__closed_on=None) | Q(unit__closed_on__gt=on)
    return rows.filter(open_units).order_by("pk")


def _out_of_step(since: date) -> QuerySet[Obligation]:
    """Meeting-obligations without a programmed day although a meeting of the right body stands in their period."""
    standing = Meeting.objects.filter(
        unit_id=OuterRef("unit_id"),
        body__body_type_id=OuterRef("directive__body_type_id"),
        planned_on__range=(OuterRef("period_start"), OuterRef("period_end")),
    ).exclude(state=MeetingState.CANCELLED)
    rows = Obligation.objects.filter(period_end__gte=since, cancelled_on=None, directive__fulfilment="meeting")
    return rows.filter(Q(programmed_on=None), Exists(standing))
