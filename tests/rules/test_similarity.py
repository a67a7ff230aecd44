"""How alike two reports are: the same whatever the month and the numbers, bounded work, no surprise at the edges."""

from time import perf_counter

from hypothesis import given
from hypothesis import strategies as st

from tajadur.foundation.arabic import fold
from tajadur.rules.similarity import CALENDAR_WORDS, GRAM, MOST_COMPARED, grams, similarity, without_dates

MAY = "اجتمع المكتب يوم 12 ماي 2026 بحضور 9 أعضاء، وتم التداول في برنامج الأنشطة ومالية الفرع واستئناف العمل الميداني."
JUNE = MAY.replace("12 ماي 2026", "9 يونيو 2026").replace("بحضور 9", "بحضور 11")
OTHER = "خصص اللقاء لانتخاب لجنة التكوين واختيار مقر جديد قرب المحطة، مع الاتصال بالساكنة في الأحياء البعيدة."
TEXTS = st.text(st.sampled_from("ابتثج فلمنه abc 12"), max_size=120)


def test_the_words_of_the_calendar_are_folded_as_search_folds_them() -> None:
    assert all(fold(word) == word for word in CALENDAR_WORDS)


def test_the_same_report_of_another_month_is_the_same() -> None:
    assert similarity(fold(MAY), fold(JUNE)) == 100


def test_another_report_is_not_alike() -> None:
    assert similarity(fold(MAY), fold(OTHER)) < 30


def test_a_sentence_added_to_a_long_report_leaves_it_alike_and_a_half_rewritten_one_not() -> None:
    long = " ".join([MAY, OTHER])
    assert similarity(fold(MAY), fold(MAY + " وشكر الجميع.")) >= 85
    assert similarity(fold(MAY), fold(long)) < 85


@given(TEXTS, TEXTS)
def test_it_is_a_share_the_same_both_ways(one: str, other: str) -> None:
    share = similarity(one, other)
    assert 0 <= share <= 100
    assert share == similarity(other, one)


@given(TEXTS)
def test_a_text_is_wholly_like_itself_unless_it_says_nothing(text: str) -> None:
    assert similarity(text, text) == (100 if without_dates(text) else 0)


@given(TEXTS)
def test_there_are_never_more_runs_than_letters(text: str) -> None:
    assert len(grams(text)) <= max(1, len(text) - GRAM + 1)


def test_nothing_is_like_nothing() -> None:
    assert (similarity("", ""), similarity("12 2026", "13 2026")) == (0, 0)


def test_a_text_of_ten_megabytes_costs_what_its_beginning_costs() -> None:
    huge = "كلمة أخرى " * 1_000_000
    began = perf_counter()
    assert similarity(huge, huge) == 100
    assert perf_counter() - began < 1
    assert len(grams(huge)) <= MOST_COMPARED
