"""Days, hours, numbers and phones as Morocco writes them in each language."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tajadur.web.templatetags import formats

THURSDAY = date(2026, 5, 21)
MAY_DAY = date(2026, 5, 1)
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("form", "value", "ar", "fr", "en"),
    [
        ("day", THURSDAY, "الخميس 21 ماي 2026", "jeudi 21 mai 2026", "Thursday 21 May 2026"),
        ("day", MAY_DAY, "الجمعة فاتح ماي 2026", "vendredi 1er mai 2026", "Friday 1 May 2026"),
        ("day_short", THURSDAY, "21 ماي", "21 mai", "21 May"),
        ("day_short", MAY_DAY, "فاتح ماي", "1er mai", "1 May"),
        ("day_month_year", THURSDAY, "21 ماي 2026", "21 mai 2026", "21 May 2026"),
        ("weekday", THURSDAY, "الخميس", "jeudi", "Thursday"),
        ("month_year", THURSDAY, "ماي 2026", "mai 2026", "May 2026"),
        ("month_year", "2026-08", "غشت 2026", "août 2026", "August 2026"),
        ("month_name", 12, "دجنبر", "décembre", "December"),
        ("month_name", date(2026, 7, 2), "يوليوز", "juillet", "July"),
        ("period", "2026-05", "ماي 2026", "mai 2026", "May 2026"),
        ("period", "2026B3", "ماي–يونيو 2026", "mai–juin 2026", "May–June 2026"),
        ("period", "2026Q4", "أكتوبر–دجنبر 2026", "octobre–décembre 2026", "October–December 2026"),
        ("period", "2026T3", "شتنبر–دجنبر 2026", "septembre–décembre 2026", "September–December 2026"),
        ("period", "2026W07", "9–15 فبراير 2026", "9–15 février 2026", "9–15 February 2026"),
        ("period", "2026W27", "29 يونيو–5 يوليوز 2026", "29 juin–5 juillet 2026", "29 June–5 July 2026"),
        ("period", "2024W01", "فاتح–7 يناير 2024", "1er–7 janvier 2024", "1–7 January 2024"),
        (
            "period",
            "2026W53",
            "28 دجنبر 2026–3 يناير 2027",
            "28 décembre 2026–3 janvier 2027",
            "28 December 2026–3 January 2027",
        ),
        ("period", "2026-13", "2026-13", "2026-13", "2026-13"),
        ("period", "2026S1", "يناير–يونيو 2026", "janvier–juin 2026", "January–June 2026"),
        ("period", "2026", "2026", "2026", "2026"),
        ("period", "12/2026 v2", "الصيغة 2", "version 2", "version 2"),
        ("period", "12/2026", "12/2026", "12/2026", "12/2026"),
        ("clock", time(8, 5), "08:05", "08:05", "08:05"),
        ("number", 12480, f"12{NBSP}480", f"12{NBSP}480", "12,480"),
        ("number", -1234.5, f"−1{NBSP}234,5", f"−1{NBSP}234,5", "−1,234.5"),
        ("number", Decimal("7.0"), "7", "7", "7"),
        ("number", -0.04, "0,0", "0,0", "0.0"),
        ("percent", 61, "61%", f"61{NBSP}%", "61%"),
        ("percent", 0.999, "99%", f"99{NBSP}%", "99%"),
        ("percent", 0.001, "1%", f"1{NBSP}%", "1%"),
        ("percent", 1.0, "100%", f"100{NBSP}%", "100%"),
        ("phone_text", "+212661234567", "+212 6 61 23 45 67", "+212 6 61 23 45 67", "+212 6 61 23 45 67"),
        ("phone_text", "+33612345678", "+33 6 12 34 56 78", "+33 6 12 34 56 78", "+33 6 12 34 56 78"),
        ("phone_text", "later", "later", "later", "later"),
    ],
)
def test_form_in_the_three_languages(form, value, ar, fr, en):
    for language, expected in (("ar", ar), ("fr", fr), ("en", en)):
        with override(language):
            assert getattr(formats, form)(value) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "1er juillet 2026, 23:30"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 juillet 2026, 00:30"),
        (datetime(2026, 12, 1, 18, 30, tzinfo=UTC), "1er décembre 2026, 18:30"),
    ],
)
def test_instant_is_told_in_the_time_of_morocco(at, expected):
    with override("fr"):
        assert formats.instant(at) == expected


def test_every_month_has_its_moroccan_name():
    with override("ar"):
        names = " ".join(formats.month_name(month) for month in range(1, 13))
    assert names == "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر"


def test_weekdays_begin_on_monday_in_every_language():
    for language, expected in (("ar", "الاثنين"), ("fr", "lundi"), ("en", "Monday")):
        with override(language):
            assert formats.weekday(date(2026, 11, 23)) == expected


@pytest.mark.parametrize(
    "form", ["day", "day_short", "month_year", "clock", "instant", "time_tag", "since", "number", "percent", "signed"]
)
def test_nothing_is_a_dash_and_an_unknown_variable_stays_itself(form):
    assert getattr(formats, form)(None) == "—"
    assert getattr(formats, form)("") in ("", "—")


def test_share_outside_the_whole_is_a_fault():
    with pytest.raises(ValueError, match="no share"):
        formats.percent(1.2)


def test_elements_are_marked_up_and_isolated():
    with override("fr"):
        assert formats.time_tag(MAY_DAY) == '<time datetime="2026-05-01">vendredi 1er mai 2026</time>'
        assert formats.time_tag(MAY_DAY, "day_short") == '<time datetime="2026-05-01">1er mai</time>'
        assert formats.time_tag(time(18, 30), "clock") == '<time datetime="18:30">18:30</time>'
        assert formats.signed(7) == '<bdi class="num">+7</bdi>'
        assert formats.signed(-3) == '<bdi class="num">−3</bdi>'
        assert formats.signed(0) == '<bdi class="num">0</bdi>'
        assert formats.phone("+212522000000") == '<bdi class="num">+212 5 22 00 00 00</bdi>'
        link = '<a class="num" href="tel:+212522000000">+212 5 22 00 00 00</a>'
        assert formats.phone_link("+212522000000") == link
        assert formats.phone_link("") == formats.phone_link(None) == "—"


@pytest.mark.parametrize(
    ("value", "ar", "fr", "en"),
    [
        (date(2026, 5, 21), "اليوم", "aujourd’hui", "today"),
        (date(2026, 5, 20), "أمس", "hier", "yesterday"),
        (date(2026, 5, 22), "غدا", "demain", "tomorrow"),
        (date(2026, 5, 19), "منذ يومين", "il y a 2 jours", "2 days ago"),
        (date(2026, 5, 15), "منذ 6 أيام", "il y a 6 jours", "6 days ago"),
        (date(2026, 5, 24), "بعد 3 أيام", "dans 3 jours", "in 3 days"),
        (date(2026, 5, 14), "14 ماي 2026", "14 mai 2026", "14 May 2026"),
        (date(2026, 5, 28), "28 ماي 2026", "28 mai 2026", "28 May 2026"),
    ],
)
def test_since_is_relative_within_a_week_with_the_date_in_its_title(value, ar, fr, en):
    for language, words in (("ar", ar), ("fr", fr), ("en", en)):
        with override(language):
            exact = formats.day(value)
            expected = f'<time datetime="{value}" title="{exact}">{words}</time>'
            assert formats.since(value, THURSDAY) == expected


def test_filters_are_there_in_every_template_without_loading():
    with override("ar"):
        page = Template("{{ on|day_short }} {{ share|percent }} {{ n|number }} {{ on|time_tag:'month_year' }}")
        shown = page.render(Context({"on": THURSDAY, "share": 0.5, "n": 1538}))
    assert shown == f'21 ماي 50% 1{NBSP}538 <time datetime="2026-05-21">ماي 2026</time>'
