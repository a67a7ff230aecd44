"""What people do on every journey: come in, go out, count the taps, and a party with a meeting to report."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from tajadur.activity.meetings.models import Meeting
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.duties import opened
from tests.factories.party import Party, holder, small_party
from tests.factories.reports import make_meeting

PASSWORD = "correct horse battery"
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "user_agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36",
}
DESK = {"viewport": {"width": 1440, "height": 900}}
SEND = ".dock button[type=submit]"


@dataclass
class Scene:
    """One region, two provinces; the first held a meeting in the running month and has not reported it."""

    party: Party
    meeting: Meeting
    secretary: Account
    cell: Account
    admin: Account

    @property
    def province(self) -> Any:
        """The province whose secretary acts."""
        return self.meeting.unit


def held_on() -> date:
    """A day of the running month that is not in the future."""
    today = clock.today()
    return max(today.replace(day=1), today - timedelta(days=3))


def set_scene() -> Scene:
    """The small party with its directives open since last month, and three people of it."""
    party = small_party(regions=1, provinces=2, branches=1)
    today = clock.today()
    opened(on=today, from_on=(today.replace(day=1) - timedelta(days=1)).replace(day=1))
    province = party.provinces[0][0]
    return Scene(
        party=party,
        meeting=make_meeting(unit=province, planned_on=held_on(), items=2),
        secretary=holder(unit=province, username="amina"),
        cell=holder(unit=party.national, body="cell", post="responsible", area=party.regions[0], username="karim"),
        admin=holder(unit=party.national, body="headquarters", post="administrator", username="salma"),
    )


def speak(page: Any, site: str, language: str) -> None:
    """The visitor's language."""
    page.context.add_cookies([{"name": "language", "value": language, "url": site}])


def log_in(page: Any, site: str, username: str, password: str = PASSWORD) -> None:
    """By the log-in page, as anybody."""
    page.goto(site + reverse("account_login"))
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(lambda address: "/account/login/" not in address)


def log_out(page: Any) -> None:
    """By the button of the menu: on a phone it is under «More», on a desk under the initial."""
    if page.viewport_size["width"] < 600:
        page.locator('.tabbar a[href="#side"]').click()
        page.locator("#side form[data-logout] button").click()
    else:
        page.locator(".top details.menu summary").click()
        page.locator(".top form[data-logout] button").click()
    page.wait_for_url("**/account/login/**")


@dataclass
class Hand:
    """A finger on a phone: every tap is counted, and every text typed where a text is asked."""

    page: Any
    taps: int = 0
    texts: list[str] = field(default_factory=list)

    def tap(self, target: Any) -> None:
        """One tap on the element, or on the first that the selector finds."""
        place = self.page.locator(target).first if isinstance(target, str) else target
        self.taps += 1
        place.tap()

    def number(self, selector: str, value: str) -> None:
        """One tap, then the keys of a number."""
        self.tap(selector)
        self.page.keyboard.type(value)

    def text(self, selector: str, words: str) -> None:
        """One tap, then a short text."""
        self.tap(selector)
        self.page.keyboard.type(words)
        self.texts.append(words)


def report(hand: Hand) -> str:
    """Answer the report form that is open and send it; the receipt's number."""
    page = hand.page
    page.wait_for_url("**/reports/meeting/**")
    page.wait_for_selector("#id_text")
    for answer in page.locator("fieldset input[value=reached]").all():
        hand.tap(page.locator(f'label[for="{answer.get_attribute("id")}"]'))
    for name, value in (("present", "8"), ("women", "3"), ("youth", "2")):
        hand.number(f"#id_{name}", value)
    hand.text("#id_decisions-0-text", "تحيين اللائحة")
    hand.text("#id_text", "خلاصة")
    hand.tap(page.locator(SEND).last)
    page.wait_for_url(re.compile(r"/reports/\d+/\?sent="))
    return page.locator("[data-draft-done] .num").inner_text()


def programme(page: Any, site: str, unit_id: int, day: date) -> None:
    """Fill the form that programmes one meeting, and confirm what it asks."""
    if reverse("meetings:programme", args=[unit_id]) not in page.url:
        page.goto(site + reverse("meetings:programme", args=[unit_id]))
    page.fill("#id_planned_on", day.isoformat())
    page.fill("#id_wall_time", "18:30")
    page.fill("#id_place", "مقر الفرع")
    page.fill("#id_agenda", "التحضير للمؤتمر\nالتواصل")
    for _attempt in range(2):
        page.locator("main form[method=post] button[type=submit]").last.click()
        page.wait_for_load_state()
        asked = page.locator("main form[method=post] input[type=checkbox]:not(:checked)")
        if "/programme/" not in page.url or not asked.count():
            return
        for tick in asked.all():
            tick.check()
