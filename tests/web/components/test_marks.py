"""Shares, strips, bars, states: what is drawn and what is said."""

import pathlib
import re

import pytest
from django.conf import settings
from django.utils import translation

from tajadur.foundation.shares import heat_bin, percent_of, percent_text, share_text
from tajadur.permissions.matrix import Role
from tajadur.rules.forecast import Verdict
from tajadur.rules.status import State
from tajadur.web.components.bar import bar
from tajadur.web.components.offices import WORDS, who_can
from tajadur.web.components.states import LOOKS, badge, state_badge
from tajadur.web.components.strip import ChartColumn, column_chart, month_strip, spark
from tajadur.web.components.verdicts import cell, look

SPRITE = (pathlib.Path(settings.ROOT) / "static/icons.svg").read_text(encoding="utf-8")
ICONS = set(re.findall(r'<symbol id="i-([\w-]+)"', SPRITE))


@pytest.mark.parametrize(
    "part, whole, percent",
    [(0, 7, 0), (1, 3, 33), (1, 2, 50), (2, 3, 67), (1, 200, 1), (1, 1000, 1), (999, 1000, 99), (7, 7, 100)],
)
def test_percent_rounds_halves_up_and_never_reaches_an_end_too_soon(part, whole, percent):
    assert percent_of(part, whole) == percent


def test_share_of_nothing_has_no_percent():
    with pytest.raises(ValueError):
        percent_of(0, 0)


@pytest.mark.parametrize(
    "percent, place", [(0, 1), (39, 1), (40, 2), (54, 2), (55, 3), (69, 3), (70, 4), (84, 4), (85, 5), (100, 5)]
)
def test_heat_bins_begin_where_the_guide_says(percent, place):
    assert heat_bin(percent) == place


@pytest.mark.parametrize("language, text", [("ar", "61%"), ("fr", "61\u00a0%"), ("en", "61%")])
def test_percent_sign_stands_where_the_language_puts_it(language, text):
    with translation.override(language):
        assert percent_text(61) == text


@pytest.mark.parametrize("language, text", [("ar", "52 من 75"), ("fr", "52 sur 75"), ("en", "52 of 75")])
def test_share_is_said_in_words(language, text):
    with translation.override(language):
        assert share_text(52, 75) == text
        assert share_text(0, 0) == "—"


def test_strip_draws_one_bar_per_known_month_at_its_place():
    with translation.override("en"):
        svg = month_strip([50, None, 100])
    assert re.findall(r'<rect class="h(\d)" x="([\d.]+)"', svg) == [("2", "0.5"), ("5", "20.5")]
    assert 'aria-label="from 50% to 100%"' in svg


def test_strip_of_nothing_says_so():
    with translation.override("en"):
        assert 'aria-label="nothing was expected"' in month_strip([None] * 12)


def test_strip_escapes_its_label():
    assert 'aria-label="&lt;b&gt;"' in month_strip([1], "<b>")


def test_spark_needs_two_values():
    assert spark([3]) == ""
    assert spark([1, 1]).count("<path") == 2


@pytest.mark.parametrize("part, whole, width", [(0, 0, 0), (0, 5, 0), (3, 5, 60), (9, 5, 100)])
def test_bar_width_is_an_attribute_between_nothing_and_all(part, whole, width):
    assert f'width="{width}%" height="6" rx="3"/></svg>' in bar(part, whole)


def test_bar_speaks_only_with_a_label():
    assert 'aria-hidden="true"' in bar(1, 2)
    assert 'role="img" aria-label="&lt;half&gt;"' in bar(1, 2, "late", "<half>")


def test_columns_say_their_value_and_a_dash_when_nothing_was_expected():
    with translation.override("en"):
        html = column_chart([ChartColumn("Jan", 60, 50), ChartColumn("<Feb>", None, current=True)], "Months")
    assert 'aria-label="60%, of which 50% on time"' in html
    assert (
        '<li class="now"><svg aria-hidden="true"><text x="50%" y="98%">—</text></svg><span>&lt;Feb&gt;</span></li>'
        in html
    )


def test_every_state_of_an_obligation_has_a_look_of_its_own():
    assert len({(look.tone, look.icon) for look in LOOKS.values()}) == len(LOOKS)
    assert {look.tone for look in LOOKS.values()} == {"ok", "warn", "late", "info", "idle"}


def test_states_of_the_rules_and_looks_are_the_same():
    assert {str(state) for state in State} == set(LOOKS)


def test_badge_holds_shape_and_word_and_escapes_it():
    html = badge("late", "triangle-alert", "<2>")
    assert html.startswith('<span class="bd bd--late"><svg class="i"')
    assert html.endswith("&lt;2&gt;</span>")


def test_state_badge_takes_other_words():
    assert state_badge("late", "2 days late").endswith("2 days late</span>")
    with pytest.raises(KeyError):
        state_badge("unheard_of")


def test_icons_of_states_are_in_the_sprite():
    assert {look.icon for look in LOOKS.values()} <= ICONS


def test_every_office_of_the_law_has_words():
    assert set(WORDS) == {str(office) for office in Role}


def test_offices_are_joined_in_the_language():
    with translation.override("en"):
        assert who_can(["secretary", "pole"]) == "the secretary of the unit or the organisation pole"
        assert who_can([]) == ""


def test_a_name_and_what_is_said_of_it_are_joined_as_the_language_joins_them() -> None:
    with translation.override("fr"):
        assert cell("Oriental", Verdict.HELD)["label"] == "Oriental\u00a0: Tenu"
    with translation.override("ar"):
        assert cell("الشرق", Verdict.HELD)["label"] == f"الشرق: {look(Verdict.HELD).word}"
