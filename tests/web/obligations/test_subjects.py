"""The sentences of what was held or done agree with what is asked, in Arabic and in French."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.web.compliance.labels import title_of
from tajadur.web.obligations.labels import explanation, step_words

SESSION = (FulfilmentKind.MEETING, "دورة المجلس الإقليمي")
MEETING = (FulfilmentKind.MEETING, "اجتماع المكتب الإقليمي")
CONGRESS = (FulfilmentKind.CONGRESS, "المؤتمر الجهوي")
CENSUS = (FulfilmentKind.CENSUS, "حصر الوضعية التنظيمية للفرع")
DECLARATION = (FulfilmentKind.DECLARATION, "تصريح")


def directive(kind: str, name: str) -> Any:
    return SimpleNamespace(fulfilment=kind, name_ar=name)


def row(kind: str, name: str, held_on: date = date(2026, 7, 14)) -> Any:
    days = dict.fromkeys(
        ("period_start", "cancelled_on", "excused_on", "not_held_on", "extended_until", "overdue_from")
    )
    return SimpleNamespace(
        directive=directive(kind, name), calendar=False, held_on=held_on, filed_on=date(2026, 7, 15),
        period_end=date(2026, 5, 31), due_on=date(2026, 6, 7), **days
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "state", "arabic", "french"),
    [
        (SESSION, "on_time", "انعقدت في 14 يوليوز 2026 وأُرسل تقريرها في", "Tenue le 14 juillet 2026 et rapportée"),
        (MEETING, "on_time", "انعقد في 14 يوليوز 2026 وأُرسل تقريره في", "Tenue le 14 juillet 2026 et rapportée"),
        (CONGRESS, "on_time", "انعقد في 14 يوليوز 2026 وأُرسل تقريره في", "Tenu le 14 juillet 2026 et rapporté"),
        (CENSUS, "on_time", "أُنجز في 14 يوليوز 2026 وصُرح به في", "Faite le 14 juillet 2026 et déclarée"),
        (
            CENSUS,
            "late",
            "أُنجز في 14 يوليوز 2026، بعد اليوم المطلوب",
            "Faite le 14 juillet 2026, après le jour",
        ),
        (DECLARATION, "late", "أُنجز في 14 يوليوز 2026، بعد", "Faite le 14 juillet 2026, après"),
        (SESSION, "late", "انعقدت في 14 يوليوز 2026، بعد", "Tenue le 14 juillet 2026, après"),
        (CONGRESS, "late", "انعقد في 14 يوليوز 2026، بعد", "Tenu le 14 juillet 2026, après"),
    ],
)
def test_what_was_held_agrees_with_what_is_asked(asked: Any, state: str, arabic: str, french: str) -> None:
    for language, begins in (("ar", arabic), ("fr", french)):
        with override(language):
            assert explanation(row(*asked), state).startswith(begins)


@pytest.mark.parametrize(
    ("asked", "arabic", "french"),
    [
        (SESSION, "انعقدت وأُرسل تقريرها", "Tenue et rapportée"),
        (CONGRESS, "انعقد وأُرسل تقريره", "Tenu et rapporté"),
        (CENSUS, "أُنجز وصُرح به", "Faite et déclarée"),
    ],
)
def test_the_figure_agrees_with_what_is_asked(asked: Any, arabic: str, french: str) -> None:
    for language, title in (("ar", arabic), ("fr", french)):
        with override(language):
            assert title_of("reporting", directive(*asked)) == title


@pytest.mark.parametrize(
    ("anchor", "offset", "arabic", "french"),
    [
        ("due", -7, "قبل آخر أجل للتقرير بسبعة أيام", "7 jours avant la date limite du compte rendu"),
        ("due", -1, "قبل آخر أجل للتقرير بيوم واحد", "1 jour avant la date limite du compte rendu"),
        ("due", -15, "قبل آخر أجل للتقرير بـ 15 يوما", "15 jours avant la date limite du compte rendu"),
        ("overdue", 14, "بعد 14 يوما من بداية التأخر", "14 jours après le premier jour de retard"),
        ("overdue", 3, "بعد ثلاثة أيام من بداية التأخر", "3 jours après le premier jour de retard"),
        ("overdue", 2, "بعد يومين من بداية التأخر", "2 jours après le premier jour de retard"),
        ("overdue", 0, "بداية التأخر", "le premier jour de retard"),
    ],
)
def test_a_step_is_said_from_its_day(anchor: str, offset: int, arabic: str, french: str) -> None:
    for language, words in (("ar", arabic), ("fr", french)):
        with override(language):
            assert step_words(anchor, offset) == words
