"""A visit is planned, made, leaves a promise that is kept late, and that is counted where its owner reads it."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tajadur.activity.support.models import Promise, Visit
from tajadur.foundation import clock
from tajadur.foundation.formats import day_month_year
from tajadur.foundation.shares import share_text
from tajadur.organisation.units.models import Unit
from tests.factories.party import holder, make_post, small_party

from .stage import Player, Stage, named

AIM = "مواكبة المكتب في تجديد هياكله"
SEEN = "المكتب يشتغل بانتظام، والمقر في حاجة إلى كراس."
PROMISED = "توفير عشرين كرسيا للمقر"
PROOF = "وصل التسليم 14/2026"


@dataclass
class Cast:
    """The branch that is visited, and those who act."""

    unit: Unit
    cell: Player
    branch: Player
    general: Player


@pytest.fixture
def cast(stage: Stage) -> Cast:
    party = named(small_party(regions=1, provinces=1, branches=1))
    unit = party.branches[0][0][0]
    holder(unit=party.provinces[0][0])
    cell = holder(unit=party.national, body="cell", post="responsible", area=party.regions[0], username="karim")
    chief = holder(unit=party.national, body="secretariat", post="secretary_general", username="chief")
    branch = holder(unit=unit, username="amina")
    stage.night()
    return Cast(unit, stage.enter(cell), stage.enter(branch), stage.enter(chief))


@pytest.mark.parametrize("language, device", [("fr", "phone"), ("ar", "desk")])
def test_a_promise_made_on_a_visit_is_kept_late_and_counted(stage: Stage, cast: Cast) -> None:
    say, name = stage.words, stage.told(lambda: cast.unit.name)
    cell, branch, general = cast.cell, cast.branch, cast.general
    own_post = make_post(unit=cast.unit).pk

    # planned from the unit's page
    comes_on = clock.today() + timedelta(days=5)
    cell.opens(f"/units/{cast.unit.pk}/")
    cell.follows("/support/visits/plan/")
    cell.reads(say("Plan a visit"), name)
    cell.types(planned_on=comes_on.isoformat(), aim=AIM)
    cell.sends()
    visit = Visit.objects.get()
    cell.reads(AIM, say("Planned", "visit"), stage.told(day_month_year, comes_on))
    assert cell.is_offered(f"/support/visits/{visit.pk}/move/")

    # the unit is told the next morning, reads day and aim, and changes nothing of it
    stage.wait(1)
    branch.opens("/notices/")
    branch.reads(stage.told(day_month_year, comes_on))
    branch.follows(f"/support/visits/{visit.pk}/")
    branch.reads(AIM, say("Planned", "visit"))
    assert not branch.is_offered(f"/support/visits/{visit.pk}/made/")

    # made on its day, with a promise
    stage.wait(4)
    due_on = clock.today() + timedelta(days=10)
    cell.opens(f"/support/visits/{visit.pk}/")
    cell.follows("/made/")
    cell.types(made_on=clock.today().isoformat(), seen=SEEN, text0=PROMISED, due_on0=due_on.isoformat())
    cell.picks("met", own_post)
    cell.looks()
    cell.sends()
    promise = Promise.objects.get()
    cell.reads(SEEN, PROMISED, say("Made", "visit"), stage.told(day_month_year, due_on))
    branch.opens(f"/units/{cast.unit.pk}/")
    branch.reads(name)
    branch.opens(f"/support/visits/{visit.pk}/")
    branch.reads(SEEN, PROMISED, say("Open", "promise"))

    # its day goes by: late for the unit, owed for whoever promised it
    stage.wait(14)
    branch.opens(f"/support/promises/{promise.pk}/")
    branch.reads(PROMISED, say("Overdue", "promise"))
    assert not branch.is_offered("/keep/")
    cell.opens("/notices/")
    cell.reads(name)
    cell.opens("/support/")
    cell.follows("/support/members/")
    cell.reads(PROMISED, say("Overdue", "promise"))

    # kept, four days late, with its proof
    cell.follows(f"/support/promises/{promise.pk}/")
    cell.follows("/keep/")
    cell.types(kept_on=clock.today().isoformat(), proof=PROOF)
    cell.sends()
    late = stage.many("%(n)s day", "%(n)s days", 4)
    cell.reads(f"{say('Kept late', 'promise')} · {late}", PROOF)
    branch.page.reload()
    branch.reads(f"{say('Kept late', 'promise')} · {late}", PROOF)

    # counted: on the member's own page, and for the Secretary General
    rate = stage.told(share_text, 0, 1)
    cell.opens("/support/")
    cell.follows("/support/members/")
    cell.reads(say("Promises kept on their day"), rate, say("Nothing promised is open."))
    general.opens("/support/members/")
    general.reads(rate)
    assert stage.heard == []
