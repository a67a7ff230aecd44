"""Random obligations, the contradictory ones included."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from tajadur.rules.status import Facts

START = date(2026, 1, 1)
RECORDED = (
    "filed_on",
    "cancelled_on",
    "excused_on",
    "not_held_on",
    "not_held_withdrawn_on",
    "extension_granted_on",
    "reopened_on",
)
days = st.integers(-40, 400).map(lambda n: START + timedelta(days=n))


@st.composite
def all_facts(draw, **fixed) -> Facts:
    """Any facts, contradictory ones included."""
    end = START + timedelta(days=draw(st.integers(0, 180)))
    report_days = draw(st.integers(0, 20))
    due = end + timedelta(days=report_days)
    overdue = due + timedelta(days=draw(st.integers(1, 20)))
    maybe = st.none() | days
    drawn = {name: draw(maybe) for name in (*RECORDED, "held_on", "extended_until", "locks_on")}
    return Facts(
        period_start=START,
        period_end=end,
        opens_on=START,
        due_on=due,
        overdue_from=overdue,
        calendar=draw(st.booleans()),
        report_days=report_days,
        **{**drawn, **fixed},
    )


@st.composite
def reported(draw) -> tuple[Facts, date]:
    """Facts something was reported for, and a day by which it was."""
    facts = draw(all_facts())
    last = facts.period_end if facts.calendar else facts.period_end + timedelta(days=150)
    held = draw(st.dates(facts.period_start, last))
    filed = held + timedelta(days=draw(st.integers(0, 120)))
    return replace(facts, held_on=held, filed_on=filed), filed + timedelta(days=draw(st.integers(0, 200)))


@st.composite
def extended(draw) -> tuple[Facts, date]:
    """Facts with nothing but an extension, and a day on which it runs."""
    blank = dict.fromkeys((*RECORDED, "held_on", "extended_until"))
    facts = draw(all_facts(**blank))
    more = draw(st.integers(1, 60))
    t = facts.due_on + timedelta(days=draw(st.integers(1, more)))
    granted = t - timedelta(days=draw(st.integers(0, 30)))
    return replace(facts, extended_until=facts.due_on + timedelta(days=more), extension_granted_on=granted), t
