"""Arabic and French of Windows are told apart by the words around a byte; what nothing decides is asked."""

import pytest

from tajadur.foundation.errors import BadInput
from tajadur.foundation.sheets.csv_text import rows_of
from tajadur.foundation.sheets.letters import LettersUnknown, letters_of, text_of

KNOWN = [
    ("Nom;Prénom\nÉlomari;Zoé\nÇELIK;NAÏMA\n", "windows-1252"),
    ("Nom\nÉLOMARI\n", "windows-1252"),
    ("Prénom;Année\nRené;1990\n", "windows-1252"),
    ("Nom;Note\nDupont;« à l’été »\n", "windows-1252"),
    ("الاسم;الهاتف\nسعاد بنعلي;0612345678\n", "windows-1256"),
    ("Nom;الاسم\nZoé;سعاد\nRené;نادية\n", "windows-1256"),
    ("الاسم\nگلميم و پاريس\n", "windows-1256"),
    ("الاسم;Prénom\nسعاد;Zoé\n", "utf-8"),
    ("plain;ascii\n", "utf-8"),
    ("الاسم;Prénom\nسعاد;Zoé\n" * 20, "utf-16"),
]


@pytest.mark.parametrize(("text", "letters"), KNOWN)
def test_the_letters_are_known(text: str, letters: str) -> None:
    data = text.encode(letters)
    assert letters_of(data) == letters
    assert text_of(data) == text


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Nom;Prénom\nÉlomari;Zoé\n", "mac-roman"),
        ("الاسم;الهاتف\nسعاد بنعلي;06\nيوسف الوزاني;06\n", "iso-8859-6"),
    ],
)
def test_what_nothing_decides_is_asked_with_samples(text: str, letters: str) -> None:
    with pytest.raises(LettersUnknown) as asked:
        text_of(text.encode(letters))
    samples = {sample.letters: sample.lines for sample in asked.value.samples}
    assert samples[letters][0] in text
    assert text_of(text.encode(letters), letters) == text


def test_bytes_that_are_no_text_are_refused() -> None:
    for data in (bytes(range(256)) * 4, b"\xff\xfe\x00"):
        with pytest.raises(BadInput) as refused:
            text_of(data)
        assert refused.value.code == "sheet_unreadable"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_that_cuts_evenly(separator: str) -> None:
    rows = [["اسم, أول", "Prénom; nom", "x"], ["1", "2", "3"], ["4", "5", "6"]]
    text = "عنوان الجدول، بلا فواصل\r\n" + "\r\n".join(
        separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in rows
    )
    assert rows_of(text)[1:] == rows


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;\r"])
def test_a_line_that_names_the_separator_keeps_the_numbers_of_rows(first: str) -> None:
    assert rows_of(f"{first}\na,b;c\n1;2\n") == [[], ["a,b", "c"], ["1", "2"]]
