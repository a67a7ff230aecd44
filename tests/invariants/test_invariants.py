"""Each invariant: kept by a party that lives, told when somebody breaks it by hand."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import F

from tajadur.activity.meetings.models import Meeting, Report, Series
from tajadur.delivery.digests import gather_digests
from tajadur.duties.obligations.models import Fulfilment, LadderRow, Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.verification import verify
from tajadur.organisation.people.models import Mandate, Person
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.models import Delivery, DeliveryItem, Notice
from tests.factories.duties import at_noon, opened
from tests.factories.party import Party, acting, holder, make_post
from tests.factories.programme import meeting_on, series_from
from tests.factories.push_service import Browser, device_of
from tests.factories.reports import submitted

ON = date(2026, 6, 7)
AT = at_noon(ON)
NOW = AsOf(on=ON, at=AT)


@pytest.fixture
def living(party: Party) -> Party:
    """Offices held, periods open, one meeting reported, one series running, reminders told and gathered."""
    secretary = holder(unit=party.branches[0][0][0], username="office")
    for unit in (*party.provinces[0], *party.branches[0][0][1:], *party.branches[0][1]):
        holder(unit=unit)
    opened(on=ON)
    branch = party.branches[0][0][0]
    by = acting(secretary, date(2026, 5, 4))
    meeting = meeting_on(date(2026, 5, 12), unit=branch, by=by)
    submitted(meeting, acting(secretary, date(2026, 5, 14)))
    series_from(date(2026, 6, 20), unit=branch, by=acting(secretary, ON))
    decide_reminders(on=ON, at=AT)
    gather_digests(on=ON, at=AT)
    Delivery.objects.filter(state="pending").update(not_before=AT + timedelta(hours=1))
    return party


def test_a_living_party_breaks_nothing(living: Party) -> None:
    assert verify(NOW) == []
    assert (Report.objects.count(), Series.objects.count()) == (1, 1)
    assert Notice.objects.count() > 0
    assert Delivery.objects.filter(channel="email").count() > 0


def drop(table: str, constraint: str) -> None:
    """Until the end of the test, which is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")


def put_elsewhere(party: Party) -> None:
    Unit.objects.filter(pk=party.branches[0][0][0].pk).update(path=f"{party.branches[0][0][0].pk}.")


def give_twice(party: Party) -> None:
    drop("people_mandate", "mandate_single_holder")
    post = make_post(unit=party.provinces[0][0])
    Mandate.objects.create(person=Person.objects.all()[0], post=post, from_on=date(2026, 1, 1), exclusive=True)


def lose_a_meeting(party: Party) -> None:
    Meeting.objects.filter(series__isnull=False).order_by("-occurs_on")[0].delete()


def forget_a_report(party: Party) -> None:
    Fulfilment.objects.update(superseded_at=AT)


def declare_silently(party: Party) -> None:
    from tajadur.activity.declarations.models import Declaration

    row = Obligation.objects.filter(directive__code="regional-congress")[0]
    Declaration.objects.create(
        unit_id=row.unit_id, obligation=row, kind="done", happened_on=ON, client_key="0" * 32, content_digest="x",
        receipt="x", submitted_at=AT, submitted_on=ON, mandate_id=1,
    )  # fmt: skip


def lose_the_source(party: Party) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE obligations_fulfilment SET source_id = 987654")


def owe_nothing(party: Party) -> None:
    Obligation.objects.filter(directive__code="branch-office", period_key="2026-03")[0].delete()


def settle_by_hand(party: Party) -> None:
    Obligation.objects.exclude(filed_on=None).update(filed_on=F("filed_on") + timedelta(days=1))


def excuse_by_hand(party: Party) -> None:
    Obligation.objects.filter(pk=Obligation.objects.filter(filed_on=None)[0].pk).update(excused_on=ON)


def forget_the_programme(party: Party) -> None:
    Obligation.objects.exclude(programmed_on=None).update(programmed_on=None)


def carry_twice(party: Party) -> None:
    drop("notices_deliveryitem", "notice_carried_once")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_deliveryitem (delivery_id, notice_id, channel, person_id)"
            " SELECT delivery_id, notice_id, channel, person_id FROM notices_deliveryitem LIMIT 1"
        )


def send_without_a_name(party: Party) -> None:
    Delivery.objects.filter(channel="email").update(state="sent", sent_at=AT)


def lose_a_push(party: Party) -> None:
    Delivery.objects.filter(channel="email").update(channel="push", state="unknown")


def bind_to_no_keys(party: Party) -> None:
    device_of(Person.objects.all()[0], Browser(), endpoint="https://push.example.org/x", at=AT)


def wait_too_long(party: Party) -> None:
    Delivery.objects.filter(state="pending").update(not_before=AT - timedelta(minutes=6))


def tell_nobody(party: Party) -> None:
    DeliveryItem.objects.all().delete()
    Notice.objects.update(decided_at=AT - timedelta(hours=1))


def tell_the_past(party: Party) -> None:
    Notice.objects.update(step_on=date(2019, 12, 31))


def tell_a_stranger(party: Party) -> None:
    Notice.objects.filter(pk=Notice.objects.all()[0].pk).update(post=make_post(unit=party.provinces[1][1]))


def tell_below(party: Party) -> None:
    row = Notice.objects.filter(step__endswith=":post")[0]
    Notice.objects.filter(pk=row.pk).update(step="overdue+7:above")


def leave_untold(party: Party) -> None:
    Notice.objects.filter(pk=Notice.objects.all()[0].pk).delete()


def take_a_ladder_away(_: Party) -> None:
    LadderRow.objects.filter(state="planned").delete()


BROKEN: list[tuple[str, Callable[[Party], None]]] = [
    ("what is owed has its ladder laid in advance", take_a_ladder_away),
    ("each unit stands where its placement says", put_elsewhere),
    ("a post for one holder has one, a person holds a post once", give_twice),
    ("each meeting of a live series exists once", lose_a_meeting),
    ("each report submitted is recorded once", forget_a_report),
    ("each declaration is recorded once", declare_silently),
    ("what is recorded was submitted", lose_the_source),
    ("what the calendar asks is owed exactly once", owe_nothing),
    ("the facts of an obligation follow from what was submitted and released", settle_by_hand),
    ("the facts of an obligation follow from what was submitted and released", excuse_by_hand),
    ("what stands programmed is noted", forget_the_programme),
    ("a letter is one row with one fate", carry_twice),
    ("a letter is one row with one fate", send_without_a_name),
    ("a letter is one row with one fate", lose_a_push),
    ("a letter is one row with one fate", bind_to_no_keys),
    ("nothing waits longer than five minutes past its time", wait_too_long),
    ("nothing waits longer than five minutes past its time", tell_nobody),
    ("nothing older than the installation is told", tell_the_past),
    ("nobody outside the ladder is told", tell_a_stranger),
    ("nobody outside the ladder is told", tell_below),
    ("what is owed has been told", leave_untold),
]


@pytest.mark.parametrize(("invariant", "break_it"), BROKEN, ids=[one.__name__ for _, one in BROKEN])
def test_a_broken_invariant_is_told(living: Party, invariant: str, break_it: Callable[[Party], None]) -> None:
    break_it(living)
    assert invariant in {finding.invariant for finding in verify(NOW)}


def test_a_stopped_system_is_forgiven_what_only_waits(living: Party) -> None:
    wait_too_long(living)
    forget_the_programme(living)
    assert len(verify(NOW)) > 1
    assert verify(AsOf(on=ON, at=AT, passes_run=False)) == []


def test_many_findings_of_one_kind_are_cut_with_their_number(living: Party) -> None:
    Obligation.objects.filter(filed_on=None).update(excused_on=ON)
    LadderRow.objects.all().delete()
    Obligation.objects.update(ladder_mark="")
    found = [one for one in verify(NOW, most=3) if one.invariant.startswith("the facts of an obligation")]
    assert len(found) == 4
    assert str(found[-1]).endswith(f"and {Obligation.objects.filter(filed_on=None).count() - 3} more")
