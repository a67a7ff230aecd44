"""A secretary reports a meeting from a phone: quickly, once, and whatever happens to the network or the session."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import Draft, Meeting, Report
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.party import holder, small_party
from tests.factories.reports import make_meeting

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36",
}
PASSWORD = "correct horse battery"


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


def session_of(account: Account) -> str:
    client = Client()
    client.force_login(account)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def enter(page: Any, live_server: Any, account: Account, language: str = "ar") -> None:
    cookies = {settings.SESSION_COOKIE_NAME: session_of(account), "language": language}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )


def open_form(page: Any, live_server: Any, meeting: Meeting) -> None:
    page.goto(live_server.url + reverse("reports:form", args=[meeting.pk]))
    page.wait_for_function("() => !!document.querySelector('.stepper button')")


def state(page: Any, *states: str) -> None:
    page.wait_for_function(
        "(s) => s.includes(document.querySelector('[data-draft-status]').dataset.state)", arg=list(states)
    )


def fill_counts(page: Any) -> None:
    for name, value in (("present", "8"), ("women", "3"), ("youth", "2")):
        page.fill(f"#id_{name}", value)


def answer_points(page: Any) -> None:
    for point in page.locator("fieldset").all():
        point.locator("label", has=page.locator("input[value=reached]")).tap()


def sent(page: Any) -> Report:
    page.wait_for_url(re.compile(r"/reports/\d+/\?sent="))
    return Report.objects.get()


def test_an_ordinary_meeting_takes_twelve_taps_and_two_short_texts(page, live_server, meeting, secretary, troubles):
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    page.evaluate("window.taps = 0; addEventListener('click', (e) => e.isTrusted && (window.taps += 1), true)")
    answer_points(page)
    for name, keys in (
        ("present", "8"),
        ("women", "3"),
        ("youth", "2"),
        ("decisions-0-text", "تحيين اللائحة"),
        ("text", "خلاصة"),
    ):
        page.locator(f"#id_{name}").tap()
        page.keyboard.type(keys)
    taps = page.evaluate("window.taps") + 1
    page.locator(".dock button[type=submit]").last.tap()
    report = sent(page)
    # a label's tap also clicks its radio: the browser counts it twice
    assert taps - meeting.points.count() <= 12
    assert (report.present, report.women, report.youth, report.by_phone) == (8, 3, 2, True)
    assert page.get_by_text(report.receipt).first.is_visible()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('draft:'))") == []
    assert troubles == []


@pytest.mark.parametrize(("pasted", "then"), [("١٢", "13"), ("۱۲", "13"), (" \u200f１２ ", "13"), ("3", "4")])
def test_digits_of_any_script_are_pasted_and_counted_up(page, live_server, meeting, secretary, troubles, pasted, then):
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    field = page.locator("#id_present")
    field.evaluate("(input) => input.focus()")
    page.keyboard.insert_text(pasted)
    assert field.input_value() == str(int(then) - 1)
    page.locator("tj-stepper", has=field).locator("button").last.tap()
    assert field.input_value() == then
    assert troubles == []


def test_what_looks_like_an_identity_number_is_pointed_out_while_typing(
    page, live_server, meeting, secretary, troubles
):
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    text, said = page.locator("#id_text"), page.locator("#id_text + output.err")
    lines = {"القرار رقم 31/2026": 0, "السيد AB123456": 1, "AB١٢٣٤٥٦": 1, "A\u200dB123456": 1, "AB1234567": 0}
    for typed, count in lines.items():
        text.fill(typed)
        assert said.filter(has_text=re.compile(".")).count() == count, typed
    assert troubles == []


def test_a_double_click_sends_one_report(page, live_server, meeting, secretary, troubles):
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    answer_points(page)
    fill_counts(page)
    page.locator(".dock button[type=submit]").last.dblclick()
    assert sent(page).version == 1
    assert troubles == []


def test_what_is_typed_without_a_network_is_there_after_a_reload_and_is_sent_once(
    page, live_server, meeting, secretary
):
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    page.fill("#id_text", "قبل الانقطاع")
    state(page, "saved")
    page.context.set_offline(True)
    page.fill("#id_text", "قبل الانقطاع وبعده")
    page.fill("#id_present", "8")
    state(page, "offline")
    page.context.set_offline(False)
    page.goto("about:blank")
    open_form(page, live_server, meeting)
    assert page.input_value("#id_text") == "قبل الانقطاع وبعده"
    assert page.input_value("#id_present") == "8"
    answer_points(page)
    fill_counts(page)
    page.locator(".dock button[type=submit]").last.tap()
    assert (sent(page).text, Draft.objects.count()) == ("قبل الانقطاع وبعده", 0)


def test_an_expired_session_costs_no_word(page, live_server, meeting, secretary):
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    page.fill("#id_text", "قبل")
    state(page, "saved")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.fill("#id_text", "قبل انتهاء الجلسة وبعده")
    state(page, "expired")
    page.locator("[data-draft-login]").tap()
    page.fill("input[name=login]", secretary.username)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").tap()
    page.wait_for_url("**" + reverse("reports:form", args=[meeting.pk]) + "*")
    page.wait_for_function("() => document.querySelector('#id_text').value === 'قبل انتهاء الجلسة وبعده'")
    answer_points(page)
    fill_counts(page)
    page.locator(".dock button[type=submit]").last.tap()
    assert sent(page).text == "قبل انتهاء الجلسة وبعده"


def test_sending_after_the_session_ended_brings_the_text_back_after_log_in(page, live_server, meeting, secretary):
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    answer_points(page)
    fill_counts(page)
    page.fill("#id_text", "نص لا يضيع")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator(".dock button[type=submit]").last.tap()
    page.wait_for_selector("input[name=password]")
    assert not Report.objects.exists()
    page.fill("input[name=login]", secretary.username)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").tap()
    page.wait_for_url("**" + reverse("reports:form", args=[meeting.pk]) + "*")
    page.wait_for_function("() => document.querySelector('#id_text').value === 'نص لا يضيع'")
    page.locator(".dock button[type=submit]").last.tap()
    assert (sent(page).text, sent(page).present) == ("نص لا يضيع", 8)


def test_two_editors_of_one_draft_see_both_texts_and_choose(
    page, live_server, meeting, secretary, browser, browser_context_args
):
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    page.fill("#id_text", "نص الكاتبة")
    state(page, "saved")
    Draft.objects.update(payload={"text": "نص العضو"}, version=7)
    page.fill("#id_text", "نص الكاتبة أطول")
    state(page, "conflict")
    page.locator("[data-draft-keep=server]").tap()
    assert page.input_value("#id_text") == "نص العضو"
    page.locator("[data-draft-keep=phone]").tap()
    page.locator("[data-draft-keep=settle]").tap()
    state(page, "saved")
    assert (Draft.objects.get().payload["text"], Draft.objects.get().version) == ("نص الكاتبة أطول", 8)


def test_a_refused_form_takes_the_focus_to_its_errors_and_keeps_everything(page, live_server, meeting, secretary):
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    fill_counts(page)
    page.fill("#id_women", "19")
    page.fill("#id_decisions-0-text", "قرار")
    page.locator(".dock button[type=submit]").last.tap()
    page.wait_for_selector(".esum")
    page.wait_for_function("() => document.activeElement.matches('.esum')")
    assert [page.input_value(f"#id_{name}") for name in ("present", "women", "decisions-0-text")] == ["8", "19", "قرار"]
    page.locator(".esum a[href='#id_women']").tap()
    assert page.locator(".stp details.bad").first.is_visible()
    state(page, "saved", "restored")


def test_rows_that_were_added_come_back_from_the_phone(page, live_server, meeting, secretary):
    enter(page, live_server, secretary)
    open_form(page, live_server, meeting)
    page.context.set_offline(True)
    page.fill("#id_decisions-0-text", "أول")
    page.locator("#decisions [data-row-add]").tap()
    page.fill("#id_decisions-1-text", "ثان")
    state(page, "offline")
    page.context.set_offline(False)
    page.goto("about:blank")
    open_form(page, live_server, meeting)
    page.wait_for_selector("#id_decisions-1-text")
    answer_points(page)
    fill_counts(page)
    page.locator("#decisions [data-row-add]").tap()
    page.fill("#id_decisions-2-text", "ثالث")
    page.locator("#decisions [data-row-remove]").nth(1).tap()
    page.locator(".dock button[type=submit]").last.tap()
    assert list(sent(page).decisions.values_list("text", flat=True)) == ["أول", "ثالث"]


def test_everything_works_without_script(browser, browser_context_args, live_server, meeting, secretary):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    enter(page, live_server, secretary)
    page.goto(live_server.url + reverse("reports:form", args=[meeting.pk]))
    page.fill("#id_decisions-0-text", "أول")
    page.locator("#decisions [data-row-add]").tap()
    page.wait_for_selector("#id_decisions-1-text")
    page.fill("#id_decisions-1-text", "ثان")
    page.locator("noscript button, .dock button[name=keep]").first.tap()
    page.wait_for_url("**" + reverse("meetings:detail", args=[meeting.pk]) + "*")
    page.goto(live_server.url + reverse("reports:form", args=[meeting.pk]))
    assert page.input_value("#id_decisions-1-text") == "ثان"
    page.locator("label[for=id_rest_reached]").tap()
    fill_counts(page)
    page.locator(".dock button[type=submit]").last.tap()
    assert list(sent(page).decisions.values_list("text", flat=True)) == ["أول", "ثان"]
    context.close()
