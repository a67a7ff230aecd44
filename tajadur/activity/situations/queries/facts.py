"""How branches stand on a day: the facts, the status they propose, the word of the branch and what it is worth."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import get_language

from tajadur.activity.meetings.vocabulary import MeetingState
from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.queries.counting import state_in_sql
from tajadur.duties.obligations.queries.last_meeting import LAST_MEETING_SQL
from tajadur.foundation.installation import leaf_kinds
from tajadur.foundation.rows import fetch_rows
from tajadur.foundation.sql import quoted, with_words
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.profile.vocabulary import LeadingBody
from tajadur.permissions.matrix import Role
from tajadur.rules.situation import (
    PERIODS_COUNTED,
    STANDARD_LIMITS,
    SituationFacts,
    SituationLimits,
    SituationStatus,
    Sureness,
    proposed_status,
    sureness,
)
from tajadur.rules.status import NOT_EXPECTED_STATES, REPORTED_STATES

from ..vocabulary import SituationAnswer

_ANSWERED, _NOT_EXPECTED = quoted(*sorted(REPORTED_STATES)), quoted(*sorted(NOT_EXPECTED_STATES))


class _BranchRow(NamedTuple):
    """A row of the query."""

    id: int
    parent_id: int | None
    path: str
    name_ar: str
    name_latin: str
    opened_on: date
    closed_on: date | None
    has_secretary: bool
    office_ends_on: date | None
    held_on: date | None
    programmed_on: date | None
    reported: int
    due: int
    word_id: int | None
    status: str | None
    answer: str | None
    given_on: date | None
    endorsed: bool | None
    endorsed_on: date | None
    renewed_within_days: int | None
    dormant_months: int | None
    sure_months: int | None
    ageing_months: int | None

    @property
    def limits(self) -> SituationLimits:
        """Those of the day."""
        if self.renewed_within_days and self.dormant_months and self.sure_months and self.ageing_months:
            return SituationLimits(self.renewed_within_days, self.dormant_months, self.sure_months, self.ageing_months)
        return STANDARD_LIMITS


@dataclass(frozen=True, slots=True)
class BranchSituation:
    """A branch on a day. ``is_disputed``: by its last word the branch stands otherwise than the facts say.

    ``endorsed``: what the level above said of that word; None while it said nothing.
    """

    id: int
    parent_id: int | None
    path: str
    name: str
    facts: SituationFacts
    status: SituationStatus
    sureness: Sureness
    word_id: int | None = None
    given_on: date | None = None
    is_disputed: bool = False
    endorsed: bool | None = None
    endorsed_on: date | None = None

    @property
    def awaits_endorsement(self) -> bool:
        """The branch gave its word, and the level above has not said whether it endorses it."""
        return self.word_id is not None and self.endorsed is None


def situations(wanted: str, on: date, **values: Any) -> list[BranchSituation]:
    """The branches ``wanted`` (SQL about units_unit as ``u``) that exist or existed by ``on``. One query."""
    with connection.cursor() as cursor:
        asked = {"on": on, "kinds": list(leaf_kinds()), "periods": PERIODS_COUNTED, **values}
        cursor.execute(_statement().replace("{wanted}", wanted), asked)
        rows = fetch_rows(cursor, _BranchRow)
    in_arabic = (get_language() or "ar").startswith("ar")
    return [_situation(row, row.name_ar if in_arabic else row.name_latin, on) for row in rows]


def _situation(row: _BranchRow, name: str, on: date) -> BranchSituation:
    facts = SituationFacts(
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        has_secretary=row.has_secretary,
        office_ends_on=row.office_ends_on,
        held_on=row.held_on,
        programmed_on=row.programmed_on,
        reported=row.reported,
        due=row.due,
    )
    limits = row.limits
    status = proposed_status(facts, on, limits)
    return BranchSituation(
        id=row.id,
        parent_id=row.parent_id,
        path=row.path,
        name=name,
        facts=facts,
        status=status,
        sureness=sureness(status, SituationStatus(row.status) if row.status else None, row.given_on, on, limits),
        word_id=row.word_id,
        given_on=row.given_on,
        is_disputed=row.answer == SituationAnswer.DISPUTED,
        endorsed=row.endorsed,
        endorsed_on=row.endorsed_on,
    )


@cache
def _statement() -> str:
    """Composed once: the state of an obligation is asked of its own home, and needs a connection."""
    return with_words(
        Path(__file__).with_suffix(".sql"),
        last_meeting=LAST_MEETING_SQL,
        programmed=quoted(MeetingState.PROGRAMMED),
        secretary=quoted(Role.SECRETARY),
        office=quoted(LeadingBody.OFFICE),
        confirmed=quoted(MandateStatus.CONFIRMED),
        answered=_ANSWERED,
        not_expected=_NOT_EXPECTED,
        meeting=quoted(FulfilmentKind.MEETING),
        state=state_in_sql(),
    )
