"""Who read and who confirmed the version in force: the counts, the lists behind them, the shares by place."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import sort_field
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import reach
from tajadur.permissions.matrix import Permission
from tajadur.rules.circulars import ASKED_STATES, AddresseeState

from ..models import Addressee, Circular, CircularReading

MOST_PLACES = 100
# What a list is asked by, beside the states: those who opened it, those who did not, those who did not confirm.
LISTS = ("read", "not_read", "confirmed", "not_confirmed", "late", "vacant", "no_account")


@dataclass(frozen=True, slots=True)
class CircularFigures:
    """Of the posts within reach: ``asked`` have a holder who can log in; the others are counted apart, never late.

    ``read`` counts those who confirmed too: nobody confirms what they did not open.
    """

    posts: int = 0
    asked: int = 0
    read: int = 0
    confirmed: int = 0
    late: int = 0
    vacant: int = 0
    no_account: int = 0

    @property
    def not_read(self) -> int:
        """How many could read it and did not."""
        return self.asked - self.read

    @property
    def not_confirmed(self) -> int:
        """How many could confirm it and did not."""
        return self.asked - self.confirmed


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """The figures of one region or province."""

    unit: Unit
    figures: CircularFigures


def addressees_seen(actor: Actor, circular: Circular, on: date) -> QuerySet[Any]:
    """The addressees within the actor's reach, each with its ``state`` on ``on`` and ``is_late``.

    What a holder read or confirmed counts for this holder: after them the post is asked anew.
    """
    own = Q(post_id__in=actor.post_ids)
    within = reach(actor, Permission.READ_CIRCULARS, "post__unit__path")
    rows = Addressee.objects.filter(circular=circular)
    rows = rows.filter(own | within) if within else rows
    holding = Mandate.objects.filter(in_force(on), post=OuterRef("post"))
    readings = CircularReading.objects.filter(
        version__circular=circular, version__number=circular.version, post=OuterRef("post")
    )
    rows = rows.annotate(
        is_held=Exists(holding),
        can_confirm=Exists(holding.filter(person__account__is_active=True)),
        has_another=Exists(holding.exclude(person=OuterRef("mandate__person"))),
        was_read=Exists(readings.filter(mandate__person__in=holding.values("person"))),
    )
    confirmed = Q(obligation__filed_on__isnull=False, has_another=False)
    state = Case(
        When(confirmed, then=Value(AddresseeState.CONFIRMED)),
        When(is_held=False, then=Value(AddresseeState.VACANT)),
        When(can_confirm=False, then=Value(AddresseeState.NO_ACCOUNT)),
        When(was_read=True, then=Value(AddresseeState.READ)),
        default=Value(AddresseeState.UNREAD),
        output_field=CharField(),
    )
    late = Q(
        obligation__filed_on=None, obligation__cancelled_on=None, obligation__overdue_from__lte=on, can_confirm=True
    )
    return rows.annotate(
        state=state,
        is_late=Case(When(late, then=Value(True)), default=Value(False), output_field=BooleanField()),
    )


def listed(rows: QuerySet[Any], wanted: str) -> QuerySet[Any]:
    """Those of the addressees that a figure counts; all of them for an unknown word."""
    asked = Q(state__in=sorted(ASKED_STATES))
    conditions = {
        "read": Q(state__in=(AddresseeState.READ, AddresseeState.CONFIRMED)),
        "not_read": Q(state=AddresseeState.UNREAD),
        "confirmed": Q(state=AddresseeState.CONFIRMED),
        "not_confirmed": asked & ~Q(state=AddresseeState.CONFIRMED),
        "late": Q(is_late=True),
        "vacant": Q(state=AddresseeState.VACANT),
        "no_account": Q(state=AddresseeState.NO_ACCOUNT),
    }
    return rows.filter(conditions[wanted]) if wanted in conditions else rows


def narrowed_to(rows: QuerySet[Any], place: Unit | None) -> QuerySet[Any]:
    """Those of a region or province; all of them for None."""
    return rows if place is None else rows.filter(post__unit__path__startswith=place.path)


def figures_of(rows: QuerySet[Any]) -> CircularFigures:
    """The counts of addressees with their states: one query, in which each state is worked out once."""
    grouped = rows.order_by().values_list("state", "is_late").annotate(count=Count("pk"))
    return _summed((AddresseeState(state), is_late, count) for state, is_late, count in grouped)


def figures_by_place(
    rows: QuerySet[Any], *, below: Unit | None, depth: int
) -> tuple[CircularFigures, list[PlaceFigures]]:
    """The counts under ``below`` (None: anywhere), and for each unit of ``depth`` there that holds addressees.

    Two queries.
    """
    places = Unit.objects.filter(depth=depth)
    if below is not None:
        places = places.filter(path__startswith=below.path)
    # The path of a unit names those above it: what stands in the place of ``depth`` is counted there.
    every: list[tuple[AddresseeState, bool, int]] = []
    groups: dict[int, list[tuple[AddresseeState, bool, int]]] = defaultdict(list)
    grouped = narrowed_to(rows, below).order_by().values_list("post__unit__path", "state", "is_late")
    for path, state, is_late, count in grouped.annotate(count=Count("pk")):
        group, parts = (AddresseeState(state), is_late, count), path.strip(".").split(".")
        every.append(group)
        if len(parts) > depth:
            groups[int(parts[depth])].append(group)
    named = places.filter(pk__in=list(groups)).order_by(sort_field(), "pk")[:MOST_PLACES]
    return _summed(every), [PlaceFigures(place, _summed(groups[place.pk])) for place in named]


def _summed(groups: Iterable[tuple[AddresseeState, bool, int]]) -> CircularFigures:
    states: Counter[AddresseeState] = Counter()
    late = 0
    for state, is_late, count in groups:
        states[state] += count
        late += count if is_late else 0
    confirmed = states[AddresseeState.CONFIRMED]
    return CircularFigures(
        posts=states.total(),
        asked=sum(states[state] for state in ASKED_STATES),
        read=states[AddresseeState.READ] + confirmed,
        confirmed=confirmed,
        late=late,
        vacant=states[AddresseeState.VACANT],
        no_account=states[AddresseeState.NO_ACCOUNT],
    )
