"""What past editions teach, and one forecast for every page."""

from datetime import date, timedelta
from typing import Any

from tajadur.activity.congresses.models import Congress, DelegateList, SeatShare, Stage, StageTemplate
from tajadur.activity.congresses.queries.board import board
from tajadur.activity.congresses.queries.finding import road_for
from tajadur.activity.congresses.queries.forecasts import forecasts_of
from tajadur.activity.congresses.queries.roads import roads_of
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import instant
from tajadur.organisation.units.models import Unit
from tajadur.permissions.matrix import Permission
from tajadur.rules.forecast import Verdict
from tests.factories.congresses import make_congress
from tests.factories.duties import at_noon, secretary_general
from tests.factories.party import Party, acting, holder

CODES = ("committee", "date-place", "situation", "call", "delegates")


def _past(unit: Unit, year: int, *, days: int = 20, held: bool = True, marked_on: date | None = None) -> Congress:
    """An edition whose stages each took so many days, marked on their day or all on one."""
    congress = make_congress(unit=unit, opens_on=date(year, 1, 1), by_on=date(year, 6, 30))
    if held:
        _known(congress, held_on=date(year, 6, 20), filed_on=date(year, 6, 22), source_kind="declaration", source_id=1,
               submitted_at=at_noon(date(year, 6, 22)))  # fmt: skip
    stages = Stage.objects.filter(congress=congress).exclude(template__code__in=("held", "minutes", "declared"))
    for place, stage in enumerate(stages.order_by("template__rank")):
        day = date(year, 1, 10) + timedelta(days=days * place)
        Stage.objects.filter(pk=stage.pk).update(
            done_on=day, marked_at=instant(marked_on or day, at_noon(day).time()), mandate_id=1
        )
    return congress


def _known(congress: Congress, **facts: Any) -> None:
    Obligation.objects.filter(pk=congress.obligation_id).update(**facts)


def _usual(party: Party, congress: Congress, on: date = date(2026, 3, 1)) -> dict[str, int]:
    return road_for(secretary_general(party, on), congress.pk, Permission.READ_FIGURES, on).usual


def test_two_editions_of_its_own_or_two_regions_teach(party: Party) -> None:
    first, second = party.regions
    _past(first, 2025)
    own, other = make_congress(unit=first), make_congress(unit=second)
    assert _usual(party, own) == _usual(party, other) == {}
    _past(second, 2025, days=30)
    assert set(_usual(party, own).values()) == {25, 50}
    _past(first, 2024, days=10)
    assert _usual(party, own)["date-place"] == 15
    assert _usual(party, other)["date-place"] == 20


def test_editions_typed_in_later_and_editions_that_got_stuck_teach_nothing(party: Party) -> None:
    first, second = party.regions
    _past(first, 2025, marked_on=date(2025, 11, 3))
    _past(second, 2025, days=0)
    _past(first, 2024, held=False)
    _past(second, 2024, held=False)
    own, other = make_congress(unit=first), make_congress(unit=second)
    assert _usual(party, own) == _usual(party, other) == {}
    on = date(2026, 6, 1)
    assert {road.forecast.verdict for road in board(secretary_general(party, on), on=on).roads} == {Verdict.WILL_MISS}


def test_whoever_reads_the_forecast_is_the_same(party: Party) -> None:
    first, second = party.regions
    _past(first, 2025, days=30)
    _past(second, 2025, days=30)
    congress = make_congress(unit=first)
    on = date(2026, 4, 1)
    seen = [
        road_for(acting(holder(unit=first), on), congress.pk, Permission.READ_FIGURES, on).forecast,
        board(secretary_general(party, on), on=on).roads[0].forecast,
        forecasts_of([congress.obligation_id], on)[congress.obligation_id],
    ]
    assert seen[0] == seen[1] == seen[2]
    assert forecasts_of([], on) == {}


def test_the_one_query_foresees_what_the_road_of_each_congress_does(party: Party) -> None:
    first, second = party.regions
    for unit, days in ((first, 20), (second, 30)):
        _past(unit, 2025, days=days)
        _past(unit, 2024, days=days - 5)
    own, other = make_congress(unit=first), make_congress(unit=second)
    Congress.objects.filter(pk=own.pk).update(planned_on=date(2026, 6, 20), place="القاعة")
    _known(other, extension_granted_on=date(2026, 3, 1), extended_until=date(2026, 8, 1))
    for place, province in enumerate(party.provinces[0]):
        share = SeatShare.objects.create(congress=own, unit=province, weight=5, seats=10 * place)
        for version in (1, 2):
            DelegateList.objects.create(
                share=share, version=version, elected=4, women=1, youth=1, filed_at=at_noon(date(2026, 3, 2)),
                filed_on=date(2026, 3, 2), mandate_id=1, is_latest=version == 2,
            )  # fmt: skip
    SeatShare.objects.create(congress=own, unit=party.provinces[1][0], weight=5, seats=3)
    done = Stage.objects.get(congress=own, template__code="committee")
    Stage.objects.filter(pk=done.pk).update(
        done_on=date(2026, 2, 1), marked_at=at_noon(date(2026, 2, 1)), mandate_id=1, kept_offset=-100,
        kept_anchor="event",
    )  # fmt: skip
    StageTemplate.objects.filter(code="situation").update(
        former=[{"until": at_noon(date(2026, 5, 1)).isoformat(), "offset": -80, "anchor": "event"}]
    )
    Stage.objects.filter(congress=other, template__code="situation").update(
        done_on=date(2026, 2, 9), marked_at=at_noon(date(2026, 2, 9)), mandate_id=1
    )
    owed = [own.obligation_id, other.obligation_id]
    for on in (date(2026, 1, 5), date(2026, 3, 10), date(2026, 5, 20), date(2026, 7, 9)):
        rows = Congress.objects.filter(obligation__in=owed).select_related("unit", "obligation")
        roads = {road.congress.obligation_id: road.forecast for road in roads_of(rows, on)}
        assert forecasts_of(owed, on) == roads
        assert len(roads) == 2
