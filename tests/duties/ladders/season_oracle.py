"""Who is told during a season, worked out in plain Python from a list of happenings: no Django, none of our rules."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

LEVELS = ("post", "above", "cell", "secretary_general")
DEFAULT = (("due", -7, "post"), ("due", -2, "post"), ("due", 0, "post"), ("overdue", 0, "post"),
           ("overdue", 7, "above"), ("overdue", 14, "cell"))  # fmt: skip
CONGRESS = (
    *(("period_end", -days, "post") for days in (90, 60, 30, 15, 7, 3, 1, 0)),
    *(("period_end", -days, "cell") for days in (30, 15, 7, 3, 1, 0)),
    ("period_end", 1, "secretary_general"),
)


@dataclass
class Owed:
    """What one unit owes: days by the directive; the happenings fill the rest, each with the day it was recorded."""

    unit: str
    directive: str
    period: str
    opens: date
    ends: date
    due: date
    overdue: date
    dated: bool
    report_days: int
    settled_on: date | None = None
    extension: tuple[date, date] | None = None  # granted on, until

    @property
    def ladder(self) -> tuple[tuple[str, int, str], ...]:
        """The steps of its directive."""
        return CONGRESS if self.directive == "regional-congress" else DEFAULT

    def days(self, on: date) -> dict[str, date]:
        """The three days steps count from, as known on ``on``."""
        due, overdue, end = self.due, self.overdue, self.ends
        if self.extension and self.extension[0] <= on:
            until = self.extension[1]
            due = until + timedelta(days=self.report_days) if self.dated else until
            overdue = max(overdue, due + timedelta(days=1))
            end = until if self.dated else end
        return {"due": due, "overdue": overdue, "period_end": end}


@dataclass
class Season:
    """Everything that happens. Posts are named; ``terms``: (from, to) in office, both days included."""

    owed: list[Owed]
    parents: dict[str, list[tuple[date, str]]]  # unit -> (from, region), oldest first
    posts: dict[tuple[str, str], str]  # (level, unit or region) -> post
    terms: dict[str, list[tuple[date, date]]]
    closed: dict[str, date] = field(default_factory=dict)
    down: set[date] = field(default_factory=set)  # no pass runs
    chief: str = "chief"


def told(season: Season, first: date, last: date) -> list[tuple[date, str, str, str, str, str, str]]:
    """(day, unit, directive, period, step, post told, vacant post it was meant for or "") of every notice, in order."""
    found = []
    waiting: dict[int, dict[tuple[str, int, str], tuple[str, date]]] = defaultdict(dict)
    decided_until = date.min
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        if on in season.down:
            continue
        today = []
        for key, one in enumerate(season.owed):
            if _is_over(season, one, on):
                continue
            _follow(waiting[key], one, on, decided_until)
            today += _of_one(season, waiting[key], one, on)
        found += today
        if today:
            decided_until = on
    return found


def _is_over(season: Season, one: Owed, on: date) -> bool:
    closed = season.closed.get(one.unit)
    return (one.settled_on is not None and one.settled_on <= on) or (closed is not None and closed <= min(on, one.ends))


def _follow(rows: dict[tuple[str, int, str], tuple[str, date]], one: Owed, on: date, decided_until: date) -> None:
    """Each step has a state and a day; a new day makes a step that was not told wait again, unless it is long past."""
    days = one.days(on)
    for step in one.ladder:
        anchor, offset, _ = step
        day = days[anchor] + timedelta(days=offset)
        state, before = rows.get(step, ("new", date.min))
        if state == "told":
            rows[step] = ("told", day)
        elif day < one.opens:
            rows.pop(step, None)
        elif before != day:
            rows[step] = ("waits" if day >= decided_until else "dropped", day)


def _of_one(
    season: Season, rows: dict[tuple[str, int, str], tuple[str, date]], one: Owed, on: date
) -> list[tuple[date, str, str, str, str, str, str]]:
    come = {step: day for step, (_, day) in rows.items() if day <= on}
    if not come:
        return []
    latest = max(come.values())
    heard: dict[str, list[tuple[tuple[str, int, str], str]]] = defaultdict(list)
    for step, day in come.items():
        if rows[step][0] != "waits":
            continue
        post, meant = _recipient(season, one, step[2], on) if day == latest else ("", "")
        if post:
            heard[post].append((step, meant))
            rows[step] = ("told", day)
        elif day < on:
            rows[step] = ("dropped", day)
    lines = []
    for post, steps in heard.items():
        steps.sort(key=lambda pair: LEVELS.index(pair[0][2]))
        (anchor, offset, to), vacant = steps[-1][0], next((meant for _, meant in steps if meant), "")
        lines.append((on, one.unit, one.directive, one.period, f"{anchor}{offset:+d}:{to}", post, vacant))
    return lines


def _recipient(season: Season, one: Owed, to: str, on: date) -> tuple[str, str]:
    """The first post in office from the level ``to`` upwards, among those the ladder names; and the vacant one."""
    named = {level for _, _, level in one.ladder}
    meant = ""
    for level in LEVELS[LEVELS.index(to) :]:
        post = _post(season, one.unit, level, on) if level in named else ""
        if post and level == to:
            meant = post
        if post and any(start <= on <= end for start, end in season.terms.get(post, [])):
            return post, "" if level == to else meant
    return "", ""


def _post(season: Season, unit: str, level: str, on: date) -> str:
    if level == "post":
        return season.posts.get(("secretary", unit), "")
    if level == "secretary_general":
        return season.chief
    region = [place for start, place in season.parents.get(unit, [(date.min, unit)]) if start <= on][-1]
    if level == "above":
        return season.posts.get(("secretary", region), "") if unit in season.parents else ""
    return season.posts.get(("responsible", region), "")
