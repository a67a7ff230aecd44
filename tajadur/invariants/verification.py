"""Every invariant by name, and checking them all."""

from dataclasses import dataclass

from .as_of import AsOf, Check
from .ladders_current import ladders_current
from .notifications import (
    deliveries_consistent,
    latest_steps_notified,
    nothing_before_installation,
    nothing_waits_too_long,
    recipients_on_ladder,
)
from .obligations import expected_periods_owed_once, facts_follow, programmed_meetings_noted
from .structure import mandates_do_not_overlap, paths_follow_placements, series_have_meetings
from .submissions import declarations_recorded, fulfilments_have_sources, reports_recorded


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken invariant: its name and what breaks it, by ids, codes and days; never a person's name."""

    invariant: str
    what: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.what}"


INVARIANTS: dict[str, Check] = {
    "each unit stands where its placement says": paths_follow_placements,
    "a post for one holder has one, a person holds a post once": mandates_do_not_overlap,
    "each meeting of a live series exists once": series_have_meetings,
    "each report submitted is recorded once": reports_recorded,
    "each declaration is recorded once": declarations_recorded,
    "what is recorded was submitted": fulfilments_have_sources,
    "what the calendar asks is owed exactly once": expected_periods_owed_once,
    "the facts of an obligation follow from what was submitted and released": facts_follow,
    "what stands programmed is noted": programmed_meetings_noted,
    "a letter is one row with one fate": deliveries_consistent,
    "nothing waits longer than five minutes past its time": nothing_waits_too_long,
    "nothing older than the installation is told": nothing_before_installation,
    "nobody outside the ladder is told": recipients_on_ladder,
    "what is owed has its ladder laid in advance": ladders_current,
    "what is owed has been told": latest_steps_notified,
}


def verify(as_of: AsOf, *, most: int = 20) -> list[Violation]:
    """What is broken at ``as_of``; at most ``most`` violations of each invariant, then one that says how many more."""
    violations: list[Violation] = []
    for name, check in INVARIANTS.items():
        broken = list(check(as_of))
        violations += [Violation(name, what) for what in broken[:most]]
        if len(broken) > most:
            violations.append(Violation(name, f"and {len(broken) - most} more"))
    return violations
