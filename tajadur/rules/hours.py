"""At which hours may a message leave, and from which hour on are the steps of a day decided?

Nothing leaves before 08:00 nor from 21:00 on, whatever happened before. Inside these hours the party keeps its own in
Ramadan, and a person and a channel may narrow them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tajadur.rules.reminders import FIRST_HOUR, LAST_HOUR, send_at_or_after

_ZONE = ZoneInfo("Africa/Casablanca")


@dataclass(frozen=True, slots=True)
class DayHours:
    """Messages leave from the hour ``first`` on and before the hour ``last``."""

    first: int = FIRST_HOUR
    last: int = LAST_HOUR


@dataclass(frozen=True, slots=True)
class PartyHours:
    """The hours of the party, and those it keeps on the days of ``fasting``."""

    ramadan: DayHours = DayHours()
    fasting: frozenset[date] = frozenset()

    def on(self, day: date) -> DayHours:
        """The hours of one day."""
        return self.ramadan if day in self.fasting else DayHours()


@dataclass(frozen=True, slots=True)
class OwnHours:
    """What a person chose (``digest``, ``quiet``) and what a channel allows (``opens``, ``closes``); None: nothing."""

    digest: int | None = None
    quiet: int | None = None
    opens: int | None = None
    closes: int | None = None

    def on(self, day: date, party: PartyHours) -> DayHours:
        """The hours of one day. A person's own stay as they are in Ramadan; there is always an hour left."""
        of_the_day, closes = party.on(day), LAST_HOUR if self.closes is None else self.closes
        first = of_the_day.first if self.digest is None else self.digest
        first = min(max(first, self.opens or FIRST_HOUR, FIRST_HOUR), closes - 1)
        last = min(of_the_day.last if self.quiet is None else self.quiet, closes)
        return DayHours(first, max(last, first + 1))


def leaves_at(at: datetime, own: OwnHours, *, party: PartyHours, holidays: Collection[date] = ()) -> datetime:
    """The first instant at or after ``at``, which must be aware, on which a message may leave."""
    moment = at
    while True:
        day = moment.astimezone(_ZONE).date()
        hours = own.on(day, party)
        first, quiet = time(hours.first), (time(hours.last), time(hours.first))
        allowed = send_at_or_after(moment, quiet=quiet, holidays=holidays, digest=first)
        if allowed.astimezone(_ZONE).date() == day:
            return allowed
        # Another day has hours of its own.
        moment = datetime.combine(allowed.astimezone(_ZONE).date(), time(0), tzinfo=_ZONE)


def leaves_next_day(at: datetime, own: OwnHours, *, party: PartyHours, holidays: Collection[date] = ()) -> datetime:
    """As ``leaves_at``, on a later civil day than that of ``at``."""
    tomorrow = at.astimezone(_ZONE).date() + timedelta(days=1)
    return leaves_at(datetime.combine(tomorrow, time(0), tzinfo=_ZONE), own, party=party, holidays=holidays)


def decision_day(at: datetime, party: PartyHours) -> date:
    """The day whose steps are decided at ``at``: the civil day from its first hour on, before it the day before."""
    local = at.astimezone(_ZONE)
    return local.date() if local.hour >= party.on(local.date()).first else local.date() - timedelta(days=1)
