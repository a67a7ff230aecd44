"""A plan is drafted and issued; a province adopts an objective in its own way, and shows how far it is."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tajadur.activity.plans.models import AdoptedAction, PlanAction, PlanAdoption, PlanEdition, PlanIndicator
from tajadur.foundation import clock
from tajadur.organisation.units.models import Unit
from tests.factories.party import holder, small_party

from .stage import Player, Stage, named

AXIS, OBJECTIVE, ACTION, INDICATOR = "القرب", "حضور بين الساكنة", "لقاءات مفتوحة", "عدد اللقاءات"


@dataclass
class Cast:
    """The province, and those who act."""

    province: Unit
    desk: Player
    chief: Player
    secretary: Player
    pole: Player


@pytest.fixture
def cast(stage: Stage) -> Cast:
    party = named(small_party(regions=1, provinces=2, branches=1))
    province = party.provinces[0][0]
    accounts = (
        holder(unit=party.national, body="headquarters", post="administrator"),
        holder(unit=party.national, body="secretariat", post="secretary_general"),
        holder(unit=province),
        holder(unit=party.national, body="pole", post="member"),
    )
    return Cast(province, *(stage.enter(account) for account in accounts))


def called(text: str) -> dict[str, str]:
    """A name in each language."""
    return {"name_ar": text, "name_fr": f"{text} fr", "name_en": f"{text} en"}


def drafted(stage: Stage, cast: Cast) -> PlanEdition:
    """Headquarters writes it, item under item, and is told what is missing on the way."""
    say, desk, today = stage.words, cast.desk, clock.today()
    desk.opens("/plan/")
    desk.reads(say("No edition of the plan is issued yet"))
    desk.follows("/plan/editions/")
    desk.follows("/plan/editions/new/")
    ends = (today + timedelta(days=400)).isoformat()
    desk.types(**called("خطة تجذر"), starts_on=(today - timedelta(days=10)).isoformat(), ends_on=ends)
    desk.looks()
    desk.sends()
    desk.reads(say("Not complete yet: an edition needs an axis."))
    desk.follows("/axis/add/")
    desk.types(**called(AXIS))
    desk.sends()
    desk.follows("/objective/add/")
    desk.types(**called(OBJECTIVE))
    desk.sends()
    desk.follows("/plan_action/add/")
    desk.types(**called(ACTION))
    desk.sends()
    desk.follows("/indicator/add/")
    desk.types(**called(INDICATOR), start="0", target="40")
    desk.picks("measured_in", "count")
    desk.picks("direction", "up")
    desk.looks()
    desk.sends()
    desk.does_not_read(say("What keeps it from being issued"))
    return PlanEdition.objects.get()


@pytest.mark.parametrize("language, device", [("ar", "phone")])
def test_a_plan_reaches_a_province_and_comes_back_as_progress(stage: Stage, cast: Cast) -> None:
    say, ours, pole, province = stage.words, cast.secretary, cast.pole, cast.province
    edition = drafted(stage, cast)

    cast.chief.opens("/plan/editions/")
    cast.chief.follows(f"/plan/editions/{edition.pk}/")
    cast.chief.follows("/issue/")
    cast.chief.reads(AXIS, OBJECTIVE, ACTION, INDICATOR)
    cast.chief.sends()
    cast.chief.hears(say("Edition %(number)s of the plan is issued.", number=1))

    ours.opens(f"/plan/{province.pk}/")
    ours.reads(OBJECTIVE, say("Not adopted", "plan"))
    ours.follows("/adopt/")
    indicator, action = PlanIndicator.objects.get(), PlanAction.objects.get()
    ours.types(**{f"target{indicator.pk}": "20"})
    ours.looks()
    ours.sends()
    ours.reads(OBJECTIVE, ACTION, say("No value is stated yet."))

    ours.follows("/adapt/")
    sooner = clock.today() + timedelta(days=100)
    ours.types(**{f"target{indicator.pk}": "10", f"due{indicator.pk}": sooner.isoformat()})
    ours.types(**{f"day{action.pk}": sooner.isoformat()})
    ours.sends()
    ours.follows("/own/")
    ours.types(text="خيمة تواصل في السوق الأسبوعي", due_on=sooner.isoformat())
    ours.looks()
    ours.sends()
    ours.reads("خيمة تواصل في السوق الأسبوعي", say("An action of the unit’s own"))

    pole.opens("/plan/")
    pole.reads(stage.told(lambda: province.name), "0%")

    stage.wait(50)  # half of the days are gone
    ours.opens(f"/plan/{province.pk}/")
    ours.follows("/state/")
    ours.types(value="٦", proof="محاضر اللقاءات الستة")
    ours.looks()
    ours.sends()
    ours.reads(INDICATOR, say("On its way", "plan"))
    own = AdoptedAction.objects.get(action=None)
    ours.follows(f"/actions/{own.pk}/tell/")
    ours.types(text="نصبنا الخيمة يوم السوق")
    ours.page.check("#id_is_end")
    ours.sends()

    adoption = PlanAdoption.objects.get()
    assert adoption.standing.progress.normalize().as_tuple().digits == (8,)  # 6 of 10, and one done: the mean is 80%
    pole.opens("/plan/")
    pole.reads("80%")
    pole.follows(f"/plan/{province.pk}/")
    pole.reads(OBJECTIVE, "60%")
    pole.does_not_read("نصبنا الخيمة يوم السوق")  # how far it is, not the words of the unit
    assert stage.heard == []
