"""The rules of the register of dysfunctions: their table, what opens a case, what raises it, what settles it."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tajadur.rules import dysfunctions as rules
from tajadur.rules.dysfunctions import FOUND_BY_RULE, RULES, CaseKind, FactsSettle, Matter, ReportSigns, Severity

SIGNS = st.lists(st.booleans(), max_size=9)
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
SAYS = ReportSigns(letters=400, similarity=10, has_outcome=True)
COPY = ReportSigns(letters=400, similarity=85, has_outcome=True)
EMPTY = ReportSigns(letters=39, similarity=0, has_outcome=False)


def of(kind: CaseKind) -> Mapping[str, int]:
    return RULES[kind].thresholds


def test_every_kind_has_its_row_and_all_but_the_observed_one_a_rule() -> None:
    assert set(RULES) == set(CaseKind)
    assert set(FOUND_BY_RULE) == set(CaseKind) - {CaseKind.OTHER}
    ends = {kind for kind in CaseKind if RULES[kind].facts_settle is FactsSettle.ENDS}
    assert {CaseKind.SILENT, CaseKind.UNPROGRAMMED, CaseKind.COPIED, CaseKind.OTHER} == set(CaseKind) - ends


@pytest.mark.parametrize(
    ("silences", "answer"),
    [
        ([], None),
        ([True, True], None),
        ([False, True, True, True], None),
        ([True, True, True], Severity.MEDIUM),
        ([True, True, True, False, True, True], Severity.MEDIUM),
        ([True] * 6, Severity.HIGH),
    ],
)
def test_silence_opens_at_three_periods_and_is_high_from_six(silences: list[bool], answer: Severity | None) -> None:
    assert rules.silent(silences, of(CaseKind.SILENT)) is answer


@given(SIGNS)
def test_more_silence_is_never_less_grave(silences: list[bool]) -> None:
    before, after = (rules.silent(signs, of(CaseKind.SILENT)) for signs in (silences, [True, *silences]))
    assert (before is None or after is not None) and (after or 0) >= (before or 0)


@given(SIGNS)
def test_settling_is_proposed_after_two_reports_and_never_beside_silence(reported: list[bool]) -> None:
    silences = [not sign for sign in reported]
    proposed = rules.reports_again(reported, of(CaseKind.SILENT))
    assert proposed == (reported[:2] == [True, True])
    assert not (proposed and rules.silent(silences, of(CaseKind.SILENT)))


@pytest.mark.parametrize(
    ("kind", "days"), [(CaseKind.VACANT, 30), (CaseKind.EXPIRED, 60), (CaseKind.UNDECLARED, 30), (CaseKind.FILING, 1)]
)
def test_what_lasts_opens_on_its_day_and_not_the_day_before(kind: CaseKind, days: int) -> None:
    since = date(2026, 3, 1)
    on = since + timedelta(days=days)
    assert rules.lasts(since, on - timedelta(days=1), kind, of(kind)) is None
    assert rules.lasts(since, on, kind, of(kind)) is RULES[kind].severity


@pytest.mark.parametrize(
    ("lasts", "said", "is_open", "opens"),
    [(89, 5, False, False), (90, 5, False, True), (900, 730, False, True), (900, 731, False, False),
     (900, 731, True, True), (89, 5, True, False)],
)  # fmt: skip
def test_no_premises_opens_while_the_word_is_of_late_and_stays_when_it_grows_old(
    lasts: int, said: int, is_open: bool, opens: bool
) -> None:
    on = date(2026, 3, 1)
    since, said_on = on - timedelta(days=lasts), on - timedelta(days=said)
    answer = rules.no_premises(since, said_on, on, of(CaseKind.PREMISES), is_open=is_open)
    assert (answer is Severity.LOW) == opens


@given(SIGNS)
def test_quorum_opens_after_four_below_and_ends_after_two_reached(reached: list[bool]) -> None:
    asked = of(CaseKind.QUORUM)
    opens = rules.quorum_never(reached, asked) is not None
    assert opens == (len(reached) >= 4 and not any(reached[:4]))
    assert not (opens and rules.quorum_again(reached, asked))


@pytest.mark.parametrize(
    ("periods", "opens"),
    [
        ([(False, False)] * 3, False),
        ([(False, False)] * 2 + [(False, True)] * 2, True),
        ([(False, False)] + [(False, True)] * 3, False),
        ([(True, False)] + [(False, False)] * 3, False),
        ([(False, False)] * 4 + [(True, True)], True),
    ],
)
def test_never_programmed_wants_four_in_a_row_of_which_two_not_held(
    periods: list[tuple[bool, bool]], opens: bool
) -> None:
    assert (rules.never_programmed(periods, of(CaseKind.UNPROGRAMMED)) is Severity.LOW) == opens


@pytest.mark.parametrize(
    ("stuck", "whole", "opens"),
    [(5, 100, True), (4, 9, False), (4, 8, True), (1, 1, False), (2, 4, True), (0, 0, False)],
)
def test_actions_are_stuck_by_number_or_by_share(stuck: int, whole: int, opens: bool) -> None:
    assert (rules.actions_stuck(stuck, whole, of(CaseKind.ACTIONS)) is Severity.LOW) == opens


@pytest.mark.parametrize(
    ("reports", "opens"),
    [
        ([COPY, SAYS, EMPTY, SAYS, COPY, SAYS], True),
        ([COPY, SAYS, EMPTY, SAYS, SAYS, SAYS, COPY], False),
        ([ReportSigns(400, 84, True)] * 6, False),
        ([ReportSigns(5, 0, True)] * 6, False),
        ([ReportSigns(40, 0, False)] * 6, False),
        ([EMPTY] * 3, True),
    ],
)
def test_three_of_the_last_six_reports_empty_or_copied(reports: list[ReportSigns], opens: bool) -> None:
    assert (rules.copied(reports, of(CaseKind.COPIED)) is Severity.LOW) == opens


@pytest.mark.parametrize(
    ("misses", "left", "answer"),
    [
        ([True], 90, None),
        ([True, False], 90, None),
        ([False, True], 10, None),
        ([True, True], 61, Severity.MEDIUM),
        ([True, True], 60, Severity.HIGH),
        ([True, True], -5, Severity.HIGH),
    ],
)
def test_a_congress_misses_on_two_looks(misses: list[bool], left: int, answer: Severity | None) -> None:
    assert rules.congress_misses(misses, left, of(CaseKind.CONGRESS)) is answer


@pytest.mark.parametrize(("members", "women", "opens"), [(2, 0, False), (3, 0, True), (3, 1, False), (0, 0, False)])
def test_no_women_in_a_body_of_three(members: int, women: int, opens: bool) -> None:
    assert (rules.no_women(members, women, of(CaseKind.WOMEN)) is Severity.MEDIUM) == opens


@given(DAYS, st.integers(0, 40))
def test_months_after_keeps_the_day_or_takes_the_last_of_the_month(day: date, months: int) -> None:
    later = rules.months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


MATTERS = st.builds(
    Matter, st.frozensets(st.sampled_from(["directive:1", "directive:2", "body:3"])), st.sampled_from(Severity)
)


@given(DAYS, MATTERS, MATTERS, st.integers(0, 500))
def test_a_dismissal_is_remembered_for_a_year_and_for_nothing_new(
    day: date, known: Matter, found: Matter, days: int
) -> None:
    on = day + timedelta(days=days)
    same = found.about <= known.about and found.severity <= known.severity
    expected = same and on < rules.months_after(day, 12)
    assert rules.is_remembered(day, known, found, on) == expected


def test_a_case_comes_back_within_twelve_months_of_its_end() -> None:
    ended = date(2026, 2, 28)
    assert rules.is_recurrence(ended, date(2027, 2, 27))
    assert not rules.is_recurrence(ended, date(2027, 2, 28))
