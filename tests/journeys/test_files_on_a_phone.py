"""A photograph of the minutes goes with the report from a phone, in Arabic: smaller, once, whatever the network."""

import io
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image

from tajadur.activity.meetings.models import Meeting, ReportAttachment
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.queries import content_of
from tests.factories.party import holder, small_party
from tests.factories.reports import make_meeting
from tests.journeys.test_report_on_a_phone import PHONE, answer_points, enter, fill_counts, open_form, sent

ITEM = ".files__list li"
WAITS = "[data-files-wait]"


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, **PHONE}


@pytest.fixture
def meeting(transactional_db: None) -> Meeting:
    party = small_party(regions=1, provinces=1, branches=1)
    return make_meeting(unit=party.branches[0][0][0], planned_on=clock.today() - timedelta(days=3), items=2)


@pytest.fixture
def secretary(meeting: Meeting) -> Account:
    return holder(unit=meeting.unit)


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """As a phone takes it: twelve million points, lying on its side, with where it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Maker of phones"
    path = tmp_path / "صورة المحضر.jpg"
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(path, quality=85, exif=exif)
    assert path.stat().st_size > 3_000_000
    return path


def send(page: Any) -> Any:
    answer_points(page)
    fill_counts(page)
    page.locator(".dock button[type=submit]").last.tap()
    return sent(page)


def test_a_photograph_goes_with_the_report_smaller_and_upright(
    page: Any,
    live_server: Any,
    meeting: Meeting,
    secretary: Account,
    photograph: Path,
    troubles: list[str],
) -> None:
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    page.set_input_files("#files-input", photograph)
    page.locator(ITEM).wait_for()
    assert page.locator(ITEM).inner_text().startswith("صورة المحضر.jpg")
    assert page.locator(".files__add .btn").is_hidden()
    report = send(page)
    file = ReportAttachment.objects.get(report=report).file
    assert file.size < 2_000_000
    drawn = Image.open(io.BytesIO(b"".join(content_of(file))))
    assert drawn.size == (1500, 2000)
    assert not drawn.getexif()
    with page.expect_download() as download:
        page.get_by_text("صورة المحضر.jpg").tap()
    assert download.value.suggested_filename == "صورة المحضر.jpg"
    assert os.path.getsize(download.value.path()) == file.size
    assert troubles == []


def test_a_network_cut_in_the_middle_loses_nothing_and_sends_once(
    page: Any,
    live_server: Any,
    meeting: Meeting,
    secretary: Account,
    photograph: Path,
) -> None:
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    cut = []

    def lose_the_first_answer(route: Any) -> None:
        if cut:
            return route.continue_()
        cut.append(route.fetch().status)  # the server has it; the phone never hears of it
        page.context.set_offline(True)
        return route.abort("internetdisconnected")

    page.route("**/files/attach/", lose_the_first_answer)
    page.fill("#id_text", "خلاصة كتبت دون شبكة")
    page.set_input_files("#files-input", photograph)
    page.wait_for_function(f"() => document.querySelector('{WAITS}').textContent.includes('شبكة')")
    page.wait_for_timeout(4500)
    assert page.locator(ITEM).count() == 0
    page.context.set_offline(False)
    page.locator(ITEM).wait_for()
    assert cut == [200]
    assert StoredFile.objects.count() == 1
    assert page.input_value("#id_text") == "خلاصة كتبت دون شبكة"
    report = send(page)
    assert ReportAttachment.objects.get().report_id == report.pk


def test_a_file_on_a_draft_is_there_when_the_form_is_opened_again(
    page: Any,
    live_server: Any,
    meeting: Meeting,
    secretary: Account,
    photograph: Path,
    troubles: list[str],
) -> None:
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    page.set_input_files("#files-input", photograph)
    page.locator(ITEM).wait_for()
    page.fill("#id_text", "خلاصة")
    page.wait_for_function("() => document.querySelector('[data-draft-status]').dataset.state === 'saved'")
    page.goto(live_server.url + reverse("home"))
    open_form(page, live_server, meeting)
    page.locator(ITEM).wait_for()
    page.locator(f"{ITEM} button").tap()
    page.wait_for_function(f"() => !document.querySelector('{ITEM}')")
    assert not StoredFile.objects.exists()
    assert troubles == []
