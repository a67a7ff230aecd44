"""Figures recomputed in plain Python from the design alone, of every unit on many days, against those printed."""

from datetime import date

import pytest

from tajadur.activity.meetings.models import Report
from tajadur.compliance.choices import directives_asked
from tajadur.compliance.counting import Count, counted
from tajadur.compliance.summary import spans_of
from tajadur.compliance.unit_summaries import surroundings
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Unit
from tajadur.rules.status import state_on
from tests.factories.duties import opened
from tests.factories.party import Party, acting, holder, small_party
from tests.factories.stories import tell_stories

from .plain import plain_figures, plain_state
from .world import ON, living

DAYS = [date(2026, 1, 31), date(2026, 5, 7), date(2026, 7, 8), date(2026, 7, 11), date(2026, 9, 1), date(2026, 11, 25)]


def printed(count: Count) -> dict[str, int]:
    """The same of what is printed."""
    return {
        "expected": count.expected, "extended": count.extended, "late": count.late, "not_held": count.not_held,
        "on_time": count.on_time, "missing": count.missing, "rows": count.rows,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(20, 24))
def test_states_and_rates_of_every_unit_are_those_of_the_design(party: Party, seed: int) -> None:
    opened(on=date(2026, 11, 25))
    tell_stories(seed)
    rows = list(Obligation.objects.all())
    actor = acting(holder(unit=party.national, body="secretariat", post="secretary_general"), DAYS[0])
    for on in DAYS:
        assert {row.pk: str(state_on(row.facts, on)) for row in rows} == {row.pk: plain_state(row, on) for row in rows}
        for unit in (party.national, *party.regions, *party.provinces[0]):
            around = surroundings(actor, unit.pk, on=on)
            asked = directives_asked()
            spans = spans_of(asked, asked, on)
            counts = counted(actor, around.unit, spans, on=on, depth=9, children_of=[one.id for one in asked])
            for one in asked:
                for column in spans[one.id]:
                    own = [
                        row
                        for row in rows
                        if row.directive_id == one.id
                        and f".{unit.pk}." in f".{row.path}"
                        and column.start <= row.period_end <= column.end
                    ]
                    assert printed(counts.of(one.id, column)) == plain_figures(own, on), (unit.code, one.code, on)


def test_last_meeting_silence_and_vacancy_of_every_unit_follow_from_the_reports_and_mandates(db: None) -> None:
    party = living(small_party())
    chief = acting(holder(unit=party.national, body="headquarters", post="administrator"), ON)
    for on in (date(2026, 5, 10), date(2026, 5, 15), date(2026, 5, 20), ON):
        for region in party.regions:
            around = surroundings(chief, region.pk, on=on, levels=2)
            for summary in (around.unit, *around.children, *around.grandchildren):
                unit = Unit.objects.get(pk=summary.id)
                known = Report.objects.filter(meeting__unit=unit, submitted_on__lte=on).order_by("meeting", "version")
                last = {report.meeting_id: report.held_on for report in known}
                held_on = max(last.values(), default=None)
                assert summary.held_on == held_on, (unit.code, on)
                assert summary.silent_days(on) == (on - max(held_on or unit.opened_on, unit.opened_on)).days
                terms = Mandate.objects.filter(post__unit=unit, post__post_type__office="secretary", from_on__lte=on)
                held = [row for row in terms if row.standing == "confirmed" and (row.to_on is None or row.to_on >= on)]
                if summary.has_secretary:
                    assert summary.is_vacant(on) == (not held)
