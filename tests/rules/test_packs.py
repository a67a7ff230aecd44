"""The rules of the pack: its three sentences, what is to be decided first, what changed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from tajadur.rules.dysfunctions import Severity
from tajadur.rules.packs import (
    CASES,
    CONGRESSES,
    FIGURES,
    MOST_DECISIONS,
    REPORTING,
    CongressCount,
    DecisionCandidate,
    DecisionSource,
    PackFigure,
    change_of,
    changes_between,
    ready_from,
    sentences,
    severity_of_request,
    to_decide,
)

DAY = date(2026, 11, 8)


def figures(**parts: tuple[int, int | None]) -> dict[str, PackFigure]:
    known = dict.fromkeys(FIGURES, (0, 0)) | {CASES: (0, None)} | parts
    return {code: PackFigure(code, *pair) for code, pair in known.items()}


def case(pk: int, severity: int, touched: int, since: date = DAY) -> DecisionCandidate:
    return DecisionCandidate(DecisionSource.CASE, pk, pk, severity, touched, since)


def test_a_pack_is_ready_three_days_before_its_meeting() -> None:
    assert ready_from(date(2026, 12, 2)) == date(2026, 11, 29)


def test_a_share_moves_in_points_and_a_number_in_ones_and_nothing_is_compared_with_nothing() -> None:
    assert change_of(PackFigure(REPORTING, 60, 75), PackFigure(REPORTING, 50, 75)) == 13
    assert change_of(PackFigure(CASES, 12), PackFigure(CASES, 15)) == -3
    assert change_of(PackFigure(REPORTING, 0, 0), PackFigure(REPORTING, 1, 2)) is None
    assert change_of(PackFigure(REPORTING, 1, 2), None) is None


def test_each_of_the_three_sentences_has_its_figure_and_its_change() -> None:
    now = figures(reporting=(60, 75), congresses=(10, 12), cases=(9, None))
    before = figures(reporting=(50, 75), congresses=(9, 12), cases=(9, None))
    held, congress, cases = sentences(now, CongressCount(-131, 10, 12, 2), 4, before)
    assert (held.code, held.values["percent"], held.change) == ("held", 80, 13)
    assert (congress.code, congress.values["days"], congress.change) == ("congress_past", 131, 1)
    assert (cases.code, cases.values, cases.change) == ("cases", {"n": 9, "severe": 4}, 0)


def test_without_figures_the_sentences_say_so() -> None:
    assert [each.code for each in sentences(figures(), CongressCount(), 0, {})] == [
        "nothing_due", "no_congress", "no_cases",
    ]  # fmt: skip
    ahead, every = CongressCount(0, 1, 12, 3), CongressCount(-5, 12, 12, 0)
    assert sentences(figures(), ahead, 0, {})[1].code == "congress_ahead"
    assert sentences(figures(), every, 0, {})[1].code == "congress_all"


def test_a_congress_of_another_edition_is_not_compared() -> None:
    now, before = figures(congresses=(0, 12)), figures(congresses=(12, 12))
    assert sentences(now, CongressCount(200, 0, 12, 0), 0, before)[1].change is None
    assert before[CONGRESSES].value == 100


def test_what_weighs_most_is_decided_first_and_what_waits_longest_among_equals() -> None:
    old = DAY - timedelta(days=90)
    ranked = to_decide([case(1, 3, 2), case(2, 1, 8), case(3, 2, 3), case(4, 3, 2, old), case(5, 1, 1)])
    assert [each.id for each in ranked] == [2, 4, 1]


@given(some.lists(some.tuples(some.integers(1, 3), some.integers(1, 2000)), max_size=20))
def test_at_most_three_and_none_left_out_weighs_more(pairs: list[tuple[int, int]]) -> None:
    candidates = [case(pk, *pair) for pk, pair in enumerate(pairs)]
    chosen = to_decide(candidates)
    assert len(chosen) == min(MOST_DECISIONS, len(candidates))
    least = min((each.weight for each in chosen), default=0)
    assert all(each.weight <= least for each in candidates if each not in chosen)


def test_a_request_whose_days_are_over_weighs_more() -> None:
    assert severity_of_request(DAY, DAY) is Severity.MEDIUM
    assert severity_of_request(DAY - timedelta(days=1), DAY) is Severity.HIGH


def test_what_changed_is_new_gone_held_and_moved() -> None:
    before = [(1, "low"), (3, "silent"), (5, "low")]
    changes = changes_between([(1, "low"), (2, "vacant"), (5, "silent")], before, [7, 8], [7],
                              {1: 50, 2: None, 3: 20, 4: 10}, {1: 40, 2: 10, 3: 80, 4: 10})  # fmt: skip
    assert (changes.new, changes.gone, changes.held) == ([(2, "vacant")], [3], [8])
    assert changes.other == [(5, "silent")]
    assert changes.moved == [(3, 80, 20), (1, 40, 50)] and not changes.is_empty
    assert changes_between([], [], [], [], {}, {}).is_empty
