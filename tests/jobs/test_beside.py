"""One connection in the middle of its work while another runs a pass: nothing is dropped, nothing is overwritten."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import pytest
from django.db import connection, transaction

from tajadur.delivery.digests import gather_digests
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.jobs.passes import run_pass_if_needed
from tajadur.organisation.units.models import Placement
from tajadur.organisation.units.nightly import apply_moves
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.models import Delivery, DeliveryItem, Notice
from tajadur.registry.notices.operations.requests import clear
from tests.factories.duties import at_noon, opened, owed, report
from tests.factories.letters import AT, remind
from tests.factories.party import Party, acting, holder, small_party
from tests.factories.programme import meeting_on
from tests.jobs.test_at_once import at_once

ON = date(2026, 5, 31)
pytestmark = pytest.mark.django_db(transaction=True)


class Undone(Exception):
    """The act beside is taken back."""


@contextmanager
def beside(act: Callable[[], Any], *, undo: bool = False) -> Iterator[Callable[[], None]]:
    """``act`` is done on a connection of its own and neither committed nor undone until what is given is called."""
    done, end, wrong = Event(), Event(), []

    def run() -> None:
        try:
            with transaction.atomic():
                act()
                done.set()
                end.wait(20)
                if undo:
                    raise Undone
        except Undone:
            pass
        except Exception as error:  # noqa: BLE001  told by the assertion outside the thread
            wrong.append(error)
        finally:
            done.set()
            connection.close()

    thread = Thread(target=run)
    thread.start()
    done.wait(20)

    def finish() -> None:
        end.set()
        thread.join()
        assert wrong == []

    try:
        yield finish
    finally:
        finish()


def waits_for(act: Callable[[], Any], finish: Callable[[], None]) -> None:
    """``act`` begins on a third connection, meets the lock of the one beside, and ends after that one has."""
    wrong: list[Exception] = []

    def run() -> None:
        try:
            act()
        except Exception as error:  # noqa: BLE001  told by the assertion outside the thread
            wrong.append(error)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    until = monotonic() + 10
    while thread.is_alive() and not _somebody_waits() and monotonic() < until:
        sleep(0.01)
    finish()
    thread.join()
    assert wrong == []


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


def office() -> tuple[Party, Obligation]:
    """The small party, one branch with a secretary, periods open; what that branch owes for May."""
    party = small_party()
    holder(unit=party.branches[0][0][0])
    opened(on=ON)
    return party, owed(party.branches[0][0][0], "branch-office", "2026-05")


def told(row: Obligation) -> list[str]:
    return list(Notice.objects.filter(subject_kind="obligation", subject_id=row.pk).values_list("step", flat=True))


def test_an_act_entered_late_below_the_newest_wakes_the_followers() -> None:
    office()

    def long_act() -> None:
        log_action(act="long", by=None, at=at_noon(ON))
        Obligation.objects.filter(period_key="2026-05").delete()

    with beside(long_act) as finish:
        log_action(act="quick", by=None, at=at_noon(ON))
        run_pass_if_needed("open_periods", on=ON, at=at_noon(ON))
        finish()
    run_pass_if_needed("open_periods", on=ON, at=at_noon(ON) + timedelta(minutes=1))
    assert Obligation.objects.filter(period_key="2026-05").exists()


def test_a_step_skipped_beside_an_act_that_is_undone_goes_at_the_next_pass() -> None:
    party, row = office()
    holder(unit=party.branches[0][0][1])
    with beside(lambda: Obligation.objects.select_for_update().get(pk=row.pk), undo=True) as finish:
        for minute in range(2):
            run_pass_if_needed("decide_reminders", on=ON, at=at_noon(ON) + timedelta(minutes=minute))
        assert (told(row), Notice.objects.exists()) == ([], True)
        finish()
    run_pass_if_needed("decide_reminders", on=ON, at=at_noon(ON) + timedelta(minutes=2))
    assert told(row) == ["due-7:post"]


def test_what_is_put_into_a_letter_while_its_first_reason_is_settled_still_goes() -> None:
    party = small_party()
    unit = party.provinces[0][0]
    holder(unit=unit)
    remind(unit, subject=1)
    gather_digests(on=AT.date(), at=AT)
    remind(unit, subject=2)
    with beside(lambda: gather_digests(on=AT.date(), at=AT)) as finish:
        waits_for(lambda: clear(subject_kind="obligation", subject_ids=[1], because="settled", at=AT), finish)
    letter = Delivery.objects.get(channel="email")
    live = DeliveryItem.objects.filter(delivery=letter, notice__cleared_at=None)
    assert (letter.state, live.count()) == ("pending", 1)


def test_a_letter_left_empty_is_cancelled_and_waits_again_with_the_next_reason() -> None:
    party = small_party()
    unit = party.provinces[0][0]
    holder(unit=unit)
    remind(unit, subject=1)
    gather_digests(on=AT.date(), at=AT)
    remind(unit, subject=2)
    with beside(lambda: clear(subject_kind="obligation", subject_ids=[1], because="settled", at=AT)) as finish:
        waits_for(lambda: gather_digests(on=AT.date(), at=AT), finish)
    gather_digests(on=AT.date(), at=AT)
    letter = Delivery.objects.get(channel="email")
    assert (letter.state, letter.items.filter(notice__cleared_at=None).count()) == ("pending", 1)


def test_two_meetings_programmed_at_once_are_both_noted() -> None:
    party = small_party()
    unit = party.branches[0][0][0]
    account = holder(unit=unit)
    opened(on=date(2026, 5, 1))
    early, late = acting(account, date(2026, 5, 3)), acting(account, date(2026, 5, 9))
    with beside(lambda: meeting_on(date(2026, 5, 20), unit=unit, by=early)) as finish:
        waits_for(lambda: meeting_on(date(2026, 5, 14), unit=unit, by=late), finish)
    row = owed(unit, "branch-office", "2026-05")
    assert (row.programmed_on, row.planned_on) == (date(2026, 5, 3), date(2026, 5, 20))


def test_a_report_beside_the_pass_of_its_reminder_leaves_nothing_to_say() -> None:
    _, row = office()
    with beside(lambda: decide_reminders(on=ON, at=at_noon(ON))) as finish:
        waits_for(lambda: report(row, held_on=date(2026, 5, 9), filed_on=ON), finish)
    notice = Notice.objects.get(subject_kind="obligation", subject_id=row.pk)
    assert (notice.step, notice.cleared_because) == ("due-7:post", "settled")
    assert set(row.ladder.values_list("state", flat=True)) == {"told", "dropped"}


def test_the_pass_beside_a_report_says_nothing_about_it_and_goes_on() -> None:
    party, row = office()
    other = party.branches[0][0][1]
    holder(unit=other)
    with beside(lambda: report(row, held_on=date(2026, 5, 9), filed_on=ON)) as finish:
        decide_reminders(on=ON, at=at_noon(ON))
        assert told(owed(other, "branch-office", "2026-05")) == ["due-7:post"]
        finish()
    decide_reminders(on=ON, at=at_noon(ON))
    assert told(row) == []


def test_a_move_applied_by_three_passes_at_once_is_one_move() -> None:
    party = small_party()
    unit, target = party.provinces[0][0], party.regions[1]
    Placement.objects.filter(unit=unit).update(to_on=ON)
    Placement.objects.create(unit=unit, parent=target, from_on=ON)
    assert at_once(lambda: apply_moves(on=ON, at=at_noon(ON))) == []
    unit.refresh_from_db()
    assert (unit.parent_id, AuditEntry.objects.filter(act="apply_move").count()) == (target.pk, 1)
