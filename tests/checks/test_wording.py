"""The words of the catalogues: what writes otherwise than all the others is told, and French is tidied."""

import pathlib

import pytest

from deploy.checks import catalogues
from deploy.checks.wording import faults_of_wording, not_a_plural, tidied

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("language", "source", "form", "told"),
    [
        ("ar", "Days", "بعد 14 يوماً", "tanwin"),
        ("ar", "It is ended.", "هذا منتهٍ.", "tanwin"),
        ("ar", "Report", "تقـرير", "tatweel"),
        ("ar", "Then send", "اقرأ, ثم أرسل", "Latin mark"),
        ("ar", "Was it held?", "هل انعقد?", "Latin mark"),
        ("ar", "Your report", "تقريركم منتظر", "speaks to many («تقريركم»)"),
        ("ar", "What you typed", "ما كتبتموه", "speaks to many («كتبتموه»)"),
        ("ar", "You may", "يمكنكم التراجع", "speaks to many («يمكنكم»)"),
        ("ar", "Choose one.", "اختاروا واحدا.", "speaks to many («اختاروا»)"),
        ("ar", "This body has no post.", "ليس لهذا الجهاز مناصب.", "«هيئة»"),
        ("ar", "%(n)s bodies close.", "تغلق %(n)s أجهزة.", "«هيئة»"),
        ("ar", "A meeting", "اجتماع الهيأة", "«هيئة»"),
        ("ar", "Office held today", "المهمة الحالية", "«منصب»"),
        ("ar", "If this office is not yours", "إن لم تكن هذه صفتك", "«منصب»"),
        ("ar", "Term of a mandate", "مدة المهمة", "«انتداب»"),
        ("ar", "A new term", "ولاية جديدة", "«انتداب»"),
        ("ar", "A password", "كلمة السر", "«كلمة مرور»"),
        ("ar", "Bring in people", "إدخال الأشخاص", "«استيراد»"),
        ("ar", "Your units", "تنظيماتك", "«وحدة»"),
        ("fr", "The unit", "l'unité", "is not tidied"),
        ("fr", "Why?", "Pourquoi ?", "is not tidied"),
        ("fr", "«Yes»", "« Oui »", "is not tidied"),
        ("fr", "A body", "Un organe", "«instance»"),
        ("fr", "The unit itself", "La structure", "«unité»"),
        ("fr", "Bring in people", "Saisir les personnes", "«importer»"),
        ("fr", "By e-mail", "Par courriel", "«e-mail»"),
        ("fr", "Look at your list", "Regarde ta liste", "«vous»"),
    ],
)
def test_what_is_written_otherwise_is_told(language: str, source: str, form: str, told: str) -> None:
    assert any(told in fault for fault in faults_of_wording(language, source, form))


@pytest.mark.parametrize(
    ("language", "source", "form"),
    [
        ("ar", "%(n)s days before", "قبله بـ %(n)s يوما"),
        ("ar", "This device", "هذا الجهاز"),
        ("ar", "%(n)s members", "%(n)s عضوا"),
        ("ar", "Things to do", "3 مهام"),
        ("ar", "Choose.", "اختر، ثم أرسل: هل تم؟"),
        ("fr", "At 18:30", "À 18:30, sur https://example.org"),
        ("fr", "Why «so»?", "Pourquoi «\u00a0ainsi\u00a0»\u00a0?"),
        ("fr", "Your list", "Votre liste"),
    ],
)
def test_what_is_right_is_let_pass(language: str, source: str, form: str) -> None:
    assert faults_of_wording(language, source, form) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("L'unité d'ici", "L’unité d’ici"),
        ("Motif : « s'abonner » ; et ?", "Motif\u00a0: «\u00a0s’abonner\u00a0»\u00a0; et\u00a0?"),
        ("qu'%(name)s", "qu’%(name)s"),
        ("https://a.org 18:30 ?-to={to}", "https://a.org 18:30 ?-to={to}"),
    ],
)
def test_french_is_tidied_once_and_for_all(typed: str, kept: str) -> None:
    assert tidied("fr", typed) == kept
    assert tidied("fr", kept) == kept
    assert tidied("ar", typed) == typed


@pytest.mark.parametrize(
    ("source", "counts"),
    [
        ("%(n)s persons at once are too many", True),
        ("%(most)s open units", True),
        ("This text has %(length)s characters.", True),
        ("%(part)s of %(whole)s", False),
        ("Meeting: %(body)s, %(unit)s", False),
        ("from %(from)s to %(to)s", False),
    ],
)
def test_a_number_beside_what_it_counts_is_known(source: str, counts: bool) -> None:
    assert not_a_plural(source) is counts


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_sentence_of_the_product_keeps_the_wording(language: str) -> None:
    catalogue = catalogues.read(catalogues.path_of(ROOT, language), language)
    told = [fault for message in catalogues.sentences(catalogue) for fault in catalogues.wording(language, message)]
    assert told == []
