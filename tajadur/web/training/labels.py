"""How training is told: the badges of sessions and needs, their days, who came, what was said before."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.training.queries.attendance import KeptAttendance
from tajadur.activity.training.queries.needs import state_of
from tajadur.activity.training.vocabulary import (
    AGE_GROUPS,
    NEED_WORDS,
    OF_WHICH,
    SEXES,
    STATE_WORDS,
    NeedPriority,
    TrainingKind,
)
from tajadur.foundation.formats import day_month_year
from tajadur.rules.training import NeedState, TrainingState
from tajadur.web.components.states import badge
from tajadur.web.templatetags.formats import number

_LOOKS = {
    TrainingState.PLANNED: ("info", "calendar-days"),
    TrainingState.RUNNING: ("info", "activity"),
    TrainingState.UNDECLARED: ("warn", "triangle-alert"),
    TrainingState.HELD: ("ok", "circle-check"),
    TrainingState.CANCELLED: ("idle", "ban"),
}
_NEED_LOOKS = {
    NeedState.OPEN: ("warn", "circle-dashed"),
    NeedState.MET: ("ok", "circle-check"),
    NeedState.WITHDRAWN: ("idle", "undo-2"),
}
_PRIORITY_LOOKS = {
    NeedPriority.HIGH: ("late", "flag"),
    NeedPriority.MEDIUM: ("warn", "flag"),
    NeedPriority.LOW: ("idle", "flag"),
}


def session_badge(state: str) -> SafeString:
    """Where a session stands."""
    known = TrainingState(state)
    return badge(*_LOOKS[known], str(STATE_WORDS[known]))


def need_badge(state: NeedState) -> SafeString:
    """Where a need stands."""
    return badge(*_NEED_LOOKS[state], str(NEED_WORDS[state]))


def days_words(version: Any) -> str:
    """Its day, or from which day to which."""
    if version.from_on == version.to_on:
        return day_month_year(version.from_on)
    days = {"first": day_month_year(version.from_on), "last": day_month_year(version.to_on)}
    return _("From %(first)s to %(last)s") % days


def kind_words(kind: str) -> str:
    """What is taught."""
    return str(TrainingKind(kind).label)


def people_words(people: int) -> str:
    """«12 persons»."""
    return ngettext("%(n)s person", "%(n)s persons", people) % {"n": number(people)}


def session_line(version: Any) -> dict[str, Any]:
    """A session as its line shows it."""
    return {
        "version": version,
        "unit": version.session.unit,
        "kind": kind_words(version.kind),
        "days": days_words(version),
        "badge": session_badge(version.state),
    }


def need_line(need: Any, former: Iterable[Any] = ()) -> dict[str, Any]:
    """A need as its line shows it, with what was said of it before."""
    state, priority = state_of(need), NeedPriority(need.priority)
    return {
        "need": need,
        "kind": kind_words(need.kind),
        "priority": badge(*_PRIORITY_LOOKS[priority], str(priority.label)),
        "people": people_words(need.people),
        "state": need_badge(state),
        "is_open": state is NeedState.OPEN,
        "former": [_former_need(each) for each in former],
    }


def _former_need(need: Any) -> dict[str, Any]:
    facts = [kind_words(need.kind), str(NeedPriority(need.priority).label), people_words(need.people)]
    if need.is_void:
        facts.append(_("It was taken back"))
    return {"icon": "history", "tone": "", "title": " · ".join(facts), "on": need.said_on}


def former_version(version: Any) -> dict[str, Any]:
    """What was said of a session before it was changed."""
    seats = ngettext("%(n)s seat", "%(n)s seats", version.seats) % {"n": number(version.seats)}
    facts = [kind_words(version.kind), days_words(version), version.place, seats]
    title = " · ".join(facts)
    return {"icon": "history", "tone": "", "title": title, "on": version.said_on, "quote": version.programme}


def attendance_line(kept: KeptAttendance) -> dict[str, Any]:
    """Who came from a unit, with what was said before."""
    row = kept.row
    return {
        "row": row,
        "facts": _facts(row),
        "former": [
            {
                "icon": "history",
                "tone": "",
                "title": " · ".join([*_facts(each), *([_("It was taken back")] if each.is_void else [])]),
                "on": each.said_on,
            }
            for each in kept.former
        ],
    }


def _facts(row: Any) -> list[str]:
    women = ngettext("%(n)s woman", "%(n)s women", row.women) % {"n": number(row.women)}
    return [people_words(row.people), women, *_of_which({name: getattr(row, name) for name in OF_WHICH})]


def _of_which(counts: Mapping[str, int]) -> list[str]:
    elected, officers = counts["elected"], counts["officers"]
    return [
        ngettext("%(n)s elected to a council", "%(n)s elected to councils", elected) % {"n": number(elected)},
        ngettext("%(n)s officer", "%(n)s officers", officers) % {"n": number(officers)},
    ]


def table_of(sums: Mapping[str, int]) -> dict[str, Any]:
    """Who came by age (rows) and sex (columns), with the sums, and of which."""
    rows: list[dict[str, Any]] = []
    for group, age in AGE_GROUPS.items():
        counts = [sums[f"{sex}_{group}"] for sex in SEXES]
        rows.append({"age": age, "counts": counts, "whole": sum(counts)})
    columns = [sum(row["counts"][place] for row in rows) for place in range(len(SEXES))]
    return {
        "heads": list(SEXES.values()),
        "rows": rows,
        "sums": columns,
        "whole": sum(columns),
        "of_which": " · ".join(_of_which(sums)),
    }
