"""Forms as offices of the party draw them, as XLSForm files and as definitions."""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any
from xml.etree import ElementTree

from openpyxl import Workbook
from pyxform.xls2xform import convert

from tajadur.foundation.questionnaires.definition import (
    AnswerChoice,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionSection,
)
from tajadur.foundation.questionnaires.xlsform_reading import read_xlsform

Rows = Sequence[Sequence[Any]]


def xlsform(survey: Rows, choices: Rows = (), settings: Rows = ()) -> bytes:
    """A file with these rows, headings first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        if rows:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def field_reading(data: bytes, file_type: str = ".xlsx") -> str:
    """The form as the field's own reader has it: XForm in one writing, «not required» left out as it is by default."""
    xform = convert(data, file_type=file_type, form_name="f").xform
    return ElementTree.canonicalize(xform.replace(' required="false()"', ""))


AR, FR = "label::العربية (ar)", "label::Français (fr)"
_YES_NO = (
    ("list_name", "name", AR, FR),
    ("yes_no", "yes", "نعم", "Oui"),
    ("yes_no", "no", "لا", "Non"),
)


def situation() -> bytes:
    """The organisational situation of a branch: groups, counts that must agree, a repeat, both languages."""
    message = "constraint_message::العربية (ar)"
    survey = (
        ("type", "name", AR, FR, "hint::Français (fr)", "required", "relevant", "constraint", message),
        ("note", "intro", "حصر الوضعية التنظيمية للفرع", "État des structures de la section"),
        ("begin group", "office", "المكتب", "Le bureau"),
        ("select_one yes_no", "has_office", "هل للفرع مكتب؟", "La section a-t-elle un bureau ?", "", "yes"),
        ("date", "formed_on", "تاريخ تشكيل المكتب", "Date de formation du bureau", "", "yes", "${has_office} = 'yes'",
         ". <= today()", "لا يمكن أن يكون في المستقبل"),
        ("integer", "members", "عدد أعضاء المكتب", "Nombre de membres", "", "yes", "${has_office} = 'yes'",
         ". >= 3 and . <= 25"),
        ("integer", "women", "منهم نساء", "Dont femmes", "", "yes", "${has_office} = 'yes'", ". <= ${members}"),
        ("end group",),
        ("begin group", "adherents", "المنخرطون", "Les adhérents"),
        ("integer", "adherents_18_24", "18-24 سنة", "18-24 ans", "", "", "", ". >= 0"),
        ("integer", "adherents_25_34", "25-34 سنة", "25-34 ans", "", "", "", ". >= 0"),
        ("integer", "adherents_total", "المجموع", "Total", "Toutes tranches", "yes", "",
         ". >= ${adherents_18_24} + ${adherents_25_34} or ${adherents_18_24} = '' or ${adherents_25_34} = ''"),
        ("end group",),
        ("begin repeat", "activities", "الأنشطة", "Les activités"),
        ("text", "activity", "النشاط", "Activité", "", "yes"),
        ("integer", "attendance", "الحضور", "Présents", "", "", "${activity} != ''", ". > 0"),
        ("end repeat",),
        ("text", "remarks", "ملاحظات", "Remarques"),
    )  # fmt: skip
    settings = (("form_title", "form_id", "version"), ("حصر الوضعية", "situation", "2026"))
    return xlsform(survey, _YES_NO, settings)


def premises() -> bytes:
    """Premises, drawn in Arabic alone, with the spellings of an older guide."""
    survey = (
        ("type", "name", "label", "required", "relevance"),
        ("select one from yes_no", "has_premises", "هل للفرع مقر؟", "TRUE", ""),
        ("begin_group", "place", "المقر", "", "${has_premises}='yes'"),
        ("text", "address", "العنوان", "yes", ""),
        ("select one from tenure", "tenure", "الوضعية القانونية", "yes", ""),
        ("decimal", "rent", "السومة الكرائية بالدرهم", "", "${tenure} = 'rent'"),
        ("end_group", "", "", "", ""),
        ("text", "why_none", "لماذا؟", "", "not(${has_premises}='yes') and ${has_premises} != ''"),
    )
    choices = (
        ("list name", "name", "label"),
        ("yes_no", "yes", "نعم"), ("yes_no", "no", "لا"), ("tenure", "own", "ملك"), ("tenure", "rent", "كراء"),
    )  # fmt: skip
    return xlsform(survey, choices)


def elected() -> bytes:
    """Elected officials in French, a repeat with a choice."""
    survey = (
        ("type", "name", "label::fr", "hint::fr", "required", "constraint", "constraint_message::fr"),
        ("integer", "seats", "Sièges au conseil communal", "", "oui" and "yes", ". >= 0", "Zéro au moins"),
        ("integer", "seats_won", "Sièges du parti", "", "yes", ". >= 0 and . <= ${seats}", "Pas plus que le conseil"),
        ("begin repeat", "officials", "Élus du parti", "", "", "", ""),
        ("select_one duty", "duty", "Fonction", "", "yes", "", ""),
        ("select_one sex", "sex", "Sexe", "Sans nom", "yes", "", ""),
        ("end repeat", "", "", "", "", "", ""),
    )
    choices = (
        ("list_name", "name", "label::fr"),
        ("duty", "president", "Président(e)"), ("duty", "member", "Membre"),
        ("sex", "f", "Femme"), ("sex", "m", "Homme"),
    )  # fmt: skip
    return xlsform(survey, choices, (("form_title",), ("Élus de la commune",)))


def organisations() -> bytes:
    """Parallel organisations: several choices, of which one excludes the others."""
    survey = (
        ("type", "name", AR, FR, "constraint", "relevant"),
        ("select_multiple parallel", "parallel", "التنظيمات الموازية", "Organisations parallèles",
         "not(selected(., 'none') and count-selected(.) > 1)", ""),
        ("integer", "youth", "منخرطو الشبيبة", "Adhérents de la jeunesse", ". > 0", "selected(${parallel}, 'youth')"),
        ("integer", "women", "منخرطات النساء", "Adhérentes", ". > 0", "selected(${parallel}, 'women')"),
        ("text", "why", "لماذا لا توجد؟", "Pourquoi aucune ?", "string-length(.) >= 10",
         "selected(${parallel}, 'none')"),
    )  # fmt: skip
    choices = (
        ("list_name", "name", AR, FR),
        ("parallel", "youth", "الشبيبة", "Jeunesse"), ("parallel", "women", "النساء", "Femmes"),
        ("parallel", "none", "لا شيء", "Aucune"),
    )  # fmt: skip
    return xlsform(survey, choices, (("form_title", "default_language"), ("التنظيمات الموازية", "العربية (ar)")))


def training() -> bytes:
    """Needs of training with days and a priority that hangs on two answers."""
    survey = (
        ("type", "name", AR, FR, "required", "relevant", "constraint"),
        ("select_one yes_no", "held", "هل نظم تكوين؟", "Une formation a-t-elle été tenue ?", "yes", "", ""),
        ("date", "held_on", "متى؟", "Quand ?", "yes", "${held} = 'yes'", ". <= today() and . >= date('2020-01-01')"),
        ("decimal", "hours", "عدد الساعات", "Nombre d’heures", "no", "${held} = 'yes'", ". > 0 and . <= 40.5"),
        ("integer", "wanted", "عدد الراغبين", "Nombre d’intéressés", "yes", "", ". >= 0"),
        ("text", "themes", "المواضيع", "Thèmes", "yes", "${held} = 'no' and ${wanted} > 0", ""),
    )
    return xlsform(survey, _YES_NO, (("form_title",), ("التكوين",)))


OFFICE_FORMS = (situation, premises, elected, organisations, training)


@cache
def situation_form() -> Questionnaire:
    """The situation as read."""
    return read_xlsform(situation())


@cache
def long_form(count: int = 120) -> Questionnaire:
    """So many questions in Arabic and French, of every kind, a third of them asked only where another says so."""
    kinds = [kind for kind in QuestionKind if kind != QuestionKind.NOTE]
    questions = []
    for number in range(count):
        kind = kinds[number % len(kinds)]
        questions.append(
            Question(
                f"q{number}",
                kind,
                {"ar": f"السؤال رقم {number} عن الوضعية التنظيمية للفرع", "fr": f"Question {number} sur la situation"},
                relevant=f"${{q{number - number % 6 + 1}}} > 2" if number % 6 > 3 else "",
                constraint=". >= 0" if kind == QuestionKind.INTEGER else "",
                required=number % 2 == 0,
                choices="three" if kind.chooses else "",
            )
        )
    three = tuple(AnswerChoice(f"c{n}", {"ar": f"الاختيار {n}", "fr": f"Choix {n}"}) for n in range(3))
    sections = tuple(
        QuestionSection(f"part{at}", {"ar": f"الجزء {at}", "fr": f"Partie {at}"}, tuple(questions[at : at + 12]))
        for at in range(0, count, 12)
    )
    return Questionnaire("استمارة طويلة", sections, {"three": three}, {"ar": "العربية (ar)", "fr": "Français (fr)"})
