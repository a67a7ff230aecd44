"""Every invariant by name, and checking them all."""

from dataclasses import dataclass

from .as_of import AsOf, Check
from .congresses import (
    congresses_consistent,
    delegates_consistent,
    results_consistent,
    seats_add_up,
    stages_consistent,
)
from .directives import directives_consistent, exceptions_consistent
from .ladders_current import ladders_current
from .meetings import drafts_open, meetings_consistent, outcomes_complete, points_consistent, series_consistent
from .names import names_folded
from .notifications import (
    deliveries_consistent,
    latest_steps_notified,
    nothing_before_installation,
    nothing_waits_too_long,
    recipients_on_ladder,
)
from .obligation_days import cancelled_with_cause, days_follow, programme_noted
from .obligations import expected_periods_owed_once, facts_follow
from .people import accounts_consistent, acts_of_two, mandates_consistent, single_posts_held_once
from .receipts import receipts_given_once
from .releases import grants_given, reasons_given, requests_consistent
from .reports import actions_consistent, counts_add_up, notes_from_above, positions_count, sent_as_recorded
from .structure import paths_follow_placements, series_have_meetings
from .submissions import congresses_recorded, declarations_recorded, fulfilments_have_sources, reports_recorded
from .told import messages_consistent, notices_consistent, passes_recorded, steps_told
from .units import days_inside, kinds_fit, places_without_gap, profile_consistent


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken invariant: its name and what breaks it, by ids, codes and days; never a person's name."""

    invariant: str
    what: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.what}"


INVARIANTS: dict[str, Check] = {
    "each unit stands where its placement says": paths_follow_placements,
    "places follow each other without a gap": places_without_gap,
    "units, bodies and posts are of kinds that fit": kinds_fit,
    "nothing lives longer than what it is part of": days_inside,
    "the settings of the party make sense": profile_consistent,
    "names are found and sorted as they are written": names_folded,
    "a post for one holder has one, a person holds a post once": single_posts_held_once,
    "a mandate says of itself what is so": mandates_consistent,
    "what opens a door has its days in order": accounts_consistent,
    "what needs two persons had two": acts_of_two,
    "a directive asks what can be asked": directives_consistent,
    "an exception is for a unit that owes": exceptions_consistent,
    "each meeting of a live series exists once": series_have_meetings,
    "a series is of a body of its unit": series_consistent,
    "a meeting says of itself what is so": meetings_consistent,
    "points are counted and carried once": points_consistent,
    "a report answers each point": outcomes_complete,
    "a draft can still be sent": drafts_open,
    "each report submitted is recorded once": reports_recorded,
    "the counts of a report add up": counts_add_up,
    "a report reads as it was sent": sent_as_recorded,
    "a report is the unit's own": positions_count,
    "an action is part of its meeting": actions_consistent,
    "a note of receipt comes from above": notes_from_above,
    "each receipt was given once": receipts_given_once,
    "each declaration is recorded once": declarations_recorded,
    "each congress held is recorded once": congresses_recorded,
    "what is recorded was submitted": fulfilments_have_sources,
    "what the calendar asks is owed exactly once": expected_periods_owed_once,
    "the days of an obligation follow from its directive": days_follow,
    "what is cancelled has a cause": cancelled_with_cause,
    "the facts of an obligation follow from what was submitted and released": facts_follow,
    "what stands programmed is noted": programme_noted,
    "a request has one answer": requests_consistent,
    "what was granted was given": grants_given,
    "whoever decides says why": reasons_given,
    "the seats of a congress add up": seats_add_up,
    "the lists of delegates fit their seats": delegates_consistent,
    "the stages of a congress are in order": stages_consistent,
    "a congress is of the unit that owes it": congresses_consistent,
    "the elected hold what they were elected to": results_consistent,
    "a letter is one row with one fate": deliveries_consistent,
    "a message has the instants of its state": messages_consistent,
    "a notice is about what still waits": notices_consistent,
    "nothing waits longer than five minutes past its time": nothing_waits_too_long,
    "nothing older than the installation is told": nothing_before_installation,
    "nobody outside the ladder is told": recipients_on_ladder,
    "what is owed has its ladder laid in advance": ladders_current,
    "a step marked as told was told": steps_told,
    "what is owed has been told": latest_steps_notified,
    "a pass ran on a day that has come": passes_recorded,
}


def verify(as_of: AsOf, *, most: int = 20) -> list[Violation]:
    """What is broken at ``as_of``; at most ``most`` violations of each invariant, then one that says how many more."""
    violations: list[Violation] = []
    for name, check in INVARIANTS.items():
        told = 0
        for told, what in enumerate(check(as_of), 1):
            if told <= most:
                violations.append(Violation(name, what))
        if told > most:
            violations.append(Violation(name, f"and {told - most} more"))
    return violations
