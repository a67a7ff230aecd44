"""The words of another party, over every sentence of the catalogues: none of the first party's is left."""

import re

import pytest
from django.utils.translation import trans_real

from tajadur.organisation.profile.words import catalogue, level_names, own_sentences
from tajadur.organisation.profile.words_alone import PLURALS, SAME

NAMES = level_names([("Root", "Roots"), ("Top", "Tops"), ("Second", "Seconds"), ("Leaf", "Leaves")], "Head")
_AL = "(?<![ء-ي])[وف]?[بك]?(?:ال|لل|ل)?"
LEFT = {
    "en": r"provinc|prefectur|\bcommunes?\b|arrondissement|\bregion|\bpole\b|\bbranch|(?<!spreadsheet )\bcells?\b|"
    r"secretary general|political bureau|morocc|29-11|(?<![-\w])party\b",
    "fr": r"provinc|préfect|\bcommunes?\b|arrondissement|\brégion|\bpôle|\bsections?\b|\bcellule|secrétaire général|"
    r"bureau politique|maroc|29-11|\bparti\b|pacha|caïd",
    "ar": rf"{_AL}(?:إقليم|أقاليم|عمالة|عمالات|خلية|خلايا|قطب|حزب|أحزاب|مغرب)|الأمين العام|المكتب السياسي|29-11",
}
_VALUES = re.compile(r"%\(\w+\)[sd]|<[^>]*>")


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_no_word_of_the_first_party_is_left(language: str) -> None:
    known = catalogue(language)
    own = own_sentences(language, known, NAMES, in_one_script=True)
    left = []
    for key, text in known:
        said = own.get(key, text)
        for form in [said] if isinstance(said, str) else said:
            if key not in SAME and re.search(LEFT[language], _VALUES.sub("", form), re.I):
                left.append(form)
    assert left == []


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_values_of_a_sentence_stay(language: str) -> None:
    known = dict(catalogue(language))
    for key, text in own_sentences(language, known.items(), NAMES, in_one_script=True).items():
        if isinstance(text, str) and isinstance(known[key], str):
            assert sorted(re.findall(r"%\(\w+\)[sd]", text)) == sorted(re.findall(r"%\(\w+\)[sd]", known[key])), key


def test_every_plural_of_the_source_that_names_such_a_thing_is_known() -> None:
    known = trans_real.translation("fr")._catalog
    plurals = {key[0] for key in list(known.keys()) if not isinstance(key, str)}
    assert {key for key in plurals if re.search(LEFT["en"], _VALUES.sub("", key), re.I)} - SAME <= set(PLURALS)
    assert set(PLURALS) <= plurals
