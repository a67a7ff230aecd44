"""A branch says what it needs; its province holds a session, says who came, and the province is reached."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tajadur.activity.training.models import TrainingSession
from tajadur.foundation import clock
from tajadur.organisation.units.models import Unit
from tests.factories.party import holder, small_party

from .stage import Player, Stage, named


@dataclass
class Cast:
    """The units, and those who act, in the order of their turns."""

    unit: Unit
    province: Unit
    branch: Player
    above: Player
    pole: Player


@pytest.fixture
def cast(stage: Stage) -> Cast:
    party = named(small_party(regions=1, provinces=2, branches=1))
    unit, province = party.branches[0][0][0], party.provinces[0][0]
    accounts = (
        holder(unit=unit),
        holder(unit=province),
        holder(unit=party.national, body="pole", post="member"),
    )
    return Cast(unit, province, *(stage.enter(account) for account in accounts))


@pytest.mark.parametrize("language, device", [("fr", "phone")])
def test_a_need_leads_to_a_session_that_reaches_its_province(stage: Stage, cast: Cast) -> None:
    say, name = stage.words, stage.told(lambda: cast.unit.name)
    subject = say("Meetings, minutes and reports", "training")
    branch, above, pole = cast.branch, cast.above, cast.pole

    branch.opens(f"/training/{cast.unit.pk}/")
    branch.follows("/need/")
    branch.picks("kind", "meetings")
    branch.picks("priority", "high")
    branch.types(people="12")
    branch.looks()
    branch.sends()
    branch.reads(subject, say("Not met yet", "training need"))

    pole.opens("/training/coverage/")
    pole.reads(stage.told(lambda: cast.province.name), say("None", "training"))

    above.opens("/training/needs/")
    above.reads(name, subject)
    above.follows("/organise/")
    day = (clock.today() + timedelta(days=9)).isoformat()
    above.types(from_on=day, to_on=day, place="دار الشباب", programme="تحرير المحاضر", seats="20")
    above.looks()
    above.sends()
    session = TrainingSession.objects.get()
    above.reads(subject, say("Planned", "training session"), "تحرير المحاضر")
    branch.opens(f"/training/session/{session.pk}/")
    branch.reads("دار الشباب", say("Planned", "training session"))

    stage.wait(10)
    above.opens(f"/training/session/{session.pk}/")
    above.reads(say("Attendance to be declared", "training session"))
    above.follows("/attendance/")
    above.types(women_25_34="14", men_35_59="9", officers="3")
    above.sends()
    above.page.check("#id_confirm_over_seats")
    above.sends()
    above.reads(say("Held", "training session"), name)

    branch.opens(f"/training/{cast.unit.pk}/")
    branch.reads(say("Met", "training need"))
    pole.opens("/training/coverage/?reached=yes")
    pole.reads(stage.told(lambda: cast.province.name))
    [asked] = stage.heard  # more came than there were seats: asked once
    assert "422" in asked
