"""Reports copied from the one before are found; the cell dismisses the case, and the rule is silent for this unit."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.meetings.models import Meeting
from tajadur.foundation import clock
from tajadur.organisation.units.models import Unit
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.cases import SAYS, make_report
from tests.factories.party import holder, small_party
from tests.factories.reports import make_meeting

from .stage import Player, Stage, named

ANSWER = "اجتماعاتنا دورية، وجدول أعمالها واحد إلى غاية المؤتمر."
REASON = "اجتماعات دورية بالموضوع نفسه؛ اطلعنا على المحاضر مع المكتب."


@dataclass
class Cast:
    """The branch whose reports are alike, and those who act."""

    unit: Unit
    held: Meeting
    cell: Player
    branch: Player


@pytest.fixture
def cast(stage: Stage) -> Cast:
    party = named(small_party(regions=1, provinces=1, branches=1))
    unit = party.branches[0][0][0]
    holder(unit=party.provinces[0][0])
    cell = holder(unit=party.national, body="cell", post="responsible", area=party.regions[0], username="karim")
    branch = holder(unit=unit, username="amina")
    for ago in (90, 60, 30):
        make_report(unit, clock.today() - timedelta(days=ago), text=SAYS[0])
    held = make_meeting(unit=unit, planned_on=clock.today() - timedelta(days=2), items=0, objectives=0)
    stage.night()
    return Cast(unit, held, stage.enter(cell), stage.enter(branch))


@pytest.mark.parametrize("language, device", [("fr", "phone"), ("ar", "desk")])
def test_a_dismissed_case_is_not_raised_again_for_that_unit(stage: Stage, cast: Cast) -> None:
    say, name = stage.words, stage.told(lambda: cast.unit.name)
    cell, branch = cast.cell, cast.branch
    copied = Case.objects.filter(unit=cast.unit, kind=CaseKind.COPIED)
    assert not copied.exists()

    # the fourth report in a row with the same words
    branch.opens(f"/meetings/{cast.held.pk}/")
    branch.follows("/reports/meeting/")
    branch.types(present="8", women="3", youth="2", text=SAYS[0])
    branch.page.locator("main button[type=submit]").last.click()
    branch.page.wait_for_url(re.compile(r"/reports/\d+/\?sent="))
    branch.reads(SAYS[0])

    # the next night the rule finds it; both sides read which reports, and how alike they are
    stage.wait(1)
    case = copied.get()
    page = f"/dysfunctions/{case.pk}/"
    cell.opens("/dysfunctions/?kind=copied_reports")
    cell.reads(name, say("Reports empty or repeated"), say("Found by rule"))
    cell.follows(page)
    alike = say("Shares %(share)s%% with the report before it", share=100)
    cell.reads(say("Reports empty or repeated"), alike)
    branch.opens(page)
    branch.reads(alike)
    assert not branch.is_offered("/dismiss/")
    branch.follows("/answer/")
    branch.types(text=ANSWER)
    branch.page.check("#id_on_purpose")
    branch.sends()
    branch.reads(ANSWER, say("The unit answered: the same matter, on purpose"))

    # the cell dismisses it with a reason that the unit reads
    cell.page.reload()
    cell.reads(ANSWER)
    assert not cell.is_offered("/settle/")
    cell.follows("/dismiss/")
    cell.types(reason=REASON)
    cell.looks()
    cell.sends()
    cell.reads(REASON, say("Dismissed", "case"))
    branch.page.reload()
    branch.reads(REASON, say("Dismissed", "case"))

    # the next night, and a week later, the rule is silent about this unit
    for days in (1, 7):
        stage.wait(days)
        cell.opens("/dysfunctions/?kind=copied_reports")
        cell.reads(say("No case here"))
        assert copied.count() == 1
    cell.opens("/dysfunctions/?kind=copied_reports&state=all")
    cell.reads(name, say("Dismissed", "case"))
    assert stage.heard == []
