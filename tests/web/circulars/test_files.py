"""The files of a circular: attached in its draft, shown before and after it is sent, changed by an amendment."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tajadur.activity.circulars.models import Circular, CircularAttachment
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.nightly import sweep_files
from tests.factories.circulars import TEXTS, drafted, issued, sends, withdrawn
from tests.factories.files import MACROS, office, pdf, photograph, staged
from tests.factories.party import Party, acting, holder

TYPED = TEXTS | {"days": "5", "grace_days": "2", "kinds": ["province"]}
OTHER = TEXTS | {"text_ar": "يعقد كل مكتب اجتماعين."}


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def general(party: Party) -> Account:
    return holder(unit=party.national, body="secretariat", post="secretary_general")


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.provinces[0][0])


def of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return client


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def names(version: int) -> list[str]:
    rows = CircularAttachment.objects.filter(version__number=version).order_by("pk")
    return list(rows.values_list("file__name", flat=True))


def ticked(text: str) -> list[str]:
    boxes = re.findall(r'<input type="checkbox"[^>]*name="kept_file"[^>]*>', text)
    return [re.findall(r'value="([^"]+)"', box)[0] for box in boxes if "checked" in box]


def keys(number: int) -> list[str]:
    return [str(key) for key in StoredFile.objects.order_by("pk").values_list("key", flat=True)[:number]]


def test_every_kind_hangs_on_the_draft_and_is_shown_before_and_after(
    party: Party, general: Account, secretary: Account
) -> None:
    files = [
        upload(pdf(), "دليل.pdf"), upload(photograph(), "خريطة.jpg"), upload(office(), "لائحة.xlsx"),
        upload(office("docx"), "نموذج.docx"),
    ]  # fmt: skip
    sender = of(general)
    assert sender.post(f"/circulars/new/{party.national.pk}/", TYPED | {"files": files}).status_code == 302
    circular = Circular.objects.get()
    assert names(1) == ["دليل.pdf", "خريطة.jpg", "لائحة.xlsx", "نموذج.docx"]
    assert set(StoredFile.objects.values_list("unit_id", flat=True)) == {party.national.pk}
    addresses = [
        reverse("circulars:file", args=[circular.pk, pk])
        for pk in StoredFile.objects.order_by("pk").values_list("pk", flat=True)
    ]
    preview = page(sender, f"/circulars/{circular.pk}/issue/")
    assert all(address in preview for address in addresses)
    reader = of(secretary)
    assert [reader.get(address).status_code for address in addresses] == [404] * 4  # not sent yet
    assert sender.post(f"/circulars/{circular.pk}/issue/", {"count": "1"}).status_code == 302
    shown = page(reader, f"/circulars/{circular.pk}/")
    assert all(address in shown for address in addresses)
    given = reader.get(addresses[0])
    assert b"".join(given.streaming_content) == pdf()  # type: ignore[attr-defined]
    assert given.headers["Content-Disposition"].startswith("attachment")


def test_exactly_those_who_read_the_circular_are_given_its_files(
    party: Party, general: Account, secretary: Account, today: date
) -> None:
    outside = holder(unit=party.provinces[1][0])
    file = staged(acting(general, today))
    circular_id = issued(
        party.national, general, today, files=[str(file.key)], kinds=["province"],
        subtree_id=party.provinces[0][0].pk,
    )  # fmt: skip
    other = issued(party.national, general, today, kinds=["province"])
    address = f"/circulars/{circular_id}/files/{file.pk}/"
    assert [of(account).get(address).status_code for account in (general, secretary, outside)] == [200, 200, 404]
    assert Client().get(address).status_code == 302
    assert of(general).get(f"/circulars/{other}/files/{file.pk}/").status_code == 404


def test_an_amendment_keeps_takes_away_and_adds_and_the_page_says_so(
    party: Party, general: Account, secretary: Account, today: date
) -> None:
    by = acting(general, today)
    kept, removed = staged(by, name="يبقى.pdf"), staged(by, name="يزول.pdf")
    circular_id = issued(party.national, general, today, files=[str(kept.key), str(removed.key)], kinds=["province"])
    sender, address = of(general), f"/circulars/{circular_id}/amend/"
    assert ticked(page(sender, address)) == [str(kept.key), str(removed.key)]
    new = upload(pdf(), "جديد.pdf")
    assert sender.post(address, OTHER | {"kept_file": [str(kept.key)], "files": [new]}).status_code == 302
    assert names(2) == ["يبقى.pdf", "جديد.pdf"]
    assert ticked(page(sender, address)) == [str(kept.key), str(StoredFile.objects.get(name="جديد.pdf").key)]
    sends(circular_id, general, today)
    shown = page(of(secretary), f"/circulars/{circular_id}/")
    assert re.findall(r"<ins[^>]*><bdi>([^<]+)", shown) == ["جديد.pdf"]
    assert re.findall(r"<del[^>]*><bdi>([^<]+)", shown) == ["يزول.pdf"]
    assert of(secretary).get(f"/circulars/{circular_id}/files/{removed.pk}/").status_code == 200
    assert "يزول.pdf" in page(of(secretary), f"/circulars/{circular_id}/?version=1")
    withdrawn(circular_id, general, today)
    assert "جديد.pdf" in page(of(secretary), f"/circulars/{circular_id}/")


def test_files_alone_are_a_change_and_the_same_files_are_none(party: Party, general: Account, today: date) -> None:
    holder(unit=party.provinces[0][0])
    file = staged(acting(general, today))
    circular_id = issued(party.national, general, today, files=[str(file.key)], kinds=["province"])
    sender, address = of(general), f"/circulars/{circular_id}/amend/"
    assert sender.post(address, TEXTS | {"kept_file": [str(file.key)]}).status_code == 422
    assert sender.post(address, TEXTS).status_code == 302
    assert (names(1), names(2)) == (["محضر.pdf"], [])
    drafted_again = sender.post(address, TEXTS | {"kept_file": [str(file.key)], "subject_ar": "موضوع آخر"})
    assert (drafted_again.status_code, names(2)) == (302, ["محضر.pdf"])  # put back from the version in force
    assert "موضوع آخر" in page(sender, f"/circulars/{circular_id}/issue/")


def test_what_leaves_a_draft_is_deleted_and_what_is_in_force_stays(party: Party, general: Account, today: date) -> None:
    holder(unit=party.provinces[0][0])
    by, sender = acting(general, today), of(general)
    draft_id = drafted(party.national, general, today, files=[str(staged(by).key), str(staged(by).key)])
    _first, second = keys(2)
    answer = sender.post(f"/circulars/{draft_id}/edit/", TYPED | {"kept_file": [second]})
    assert (answer.status_code, keys(9)) == (302, [second])
    assert sender.post(f"/circulars/{draft_id}/discard/").status_code == 302
    assert (StoredFile.objects.count(), Circular.objects.count()) == (0, 0)
    circular_id = issued(party.national, general, today, files=[str(staged(by).key)], kinds=["province"])
    [kept] = keys(9)
    new = upload(pdf(), "جديد.pdf")
    sender.post(f"/circulars/{circular_id}/amend/", TEXTS | {"kept_file": [kept], "files": [new]})
    assert StoredFile.objects.count() == 2
    sender.post(f"/circulars/{circular_id}/discard/")
    assert keys(9) == [kept]
    sender.post(f"/circulars/{circular_id}/amend/", TEXTS | {"files": [upload(pdf(), "آخر.pdf")]})
    withdrawn(circular_id, general, today)
    assert keys(9) == [kept]
    assert sum(sum(sweep_files(at=clock.now(), part=part)) for part in range(256)) == 0


@pytest.mark.parametrize(("content", "name"), [
    (b"", "فارغ.pdf"),
    (b"MZ not a paper", "برنامج.pdf"),
    (office(more=MACROS), "وحدات.xlsx"),
])  # fmt: skip
def test_a_file_that_is_refused_keeps_what_was_typed(party: Party, general: Account, content: bytes, name: str) -> None:
    files = [upload(pdf(), "جيد.pdf"), upload(content, name)]
    answer = of(general).post(f"/circulars/new/{party.national.pk}/", TYPED | {"files": files})
    text = answer.content.decode()
    assert (answer.status_code, Circular.objects.count()) == (422, 0)
    assert name in text and TEXTS["subject_ar"] in text
    taken = re.findall(r'name="attached"[^>]*value="([^"]+)"', text)
    again: dict[str, Any] = TYPED | {"attached": taken}
    assert of(general).post(f"/circulars/new/{party.national.pk}/", again).status_code == 302
    assert names(1) == ["جيد.pdf"]
