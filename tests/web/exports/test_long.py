"""A long file: asked for on a page of its own, written by the worker, told once, kept a week, gone with the mandate."""

import csv
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.foundation.errors import StoreAway
from tajadur.jobs.exporting import write_long_files
from tajadur.jobs.purging import purge
from tajadur.organisation.people.models import Mandate
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.exports import operations
from tajadur.registry.exports.models import Export
from tajadur.registry.exports.nightly import forget_exports
from tajadur.registry.exports.vocabulary import LEASE, MOST_ATTEMPTS, MOST_WAITING, ExportFault, ExportState
from tajadur.registry.files.queries import file_store
from tajadur.registry.notices.models import Notice
from tajadur.web.exports import taking, writer
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = clock.today()
LIST = "/obligations/?state=all"


@pytest.fixture
def store(tmp_path: Any) -> Iterator[None]:
    """A store of files of this test alone."""
    where = {"BACKEND": "tajadur.foundation.whole_files.WholeFileStorage", "OPTIONS": {"location": str(tmp_path)}}
    from django.conf import settings

    with override_settings(STORAGES={**settings.STORAGES, "files": where}):
        yield


@pytest.fixture
def reader(party: Party, client: Client, store: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Headquarters, whose lists are all long."""
    install_directives(from_on=date(TODAY.year - 1, TODAY.month, 1))
    open_periods(on=TODAY, at=at_noon(TODAY))
    monkeypatch.setattr(taking, "AT_ONCE", 10)
    monkeypatch.setattr(taking, "BATCH", 50)
    monkeypatch.setattr(writer, "TOLD_EVERY", 10)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def asked(reader: Client, kind: str = "csv", address: str = LIST) -> Export:
    """The file of a list, asked for as its page offers it."""
    page = reader.get(f"{address}&export={kind}")
    assert page.status_code == 200
    assert page.context["address"] == address
    answer = reader.post(reverse("exports:ask"), {"address": address, "kind": kind})
    assert answer.headers["Location"] == reverse("exports:index")
    return Export.objects.latest("pk")


def test_a_long_file_is_asked_for_written_told_of_and_fetched(reader: Client) -> None:
    row = asked(reader)
    address = reverse("exports:file", args=[row.pk])
    assert reader.get(address).status_code == 404
    assert write_long_files(at=clock.now()) == 1
    row.refresh_from_db()
    total = reader.get(LIST).context["page"].total
    assert (row.state, row.done, row.total) == (ExportState.DONE, total, total)
    answer = reader.get(address)
    content = b"".join(answer)
    assert len(content) == row.size == int(answer.headers["Content-Length"])
    assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))) == total + 1
    notice = Notice.objects.get(kind="export")
    assert notice.params == {"event": "ready", "rows": total}
    assert f"/exports/{row.pk}/" in reader.get(reverse("notices:inbox")).content.decode()
    assert [entry.act for entry in AuditEntry.objects.filter(act__contains="export").order_by("pk")] == [
        "export.asked",
        "list.exported",
        "export.written",
    ]
    assert write_long_files(at=clock.now()) == 0


def test_a_long_sheet_is_opened_by_another_library(reader: Client) -> None:
    row = asked(reader, "xlsx")
    write_long_files(at=clock.now())
    content = b"".join(reader.get(reverse("exports:file", args=[row.pk])))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert len(sheet) == reader.get(LIST).context["page"].total + 1
    assert isinstance(sheet[1][4], date)


def test_its_line_asks_again_until_it_has_ended_and_survives_leaving_the_page(reader: Client) -> None:
    row = asked(reader)
    line = reverse("exports:progress", args=[row.pk])
    part = reader.get(line, headers={"HX-Request": "true"})
    assert part.status_code == 200 and f'hx-get="{line}"' in part.content.decode()
    write_long_files(at=clock.now())
    part = reader.get(line, headers={"HX-Request": "true"})
    assert part.status_code == 286 and "hx-get" not in part.content.decode()
    assert reverse("exports:file", args=[row.pk]) in reader.get(reverse("exports:index")).content.decode()


def test_the_same_list_asked_for_twice_is_one_file_and_few_may_wait(reader: Client) -> None:
    first = asked(reader)
    assert asked(reader).pk == first.pk
    for number in range(MOST_WAITING + 2):
        asked(reader, address=f"{LIST}&ours={number}")
    assert Export.objects.count() == MOST_WAITING


def test_one_killed_in_the_middle_is_taken_up_anew_and_told_once(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, now = asked(reader), clock.now()

    def killed(*_: Any) -> int:
        raise SystemExit

    with pytest.raises(SystemExit):
        operations.write_exports(write=killed, at=now)
    row.refresh_from_db()
    assert row.state == ExportState.RUNNING
    assert write_long_files(at=now + timedelta(seconds=30)) == 0
    assert write_long_files(at=now + LEASE + timedelta(seconds=1)) == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == (ExportState.DONE, 2)
    assert Notice.objects.filter(kind="export").count() == 1


@pytest.mark.parametrize("away", [OperationalError("the connection is closed"), StoreAway("no answer")])
def test_one_whose_database_or_store_was_away_is_taken_up_anew_and_nobody_told(reader: Client, away: Exception) -> None:
    row, now = asked(reader), clock.now()

    def broken(*_: Any) -> int:
        raise away

    assert operations.write_exports(write=broken, at=now) == 0
    row.refresh_from_db()
    assert (row.state, Notice.objects.filter(kind="export").count()) == (ExportState.RUNNING, 0)
    assert write_long_files(at=now + LEASE + timedelta(seconds=1)) == 1
    row.refresh_from_db()
    assert row.state == ExportState.DONE


def test_one_that_is_killed_again_and_again_is_given_up_with_a_sentence(reader: Client) -> None:
    row, at = asked(reader), clock.now()

    def killed(*_: Any) -> int:
        raise SystemExit

    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(SystemExit):
            operations.write_exports(write=killed, at=at)
        at += LEASE + timedelta(seconds=1)
    assert operations.write_exports(write=killed, at=at) == 0
    row.refresh_from_db()
    assert (row.state, row.fault) == (ExportState.FAILED, ExportFault.BROKEN)
    assert Notice.objects.get(kind="export").params["event"] == "failed"


def test_of_two_workers_at_once_one_writes_and_its_progress_is_seen_meanwhile(reader: Client) -> None:
    row, begun, seen = asked(reader), Event(), Event()

    def slow(_row: Any, out: Any, told: Any) -> int:
        told(3, 8)
        out.write(b"x")
        begun.set()
        assert seen.wait(30)
        return 8

    def work() -> int:
        try:
            return operations.write_exports(write=slow, at=clock.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        first = other.submit(work)
        assert begun.wait(30)
        row.refresh_from_db()
        assert (row.state, row.done, row.total) == (ExportState.RUNNING, 3, 8)
        assert write_long_files(at=clock.now()) == 0
        seen.set()
        assert first.result() == 1


def test_one_who_was_silent_for_too_long_writes_nothing_over_the_other(reader: Client) -> None:
    row, now = asked(reader), clock.now()

    def late(taken: Any, out: Any, told: Any) -> int:
        assert write_long_files(at=now + LEASE + timedelta(seconds=1)) == 1
        out.write(b"late")
        return 1

    assert operations.write_exports(write=late, at=now) == 0
    row.refresh_from_db()
    assert row.done > 1
    assert Notice.objects.filter(kind="export").count() == 1


def test_a_file_goes_with_the_mandate_and_is_nobody_else_s(reader: Client, party: Party) -> None:
    row = asked(reader)
    write_long_files(at=clock.now())
    address = reverse("exports:file", args=[row.pk])
    other = Client()
    other.force_login(holder(unit=party.provinces[0][0]))
    assert other.get(address).status_code == other.get(reverse("exports:progress", args=[row.pk])).status_code == 404
    second = asked(reader, "xlsx")
    Mandate.objects.filter(pk__in=row.mandate_ids).update(to_on=TODAY - timedelta(days=1))
    assert reader.get(address).status_code == 404
    write_long_files(at=clock.now())
    second.refresh_from_db()
    assert second.state == ExportState.FAILED


def test_what_is_no_list_or_not_the_reader_s_is_not_written(reader: Client, party: Party) -> None:
    elsewhere = ("https://elsewhere.example/obligations/", "//elsewhere.example/obligations/", "http://[")
    for address in ("/units/1/", "/nowhere/", LIST + "&q=a\0b", LIST + "&q=" + 2001 * "a", *elsewhere):
        assert reader.post(reverse("exports:ask"), {"address": address, "kind": "csv"}).status_code == 404
    assert reader.post(reverse("exports:ask"), {"address": LIST, "kind": "pdf"}).status_code == 404
    other = Client()
    other.force_login(holder(unit=party.provinces[0][0]))
    assert other.post(reverse("exports:ask"), {"address": "/notices/ledger/", "kind": "csv"}).status_code in (403, 404)
    assert not Export.objects.exists()


def test_files_are_kept_a_week_then_swept_with_what_no_row_knows(reader: Client) -> None:
    row = asked(reader)
    now = clock.now()
    write_long_files(at=now)
    row.refresh_from_db()
    assert forget_exports(at=now + timedelta(days=6)) == 0
    assert file_store().exists(row.stored_name)
    Export.objects.filter(pk=row.pk).update(asked_at=now - timedelta(days=7, seconds=1))
    assert purge(on=TODAY, at=now)["exports"] == 1
    assert not file_store().exists(row.stored_name)
    assert forget_exports(at=now) == 0


def test_a_content_without_a_row_is_swept(reader: Client) -> None:
    from django.core.files.base import ContentFile

    name = file_store().save("exports/0123456789abcdef0123456789abcdef.csv", ContentFile(b"x"))
    forget_exports(at=clock.now())
    assert file_store().exists(name)
    forget_exports(at=file_store().get_modified_time(name) + LEASE + timedelta(seconds=1))
    assert not file_store().exists(name)
