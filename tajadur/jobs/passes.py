"""The passes in their order. Each computes from the database and the day what should exist and adds the difference."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from tajadur.activity.circulars import nightly as circulars
from tajadur.activity.congresses import nightly as congresses
from tajadur.activity.dysfunctions.nightly.find import find_once_a_day
from tajadur.activity.dysfunctions.nightly.follow import follow_cases
from tajadur.activity.filings import nightly as filings
from tajadur.activity.meetings import nightly as meetings
from tajadur.activity.packs import nightly as packs
from tajadur.activity.plans import nightly as plans
from tajadur.activity.resources import nightly as resources
from tajadur.activity.support.nightly import tell_support
from tajadur.activity.training import nightly as training
from tajadur.delivery.digests import gather_digests
from tajadur.delivery.outside import OutsideTransport, answer_tests
from tajadur.delivery.push import PushTransport, greet_devices
from tajadur.delivery.sending import send_waiting, settle_expired_leases
from tajadur.delivery.smtp import SmtpTransport
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.foundation import clock
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people import nightly as people
from tajadur.organisation.profile.queries import days_off, party_hours
from tajadur.organisation.units import nightly as units
from tajadur.registry.answers.operations import forget_answers
from tajadur.registry.audit.queries import last_mark
from tajadur.registry.files.nightly import sweep_files
from tajadur.registry.heartbeat.operations import note_begun, note_ended
from tajadur.registry.heartbeat.queries import runs
from tajadur.registry.notices.queries import last_mark as last_notice
from tajadur.registry.notices.vocabulary import Channel
from tajadur.rules.hours import decision_day

from .exporting import write_long_files
from .monthly import prepare_pack
from .purging import purge
from .weekly import TELL_WEEK, tell_week_once

Pass = Callable[[date, datetime], Any]


def _gather(on: date, at: datetime) -> Any:
    return gather_digests(on=on, at=at, holidays=days_off(on.year, on.year + 1), hours=party_hours(on))


def _plan(on: date, at: datetime, *, laid: bool = False) -> int:
    """Today's steps are decided from the digest hour on; a rehearsed day is taken as it is given."""
    return decide_reminders(on=_deciding(on, at), at=at, laid=laid)


def _deciding(on: date, at: datetime) -> date:
    return _decision_day(at) if on == civil_day(at) else on


def _decision_day(at: datetime) -> date:
    return decision_day(at, party_hours(civil_day(at)))


# Order matters within one run only for promptness: each pass finds later whatever the one before it adds.
PASSES: dict[str, Pass] = {
    "refold_names": lambda on, at: people.refold_names(),
    "apply_moves": lambda on, at: units.apply_moves(on=on, at=at),
    "follow_changes": lambda on, at: cancel_and_rewrite(on=on, at=at),
    "open_periods": lambda on, at: open_periods(on=on, at=at),
    "open_congresses": lambda on, at: congresses.open_congresses(on=on, at=at),
    "open_occurrences": lambda on, at: meetings.open_occurrences(on=on, at=at),
    "follow_closings": lambda on, at: meetings.follow_closings(on=on, at=at),
    "carry_points": lambda on, at: meetings.carry_points(on=on),
    "place_proposals": lambda on, at: meetings.place_proposals(on=on, at=at),
    "note_programmes": lambda on, at: meetings.note_programmes(on=on),
    "find_dysfunctions": lambda on, at: find_once_a_day(on=on, at=at),
    "follow_cases": lambda on, at: follow_cases(on=on, at=at),
    "follow_circulars": lambda on, at: circulars.follow_circulars(on=on, at=at),
    "follow_filings": lambda on, at: filings.follow_filings(on=on, at=at),
    "follow_requests": lambda on, at: resources.follow_requests(on=on, at=at),
    "measure_plan": lambda on, at: plans.measure_once_a_day(on=on, at=at),
    "follow_training": lambda on, at: training.follow_training(on=on, at=at),
    "prepare_pack": lambda on, at: prepare_pack(on=on, at=at),
    "follow_packs": lambda on, at: packs.follow_packs(on=on, at=at),
    "decide_reminders": _plan,
    "tell_support": lambda on, at: tell_support(on=_deciding(on, at), at=at),
    TELL_WEEK: lambda on, at: tell_week_once(on=_deciding(on, at), at=at),
    "gather_digests": _gather,
    "send_letters": lambda on, at: send_waiting(transport=SmtpTransport(), at=at),
    "test_channels": lambda on, at: answer_tests(transport=OutsideTransport(), at=at),
    "send_outside": lambda on, at: send_waiting(transport=OutsideTransport(), channel=Channel.OTHER, at=at),
    "greet_devices": lambda on, at: greet_devices(transport=PushTransport(), at=at),
    "send_push": lambda on, at: send_waiting(transport=PushTransport(), channel=Channel.PUSH, at=at),
    "settle_leases": lambda on, at: settle_expired_leases(),
    "write_exports": lambda on, at: write_long_files(at=at),
    "forget_answers": lambda on, at: forget_answers(at=at),
    "sweep_files": lambda on, at: sweep_files(at=at),
    "purge": lambda on, at: purge(on=min(on, clock.today()), at=min(at, clock.now())),  # nothing goes in a rehearsal
}


# They follow acts and the day, and every act leaves an entry in the audit log: without a new one they find nothing.
# Now and then they run all the same. What is due is decided each time: a step skipped because somebody held its
# obligation is free again without an entry when that act is undone.
FOLLOWERS = (
    "follow_changes",
    "open_periods",
    "follow_closings",
    "carry_points",
    "place_proposals",
    "note_programmes",
    "follow_cases",
    "follow_circulars",
    "follow_filings",
    "follow_requests",
    "follow_packs",
    "decide_reminders",
    "tell_support",
    "gather_digests",
)
SPARED: dict[str, Pass] = {"decide_reminders": lambda on, at: _plan(on, at, laid=True)}
AT_LEAST_EVERY = timedelta(minutes=10)
# Not every notice comes with an entry: what the day alone brought has none.
AFTER_NOTICES = ("gather_digests",)
_followed: dict[str, tuple[tuple[Any, ...], datetime]] = {}


def run_pass_if_needed(name: str, *, on: date, at: datetime) -> Any:
    """``run_pass``, unless this process has just run it and nothing was done since: saves work, decides nothing."""
    if name not in FOLLOWERS:
        return run_pass(name, on=on, at=at)
    seen = (on, _decision_day(at), last_mark(), last_notice() if name in AFTER_NOTICES else None)
    known, when = _followed.get(name, (None, at))
    if known == seen and when <= at < when + AT_LEAST_EVERY:
        if name in SPARED:
            return run_pass(name, on=on, at=at, work=SPARED[name])
        note_ended(name=name, started_at=at, at=at, tally=0)  # it lives, and has nothing to do
        return 0
    tally = run_pass(name, on=on, at=at)
    _followed[name] = (seen, at)
    return tally


def never_through() -> list[str]:
    """The passes that were not through a single time yet: what only waits for them is not due."""
    known = runs()
    return [name for name in PASSES if name not in known or known[name].ended_at is None]


def run_pass(name: str, *, on: date, at: datetime, work: Pass | None = None) -> Any:
    """Run one pass for the civil day ``on`` at the instant ``at``; returns its tally. KeyError for an unknown name.

    Its heartbeat is written before and after, outside its own transactions: a pass that dies has begun and not ended.
    """
    work, began = work or PASSES[name], clock.now()
    note_begun(name=name, at=began)
    tally = work(on, at)
    note_ended(name=name, started_at=began, at=clock.now(), tally=tally)
    return tally
