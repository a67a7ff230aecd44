"""A story is played by several people at once, each on a device of the same kind, while the days go by.

``STORY_PICTURES=1`` keeps a picture of every page that somebody reads, in var/stories.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from deploy.local.tests_clock import clock as tests_clock
from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.jobs.passes import PASSES, run_pass
from tajadur.organisation.people.models import Account
from tests.factories.party import Party

from .steps import DESK, PHONE

ROOT = Path(__file__).resolve().parents[2]
LAYOUT = (ROOT / "tests" / "browser" / "sampled" / "layout.js").read_text()
PICTURES = ROOT / "var" / "stories" if os.environ.get("STORY_PICTURES") else None
DEVICES: dict[str, dict[str, Any]] = {"phone": PHONE, "desk": DESK}
MORNING = time(10)
# Marks that keep a text in its direction, and spaces that do not break: an eye does not see them.
_UNSEEN = re.compile("[\u200e\u200f\u061c\u2066-\u2069]")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")


def plain(text: str) -> str:
    """The words as an eye reads them."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text))


def named(party: Party) -> Party:
    """The first units under the names of places, so that pages read as they do in life."""
    branches = zip(party.branches[0][0], (("تابريكت", "Tabriquet"), ("العيايدة", "Laayayda")), strict=False)
    places = [
        (party.national, ("المغرب", "Maroc")),
        (party.regions[0], ("الرباط-سلا-القنيطرة", "Rabat-Salé-Kénitra")),
        (party.provinces[0][0], ("سلا", "Salé")),
        *branches,
    ]
    for unit, (unit.name_ar, unit.name_latin) in places:
        unit.save(update_fields=["name_ar", "name_latin"])
    return party


@dataclass
class Stage:
    """One story in one language on one kind of device."""

    browser: Any
    site: str
    story: str
    language: str
    device: str
    players: list["Player"] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """In the language of the story."""
        with translation.override(self.language):
            yield

    def words(self, text: str, context: str = "", **values: Any) -> str:
        """What the product says for an English sentence."""
        with self.speaking():
            said = pgettext(context, text) if context else gettext(text)
        assert said != text, f"not translated: {text}"
        return said % values if values else said

    def many(self, one: str, more: str, n: int) -> str:
        """What the product says of ``n`` things."""
        with self.speaking():
            return ngettext(one, more, n) % {"n": n}

    def told(self, what: Callable[..., Any], *args: Any) -> str:
        """What a function of the product makes of something, in the language of the story."""
        with self.speaking():
            return str(what(*args))

    def enter(self, account: Account) -> "Player":
        """Somebody takes up the device and is in."""
        context = self.browser.new_context(**DEVICES[self.device], timezone_id="Africa/Casablanca")
        page = context.new_page()
        page.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        page.on("console", lambda said: self.heard.append(f"console: {said.text}") if said.type == "error" else None)
        player = Player(self, account, page)
        self.players.append(player)
        player.log_in()
        return player

    def go_to(self, day: date) -> None:
        """It is ten in the morning of a later day, and the night before did its work."""
        tests_clock.go_to(instant(day, MORNING))
        for player in self.players:
            player.log_in()
        self.night()

    def wait(self, days: int) -> None:
        """Some days go by."""
        self.go_to(clock.today() + timedelta(days=days))

    def night(self) -> None:
        """What the product does by itself on this day, up to the letters it would send out."""
        for name in takewhile(lambda name: name != "send_letters", PASSES):
            run_pass(name, on=clock.today(), at=clock.now())

    def close(self) -> None:
        """The devices are laid down."""
        for player in self.players:
            player.page.context.close()


@dataclass
class Player:
    """Somebody with a device."""

    stage: Stage
    account: Account
    page: Any

    def log_in(self) -> None:
        """Their session of this day; how one logs in is another journey."""
        client = Client()
        client.force_login(self.account)
        cookies = {"language": self.stage.language}
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self.stage.site} for name, value in cookies.items()]
        )

    def opens(self, path: str) -> None:
        """By an address they know."""
        answer = self.page.goto(self.stage.site + path)
        assert answer.status == 200, f"{path} answered {answer.status}"

    def follows(self, address: str, *, text: str = "") -> None:
        """The first link of the page that leads to such an address."""
        links = self.page.locator(f'main a[href*="{address}"]:visible')
        self._goes(links.filter(has_text=text) if text else links)

    def chooses(self, address: str) -> None:
        """A line of a menu that opens."""
        menu = self.page.locator(f'main details:has(a[href*="{address}"])').first
        menu.locator("summary").click()
        self._goes(menu.locator(f'a[href*="{address}"]'))

    def presses(self, words: str) -> None:
        """A button of the page, by its words."""
        self._goes(self.page.locator("main button:visible").filter(has_text=words))

    def sends(self) -> None:
        """The form that is open."""
        self._goes(self.page.locator('main form[method="post"] button.btn--p[type=submit]').last)

    def opens_drawer(self, address: str, row: str) -> None:
        """What may be done, over the page, from the row that names something."""
        rows = self.page.locator("main tr, main li").filter(has_text=row)
        rows.locator(f'a[href*="{address}"]').first.click()
        self.page.wait_for_selector("dialog#drawer[open]")

    def chooses_in_drawer(self, address: str) -> None:
        """One of the acts of the drawer."""
        self._goes(self.page.locator(f'dialog#drawer a[href*="{address}"]'))

    def types(self, **values: str) -> None:
        """Into fields, by their names."""
        for name, value in values.items():
            self.page.fill(f"#id_{name}", value)

    def picks(self, name: str, value: object) -> None:
        """One of the choices of a field: of a list, or by the words beside its mark."""
        listed = self.page.locator(f'select[name="{name}"]')
        if listed.count():
            listed.select_option(str(value))
            return
        mark = self.page.locator(f'input[name="{name}"][value="{value}"]')
        self.page.locator(f'label[for="{mark.get_attribute("id")}"]').last.click()

    def reads(self, *words: str) -> None:
        """All of it stands in the page, which looks as it should."""
        text = plain(self.page.locator("main").inner_text())
        missing = [said for said in words if plain(said) not in text]
        assert not missing, f"{self.page.url}: {missing} not in: {text}"
        self.looks()

    def does_not_read(self, *words: str) -> None:
        """None of it stands in the page."""
        text = plain(self.page.locator("main").inner_text())
        assert [said for said in words if plain(said) in text] == [], self.page.url

    def hears(self, words: str) -> None:
        """The product says so above the page."""
        said = plain(self.page.locator("body").inner_text())
        assert plain(words) in said, f"«{words}» not in: {said}"

    def is_offered(self, address: str) -> bool:
        """Is there a link to such an address, or a form that goes there?"""
        ways = self.page.locator(f'main a[href*="{address}"], main form[action*="{address}"]')
        return bool(ways.count())

    def looks(self) -> None:
        """Nothing leaves the screen, is cut or too small; a picture when pictures are wanted."""
        stage = self.stage
        if PICTURES:
            PICTURES.mkdir(parents=True, exist_ok=True)
            name = f"{stage.story}-{stage.language}-{stage.device}-{next(stage.numbers):02}-{self.account.username}"
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        faults = self.page.evaluate(LAYOUT)
        assert faults == [], f"{self.page.url}: {faults}"

    def _goes(self, target: Any) -> None:
        with self.page.expect_navigation():
            target.first.click()
