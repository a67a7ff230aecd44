"""Every invariant by name, and asking them all."""

from .filing import declarations_recorded, fulfilments_have_sources, reports_recorded
from .laid import ladders_laid
from .moment import Check, Finding, Moment
from .owed import calendar_kept, facts_kept, programmes_noted
from .standing import mandates_apart, paths_kept, series_kept
from .telling import ladders_kept, nothing_old_told, outbox_kept, overdue_told, waiting_in_time

INVARIANTS: dict[str, Check] = {
    "each unit stands where its placement says": paths_kept,
    "a post for one holder has one, a person holds a post once": mandates_apart,
    "each meeting of a live series exists once": series_kept,
    "each report submitted is recorded once": reports_recorded,
    "each declaration is recorded once": declarations_recorded,
    "what is recorded was submitted": fulfilments_have_sources,
    "what the calendar asks is owed exactly once": calendar_kept,
    "the facts of an obligation follow from what was submitted and released": facts_kept,
    "what stands programmed is noted": programmes_noted,
    "a letter is one row with one fate": outbox_kept,
    "nothing waits longer than five minutes past its time": waiting_in_time,
    "nothing older than the installation is told": nothing_old_told,
    "nobody outside the ladder is told": ladders_kept,
    "what is owed has its ladder laid in advance": ladders_laid,
    "what is owed has been told": overdue_told,
}


def verify(moment: Moment, *, most: int = 20) -> list[Finding]:
    """What is broken at ``moment``; at most ``most`` findings of each invariant, then one that says how many more."""
    found: list[Finding] = []
    for name, check in INVARIANTS.items():
        broken = list(check(moment))
        found += [Finding(name, what) for what in broken[:most]]
        if len(broken) > most:
            found.append(Finding(name, f"and {len(broken) - most} more"))
    return found
