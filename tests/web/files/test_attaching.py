"""Files on a form and behind the gate of what holds them: accepted, refused, kept, sent once, given out."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tajadur.activity.resources.models import RequestAttachment, ResourceRequest
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.registry.files.models import StoredFile
from tests.factories.files import office, pdf, photograph, staged
from tests.factories.party import Party, acting, holder
from tests.factories.resources import Cast, cast

TODAY = clock.today()
PURPOSE = "لقاء مفتوح مع الشباب"


@pytest.fixture
def who(party: Party) -> Cast:
    return cast(party)


def enter(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(account)
    return client


def upload(content: bytes, name: str = "محضر.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def typed(**more: Any) -> dict[str, Any]:
    day = (TODAY + timedelta(days=30)).isoformat()
    return {"kind": "activity", "amount": "500", "purpose": PURPOSE, "needed_by": day, **more}


def ask(who: Cast) -> str:
    return reverse("resources:ask", args=[who.unit.pk])


def keys_in(response: Any) -> list[str]:
    return re.findall(r'name="attached"[^>]*value="([^"]+)"', response.content.decode())


def test_a_file_sent_with_the_form_hangs_on_what_was_asked(who: Cast) -> None:
    ours = enter(who.secretary)
    sent = ours.post(ask(who), typed(files=[upload(pdf()), upload(photograph(), "صورة.jpg")]))
    request = ResourceRequest.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, reverse("resources:detail", args=[request.pk]))
    rows = list(RequestAttachment.objects.select_related("file").order_by("pk"))
    assert [(row.file.name, row.file.kind, row.file.unit_id) for row in rows] == [
        ("محضر.pdf", "pdf", who.unit.pk),
        ("صورة.jpg", "jpeg", who.unit.pk),
    ]
    page = ours.get(sent["Location"]).content.decode()
    assert "محضر.pdf" in page
    assert reverse("resources:file", args=[request.pk, rows[0].file_id]) in page


def test_a_file_is_given_out_whole_as_an_attachment_that_nothing_keeps(who: Cast) -> None:
    enter(who.secretary).post(ask(who), typed(files=[upload(pdf(), "م" * 255)]))
    row = RequestAttachment.objects.get()
    address = reverse("resources:file", args=[row.request_id, row.file_id])
    given = enter(who.above).get(address, headers={"accept-encoding": "gzip"})
    assert given.status_code == 200
    assert b"".join(given.streaming_content) == pdf()
    assert given.headers["Content-Type"] == "application/pdf"
    assert given.headers["Content-Length"] == str(len(pdf()))
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-store"} <= set(given.headers["Cache-Control"].split(", "))
    assert given.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''%D9%85")
    assert len(given.headers["Content-Disposition"]) < 2000
    assert "Content-Encoding" not in given.headers


def test_a_file_is_read_by_whoever_reads_what_holds_it_and_only_there(who: Cast, party: Party) -> None:
    ours = enter(who.secretary)
    for _ in range(2):
        ours.post(ask(who), typed(files=[upload(pdf())], purpose=f"{PURPOSE} {_}"))
    first, second = RequestAttachment.objects.order_by("pk")
    stranger = enter(holder(unit=party.branches[1][0][0]))
    assert stranger.get(reverse("resources:file", args=[first.request_id, first.file_id])).status_code == 404
    assert ours.get(reverse("resources:file", args=[first.request_id, second.file_id])).status_code == 404
    given = ours.get(reverse("resources:file", args=[first.request_id, first.file_id]))
    assert (given.status_code, b"".join(given.streaming_content)) == (200, pdf())


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_one_file_refused_keeps_the_text_and_the_file_that_was_accepted(who: Cast, language: str) -> None:
    ours = enter(who.secretary, language)
    refused = ours.post(ask(who), typed(files=[upload(pdf(), "جيد.pdf"), upload(b"MZ" + b"\0" * 99, "صورة.jpg")]))
    assert refused.status_code == 422
    text = refused.content.decode()
    assert PURPOSE in text
    assert text.count("صورة.jpg") == 2  # in the summary and beside the field
    assert "{" not in "".join(re.findall(r'class="err">(.*?)</p>', text, re.S))
    assert not ResourceRequest.objects.exists()
    (key,) = keys_in(refused)
    assert ours.post(ask(who), typed(attached=[key])).status_code == 302
    assert RequestAttachment.objects.get().file.name == "جيد.pdf"


def test_something_else_refused_keeps_the_files(who: Cast) -> None:
    ours = enter(who.secretary)
    refused = ours.post(ask(who), typed(files=[upload(pdf())], amount="كثير"))
    assert (refused.status_code, len(keys_in(refused))) == (422, 1)
    assert StoredFile.objects.get().unit_id is None


def test_the_buttons_of_the_files_send_only_the_files(who: Cast) -> None:
    ours = enter(who.secretary)
    shown = ours.post(ask(who), typed(files=[upload(pdf())], amount="كثير", attach="1"))
    text = shown.content.decode()
    assert (shown.status_code, len(keys_in(shown))) == (200, 1)
    assert "esum" not in text
    assert 'class="err"' not in text
    assert PURPOSE in text
    assert "كثير" in text
    (key,) = keys_in(shown)
    without = ours.post(ask(who), typed(attached=[key], detach=key))
    assert (without.status_code, keys_in(without)) == (200, [])
    assert not StoredFile.objects.exists()
    assert not ResourceRequest.objects.exists()


def test_the_script_of_the_page_gets_the_part_of_the_form(who: Cast) -> None:
    ours = enter(who.secretary, "ar")
    part = ours.post(
        reverse("files:attach"), {"files": [upload(photograph(), "صورة.jpg")]}, headers={"HX-Request": "true"}
    )
    assert part.status_code == 200
    assert part.content.decode().strip().startswith("<div")
    (key,) = keys_in(part)
    more = ours.post(reverse("files:attach"), {"files": [upload(office(), "جدول.xlsx")], "attached": [key]})
    assert keys_in(more) == [key]
    assert "جدول.xlsx" in more.content.decode()
    sheets = ours.post(reverse("files:attach"), {"files": [upload(office(), "جدول.xlsx")], "file_kinds": "office"})
    assert ours.post(ask(who), typed(attached=keys_in(sheets))).status_code == 422  # not taken on this form
    gone = ours.post(reverse("files:attach"), {"attached": [key], "detach": key})
    assert keys_in(gone) == []


def test_a_file_of_somebody_else_s_form_is_not_attached(who: Cast) -> None:
    theirs = staged(acting(who.above, TODAY))
    answer = enter(who.secretary).post(ask(who), typed(attached=[str(theirs.key), "nonsense"]))
    assert answer.status_code == 422
    assert "files are not kept any more" in answer.content.decode()
    assert StoredFile.objects.get().unit_id is None


def test_the_same_form_sent_again_attaches_once(who: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(who.secretary)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(ask(who)).content.decode())
    assert token is not None
    answers = [client.post(ask(who), typed(files=[upload(pdf())], csrfmiddlewaretoken=token[1])) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert StoredFile.objects.count() == RequestAttachment.objects.count() == 1


def test_too_many_files_and_too_much_for_a_thing_or_a_unit_are_told(who: Cast, settings: Any) -> None:
    ours, by = enter(who.secretary), acting(who.secretary, TODAY)
    many = [str(staged(by).key) for _ in range(11)]
    assert "10 files at most" in ours.post(ask(who), typed(attached=many)).content.decode()
    settings.FILE_MEGABYTES = 1
    filler = pdf(after=b"%" + b"x" * 1_000_000 + b"\n")
    large = [str(staged(by, filler).key) for _ in range(4)]
    assert "larger than 3 MB" in ours.post(ask(who), typed(attached=large)).content.decode()
    settings.UNIT_FILES_MEGABYTES = 1
    assert ours.post(ask(who), typed(attached=large[:1])).status_code == 302
    told = ours.post(ask(who), typed(attached=large[1:2], purpose="آخر"))
    assert (told.status_code, "would pass 1 MB" in told.content.decode()) == (422, True)
    assert ResourceRequest.objects.count() == 1


def test_a_file_of_fifty_megabytes_is_a_sentence_and_the_text_is_kept(who: Cast) -> None:
    answer = enter(who.secretary).post(
        ask(who), typed(files=[upload(b"\0" * 50 * 1024 * 1024, "فيديو.mp4"), upload(pdf())])
    )
    assert answer.status_code == 422
    assert "«فيديو.mp4» is larger than 10 MB" in answer.content.decode()
    assert PURPOSE in answer.content.decode()
    assert len(keys_in(answer)) == StoredFile.objects.count() == 1


def test_a_form_longer_than_any_is_not_read(who: Cast) -> None:
    answer = enter(who.secretary).post(ask(who), typed(files=[upload(b"\0" * 61 * 1024 * 1024)]))
    assert answer.status_code == 413
    assert not StoredFile.objects.exists()


def test_a_disk_that_is_full_while_the_form_arrives_is_a_sentence(who: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("tajadur.web.files.receiving.SpooledTemporaryFile", lambda **_: Full())
    answer = enter(who.secretary).post(ask(who), typed(files=[upload(pdf())]))
    assert answer.status_code == 422
    assert "no room for files" in answer.content.decode()
    assert PURPOSE in answer.content.decode()


def test_who_is_not_known_attaches_nothing() -> None:
    answer = Client().post("/files/attach/", {"files": [upload(pdf())]})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


def test_a_form_without_files_takes_no_query_more_for_them(who: Cast, django_assert_num_queries: Any) -> None:
    from tajadur.registry.files.operations.attaching import attach_files

    by, at = acting(who.secretary, TODAY), clock.now()
    with django_assert_num_queries(0):
        assert attach_files(RequestAttachment, keys=[], unit_id=who.unit.pk, by=by, at=at) == []
