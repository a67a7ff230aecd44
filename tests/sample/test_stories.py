"""The stories that a guide walks through stand in the demonstration, each at its place by name."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F

from tajadur.activity.dysfunctions.models import Case, CaseDismissal, Remedy
from tajadur.activity.meetings.models import Report
from tajadur.activity.resources.models import ResourceRequest
from tajadur.activity.support.models import AdviceAnswer, Promise
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import CaseKind
from tajadur.sample import building
from tajadur.sample.people import BRANCH, PROVINCE, REPEATING, SILENT_ONCE
from tests.factories.duties import at_noon

pytestmark = pytest.mark.usefixtures("swept_tables")

ON = date(2026, 11, 20)


@pytest.fixture
def party(db: None) -> None:
    call_command("load_territory", stdout=StringIO())
    building.seed_party(seed=1, full=False, months=18, on=ON, at=at_noon(ON))


def test_the_four_stories_are_there(party: None) -> None:
    # A silent branch → advice → its answer → a meeting → the case settled → three periods after it.
    case = Case.objects.get(unit__code=SILENT_ONCE, kind=CaseKind.SILENT)
    remedy = Remedy.objects.get(case=case)
    answer = AdviceAnswer.objects.filter(advice__unit=case.unit, advice__given_on__gt=case.opened_on).earliest(
        "answered_on"
    )
    reports = Report.objects.filter(meeting__unit=case.unit)
    assert case.ended_as == CaseEnd.SETTLED and case.ended_on and remedy.done_on
    assert case.opened_on < answer.answered_on < remedy.done_on < case.ended_on
    assert not reports.filter(held_on__range=(case.opened_on.replace(day=1), answer.advice.given_on)).exists()
    assert reports.filter(held_on__gt=answer.advice.given_on, held_on__lt=case.ended_on).exists()
    assert reports.filter(held_on__gt=remedy.done_on).count() >= 3
    # A visit planned and made → a promise → kept late, and counted.
    late = Promise.objects.filter(unit__code=PROVINCE, visit__outcome="made", kept_on__gt=F("due_on"))
    promise = late.latest("kept_on")
    assert promise.kept_on and promise.visit and promise.visit.made_on
    assert promise.visit.announced_on < promise.visit.made_on <= promise.made_on < promise.due_on < promise.kept_on
    # A request → endorsed → decided → delivered in two parts.
    request = ResourceRequest.objects.get(unit__code=BRANCH, decision__deliveries__number=2)
    assert request.endorsement.given_on < request.decision.decided_on
    assert sum(part.amount or 0 for part in request.decision.deliveries.all()) == request.decision.amount
    # A copied report found → dismissed → not raised again for that unit.
    dismissal = CaseDismissal.objects.get(case__unit__code=REPEATING, case__kind=CaseKind.COPIED)
    later = Case.objects.filter(unit__code=REPEATING, kind=CaseKind.COPIED, opened_on__gte=dismissal.dismissed_on)
    assert not later.exists()
