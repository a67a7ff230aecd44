"""Two runners of a pass at the same instant do what one does: real connections, real commits."""

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from tajadur.delivery.digests import gather_digests
from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.registry.notices.models import Delivery, DeliveryItem, Notice
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder, small_party

ON = date(2026, 6, 7)
AT = at_noon(ON)
STEPS: dict[str, Callable[[], object]] = {
    "open_periods": lambda: open_periods(on=ON, at=AT),
    "decide_reminders": lambda: decide_reminders(on=ON, at=AT),
    "gather_digests": lambda: gather_digests(on=ON, at=AT),
}


def at_once(act: Callable[[], object], runners: int = 3) -> list[Exception]:
    start, wrong = Barrier(runners), []

    def run() -> None:
        try:
            start.wait()
            act()
        except Exception as error:  # noqa: BLE001  told by the assertion outside the thread
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(runners)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return wrong


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Obligation, Notice, Delivery, DeliveryItem)}


def a_party() -> Party:
    party = small_party()
    for unit in (*party.provinces[0], *party.branches[0][0], *party.branches[1][1]):
        holder(unit=unit)
    install_directives(from_on=date(2026, 1, 1))
    return party


@pytest.mark.django_db(transaction=True)
def test_three_runners_at_once_write_what_one_writes() -> None:
    a_party()
    for name, act in STEPS.items():
        assert at_once(act) == [], name
        written = rows()
        act()
        assert rows() == written, name
    assert (written["Obligation"] > 100, written["Notice"] >= 6, written["DeliveryItem"]) == (
        True,
        True,
        2 * written["Notice"],
    )
    assert Delivery.objects.filter(items=None).count() == 0
