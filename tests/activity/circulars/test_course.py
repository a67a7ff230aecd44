"""The course of a circular: issued with its number, owed by posts, confirmed, amended, withdrawn, taken up later."""

from datetime import date, time, timedelta

import pytest

from tajadur.activity.circulars.models import Addressee, Circular, CircularReading, Confirmation
from tajadur.activity.circulars.nightly import follow_circulars
from tajadur.activity.circulars.queries.rates import addressees_seen, figures_of
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.sync_obligations import cancel_and_rewrite
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import Conflict, NotVisible
from tajadur.organisation.people.models import Account, Mandate
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tajadur.rules.status import state_on
from tests.factories.circulars import ON, amended, confirms, drafted, issued, reads, sends, withdrawn
from tests.factories.party import Party, acting, holder, make_account, make_mandate, make_person, make_post


def after(number: int) -> date:
    return ON + timedelta(days=number)


def passes(on: date, hour: int = 10) -> None:
    at = instant(on, time(hour))
    cancel_and_rewrite(on=on, at=at)
    open_periods(on=on, at=at)
    follow_circulars(on=on, at=at)
    decide_reminders(on=on, at=at)


@pytest.fixture
def general(party: Party) -> Account:
    return holder(unit=party.national, body="secretariat", post="secretary_general")


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.provinces[0][0])


def owed(circular_id: int) -> list[Obligation]:
    return list(Obligation.objects.filter(directive__circular=circular_id).order_by("pk"))


def told(kind: str) -> list[tuple[str, int]]:
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("step", "post_id"))


def test_each_held_post_of_the_audience_owes_an_acknowledgement_by_its_days(
    party: Party, general: Account, secretary: Account
) -> None:
    for place in party.provinces[0][1:] + party.provinces[1]:
        make_post(unit=place)
    circular_id = issued(party.national, general, kinds=["province"])
    circular = Circular.objects.get(pk=circular_id)
    assert (circular.label, circular.version, Addressee.objects.count()) == ("1/2026", 1, 4)
    [row] = owed(circular_id)
    assert (row.unit, row.addressee) == (party.provinces[0][0], acting(secretary, ON).post_ids[0])
    assert (row.period_key, row.due_on, row.overdue_from) == ("1/2026 v1", after(5), after(8))
    assert state_on(row.facts, after(8)) == "silent"
    assert list(LadderRow.objects.order_by("day").values_list("level", "day")) == [
        ("post", after(4)), ("post", after(5)), ("post", after(6)), ("above", after(8)),
    ]  # fmt: skip
    assert told("circular") == [("issued", row.addressee)]


def test_silence_is_reminded_to_the_post_and_goes_up_by_the_ladder(
    party: Party, general: Account, secretary: Account
) -> None:
    above = holder(unit=party.regions[0])
    issued(party.national, general, kinds=["province"], subtree_id=party.provinces[0][0].pk)
    for number in range(10):
        passes(after(number))
    post, over = acting(secretary, ON).post_ids[0], acting(above, ON).post_ids[0]
    assert told("reminder") == [("due-1:post", post), ("due+0:post", post), ("due+1:post", post)]
    assert told("escalation") == [("due+3:above", over)]


def test_the_button_fulfils_what_is_owed_and_silences_it(party: Party, general: Account, secretary: Account) -> None:
    circular_id = issued(party.national, general, kinds=["province"])
    assert (reads(circular_id, secretary, after(1)), reads(circular_id, secretary, after(2))) == (1, 0)
    assert (confirms(circular_id, secretary, after(2)), confirms(circular_id, secretary, after(3))) == (1, 0)
    [row] = owed(circular_id)
    assert (row.filed_on, row.source_kind, row.source_id) == (after(2), "circular", Confirmation.objects.get().pk)
    assert state_on(row.facts, after(9)) == "on_time"
    for number in range(3, 10):
        passes(after(number))
    assert told("reminder") == told("escalation") == []
    assert Notice.objects.get(kind="circular").cleared_because == "settled"


def test_an_amendment_asks_everybody_again_and_an_old_version_is_refused(
    party: Party, general: Account, secretary: Account
) -> None:
    other = holder(unit=party.provinces[1][0])
    circular_id = issued(party.national, general, kinds=["province"])
    confirms(circular_id, secretary, after(1))
    amended(circular_id, general, after(2), text_ar="يعقد كل مكتب اجتماعا قبل نهاية الأسبوع.")
    rows = {(row.addressee, row.period_key): row for row in owed(circular_id)}
    assert len(rows) == 4
    post, unread = acting(secretary, ON).post_ids[0], acting(other, ON).post_ids[0]
    assert rows[post, "1/2026 v1"].filed_on == after(1)
    assert rows[unread, "1/2026 v1"].cancelled_because == "amended"
    assert {rows[key].due_on for key in rows if key[1] == "1/2026 v2"} == {after(7)}
    with pytest.raises(Conflict) as refused:
        confirms(circular_id, secretary, after(3), version=1)
    assert refused.value.code == "newer_version"
    assert confirms(circular_id, secretary, after(3), version=2) == 1


def test_withdrawn_nothing_is_owed_any_more_and_what_was_confirmed_stays(
    party: Party, general: Account, secretary: Account
) -> None:
    other = holder(unit=party.provinces[1][0])
    circular_id = issued(party.national, general, kinds=["province"])
    confirms(circular_id, secretary, after(1))
    withdrawn(circular_id, general, after(20))
    states = [state_on(row.facts, after(20)) for row in owed(circular_id)]
    assert sorted(states) == ["cancelled", "on_time"]
    with pytest.raises(Conflict) as refused:
        confirms(circular_id, other, after(20))
    assert refused.value.code == "not_in_force"
    passes(after(21))
    assert [step for step, _ in told("circular")].count("withdrawn") == 2
    assert sorted(state_on(row.facts, after(19)) for row in owed(circular_id)) == ["on_time", "silent"]


def test_who_takes_a_post_up_later_owes_from_the_first_day_of_the_mandate(party: Party, general: Account) -> None:
    post = make_post(unit=party.provinces[0][0])
    circular_id = issued(party.national, general, kinds=["province"])
    assert owed(circular_id) == []
    person = make_person()
    make_mandate(person=person, post=post, from_on=after(10), to_on=after(19))
    passes(after(10))
    assert owed(circular_id) == []  # nobody can confirm without an account
    make_account(person=person)
    passes(after(11))
    [row] = owed(circular_id)
    assert (row.period_start, row.due_on, row.period_key) == (after(11), after(16), "1/2026 v1")
    second = holder(unit=party.provinces[0][0], from_on=after(20))
    passes(after(20))
    first, later = owed(circular_id)
    assert (first.cancelled_because, later.due_on) == ("handed_over", after(25))
    assert later.period_key == f"1/2026 v1 {after(20):%y%m%d}"
    assert confirms(circular_id, second, after(20)) == 1
    passes(after(21))
    assert len(owed(circular_id)) == 2


def test_the_same_person_in_a_new_mandate_is_not_asked_again(
    party: Party, general: Account, secretary: Account
) -> None:
    circular_id = issued(party.national, general, kinds=["province"])
    confirms(circular_id, secretary, after(1))
    mandate = Mandate.objects.get(person=secretary.person)
    Mandate.objects.filter(pk=mandate.pk).update(to_on=after(3))
    make_mandate(person=mandate.person, post=mandate.post, from_on=after(4))
    passes(after(5))
    assert len(owed(circular_id)) == 1


def test_who_confirms_before_any_pass_is_asked_and_confirms_at_once(party: Party, general: Account) -> None:
    post = make_post(unit=party.provinces[0][0])
    circular_id = issued(party.national, general, kinds=["province"])
    late = holder(unit=party.provinces[0][0], from_on=after(3))
    assert post.pk in acting(late, after(3)).post_ids
    assert confirms(circular_id, late, after(3)) == 1


def test_numbers_have_no_gap_for_each_unit_and_year(party: Party, general: Account, secretary: Account) -> None:
    make_post(unit=party.branches[0][0][0])
    region = holder(unit=party.regions[0])
    labels = []
    for on, unit, by in (
        (ON, party.national, general), (ON, party.regions[0], region), (ON, party.national, general),
        (date(2027, 1, 1), party.national, general),
    ):  # fmt: skip
        labels.append(Circular.objects.get(pk=issued(unit, by, on)).label)
    assert labels == ["1/2026", "1/2026", "2/2026", "1/2027"]


def test_a_region_reaches_its_own_subtree_alone(party: Party) -> None:
    region = holder(unit=party.regions[0])
    for place in (*party.provinces[0], *party.provinces[1]):
        make_post(unit=place)
    circular_id = issued(party.regions[0], region)
    assert set(Addressee.objects.values_list("post__unit_id", flat=True)) == {place.pk for place in party.provinces[0]}
    with pytest.raises(NotVisible):
        confirms(circular_id, holder(unit=party.provinces[1][0]))


def test_the_rates_count_vacant_posts_and_those_without_account_apart(
    party: Party, general: Account, secretary: Account
) -> None:
    make_post(unit=party.provinces[0][1])
    make_mandate(person=make_person(), post=make_post(unit=party.provinces[1][0]))
    reader = holder(unit=party.provinces[1][1])
    circular_id = issued(party.national, general, kinds=["province"])
    confirms(circular_id, secretary, after(1))
    reads(circular_id, reader, after(1))
    circular = Circular.objects.get(pk=circular_id)
    figures = figures_of(addressees_seen(acting(general, after(9)), circular, after(9)))
    assert (figures.posts, figures.asked, figures.read, figures.confirmed) == (4, 2, 2, 1)
    assert (figures.vacant, figures.no_account, figures.late) == (1, 1, 1)
    assert CircularReading.objects.count() == 2


def test_issuing_and_the_passes_ask_nothing_of_units(party: Party, general: Account, secretary: Account) -> None:
    issued(party.national, general, kinds=["province"])
    before = Obligation.objects.count()
    passes(after(1))
    assert (Obligation.objects.count(), Directive.objects.count()) == (before, 1)
    assert Obligation.objects.filter(addressee=0).count() == 0


def test_every_act_has_its_entry(party: Party, general: Account, secretary: Account) -> None:
    circular_id = drafted(party.national, general, kinds=["province"])
    sends(circular_id, general)
    confirms(circular_id, secretary)
    withdrawn(circular_id, general, after(1))
    acts = AuditEntry.objects.filter(subject_kind="circular").order_by("pk").values_list("act", "unit_id")
    assert list(acts) == [
        ("circular.drafted", party.national.pk),
        ("circular.issued", party.national.pk),
        ("circular.confirmed", party.provinces[0][0].pk),
        ("circular.withdrawn", party.national.pk),
    ]
