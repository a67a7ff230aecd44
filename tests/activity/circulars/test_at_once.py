"""A circular confirmed in the instant it is withdrawn or amended: confirmed or taken back, never both."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from threading import Barrier

import pytest
from django.db import connection

from tajadur.activity.circulars.models import Circular, Confirmation
from tajadur.activity.circulars.operations.confirming import confirm_circular
from tajadur.activity.circulars.operations.drafting import draft_amendment
from tajadur.activity.circulars.operations.issuing import issue_circular, withdraw_circular
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import Conflict
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.circulars import acknowledgements_asked, circulars_numbered, confirmations_recorded
from tajadur.permissions.actors import Actor
from tests.factories.circulars import ON, TEXTS, issued, reads
from tests.factories.party import acting, holder, small_party

pytestmark = pytest.mark.django_db(transaction=True)
NEXT = ON + timedelta(days=1)
AT = instant(NEXT, time(9))
TIMES = 6


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts at the same moment; for each the code of its refusal, "" where it was done."""
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
        return list(pool.map(run, acts))


def withdraw(circular_id: int, by: Actor) -> None:
    withdraw_circular(circular_id=circular_id, reason="عوضت بأخرى", on=NEXT, by=by, at=AT)


def amend(circular_id: int, by: Actor) -> None:
    issue_circular(circular_id=circular_id, count=1, on=NEXT, by=by, at=AT)


def flaws(on: date) -> list[str]:
    as_of = AsOf(on=on, at=instant(on, time(23)), passes_run=True)
    checks = (circulars_numbered, acknowledgements_asked, confirmations_recorded)
    return [flaw for check in checks for flaw in check(as_of)]


@pytest.mark.parametrize(("above", "refusal"), [(withdraw, "not_in_force"), (amend, "newer_version")])
def test_confirmed_or_taken_back_and_never_both(above: Callable[[int, Actor], None], refusal: str) -> None:
    party = small_party()
    general = holder(unit=party.national, body="secretariat", post="secretary_general")
    secretary = holder(unit=party.provinces[0][0])
    by, sender = acting(secretary, NEXT), acting(general, NEXT)
    for _ in range(TIMES):
        circular_id = issued(party.national, general, kinds=["province"])
        reads(circular_id, secretary)
        if above is amend:
            draft_amendment(circular_id=circular_id, texts=TEXTS | {"text_ar": "نص آخر"}, by=sender, at=AT)
        done, answer = at_once(
            lambda circular_id=circular_id: above(circular_id, sender),  # type: ignore[misc]
            lambda circular_id=circular_id: confirm_circular(  # type: ignore[misc]
                circular_id=circular_id, version=1, on=NEXT, by=by, at=AT
            ),
        )
        assert done == ""
        assert answer in ("", refusal)
        first = Obligation.objects.filter(directive__circular=circular_id).order_by("pk")[0]
        confirmed = Confirmation.objects.filter(obligation=first).count()
        assert (first.filed_on is not None, first.cancelled_on is None, confirmed) == (
            (True, True, 1) if answer == "" else (False, False, 0)
        )
        assert Circular.objects.get(pk=circular_id).standing == ("issued" if above is amend else "withdrawn")
    assert flaws(NEXT) == []
