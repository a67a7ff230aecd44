"""A sheet of people through the door: read in every encoding, tried first, confirmed once, kept nowhere."""

import io
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tajadur.foundation import clock
from tajadur.organisation.people.models import Mandate, Person
from tajadur.organisation.people.operations.posts import open_posts
from tests.factories.party import FOUNDED_ON, Party, holder
from tests.factories.sheets import cells, csv_file, payload, send, xlsx_file

TODAY = clock.today()


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    open_posts(on=FOUNDED_ON)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def good(party: Party, **said: str) -> list:
    return cells(
        **{
            "unit": party.provinces[0][0].code,
            "body": "office",
            "post": "member",
            "name_ar": "سعاد",
            "from_on": "01/06/2026",
        }
        | said
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1256"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_of_any_office_is_read(party: Party, administrator: Client, encoding: str, separator: str) -> None:
    answer = send(
        administrator, csv_file(good(party, sex="F", phone="0661234567"), encoding=encoding, separator=separator)
    )
    assert answer.status_code == 200
    (planned,) = answer.context["plan"].planned
    assert (planned.values["name_ar"], planned.values["phone"], planned.values["sex"]) == ("سعاد", "+212661234567", "f")
    assert planned.from_on == date(2026, 6, 1)


def test_an_excel_sheet_is_read_with_its_own_kinds_of_cells_and_titles_of_any_language(
    party: Party, administrator: Client
) -> None:
    titles = ["رمز الوحدة", "Organe", "المنصب", "Name in Arabic", "سنة الازدياد", "Téléphone", "اليوم الأول"]
    code = party.provinces[0][0].code
    row = [code, "المكتب الإقليمي", "Membre du bureau provincial", "سعاد", 1990.0, 661234567, date(2026, 6, 1)]
    answer = send(administrator, xlsx_file(row, [None] * 7, titles=titles), "people.xlsx")
    assert answer.status_code == 200, answer.context["flaws"]
    (planned,) = answer.context["plan"].planned
    assert (planned.row.number, planned.values["birth_year"], planned.values["phone"]) == (2, 1990, "+212661234567")


def test_nothing_is_written_before_the_confirmation_and_everything_by_it(party: Party, administrator: Client) -> None:
    before = Person.objects.count(), Mandate.objects.count()
    tried = send(administrator, csv_file(good(party), good(party, name_ar="نادية")))
    assert (Person.objects.count(), Mandate.objects.count()) == before
    done = administrator.post(reverse("people:import_confirm"), {"rows": payload(tried)})
    assert (done.status_code, done.headers["Location"]) == (302, reverse("people:index"))
    assert (Person.objects.count(), Mandate.objects.count()) == (before[0] + 2, before[1] + 2)
    said = administrator.get(reverse("people:index")).content.decode()
    assert "سُجل انتدابان، شخصان جديدان." in said
    again = administrator.post(reverse("people:import_confirm"), {"rows": payload(tried)})
    assert again.status_code == 302, "sent twice is done once"
    assert (Person.objects.count(), Mandate.objects.count()) == (before[0] + 2, before[1] + 2)


def test_a_check_that_no_longer_holds_is_made_again(party: Party, administrator: Client) -> None:
    data = csv_file(good(party, phone="0612345678"))
    first, second = send(administrator, data), send(administrator, data)
    assert administrator.post(reverse("people:import_confirm"), {"rows": payload(first)}).status_code == 302
    before = Mandate.objects.count()
    changed = administrator.post(reverse("people:import_confirm"), {"rows": payload(second)})
    assert (changed.status_code, changed.context["changed"], Mandate.objects.count()) == (422, True, before)


def test_the_check_of_another_or_a_changed_one_is_refused(party: Party, administrator: Client) -> None:
    kept = payload(send(administrator, csv_file(good(party))))
    other = Client()
    other.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    for who, rows in ((other, kept), (administrator, kept[:-2] + "xx"), (administrator, ""), (administrator, "\0")):
        answer = who.post(reverse("people:import_confirm"), {"rows": rows})
        assert answer.status_code == 422
        assert answer.context["form"].non_field_errors() == ["هذا الفحص قديم. أرسل الملف من جديد."]
    assert not Person.objects.filter(name_ar="سعاد").exists()


SENTENCES = [
    ({"unit": "99.999"}, "رمز الوحدة أو اسمها", "لا وحدة لها الرمز أو الاسم «99.999». انقل رمزها من لائحة الوحدات.",
     "Aucune unité n’a le code ou le nom «\xa099.999\xa0». Copiez son code depuis la liste des unités."),
    ({"post": "=1+1"}, "المنصب", "في هذه الخانة صيغة حسابية. اكتب القيمة نفسها نصا.",
     "Cette cellule contient une formule. Tapez la valeur elle-même, en texte."),
    ({"sex": "x"}, "الجنس", "اكتب الجنس امرأة أو رجل، أو اترك الخانة فارغة.",
     "Écrivez le sexe Femme ou Homme, ou laissez vide."),
    ({"birth_year": "abcd"}, "سنة الازدياد", "اكتب السنة بأربعة أرقام، مثلا 1990.",
     "Tapez une année à quatre chiffres, par exemple 1990."),
    ({"email": "nonsense"}, "البريد الإلكتروني", "هذا ليس عنوان بريد إلكتروني.",
     "Ceci n’est pas une adresse e-mail."),
    ({"from_on": ""}, "اليوم الأول", "اكتب أول يوم في المنصب.", "Donnez le premier jour en fonction."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "column", "arabic", "french"), SENTENCES)
def test_a_bad_row_is_told_by_its_number_its_column_and_a_sentence(
    party: Party, administrator: Client, said: dict[str, str], column: str, arabic: str, french: str
) -> None:
    data = csv_file(good(party), [""] * 11, good(party, name_ar="نادية", **said))
    answer = send(administrator, data)
    assert answer.status_code == 422
    assert [(one["row"], str(one["column"]), one["sentence"]) for one in answer.context["flaws"]] == [
        (4, column, arabic)
    ]
    assert reverse("people:import_confirm") not in answer.content.decode()
    administrator.cookies["language"] = "fr"
    assert [one["sentence"] for one in send(administrator, data).context["flaws"]] == [french]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (30 * 1024 * 1024))
    return out.getvalue()


def with_entity() -> bytes:
    """A sheet whose strings name an entity, as an attack would."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_file(cells(unit="x")))) as packed, zipfile.ZipFile(out, "w") as made:
        for name in packed.namelist():
            data = packed.read(name)
            if name == "xl/workbook.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data.partition(b"?>")[2]
            made.writestr(name, data)
    return out.getvalue()


TOO_BIG = "الملف أكبر من 2 ميغا، أو فيه أكثر مما يُقرأ دفعة واحدة. قسمه إلى ملفين."
UNREADABLE = "تعذرت قراءة هذا الملف كجدول. احفظه بصيغة XLSX أو CSV (UTF-8)."
BAD_FILES = [
    (lambda: b"", "file"),
    (lambda: csv_file(), "لا سطر معبأ تحت العناوين."),
    (lambda: csv_file([""] * 11), "لا سطر معبأ تحت العناوين."),
    (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 100, UNREADABLE),
    (lambda: b"PK\x03\x04 broken", UNREADABLE),
    (with_entity, UNREADABLE),
    (bomb, TOO_BIG),
    (lambda: b"x" * (2 * 1024 * 1024 + 1), TOO_BIG),
    (lambda: csv_file(*[cells(unit="x")] * 3001), "في الملف أكثر من 3000 سطر. قسمه."),
    (lambda: bytes(range(256)) * 40, None),
    (lambda: b"\xff\xfe\x00", UNREADABLE),
    (lambda: ('"' + "x" * 200_000).encode(), None),
]  # fmt: skip


@pytest.mark.parametrize(("made", "sentence"), BAD_FILES)
def test_a_file_that_is_no_sheet_gets_a_sentence(administrator: Client, made, sentence: str | None) -> None:
    before = Person.objects.count()
    answer = send(administrator, made(), "people.xlsx")
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["file"]
    if sentence and sentence != "file":
        assert said == sentence
    assert Person.objects.count() == before


def test_a_formula_in_an_excel_cell_is_refused(party: Party, administrator: Client) -> None:
    answer = send(administrator, xlsx_file(good(party, name_ar='=HYPERLINK("http://x")')), "people.xlsx")
    assert [(one["row"], one["sentence"]) for one in answer.context["flaws"]] == [
        (2, "في هذه الخانة صيغة حسابية. اكتب القيمة نفسها نصا.")
    ]


def test_the_empty_sheet_can_be_sent_back_filled_in(party: Party, administrator: Client) -> None:
    for language, rightwards in (("ar", True), ("fr", False)):
        administrator.cookies["language"] = language
        got = administrator.get(reverse("people:import_template", args=["xlsx"]))
        assert got["Content-Disposition"] == 'attachment; filename="people.xlsx"'
        book = load_workbook(io.BytesIO(got.content))
        assert [bool(sheet.sheet_view.rightToLeft) for sheet in book.worksheets] == [rightwards] * 3
        assert book.worksheets[1].max_row > 10
        assert {party.national.code, party.branches[0][0][0].code} <= {cell.value for cell in book.worksheets[2]["A"]}
        words = [cell.value for cell in book.worksheets[1][9]]
        book.worksheets[0].append(good(party, name_ar=f"شخص {language}", from_on=TODAY.isoformat()))
        out = io.BytesIO()
        book.save(out)
        assert words[0]
        assert send(administrator, out.getvalue(), "people.xlsx").status_code == 200
        csv = administrator.get(reverse("people:import_template", args=["csv"]))
        assert csv.content.startswith(b"\xef\xbb\xbf")
        assert send(administrator, csv.content + ";".join(good(party)).encode()).status_code == 200
    assert administrator.get(reverse("people:import_template", args=["ods"])).status_code == 404


def test_others_are_refused_and_nothing_is_sent_without_a_file(party: Party, administrator: Client) -> None:
    assert administrator.post(reverse("people:import")).status_code == 422
    assert reverse("people:import") in administrator.get(reverse("people:index")).content.decode()
    stranger = Client()
    stranger.force_login(holder(unit=party.regions[0]))
    assert send(stranger, csv_file(good(party))).status_code == 403
    assert stranger.get(reverse("people:import")).status_code == 403
    assert stranger.get(reverse("people:import_template", args=["csv"])).status_code == 403
    assert stranger.post(reverse("people:import_confirm"), {"rows": "x"}).status_code == 403
    assert reverse("people:import") not in stranger.get(reverse("people:index")).content.decode()
