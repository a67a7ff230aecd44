"""The forecast of a congress: finishing a stage never makes it later; worked examples of each sentence."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules.forecast import Because, Part, Verdict, Work, forecast, lasted, pace, usual_of
from tajadur.rules.stages import Days, PlannedStage, StageAnchor

OPENS, DEADLINE = date(2026, 1, 1), date(2026, 6, 30)
STAGES = (
    PlannedStage("committee", -120, 15),
    PlannedStage("date", -105, 15, ("committee",)),
    PlannedStage("situation", -75, 30, ("committee",)),
    PlannedStage("call", -60, 10, ("date",)),
    PlannedStage("delegates", -30, 30, ("situation", "call")),
    PlannedStage("documents", -15, 10, ("call",)),
    PlannedStage("held", 0, 1, ("call", "delegates"), is_event=True),
    PlannedStage("minutes", 10, 10, ("held",), StageAnchor.HELD),
    PlannedStage("declared", 30, 20, ("held",), StageAnchor.HELD),
)
CODES = [stage.code for stage in STAGES if stage.code not in {"held", "minutes", "declared"}]
BEFORE = {"committee": (), "date": ("committee",), "situation": ("committee",), "call": ("date",),
          "delegates": ("situation", "call"), "documents": ("call",)}  # fmt: skip


@st.composite
def works(draw: Any) -> tuple[Work, date]:
    """A congress at any point of its road, seen on any day, with odd usual durations too."""
    on = OPENS + timedelta(days=draw(st.integers(0, 330)))
    done: dict[str, date] = {}
    for code in draw(st.permutations(CODES)):
        if all(one in done for one in BEFORE[code]) and draw(st.booleans()):
            done[code] = on - timedelta(days=draw(st.integers(0, 60)))
    fixed = None
    if "date" in done and draw(st.booleans()):
        fixed = OPENS + timedelta(days=draw(st.integers(60, 400)))
    whole = draw(st.integers(0, 9))
    parts = {"delegates": Part(draw(st.integers(0, whole)), whole)} if whole else {}
    usual = draw(st.dictionaries(st.sampled_from(CODES), st.integers(0, 200), max_size=4))
    deadline = DEADLINE + timedelta(days=draw(st.integers(-30, 60)))
    return Work(STAGES, Days(OPENS, deadline, fixed), done, parts, usual), on


@given(works(), st.data())
def test_finishing_a_stage_never_makes_the_forecast_later(case: tuple[Work, date], data: st.DataObject) -> None:
    work, on = case
    free = [code for code in CODES if code not in work.done and all(one in work.done for one in BEFORE[code])]
    if not free:
        return
    code = data.draw(st.sampled_from(free))
    day = on - timedelta(days=data.draw(st.integers(0, 90)))
    after = forecast(replace(work, done={**work.done, code: day}), on)
    before = forecast(work, on)
    assert after.ready_on <= before.ready_on
    assert after.expected_on <= before.expected_on
    assert after.margin >= before.margin
    order = [Verdict.SAFE, Verdict.TIGHT, Verdict.WILL_MISS, Verdict.MISSED]
    assert order.index(after.verdict) <= order.index(before.verdict)


@given(works())
def test_a_province_more_never_makes_the_forecast_later(case: tuple[Work, date]) -> None:
    work, on = case
    part = work.parts.get("delegates")
    if part is None or part.done == part.whole or "delegates" in work.done:
        return
    more = replace(work, parts={"delegates": Part(part.done + 1, part.whole)})
    assert forecast(more, on).expected_on <= forecast(work, on).expected_on


@given(works())
def test_fixing_a_date_by_the_deadline_never_makes_the_forecast_later(case: tuple[Work, date]) -> None:
    work, on = case
    if work.days.fixed_on is not None:
        return
    fixed = replace(work, days=replace(work.days, fixed_on=work.days.deadline))
    assert forecast(fixed, on).expected_on <= forecast(work, on).expected_on


@given(works())
def test_the_verdict_agrees_with_its_days(case: tuple[Work, date]) -> None:
    work, on = case
    found = forecast(work, on)
    assert found.ready_on >= on
    assert found.verdict.is_missed == (found.expected_on > work.days.deadline)
    assert (found.verdict == Verdict.MISSED) == (on > work.days.deadline)
    assert 1.0 <= pace(work, on) <= 2.0


def on_road(*codes: str, parts: dict[str, Part] | None = None, fixed_on: date | None = None) -> Work:
    """A congress with these stages done in February."""
    return Work(STAGES, Days(OPENS, DEADLINE, fixed_on), dict.fromkeys(codes, date(2026, 2, 20)), parts or {})


@pytest.mark.parametrize(
    ("work", "on", "verdict", "because", "expected_on"),
    [
        (on_road(), date(2026, 2, 1), Verdict.SAFE, Because.STAGES_LEFT, DEADLINE),
        (on_road(), date(2026, 4, 15), Verdict.WILL_MISS, Because.STAGES_LEFT, date(2026, 8, 8)),
        (on_road("committee", "date", "situation"), date(2026, 4, 15), Verdict.SAFE, Because.STAGES_LEFT, DEADLINE),
        (
            on_road("committee", "date", "situation", "call", parts={"delegates": Part(5, 7)}),
            date(2026, 6, 25),
            Verdict.WILL_MISS,
            Because.PARTS_MISSING,
            date(2026, 7, 7),
        ),
        (on_road(*CODES), date(2026, 6, 1), Verdict.SAFE, Because.ONLY_TO_HOLD, DEADLINE),
        (on_road(*CODES), date(2026, 6, 25), Verdict.TIGHT, Because.ONLY_TO_HOLD, DEADLINE),
        (on_road(*CODES), date(2026, 8, 1), Verdict.MISSED, Because.ONLY_TO_HOLD, date(2026, 8, 2)),
        (
            on_road(*CODES, fixed_on=date(2026, 7, 12)),
            date(2026, 6, 1),
            Verdict.WILL_MISS,
            Because.DATE_AFTER,
            date(2026, 7, 12),
        ),
        (
            on_road("committee", "date", "situation", "call", fixed_on=date(2026, 5, 20)),
            date(2026, 5, 1),
            Verdict.TIGHT,
            Because.DATE_AT_RISK,
            date(2026, 6, 1),
        ),
    ],
)
def test_worked_examples(work: Work, on: date, verdict: Verdict, because: Because, expected_on: date) -> None:
    found = forecast(work, on)
    assert (found.verdict, found.because, found.expected_on) == (verdict, because, expected_on)


def test_two_provinces_missing_are_counted() -> None:
    found = forecast(
        on_road("committee", "date", "situation", "call", parts={"delegates": Part(5, 7)}), date(2026, 6, 25)
    )
    assert (found.missing, found.whole, found.stage) == (2, 7, "delegates")


def test_once_held_there_is_nothing_to_forecast() -> None:
    held = Work(STAGES, Days(OPENS, DEADLINE, None, date(2026, 11, 3)), {})
    found = forecast(held, date(2026, 11, 20))
    assert (found.verdict, found.expected_on, found.margin) == (Verdict.HELD, date(2026, 11, 3), -126)


FIRST = {"committee": date(2025, 3, 1), "date": date(2025, 3, 11), "call": date(2025, 3, 12), "held": date(2025, 6, 3)}


def test_past_editions_give_the_usual_days() -> None:
    assert lasted(STAGES, FIRST, FIRST) == {"date": 10, "call": 1}
    assert usual_of([lasted(STAGES, FIRST, FIRST), {"date": 21}]) == {"date": 16}
    assert usual_of([{"date": 10}], [{"date": 21, "call": 4}, {"call": 5}]) == {"date": 16, "call": 5}
    assert usual_of([{"date": 10}, {"date": 12}], [{"date": 90}]) == {"date": 11}


def test_one_edition_alone_teaches_nothing() -> None:
    assert usual_of([{"date": 21}]) == usual_of([], [{"date": 21}]) == usual_of([]) == {}


@pytest.mark.parametrize(
    ("done", "marked"),
    [
        (FIRST, dict.fromkeys(FIRST, date(2025, 7, 30))),
        (dict.fromkeys(FIRST, date(2025, 7, 30)), dict.fromkeys(FIRST, date(2025, 7, 30))),
        ({code: day for code, day in FIRST.items() if code != "held"}, FIRST),
        (FIRST, {code: day for code, day in FIRST.items() if code == "call"}),
    ],
    ids=["typed in later", "typed in on one day", "never held", "what it waited for is not known"],
)
def test_an_edition_that_was_not_followed_teaches_nothing(done: dict[str, date], marked: dict[str, date]) -> None:
    assert lasted(STAGES, done, marked) == {}


@pytest.mark.parametrize(("days", "known"), [(14, True), (15, False)])
def test_a_stage_is_learnt_from_when_it_was_marked_within_fourteen_days(days: int, known: bool) -> None:
    marked = FIRST | {"call": FIRST["call"] + timedelta(days=days)}
    assert ("call" in lasted(STAGES, FIRST, marked)) is known


def test_a_day_is_not_lost_to_rounding() -> None:
    """Two thirds of thirty days are twenty, not twenty-one, as they would be with thirds in binary."""
    work, on = on_road("committee", "date", "situation", "call", parts={"delegates": Part(1, 3)}), date(2026, 2, 25)
    assert pace(work, on) == 1
    assert forecast(work, on).ready_on == on + timedelta(days=20 + 1)
