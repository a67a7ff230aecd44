"""Sheets as offices really send them: understood, or asked about, and never read as something else."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.foundation.arabic import searchable, sort_key_ar
from tajadur.organisation.people.operations.posts import open_posts
from tajadur.organisation.units.models import Unit
from tests.factories.party import FOUNDED_ON, Party, holder, make_unit
from tests.factories.sheets import (
    TITLES,
    answer,
    cells,
    census_corner,
    csv_file,
    office_sheet,
    payload,
    send,
    xlsx_book,
)

AGADIR = "09.001.01.01"


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    census_corner(party)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    client.cookies["language"] = "fr"
    return client


def planned(page: Any) -> list[tuple[int, str, str, str]]:
    """Row, unit, post, person of what a check would record."""
    assert "plan" in page.context, page.context["form"].errors
    return [
        (entry.row.number, entry.post.unit.code, entry.post.post_type.code, entry.values["name_ar"])
        for entry in page.context["plan"].planned
    ]


def told(page: Any, kind: str = "flaws") -> list[tuple[int, str]]:
    """Row and sentence of the flaws or notes of a check."""
    return [(line["row"], line["sentence"].replace("\xa0", " ")) for line in page.context[kind]]


def member(**typed: Any) -> list[Any]:
    """A member of the office of Agadir who begins on 1 December 2026."""
    return cells(**{"unit": AGADIR, "body": "office", "post": "member", "from_on": "01/12/2026"} | typed)


def test_units_are_named_in_any_spelling_that_the_search_finds(administrator: Client) -> None:
    page = send(administrator, office_sheet("unit-names-instead-of-codes.csv"))
    assert [(row, code) for row, code, *_rest in planned(page)] == [
        (3, "06.141.01.21"),
        (4, "06.141.01.21"),
        (5, "06.141.01.22"),
        (6, "06.141.01.21"),
    ]
    assert told(page, "notes") == [(4, "« Ain Chok » est lu Aïn Chock, 06.141.01.21.")]
    ((row, sentence),) = told(page)
    assert (row, sentence.split(" poste")[0]) == (2, "Casablanca n’a pas de")


def test_a_name_of_several_units_is_refused_with_them_and_told_apart_by_what_stands_above(
    administrator: Client,
) -> None:
    page = send(administrator, csv_file(member(unit="أولاد امراح", name_ar="سعاد")))
    assert told(page) == [
        (2, "« أولاد امراح » peut désigner plusieurs unités : Oulad M'Rah (Settat · 06.461.07.01), "
            "Oulad M'Rah (Al Hoceima · 01.051.07.19). Donnez le code, ou la province à côté du nom.")
    ]  # fmt: skip
    titles = [*TITLES, "province"]
    for above, code in (("Settat", "06.461.07.01"), ("الحسيمة", "01.051.07.19"), ("اقليم سطات", "06.461.07.01")):
        row = [*member(unit="اولاد امراح", name_ar="سعاد"), above]
        assert planned(send(administrator, csv_file(row, titles=titles)))[0][1] == code
    for unit in ("أولاد امراح، سطات", "أولاد امراح (سطات)", "Settat - Oulad M'rah", "جماعة أولاد امراح - إقليم سطات"):
        assert planned(send(administrator, csv_file(member(unit=unit, name_ar="سعاد"))))[0][1] == "06.461.07.01"
    row = [*member(unit="Aïn Chock", name_ar="سعاد"), "Settat"]
    ((_row, sentence),) = told(send(administrator, csv_file(row, titles=titles)))
    assert sentence.startswith("Aucune unité de ce nom ne se trouve sous Settat, mais : Aïn Chock (Casablanca")
    row = [*member(unit="Aïn Chock", name_ar="سعاد"), "Xyzzy"]
    assert told(send(administrator, csv_file(row, titles=titles))) == [
        (2, "Aucune région ni province ne s’appelle « Xyzzy ».")
    ]


def test_a_province_and_its_town_of_one_name_are_told_apart_by_the_post(administrator: Client) -> None:
    rows = [
        member(unit="Settat", body="", post="عضو مكتب الفرع", name_ar="سعاد"),
        member(unit="سطات", body="", post="Membre du bureau provincial", name_ar="نادية"),
    ]
    assert [code for _row, code, *_rest in planned(send(administrator, csv_file(*rows)))] == [
        "06.461.01.15",
        "06.461",
    ]


@pytest.mark.parametrize("typed", ["Ain Chok", "Ain Chouk", "عين الشوق"])
def test_a_misspelt_name_is_likened_to_whole_names_not_to_their_beginnings(administrator: Client, typed: str) -> None:
    near = make_unit(kind="branch", parent=Unit.objects.get(code="06.461"), name="عين الشواطر", code="06.461.03.01")
    Unit.objects.filter(pk=near.pk).update(
        name_latin="Ain Chouater", folded=searchable("عين الشواطر", "Ain Chouater"), sort_ar=sort_key_ar("عين الشواطر")
    )
    open_posts(on=FOUNDED_ON)
    page = send(administrator, csv_file(member(unit=typed, name_ar="سعاد")))
    assert [code for _row, code, *_rest in planned(page)] == ["06.141.01.21"], told(page)


def test_codes_that_lost_their_zeros_are_understood(administrator: Client) -> None:
    page = send(administrator, office_sheet("codes-as-numbers.xlsx"))
    assert [code for _row, code, *_rest in planned(page)] == ["09.001", "12.330", "09"]
    assert told(page, "notes")[1] == (3, "« 12.33 » est lu Oued Ed-Dahab, 12.330.")
    typed_as = {"9,001": "09.001", "1.51.1.3": "01.051.01.03", "10510103": "01.051.01.03", "12.330.": "12.330",
                "09-001": "09.001", "٠٩.٠٠١": "09.001", "9.001000": "09.001"}  # fmt: skip
    for typed, code in typed_as.items():
        page = send(administrator, csv_file(member(unit=typed, name_ar="سعاد")))
        assert [unit for _row, unit, *_rest in planned(page)] == [code], (typed, told(page))
    for typed in ("9.0", "9,0"):
        page = send(administrator, csv_file(member(unit=typed, body="", post="Secrétaire régionale", name_ar="سعاد")))
        assert [unit for _row, unit, *_rest in planned(page)] == ["09"], (typed, told(page))


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("title-rows-above.csv", [(4, "01.051.01.03"), (5, "01.051.01.05")]),
        ("sep-line.csv", [(3, "01.051.01.03"), (4, "01.051.01.05")]),
        ("data-on-second-sheet.xlsx", [(2, "01.051.01.03"), (3, "01.051.01.05")]),
        ("libreoffice.ods", [(2, "01.051.01.03"), (3, "01.051.01.05"), (4, "01.051.07.19")]),
        ("own-headings-arabic.csv", [(2, "06.141.01.21")]),
    ],
)
def test_a_sheet_is_understood_as_an_office_made_it(
    administrator: Client, name: str, rows: list[tuple[int, str]]
) -> None:
    page = send(administrator, office_sheet(name), name)
    assert page.status_code == 200
    assert [(row, code) for row, code, *_rest in planned(page)] == rows


def test_titles_of_women_are_titles(administrator: Client) -> None:
    page = send(administrator, office_sheet("feminine-post-title.csv"))
    assert [post for _row, _code, post, _name in planned(page)] == ["secretary", "member", "member"]
    for unit, post, code in (
        ("09.001", "الكاتبة الإقليمية", "secretary"),
        ("09.001", "Secrétaire provinciale", "secretary"),
        ("09", "Secrétaire régionale", "secretary"),
        ("09.001", "عضوة", "member"),
    ):
        row = member(unit=unit, body="", post=post, name_ar="سعاد")
        assert planned(send(administrator, csv_file(row)))[0][2] == code, post


def test_small_letters_with_accents_and_capitals_are_read_as_french(administrator: Client) -> None:
    page = send(administrator, office_sheet("windows1252-capitals-accents.csv"))
    ((_row, _code, _post, name),) = planned(page)
    assert name == "Zoé Élomari"
    assert page.context["plan"].planned[0].values["name_latin"] == "ÉLOMARI ZOÉ NAÏMA ÏCHOU ÇELIK"


def test_letters_that_nothing_decides_are_asked_with_a_sample(administrator: Client) -> None:
    data = csv_file(member(name_ar="Zoé Élomari"), encoding="mac-roman")
    asked = send(administrator, data)
    assert asked.status_code == 200
    shown = dict(asked.context["form"].fields["letters"].choices)
    assert "Zoé Élomari" in shown["mac-roman"]
    assert "Zoé Élomari" not in shown["windows-1256"]
    page = answer(administrator, asked, letters="mac-roman")
    assert planned(page)[0][3] == "Zoé Élomari"
    again = answer(administrator, asked, letters="")
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["letters"])


def test_every_day_that_can_be_one_day_only_is_read_and_the_others_are_named(administrator: Client) -> None:
    page = send(administrator, office_sheet("dates-as-text.csv"))
    assert page.status_code == 422
    assert {entry.from_on for entry in page.context["plan"].planned} == {date(2025, 12, 31)}
    assert [entry.row.number for entry in page.context["plan"].planned] == list(range(2, 15))
    assert told(page) == [
        (15, "Ce jour est du calendrier hégirien, vers le 31 décembre 2025. Écrivez le jour civil."),
        (16, "Ce jour est du calendrier hégirien, vers le 31 décembre 2025. Écrivez le jour civil."),
        (17, "Quel jour ? Écrivez-le jour/mois/année, par exemple 21/05/2026."),
        (18, "Quel jour ? Écrivez-le jour/mois/année, par exemple 21/05/2026."),
        (19, "Ce peut être le 5 juin 2025 ou le 6 mai 2025 : d’autres dates de cette colonne commencent par le mois. "
             "Écrivez-la comme 2026-05-21."),
    ]  # fmt: skip
    assert (7, "« 46022 » est lu 31 décembre 2025.") in told(page, "notes")


def test_a_day_and_a_month_without_others_that_put_the_month_first_are_day_first(administrator: Client) -> None:
    page = send(administrator, csv_file(member(name_ar="سعاد", from_on="05/06/2025")))
    assert page.context["plan"].planned[0].from_on == date(2025, 6, 5)


def test_a_telephone_that_cannot_exist_is_refused(administrator: Client) -> None:
    page = send(administrator, office_sheet("telephone-one-digit-missing.csv"))
    assert page.status_code == 422
    assert [row for row, _sentence in told(page)] == [2, 3]
    for typed in ("0612345678", "612345678", "+212 6 12-34-56-78", "00212612345678", "٠٦١٢٣٤٥٦٧٨", "0612345678\u200f"):
        page = send(administrator, csv_file(member(name_ar="سعاد", phone=typed)))
        assert page.context["plan"].planned[0].values["phone"] == "+212612345678", typed


def test_what_cannot_be_seen_in_an_address_is_taken_out_and_told(administrator: Client) -> None:
    page = send(administrator, office_sheet("email-zero-width.csv"))
    assert page.context["plan"].planned[0].values["email"] == "amina@gmail.com"
    assert told(page, "notes") == [(2, "Des caractères invisibles ont été retirés.")]


def test_headings_that_nobody_knows_are_mapped_on_a_page(administrator: Client) -> None:
    titles = ["#", "Lieu d’exercice", "Casquette", "Militant", "GSM", "CNIE", "Depuis"]
    rows = [["1", "Agadir", "عضو مكتب الفرع", "سعاد", "0612345678", "AB123456", "01/12/2026"]]
    asked = send(administrator, csv_file(*rows, titles=titles))
    assert asked.status_code == 200
    form = asked.context["form"]
    assert [field.label for field in form.columns()] == titles[1:]
    assert "AB123456" not in asked.content.decode().split('name="rows"')[0].split("column_5")[-1]
    chosen = {"column_1": "unit", "column_2": "post", "column_3": "name_ar", "column_4": "phone", "column_6": "from_on"}
    page = answer(administrator, asked, **chosen)
    assert planned(page) == [(2, AGADIR, "member", "سعاد")]
    assert "AB123456" not in str(page.context["plan"])
    refused = answer(administrator, asked, **{**chosen, "column_4": "unit", "column_6": ""})
    assert refused.status_code == 422
    assert [str(error).replace("\xa0", " ") for error in refused.context["form"].non_field_errors()] == [
        "La colonne « Code ou nom de l’unité » figure deux fois. Choisissez-en une.",
        "La colonne « Premier jour » manque. Dites laquelle c’est.",
    ]


def test_what_a_sheet_does_not_say_is_given_once_for_all_rows(administrator: Client) -> None:
    asked = send(administrator, csv_file(["Agadir", "سعاد"], ["الحسيمة", "نادية"], titles=["الفرع", "الاسم الكامل"]))
    assert [field.name for field in asked.context["form"].for_all()] == ["once_post", "once_from_on"]
    page = answer(administrator, asked, column_0="branch", column_1="name_ar", once_post="كاتبة الفرع",
                  once_from_on="1er décembre 2026")  # fmt: skip
    assert [(code, post) for _row, code, post, _name in planned(page)] == [
        (AGADIR, "secretary"),
        ("01.051.01.03", "secretary"),
    ]


def test_of_two_sheets_with_rows_the_one_meant_is_asked(administrator: Client) -> None:
    book = xlsx_book({
        "جهة 1": [TITLES, member(name_ar="سعاد")],
        "جهة 2": [TITLES, member(name_ar="نادية"), member(name_ar="أمينة")],
        "ملاحظات": [["نص"]],
    })  # fmt: skip
    asked = send(administrator, book, "people.xlsx")
    assert [label for _value, label in asked.context["form"].fields["table"].choices] == [
        "جهة 1 (2 lignes)",
        "جهة 2 (3 lignes)",
    ]
    assert [name for *_rest, name in planned(answer(administrator, asked, table="1"))] == ["نادية", "أمينة"]
    assert answer(administrator, asked, table="7").status_code == 422


def test_all_that_must_be_corrected_can_be_taken_away(administrator: Client) -> None:
    rows = [member(name_ar=f"شخص {number}", phone="12", unit="99.999") for number in range(120)]
    page = send(administrator, csv_file(*rows))
    assert len(page.context["flaws"]) == 100
    file = administrator.post(reverse("people:import_flaws"), {"rows": payload(page)})
    lines = file.content.decode("utf-8-sig").splitlines()
    assert (len(lines), lines[0]) == (241, "Ligne;Colonne;À corriger")
    assert lines[1].startswith("2;Téléphone;Ce numéro")
    assert administrator.post(reverse("people:import_flaws"), {"rows": "x"}).status_code == 422
