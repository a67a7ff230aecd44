"""What the rules find over all units on a day: each reads its facts in one statement, the pure rules judge them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tajadur.activity.premises.queries.lasting import long_without_premises
from tajadur.foundation.installation import closed_rooms
from tajadur.rules import dysfunctions as rules
from tajadur.rules.dysfunctions import CaseKind, Matter, ReportSigns, Severity

from ..queries.thresholds import AllThresholds
from . import facts, lasting

Place = tuple[int, str]  # a unit and a kind
# Of one case; the oldest first.
MOST_FACTS = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """The rule of ``kind`` applies to a unit, because of ``facts``, each as ``obligation:12``.

    ``about``: what makes it the same matter from night to night, as ``directive:3``.
    """

    unit_id: int
    kind: CaseKind
    severity: Severity
    facts: tuple[str, ...]
    about: tuple[str, ...]

    @property
    def matter(self) -> Matter:
        """What a dismissal of it would remember."""
        return Matter(frozenset(self.about), self.severity)

    @property
    def place(self) -> Place:
        """Of which unit and kind there is one open case."""
        return self.unit_id, self.kind.value


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found on a day, one finding for a unit and kind.

    ``hopeful``: of the open cases asked about, those whose last periods or meetings are again as they should be.
    """

    by_place: Mapping[Place, Finding]
    hopeful: frozenset[Place]


_ROOM_OF = {CaseKind.UNDECLARED: "filings", CaseKind.FILING: "filings", CaseKind.PREMISES: "premises"}


def findings_on(on: date, thresholds: AllThresholds, known: Mapping[Place, Sequence[str]]) -> Findings:
    """What all rules find on ``on``: at most sixteen statements, whatever the number of units.

    ``known``: the facts of the open cases, by unit and kind.
    """
    periods = facts.periods(on, _periods_needed(thresholds))
    meetings = facts.meetings(on, _meetings_needed(thresholds))
    by_place = merged(
        [
            *_of_periods(periods, thresholds),
            *_of_meetings(meetings, thresholds),
            *_of_days(on, thresholds),
            *_of_filings(on, thresholds),
            *_of_premises(on, thresholds, known),
            *_of_actions(on, thresholds),
            *_of_congresses(on, thresholds),
            *_of_women(on, thresholds),
        ]
    )
    by_place = {place: finding for place, finding in by_place.items() if finding.kind not in _kinds_not_used()}
    hopeful = {*_reporting_again(periods, thresholds, known), *_quorum_again(meetings, thresholds, known)}
    return Findings(by_place, frozenset(hopeful))


def _kinds_not_used() -> set[CaseKind]:
    """What is not looked for where the party does not use the room in which it is put right."""
    return {kind for kind, room in _ROOM_OF.items() if room in closed_rooms()}


def merged(findings: Iterable[Finding]) -> dict[Place, Finding]:
    """One finding for a unit and kind: the gravest severity, the facts of all."""
    whole: dict[Place, Finding] = {}
    for finding in findings:
        before = whole.get(finding.place)
        if before is not None:
            finding = Finding(
                finding.unit_id,
                finding.kind,
                max(before.severity, finding.severity),
                tuple(dict.fromkeys((*before.facts, *finding.facts)))[:MOST_FACTS],
                tuple(dict.fromkeys((*before.about, *finding.about))),
            )
        whole[finding.place] = finding
    return whole


def _periods_needed(thresholds: AllThresholds) -> int:
    silent, programmed = thresholds[CaseKind.SILENT], thresholds[CaseKind.UNPROGRAMMED]
    return max(silent["periods"], silent["high_from"], silent["reported"], programmed["periods"])


def _meetings_needed(thresholds: AllThresholds) -> int:
    quorum, copied = thresholds[CaseKind.QUORUM], thresholds[CaseKind.COPIED]
    return max(quorum["meetings"], quorum["reached"], copied["of_last"])


def _of_periods(rows: Sequence[facts.DuePeriods], thresholds: AllThresholds) -> Iterator[Finding]:
    silent, programmed = thresholds[CaseKind.SILENT], thresholds[CaseKind.UNPROGRAMMED]
    for row in rows:
        severity = rules.silent(row.silent, silent)
        if severity:
            run = row.silent.index(False) if False in row.silent else len(row.silent)
            ids, about = row.ids[:run][::-1], f"directive:{row.directive_id}"
            yield _finding(row.unit_id, CaseKind.SILENT, severity, "obligation", ids, about)
        if row.is_meeting:
            signs = list(zip(row.programmed, row.held, strict=True))
            if severity := rules.never_programmed(signs, programmed):
                ids = row.ids[: programmed["periods"]][::-1]
                about = f"directive:{row.directive_id}"
                yield _finding(row.unit_id, CaseKind.UNPROGRAMMED, severity, "obligation", ids, about)


def _of_meetings(rows: Sequence[facts.ReportedMeetings], thresholds: AllThresholds) -> Iterator[Finding]:
    quorum, copied = thresholds[CaseKind.QUORUM], thresholds[CaseKind.COPIED]
    for row in rows:
        about = f"body:{row.body_id}"
        if severity := rules.quorum_never(row.reached, quorum):
            ids = row.ids[: quorum["meetings"]][::-1]
            yield _finding(row.unit_id, CaseKind.QUORUM, severity, "meeting", ids, about)
        signs = [ReportSigns(*look) for look in zip(row.letters, row.similarities, row.outcomes, strict=True)]
        if severity := rules.copied(signs, copied):
            last = zip(row.ids, signs[: copied["of_last"]], strict=False)
            ids = [pk for pk, sign in last if rules.is_empty_or_copied(sign, copied)]
            yield _finding(row.unit_id, CaseKind.COPIED, severity, "meeting", ids[::-1], about)


def _of_days(on: date, thresholds: AllThresholds) -> Iterator[Finding]:
    """What began on a day and lasts: a vacancy, a mandate that ended, a renewal that was not declared."""
    within = thresholds[CaseKind.UNDECLARED]["within_days"]
    for kind, rows in (
        (CaseKind.VACANT, lasting.vacancies(on)),
        (CaseKind.EXPIRED, lasting.ended_mandates(on)),
        (CaseKind.UNDECLARED, lasting.undeclared(on, within)),
    ):
        for row in rows:
            if severity := rules.lasts(row.since, on, kind, thresholds[kind]):
                fact = f"{row.what}:{row.since.isoformat()}"
                yield Finding(row.unit_id, kind, severity, (fact,), (fact,))


def _of_filings(on: date, thresholds: AllThresholds) -> Iterator[Finding]:
    for row in lasting.overdue_filings(on):
        if severity := rules.lasts(row.due_on, on, CaseKind.FILING, thresholds[CaseKind.FILING]):
            about = f"filing:{row.filing_id}"
            yield _finding(row.unit_id, CaseKind.FILING, severity, "filing", [row.filing_id], about)


def _of_premises(on: date, thresholds: AllThresholds, known: Mapping[Place, Sequence[str]]) -> Iterator[Finding]:
    for row in long_without_premises(on):
        is_open = (row.unit_id, CaseKind.PREMISES.value) in known
        if severity := rules.no_premises(row.since, row.said_on, on, thresholds[CaseKind.PREMISES], is_open=is_open):
            fact = f"without_premises:{row.since.isoformat()}"
            yield Finding(row.unit_id, CaseKind.PREMISES, severity, (fact,), (fact,))


def _of_actions(on: date, thresholds: AllThresholds) -> Iterator[Finding]:
    asked = thresholds[CaseKind.ACTIONS]
    for row in facts.actions(on, asked["days"]):
        if severity := rules.actions_stuck(len(row.stuck), row.whole, asked):
            yield _finding(row.unit_id, CaseKind.ACTIONS, severity, "action", row.stuck, "actions")


def _of_congresses(on: date, thresholds: AllThresholds) -> Iterator[Finding]:
    for row in facts.congress_looks(on):
        severity = rules.congress_misses(row.misses, (row.by_on - on).days, thresholds[CaseKind.CONGRESS])
        if severity:
            about = f"obligation:{row.obligation_id}"
            yield _finding(row.unit_id, CaseKind.CONGRESS, severity, "obligation", [row.obligation_id], about)


def _of_women(on: date, thresholds: AllThresholds) -> Iterator[Finding]:
    for row in facts.women_in_bodies(on):
        if severity := rules.no_women(row.members, row.women, thresholds[CaseKind.WOMEN]):
            yield _finding(row.unit_id, CaseKind.WOMEN, severity, "body", [row.body_id], f"body:{row.body_id}")


def _reporting_again(
    rows: Sequence[facts.DuePeriods], thresholds: AllThresholds, known: Mapping[Place, Sequence[str]]
) -> Iterator[Place]:
    """The open cases of silence in which every directive that was silent is reported again."""
    again: dict[Place, bool] = {}
    for row in rows:
        place = (row.unit_id, CaseKind.SILENT.value)
        if place in known and _speaks_of(known[place], "obligation", row.ids):
            answer = rules.reports_again(row.reported, thresholds[CaseKind.SILENT])
            again[place] = again.get(place, True) and answer
    return (place for place, answer in again.items() if answer)


def _quorum_again(
    rows: Sequence[facts.ReportedMeetings], thresholds: AllThresholds, known: Mapping[Place, Sequence[str]]
) -> Iterator[Place]:
    """The open cases of quorum in which every body concerned reaches it again."""
    again: dict[Place, bool] = {}
    for row in rows:
        place = (row.unit_id, CaseKind.QUORUM.value)
        if place in known and _speaks_of(known[place], "meeting", row.ids):
            answer = rules.quorum_again(row.reached, thresholds[CaseKind.QUORUM])
            again[place] = again.get(place, True) and answer
    return (place for place, answer in again.items() if answer)


def _speaks_of(known: Sequence[str], what: str, ids: Iterable[int]) -> bool:
    return not {f"{what}:{pk}" for pk in ids}.isdisjoint(known)


def _finding(unit_id: int, kind: CaseKind, severity: Severity, what: str, ids: Sequence[int], about: str) -> Finding:
    """``ids`` the oldest first, as a person reads them."""
    return Finding(unit_id, kind, severity, tuple(f"{what}:{pk}" for pk in ids[:MOST_FACTS]), (about,))
