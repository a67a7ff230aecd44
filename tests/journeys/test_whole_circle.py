"""The whole circle: programme, report, be seen the same second; and nobody above can write in the unit's place."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tajadur.activity.declarations.models import Declaration
from tajadur.activity.meetings.models import Draft, Meeting, Report, Series
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account

from .steps import DESK, PHONE, Hand, Scene, log_in, log_out, programme, report, set_scene, speak


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return set_scene()


@pytest.fixture
def visit(browser: Any, live_server: Any):
    """A page on a phone or a desk; its scripts' and its policy's complaints are found at the end."""
    opened, heard = [], []

    def start(language: str, **options: Any) -> Any:
        context = browser.new_context(**options, timezone_id="Africa/Casablanca")
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
        speak(page, live_server.url, language)
        return page

    yield start
    for context in opened:
        context.close()
    assert heard == []


def unit_rows() -> tuple[int, ...]:
    """How much the units have said so far."""
    tables = (Meeting, Series, Draft, Report, Declaration)
    return *(table.objects.count() for table in tables), Obligation.objects.filter(submitted_at__isnull=False).count()


def read_lists(page: Any, scene: Scene, site: str) -> None:
    """From the dashboard to the figure of the running month, and both lists behind it."""
    page.goto(site + "/compliance/")
    page.locator(f'a[href^="{reverse("compliance:figure", args=["so_far", scene.party.national.pk])}"]').first.click()
    page.wait_for_url("**/figures/so_far/**")
    open_list(page, "numerator")


def open_list(page: Any, side: str) -> None:
    """One of the two lists behind a figure."""
    page.locator(f'main a.chip[href*="list={side}"]').click()
    page.wait_for_url(f"**list={side}**")


def test_on_a_phone_in_arabic_from_the_programme_to_the_lists_behind_the_percentage(scene, live_server, visit):
    site, province = live_server.url, scene.province
    phone = visit("ar", **PHONE)
    log_in(phone, site, "amina")
    assert phone.locator("html").get_attribute("dir") == "rtl"

    # the next meeting, by the links a newcomer sees
    phone.locator('.tabbar a[href="/meetings/"]').tap()
    phone.locator(f'main a[href="{reverse("meetings:programme", args=[province.pk])}"]').first.tap()
    phone.wait_for_url("**/programme/**")
    day = clock.today() + timedelta(days=20)
    programme(phone, site, province.pk, day)
    planned = Meeting.objects.get(unit=province, planned_on=day)
    assert list(planned.points.filter(kind="item").values_list("text", flat=True)) == ["التحضير للمؤتمر", "التواصل"]

    # the meeting that was held, from the first thing home says
    phone.locator('.tabbar a[href="/"]').tap()
    hand = Hand(phone)
    hand.tap(f'main a[href="{reverse("reports:form", args=[scene.meeting.pk])}"]')
    phone.wait_for_function("() => !!document.querySelector('.stepper button')")
    number = report(hand)
    sent_at = clock.now()
    assert hand.taps <= 12
    assert len(hand.texts) == 2
    made = Report.objects.get()
    assert (made.receipt, made.present, made.women, made.youth, made.by_phone) == (number, 8, 3, 2, True)
    log_out(phone)

    # the cell sees it at once
    cell = visit("ar", **PHONE)
    log_in(cell, site, "karim")
    read_lists(cell, scene, site)
    assert clock.now() - sent_at < timedelta(seconds=20)
    names = cell.locator("main .task, main li, main tbody tr")
    assert names.filter(has_text=province.name_ar).count() == 1
    assert names.filter(has_text=scene.party.provinces[0][1].name_ar).count() == 0
    open_list(cell, "denominator")
    for other in scene.party.provinces[0]:
        assert names.filter(has_text=other.name_ar).count() == 1
    cell.goto(f"{site}{reverse('receipts:check')}?number={number}")
    assert cell.locator("main [role=status]").filter(has_text=province.name_ar).count() == 1

    # and cannot write in its place
    assert refused_everywhere(cell, scene, site) == []


def doors(scene: Scene) -> dict[str, dict[str, str]]:
    """Every address that writes a unit's record, with what a willing hand would send there."""
    province, meeting, made = scene.province, scene.meeting, Report.objects.get()
    owed = Obligation.objects.filter(unit=province).values_list("pk", flat=True).first()
    later = Meeting.objects.filter(unit=province).latest("planned_on")
    day = (clock.today() + timedelta(days=9)).isoformat()
    counts = {"present": "5", "women": "1", "youth": "1", "text": "x", "held_on": day}
    once = {"planned_on": day, "wall_time": "18:30", "place": "x", "minutes": "120", "body": str(meeting.body_id)}
    asked = {
        ("meetings:programme", province.pk): once,
        ("meetings:programme_regular", province.pk): {**once, "pace": "monthly", "starts_on": day},
        ("meetings:move", later.pk): once,
        ("meetings:cancel", later.pk): {"reason": "x"},
        ("meetings:points", later.pk): {"objectives": "x", "agenda": "y"},
        ("reports:form", meeting.pk): counts,
        ("reports:draft", meeting.pk): counts,
        ("reports:correct", made.pk): counts,
        ("declarations:done", owed): {"done_on": day, "text": "x"},
        ("declarations:not_held", owed): {"reason": "other", "text": "x"},
    }
    return {reverse(name, args=[pk]): sent for (name, pk), sent in asked.items()}


def refused_everywhere(page: Any, scene: Scene, site: str) -> list[str]:
    """The addresses that were not refused, by reading the page or by sending it; and what was written."""
    page.goto(site + "/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    before, wrong = unit_rows(), []
    for path, sent in doors(scene).items():
        read = page.request.get(site + path, max_redirects=0).status
        form = {"csrfmiddlewaretoken": token, **sent}
        wrote = page.request.post(site + path, form=form, headers={"Referer": site + "/"}, max_redirects=0).status
        if read not in {403, 404, 405} or wrote not in {403, 404}:
            wrong.append(f"{path}: {read} {wrote}")
    return [*wrong, *(["rows were written"] if unit_rows() != before else [])]


def test_the_same_circle_on_a_desk_in_french(scene, live_server, visit):
    site, province = live_server.url, scene.province
    Account.objects.update(language="fr")
    desk = visit("fr", **DESK)
    log_in(desk, site, "amina")
    assert desk.locator("html").get_attribute("lang") == "fr"
    desk.locator('.side a[href="/meetings/"]').click()
    desk.locator(f'main a[href="{reverse("meetings:programme", args=[province.pk])}"]').first.click()
    desk.wait_for_url("**/programme/**")
    programme(desk, site, province.pk, clock.today() + timedelta(days=20))
    assert Meeting.objects.filter(unit=province).count() == 2
    desk.goto(site + "/")
    desk.locator(f'main a[href="{reverse("reports:form", args=[scene.meeting.pk])}"]').first.click()
    for name, value in (("present", "8"), ("women", "3"), ("youth", "2")):
        desk.fill(f"#id_{name}", value)
    desk.check("#id_rest_reached")
    desk.locator("main button[type=submit]").last.click()
    desk.wait_for_url(re.compile(r"/reports/\d+/\?sent="))
    log_out(desk)
    log_in(desk, site, "karim")
    read_lists(desk, scene, site)
    assert desk.locator("main tbody tr, main li").filter(has_text=province.name_latin).count() == 1


def test_without_script_a_meeting_is_programmed_and_another_reported(scene, live_server, visit):
    site, province = live_server.url, scene.province
    plain = visit("ar", **PHONE, java_script_enabled=False)
    log_in(plain, site, "amina")
    programme(plain, site, province.pk, clock.today() + timedelta(days=20))
    assert Meeting.objects.filter(unit=province).count() == 2
    plain.goto(site + "/")
    plain.locator(f'main a[href="{reverse("reports:form", args=[scene.meeting.pk])}"]').first.tap()
    number = report(Hand(plain))
    assert Report.objects.get().receipt == number
    log_out(plain)
    assert plain.locator("input[name=password]").count() == 1
