"""What is told of the plan: an edition to every unit once, what rests to the unit that follows it until it moves."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from tajadur.activity.plans.models import AdoptedAction
from tajadur.activity.plans.nightly import measure_plan
from tajadur.activity.plans.operations.news import tell_action
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import nobody
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.templatetags.help_words import help_sentence
from tajadur.web.notices.views import target_of
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.plans import adopted, issued_plan

ON = date(2026, 5, 4)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def told(event: str) -> list[Notice]:
    return list(Notice.objects.filter(kind="plan", params__event=event).order_by("pk"))


def test_every_unit_hears_once_of_an_edition_and_no_more_of_the_one_before(party: Party) -> None:
    units = [party.provinces[0][0], party.branches[0][0][0], party.regions[1]]
    for unit in units:
        holder(unit=unit)
    issued_plan(party, ON)
    first = told("issued")
    assert {notice.unit_id for notice in first} >= {unit.pk for unit in units}
    assert len({notice.unit_id for notice in first}) == len(first)
    assert target_of(nobody(ON), first[0]) == f"/plan/{first[0].unit_id}/"
    with translation.override("fr"):
        assert "édition du plan" in help_sentence(first[0])
    issued_plan(party, ON + DAY)
    former, now = told("issued")[: len(first)], told("issued")[len(first) :]
    assert {notice.cleared_because for notice in former} == {"settled"}
    assert [notice.cleared_at for notice in now] == [None] * len(first)


def test_what_rests_is_told_once_and_settled_when_it_moves(party: Party) -> None:
    unit: Unit = party.provinces[0][0]
    account, edition = holder(unit=unit), issued_plan(party, ON)
    adoption = adopted(unit, edition, acting(account, ON))
    last = ON + 60 * DAY
    for day in (last - DAY, last, last, last + DAY):
        measure_plan(on=day, at=at_noon(day))
    [notice] = told("stuck")
    assert (notice.unit_id, notice.subject_id, notice.cleared_at) == (unit.pk, adoption.pk, None)
    assert notice.params == {"event": "stuck", "since_on": ON.isoformat()}
    assert target_of(nobody(ON), notice) == f"/plan/{unit.pk}/"
    with translation.override("en"):
        assert "since 4 May 2026" in help_sentence(notice)
    by = acting(account, last + DAY)
    for row in AdoptedAction.objects.order_by("pk"):
        said = {"text": "نعمل", "told_on": by.on, "on": by.on, "by": by, "at": at_noon(by.on)}
        tell_action(unit_id=unit.pk, adopted_id=row.pk, **said)
    notice.refresh_from_db()
    assert notice.cleared_because == "done"
    again = by.on + 60 * DAY
    measure_plan(on=again, at=at_noon(again))
    assert [(row.params["since_on"], row.cleared_at) for row in told("stuck")[1:]] == [(by.on.isoformat(), None)]
