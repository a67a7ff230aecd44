"""What is in a file decides: kinds, disguises, pictures drawn anew, archives and scripts."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from tajadur.foundation.errors import BadInput
from tajadur.registry.files.operations import office as office_checks
from tajadur.registry.files.operations.checking import checked_file, clean_name
from tajadur.registry.files.vocabulary import EVERY_KIND, PAPERS, PROBLEMS, FileKind
from tests.factories.files import MACROS, claimed_picture, office, packed_objects, pdf, photograph, picture


def checked(content: bytes, name: str = "file", kinds: Any = EVERY_KIND) -> Any:
    return checked_file(io.BytesIO(content), name=name, kinds=kinds)


def refused(content: bytes, name: str = "file.pdf", kinds: Any = EVERY_KIND) -> str:
    with pytest.raises(BadInput) as problem:
        checked(content, name, kinds)
    assert str(PROBLEMS[problem.value.code]) % problem.value.params
    return problem.value.code


@pytest.mark.parametrize(
    ("content", "kind", "name"),
    [
        (pdf(), FileKind.PDF, "x.pdf"),
        (picture(), FileKind.JPEG, "x.jpg"),
        (picture("PNG"), FileKind.PNG, "x.png"),
        (office("xlsx"), FileKind.XLSX, "x.xlsx"),
        (office("docx"), FileKind.DOCX, "x.docx"),
    ],
)
def test_a_file_is_what_is_in_it_and_its_name_follows(content: bytes, kind: FileKind, name: str) -> None:
    for given_name in ("x", name, name.upper(), f"C:\\folder\\{name}", f"../../{name}"):
        file = checked(content, given_name)
        assert (file.kind, file.name.lower()) == (kind, name)
    assert checked(content, "x.exe").name == f"x.exe{kind.suffix}"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"MZ" + b"\0" * 100, "file_kind_unknown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "file_kind_unknown"),
        (b"<!doctype html><script>1</script>", "file_kind_unknown"),
        (b"GIF89a" + b"\0" * 50, "file_kind_unknown"),
        (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "file_kind_unknown"),
        (b"%PDF-1.7\n" + b"cut off", "file_broken"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 200, "file_broken"),
        (picture()[:-40], "file_broken"),
        (picture("PNG")[:-40], "file_broken"),
        (b"PK\x03\x04" + b"\0" * 200, "file_broken"),
        (office()[:-30], "file_broken"),
        (pdf(b"/OpenAction << /S /JavaScript /JS (x) >>"), "file_has_scripts"),
        (pdf(b"/OpenAction << /S /J#61vaScript /JS (x) >>"), "file_has_scripts"),
        (pdf(b"/Names << /EmbeddedFiles 4 0 R >>"), "file_has_scripts"),
        (pdf(after=packed_objects(b"4 0 << /S /Launch /F (x) >>")), "file_has_scripts"),
        (pdf(after=packed_objects(b"\0" * 30_000_000)), "file_explodes"),
        (pdf(b"/Encrypt 4 0 R"), "file_locked"),
        (b"\0" * (10 * 1024 * 1024 + 1), "file_too_large"),
        (office(more=MACROS), "file_has_macros"),
        (office("docx", parts={"word/vbaProject.bin": b"x"}), "file_has_macros"),
        (office("docx", parts={"word/embeddings/oleObject1.bin": b"x"}), "file_has_macros"),
        (office(parts={"xl/media/a.bin": b"\0" * 101 * 1024 * 1024}), "file_explodes"),
        (office(parts={f"xl/{number}": b"" for number in range(2001)}), "file_explodes"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_by_its_code(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_what_is_not_taken_on_a_form_is_refused_there() -> None:
    assert checked(office(), kinds=EVERY_KIND).kind is FileKind.XLSX
    assert refused(office(), kinds=PAPERS) == "file_kind_unknown"


def test_a_plain_pdf_with_packed_objects_is_kept_as_it_is() -> None:
    content = pdf(after=packed_objects(b"4 0 << /Type /Page >>"))
    assert checked(content).content == content


def test_a_photograph_stands_upright_and_says_nothing_of_its_phone() -> None:
    file = checked(photograph((60, 40)))
    drawn = Image.open(io.BytesIO(file.content))
    assert drawn.size == (40, 60)
    assert drawn.getpixel((20, 5))[0] < 60 < 200 < drawn.getpixel((20, 55))[0]  # type: ignore[index]
    assert not drawn.getexif()
    assert b"Maker of phones" not in file.content
    assert b"a word beside it" not in file.content
    assert b"Exif" not in file.content


def test_a_large_picture_is_made_smaller_and_one_with_too_many_points_refused() -> None:
    drawn = Image.open(io.BytesIO(checked(picture(size=(5000, 1000))).content))
    assert drawn.size == (2400, 480)
    assert refused(claimed_picture(4000, 3126)) == "picture_too_large"
    assert refused(picture(size=(4000, 3126), progressive=True)) == "picture_too_large"
    assert refused(picture(size=(6000, 4400))) == "picture_too_large"
    assert checked(picture(size=(6000, 4300))).kind is FileKind.JPEG
    assert refused(claimed_picture(65_000, 65_000)) == "picture_too_large"


def test_a_drawing_keeps_what_is_transparent() -> None:
    drawn = Image.open(io.BytesIO(checked(picture("PNG", mode="RGBA")).content))
    assert (drawn.mode, drawn.info) == ("RGBA", {})


def test_what_an_archive_says_of_its_sizes_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    content = office(parts={"xl/a.xml": b"\0" * 5_000_000})
    assert checked(content).kind is FileKind.XLSX
    # The sizes of both headers are made small; the part itself unpacks to what it is.
    lying = content.replace((5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != content
    monkeypatch.setattr(office_checks, "MOST_UNPACKED", 4_000_000)
    assert refused(lying) in {"file_explodes", "file_broken"}


def test_names_twice_in_an_archive_and_ways_out_of_it_are_refused() -> None:
    assert refused(office(parts={"xl/../../evil": b"x"})) == "file_broken"
    assert refused(office(parts={"XL/WORKBOOK.XML": b"x"})) == "file_broken"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("anything.txt", b"x")
    assert refused(out.getvalue()) == "file_kind_unknown"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("محضر اجتماع المكتب.pdf", "محضر اجتماع المكتب.pdf"),
        ("\u202egnp.exe\u202c.pdf", "gnp.exe.pdf"),
        ("a\u200fb\u2066c.pdf", "abc.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        ("\ud800.pdf", "file.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b Set-Cookie_ x.pdf"),
        ("م" * 255, "م" * 251 + ".pdf"),
        ("م" * 100_000, "file.pdf"),
    ],
)
def test_a_name_is_cleaned_and_never_longer_than_what_is_kept(given_name: str, kept: str) -> None:
    assert checked(pdf(), given_name).name == kept


@given(some.text(max_size=400))
def test_no_name_holds_a_way_a_mark_of_direction_or_nothing(text: str) -> None:
    name = clean_name(text)
    assert 0 < len(name) <= 255
    assert not set(name) & set('/\\"<>|?*:\0\r\n\u202e\u2066\u200f')


HEADS = [b"", b"%PDF-1.4", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]


@given(some.binary(max_size=600), some.sampled_from(HEADS))
def test_whatever_is_sent_is_kept_or_refused_by_a_code(tail: bytes, head: bytes) -> None:
    try:
        outcome = checked(head + tail).kind
    except BadInput as problem:
        outcome = problem.code
    assert outcome in PROBLEMS.keys() | set(EVERY_KIND)
