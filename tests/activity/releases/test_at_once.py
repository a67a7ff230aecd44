"""Two people at the same moment: one of them wins, the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from tajadur.activity.releases.models import ReleaseDecision, ReleaseRequest
from tajadur.activity.releases.operations import ask_release, decide_release
from tajadur.duties.obligations.models import Release
from tajadur.foundation.errors import BadInput, Conflict
from tests.factories.duties import at_noon, opened, owed, responsible, secretary_general
from tests.factories.party import acting, holder, small_party

ON = date(2026, 6, 5)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts at the same moment; the code of each refusal, "" for who won."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        barrier.wait()
        try:
            act()
        except (BadInput, Conflict) as error:
            return error.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_of_two_requests_at_once_one_wins_and_of_two_decisions_too() -> None:
    party = small_party()
    opened(on=date(2026, 5, 21))
    row = owed(party.provinces[0][0], "provincial-office", "2026-05")
    secretary = acting(holder(unit=party.provinces[0][0]), ON)
    said = {"obligation_id": row.pk, "reason": "سبب", "on": ON, "by": secretary, "at": at_noon(ON)}
    answers = at_once(
        lambda: ask_release(kind="extension", until=date(2026, 6, 20), **said),
        lambda: ask_release(kind="excuse", until=None, **said),
    )
    assert answers == ["", "already_asked"]
    request = ReleaseRequest.objects.get()
    chief, cell = secretary_general(party, ON), responsible(party, ON)
    decision = {"request_id": request.pk, "reason": "سبب", "on": ON, "at": at_noon(ON)}
    answers = at_once(
        lambda: decide_release(granted=True, by=chief, **decision),
        lambda: decide_release(granted=False, by=cell, **decision),
    )
    assert answers == ["", "request_closed"]
    assert Release.objects.count() == int(ReleaseDecision.objects.get().granted)
