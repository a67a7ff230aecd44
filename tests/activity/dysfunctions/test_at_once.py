"""Two at the same moment: one case, one end; two runs of the pass write what one writes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.dysfunctions.nightly.find import find_dysfunctions
from tajadur.activity.dysfunctions.operations.closing import dismiss_case, settle_case
from tajadur.foundation.errors import Conflict
from tajadur.registry.notices.models import Notice
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.cases import observed, vacant_everywhere
from tests.factories.duties import at_noon, responsible
from tests.factories.party import acting, holder, small_party

ON = date(2026, 6, 5)
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts at the same moment; the code of each refusal, "" for who won."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        barrier.wait()
        try:
            act()
        except Conflict as error:
            return error.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_of_two_who_open_and_two_who_end_one_wins() -> None:
    party = small_party()
    branch = party.branches[0][0][0]
    own, above = acting(holder(unit=branch), ON), acting(holder(unit=party.provinces[0][0]), ON)
    cell = responsible(party, ON)
    assert at_once(lambda: observed(branch, above), lambda: observed(branch, cell)) == ["", "case_open_already"]
    case = Case.objects.get()
    said: dict[str, Any] = {"case_id": case.pk, "on": ON, "at": at_noon(ON)}
    answers = at_once(
        lambda: settle_case(text="تم", by=own, **said), lambda: dismiss_case(reason="لا خلل", by=cell, **said)
    )
    assert answers == ["", "case_ended"]


def test_three_passes_at_once_open_each_case_once() -> None:
    vacant_everywhere(small_party())
    assert at_once(*[lambda: find_dysfunctions(on=ON, at=at_noon(ON))] * 3) == [""] * 3
    vacant = Case.objects.filter(kind=CaseKind.VACANT)
    assert (vacant.count(), Case.objects.count()) == (14, 14)
    assert Notice.objects.count() == 0  # nobody holds any post


def test_a_pass_beside_a_person_who_opens_the_same_leaves_one() -> None:
    party = small_party()
    vacant_everywhere(party)
    branch = party.branches[0][0][0]
    above = acting(holder(unit=party.provinces[0][0]), ON)
    at_once(lambda: find_dysfunctions(on=ON, at=at_noon(ON)), lambda: observed(branch, above, kind=CaseKind.VACANT))
    assert Case.objects.filter(unit=branch, kind=CaseKind.VACANT).count() == 1
