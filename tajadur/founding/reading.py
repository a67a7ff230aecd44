"""The file of a party, read and checked as a whole: either all of it is right, or every mistake is told at once."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.foundation.installation import ALL
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.permissions.matrix import Role
from tajadur.rules.periods import CALENDAR_TYPES, DayMonth, PeriodType
from tajadur.rules.reminders import LadderAnchor, Level, default_ladder, ladder_rows

from .marks import Marks, Mistake
from .party_file import BodyOf, DirectiveOf, LevelOf, PartyFile, PostOf
from .table import PartyTable
from .units import read_units

T = TypeVar("T")
MOST_LEVELS, MOST_BODIES, MOST_POSTS, MOST_DIRECTIVES = 10, 60, 200, 40
MOST_BYTES = 4_000_000
# Rooms a party may leave out. Those that stand on the law, the map of Morocco or a pole are used only when it says so.
OPTIONAL_ROOMS = (
    "census", "congresses", "elections", "filings", "packs", "plans", "premises", "proximity", "resources",
    "situations", "training",
)  # fmt: skip
ONLY_WHEN_SAID = frozenset({"congresses", "elections", "filings", "packs"})
# The register of communes, the directives of the standard party, chapters in other trees than the main one.
ALWAYS_CLOSED = ("places", "standard", "chapters")
# A unit whose leading body is asked about: these roles are of the whole party, in bodies of its root.
_OF_THE_ROOT = {Role.RESPONSIBLE, Role.ASSISTANT, Role.POLE, Role.BUREAU, Role.ADMINISTRATOR, Role.SECRETARY_GENERAL}
_FULFILLED_BY = (
    FulfilmentKind.MEETING.value, FulfilmentKind.DECLARATION.value, FulfilmentKind.CENSUS.value,
    FulfilmentKind.CONGRESS.value,
)  # fmt: skip
_PERIODS = [*sorted(CALENDAR_TYPES, key=list(PeriodType).index), PeriodType.DATED]


class PartyFileWrong(Exception):
    """What is wrong with a file: ``mistakes``, by line."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = sorted(mistakes, key=lambda mistake: (mistake.file, mistake.line, mistake.sentence))


def read_party(path: Path) -> PartyFile:
    """The party of a TOML file (docs/party-file.md). Raises PartyFileWrong with every mistake found."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PartyFileWrong([Mistake(0, f"The file is larger than {MOST_BYTES // 1_000_000} MB.")])
        text = path.read_bytes().decode("utf-8-sig")
        values = tomllib.loads(text)
    except OSError as error:
        raise PartyFileWrong([Mistake(0, f"The file cannot be read: {error.strerror}.")]) from None
    except UnicodeDecodeError:
        raise PartyFileWrong([Mistake(0, "The file is not written in UTF-8.")]) from None
    except tomllib.TOMLDecodeError as error:
        raise PartyFileWrong([Mistake(0, f"This is not TOML: {error}.")]) from None
    reading = _PartyReading(values, Marks.of(text), path)
    party = reading.party()
    if reading.marks.mistakes:
        raise PartyFileWrong(reading.marks.mistakes)
    return party


class _PartyReading:
    def __init__(self, values: dict[str, Any], marks: Marks, path: Path) -> None:
        self.values, self.marks, self.path = values, marks, path
        head = PartyTable("", 0, values, marks, ALL)
        chosen = list(dict.fromkeys(head.texts("languages", ALL)))
        if not chosen:
            head.wrong("languages", "«languages» is missing: one to three of ar, fr, en, the default first.")
        self.languages = tuple(chosen) or ("fr",)
        self.head = PartyTable("", 0, values, marks, self.languages)
        self.head.raw("languages")

    def party(self) -> PartyFile:
        head = self.head
        code, names = head.slug(), head.names()
        shorts = head.names("short_name", required=False)
        holidays_of = head.text("holidays", limit=2, required=False).upper()
        used = set(head.texts("rooms", OPTIONAL_ROOMS)) if "rooms" in self.values else None
        levels = self._levels()
        bodies = self._bodies(levels)
        posts = self._posts(levels, bodies)
        directives = self._directives(levels, bodies)
        congress = any(asked.fulfilment == FulfilmentKind.CONGRESS for asked in directives)
        if used is None:
            used = set(OPTIONAL_ROOMS) - ONLY_WHEN_SAID | ({"congresses"} if congress else set())
        elif congress and "congresses" not in used:
            head.wrong("rooms", "A directive asks for a congress: «rooms» must name congresses.")
        units = read_units(head, self.values, self.path, self.marks, self.languages, levels)
        administrator = self._administrator()
        head.end()
        closed = (*(room for room in OPTIONAL_ROOMS if room not in used), *ALWAYS_CLOSED)
        return PartyFile(
            code, self.languages, names, shorts, holidays_of, closed, tuple(levels), tuple(bodies), tuple(posts),
            tuple(directives), tuple(units), administrator,
        )  # fmt: skip

    def _tables(self, name: str, most: int, read: Callable[[PartyTable], T]) -> list[T]:
        rows = self.head.raw(name)
        if rows is None or not isinstance(rows, list) or not rows:
            self.head.wrong(name, f"No [[{name}]] is given.")
            return []
        if len(rows) > most:
            self.marks.wrong(name, most, "", f"There are {len(rows)} [[{name}]]: {most} at most.")
        made = []
        for nth, values in enumerate(rows[:most]):
            table = PartyTable(name, nth, values, self.marks, self.languages)
            made.append(read(table))
            table.end()
        return made

    def _once(self, table: PartyTable, key: tuple[str, ...], seen: set[tuple[str, ...]], what: str) -> None:
        if key in seen and all(key):
            table.wrong("code", f"{what} «{key[-1]}» is there twice.")
        seen.add(key)

    def _levels(self) -> list[LevelOf]:
        seen: set[tuple[str, ...]] = set()
        ranks: dict[str, int] = {}

        def read(table: PartyTable) -> LevelOf:
            code, under = table.slug(), table.text("under", required=False)
            self._once(table, (code,), seen, "The level")
            if under and under not in ranks:
                table.wrong("under", f"«under» is «{under[:40]}», which is no level given before this one.")
            elif not under and ranks:
                table.wrong("under", "«under» is missing: only the first level stands under none.")
            rank = ranks.get(under, -1) + 1
            ranks.setdefault(code, rank)
            names, plurals = table.names(), table.names("plural")
            return LevelOf(code, under, names, plurals, rank)

        levels = self._tables("levels", MOST_LEVELS, read)
        if len(levels) == 1:
            self.head.wrong("levels", "One level is no organisation: two at least.")
        return levels

    def _bodies(self, levels: list[LevelOf]) -> list[BodyOf]:
        seen: set[tuple[str, ...]] = set()
        ranks = {level.code: level.rank for level in levels}
        self.stored: dict[tuple[str, str], str] = {}

        def read(table: PartyTable) -> BodyOf:
            level, code, leads = table.choice("level", ranks), table.slug(), table.flag("leads", default=False)
            self._once(table, (level, code), seen, "The body")
            stored = (LeadingBody.OFFICE if ranks.get(level) else LeadingBody.POLE).value if leads else code
            if not leads and code in set(LeadingBody):
                table.wrong("code", f"«{code}» is the code of a body that leads: add leads = true, or another code.")
            if leads and stored in [code for (place, _), code in self.stored.items() if place == level]:
                table.wrong("leads", "Another body leads the units of this level already.")
            self.stored[level, code] = stored
            every = table.choice("meets", [kind.value for kind in CALENDAR_TYPES], "")
            usual = {
                "usual_members": table.number("members", 0, 2000, 0),
                "usual_period": every,
                "on_demand": table.flag("on_demand", default=False),
            }
            settings = {
                "quorum_percent": table.number("quorum_percent", 0, 100),
                "quorum_source": table.text("quorum_source", limit=200, required=False),
                "women_percent": table.number("women_percent", 0, 100),
                "youth_percent": table.number("youth_percent", 0, 100),
                "shares_source": table.text("shares_source", limit=200, required=False),
                "mandate_months": table.number("mandate_months", 1, 120),
                "convocation_days": table.number("convocation_days", 1, 120),
                "adopts_minutes": table.flag("adopts_minutes", default=False),
            }
            return BodyOf(level, stored, table.names(), usual, settings)

        return self._tables("bodies", MOST_BODIES, read)

    def _posts(self, levels: list[LevelOf], bodies: list[BodyOf]) -> list[PostOf]:
        seen: set[tuple[str, ...]] = set()
        ranks = {level.code: level.rank for level in levels}
        roles = [role.value for role in Role]

        def read(table: PartyTable) -> PostOf:
            level, body, code = table.choice("level", ranks), table.slug("body"), table.slug()
            self._once(table, (level, body, code), seen, "The post")
            role, single = table.choice("role", roles), table.flag("single", default=True)
            if body and (level, body) not in self.stored:
                table.wrong("body", f"The level «{level}» has no body «{body}».")
            if role in _OF_THE_ROOT and ranks.get(level):
                table.wrong("role", f"The role {role} is of the whole: its post belongs to a body of the first level.")
            return PostOf(level, self.stored.get((level, body), body), code, role, single, table.names())

        posts = self._tables("posts", MOST_POSTS, read)
        for role in (Role.ADMINISTRATOR, Role.SECRETARY_GENERAL):
            if posts and role not in {post.role for post in posts}:
                self.head.wrong("posts", f"No post carries the role {role}: nobody could do what it alone may do.")
        led = {(post.level, post.body) for post in posts if post.role == Role.SECRETARY}
        for nth, body in enumerate(bodies):
            if body.code in set(LeadingBody) and posts and (body.level, body.code) not in led:
                self.marks.wrong("bodies", nth, "", "This body leads its unit, and no post in it carries secretary.")
        return posts

    def _directives(self, levels: list[LevelOf], bodies: list[BodyOf]) -> list[DirectiveOf]:
        seen: set[tuple[str, ...]] = set()
        codes = [level.code for level in levels]
        if "directives" not in self.values:
            self.head.raw("directives")
            return []  # a party may draft its directives on their page

        def read(table: PartyTable) -> DirectiveOf:
            code, level = table.slug(), table.choice("level", codes)
            self._once(table, (code,), seen, "The directive")
            kind = table.choice("fulfilled_by", _FULFILLED_BY, FulfilmentKind.MEETING.value)
            needs_body = kind in {FulfilmentKind.MEETING, FulfilmentKind.CONGRESS}
            body = table.text("body", required=needs_body)
            if body and (level, body) not in self.stored:
                table.wrong("body", f"The level «{level}» has no body «{body[:40]}».")
            every = table.choice("every", [kind.value for kind in _PERIODS])
            report, grace = table.number("report_days", 0, 365, 7), table.number("grace_days", 0, 365, 7)
            released_by = table.choice("released_by", [to.value for to in Level if to is not Level.POST], "above")
            dates = self._dates(table, every)
            return DirectiveOf(
                code, level, self.stored.get((level, body), body), table.names(), kind, every, report or 0, grace or 0,
                released_by, dates, self._ladder(table, every),
            )  # fmt: skip

        return self._tables("directives", MOST_DIRECTIVES, read)

    def _dates(self, table: PartyTable, every: str) -> dict[str, int]:
        dates: dict[str, int] = {}
        for key in ("opens", "by"):
            if every != PeriodType.DATED:
                if table.text(key, required=False):
                    table.wrong(key, f'«{key}» is of every = "dated" alone.')
                continue
            typed = table.text(key, limit=5)
            try:
                month, day = (int(part) for part in typed.split("-"))
                dates |= {f"{key}_day": DayMonth(day, month).day, f"{key}_month": month}
            except ValueError:
                if typed:
                    table.wrong(key, f'«{key}» must be a day of the year as month-day, for example "05-31".')
        return dates

    def _ladder(self, table: PartyTable, every: str) -> list[dict[str, int | str]]:
        given = table.raw("ladder")
        if given is None or given == "usual":
            return ladder_rows(default_ladder(every or PeriodType.MONTHLY))
        rows: list[dict[str, int | str]] = []
        for step in given if isinstance(given, list) else [None]:
            row = step if isinstance(step, dict) else {}
            days, anchor, to = row.get("days"), row.get("from"), row.get("to")
            if (
                set(row) != {"days", "from", "to"}
                or isinstance(days, bool)
                or not isinstance(days, int)
                or not -366 <= days <= 366
                or anchor not in list(LadderAnchor)
                or to not in list(Level)
            ):
                shown = '{ days = -2, from = "due", to = "post" }'
                words = f"from is one of {', '.join(LadderAnchor)}, to is one of {', '.join(Level)}"
                table.wrong("ladder", f'«ladder» must be "usual" or a list of steps such as {shown}; {words}.')
                return []
            rows.append({"offset": days, "anchor": str(anchor), "to": str(to)})
        return rows

    def _administrator(self) -> dict[str, str]:
        given = self.head.raw("administrator")
        table = PartyTable("administrator", 0, given or {}, self.marks, self.languages)
        if given is None:
            self.head.wrong("administrator", "No [administrator] is given: who enters first?")
            return {}
        email = table.text("email", limit=254)
        try:
            validate_email(email)
        except ValidationError:
            if email:
                table.wrong("email", f"«{email[:60]}» is no e-mail address.")
        named = {"username": table.slug("username"), "email": email, "name": table.text("name", limit=120)}
        table.end()
        return named
