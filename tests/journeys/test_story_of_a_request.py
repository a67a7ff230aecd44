"""A branch asks for resources: endorsed, recommended, decided, delivered in two parts, and confirmed by the branch."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tajadur.activity.resources.models import ResourceRequest
from tajadur.foundation import clock
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.units.models import Unit
from tajadur.web.templatetags.formats import dirhams
from tests.factories.party import small_party
from tests.factories.resources import cast as people_of
from tests.factories.resources import has_line

from .stage import Player, Stage, named

PURPOSE = "لقاء تواصلي مع الشباب بدار الثقافة"
PROOFS = ("تحويل 118/2026", "تحويل 131/2026")


@dataclass
class Cast:
    """The branch that asks, and those who act, in the order of their turns."""

    unit: Unit
    branch: Player
    province: Player
    cell: Player
    general: Player
    admin: Player


@pytest.fixture
def cast(stage: Stage) -> Cast:
    who = people_of(named(small_party(regions=1, provinces=1, branches=1)))
    has_line(who, on=clock.today(), dirhams=15_000)
    stage.night()
    accounts = (who.secretary, who.above, who.cell, who.general, who.admin)
    return Cast(who.unit, *(stage.enter(account) for account in accounts))


@pytest.mark.parametrize("language, device", [("ar", "phone"), ("fr", "desk")])
def test_a_request_goes_its_whole_way_in_two_deliveries(stage: Stage, cast: Cast) -> None:
    say, name = stage.words, stage.told(lambda: cast.unit.name)
    branch, province, cell, general, admin = cast.branch, cast.province, cast.cell, cast.general, cast.admin

    def sums(centimes: int) -> str:
        return stage.told(dirhams, centimes * 100)

    # asked
    branch.opens("/resources/")
    branch.follows("/resources/ask/")
    branch.types(amount="10000", purpose=PURPOSE, needed_by=(clock.today() + timedelta(days=40)).isoformat())
    branch.picks("kind", "activity")
    branch.looks()
    branch.sends()
    asked = ResourceRequest.objects.get()
    page = f"/resources/{asked.pk}/"
    branch.reads(sums(10_000), PURPOSE, say("Awaits an endorsement"), stage.told(day_month_year, clock.today()))
    assert not branch.is_offered("/endorse/")

    # endorsed by the level above, recommended by the cell: each from what waits for them
    for player, act, waits in (
        (province, "endorse", "Awaits an endorsement"),
        (cell, "recommend", "Awaits a recommendation"),
    ):
        player.opens("/resources/?mine=1")
        player.reads(name, say(waits))
        player.follows(page)
        player.follows(f"/{act}/")
        player.picks("answer", "yes")
        player.reads(PURPOSE, sums(10_000))
        player.sends()
        player.reads(PURPOSE)
        assert not player.is_offered(f"/{act}/")
        branch.page.goto(branch.page.url)
    branch.reads(say("Awaits a decision"))

    # decided: what is left of the line stands beside it
    general.opens("/resources/?mine=1")
    general.follows(page)
    general.follows("/decide/")
    general.reads(PURPOSE, sums(15_000))
    general.picks("outcome", "whole")
    general.sends()
    general.reads(sums(10_000), say("Granted, to be delivered"))
    general.opens("/resources/budget/")
    general.reads(sums(5_000))
    branch.page.reload()
    branch.reads(say("Granted, to be delivered"))

    # delivered in two parts, each confirmed by the branch
    for number, (part, proof) in enumerate(zip((4_000, 6_000), PROOFS, strict=True), start=1):
        stage.wait(3)
        admin.opens(page)
        admin.follows("/deliver/")
        admin.types(amount=str(part), proof=proof)
        admin.sends()
        admin.reads(sums(part), proof)
        branch.opens(page)
        branch.reads(sums(part), proof)
        branch.follows("/confirm/")
        branch.sends()
        branch.reads(say("Delivery %(number)s received, says the unit", number=number))
    branch.reads(say("Received and confirmed"))
    for player in (province, cell, general, admin):
        player.opens(page)
        player.reads(say("Received and confirmed"), *PROOFS)
    assert stage.heard == []
