"""Acts for many units, each in its own way: days of visits, cases that are open, reminders already given."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.support.models import Visit, VisitPost
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.cases import make_case
from tests.factories.many import ON, SAID, confirmed, enter, listed
from tests.factories.party import Party, acting, holder
from tests.factories.support import planned

pytestmark = pytest.mark.django_db


def test_visits_stand_on_working_days_in_order_and_can_be_changed(
    party: Party, cell: Account, owing: list[Unit]
) -> None:
    by, client, address = acting(cell, ON), enter(cell), reverse("support:many_visits") + listed(party)
    taken = planned(party.provinces[0][0], by, ON + timedelta(days=8)).planned_on
    held = planned(owing[3], by, ON + timedelta(days=20))
    seen = client.post(address, {**SAID["support:many_visits"], "everybody": "on"})
    days = [day.value() for _row, day in seen.context["rows"]]
    assert len(days) == 3 and days == sorted(set(days)) and days[0] == ON + timedelta(days=1)
    assert all(day.weekday() < 5 and day != taken for day in days[1:])
    left = {row.unit_id: why for row, why in seen.context["left_out"]}
    assert list(left) == [owing[3].pk]
    assert "a visit is planned there already" in left[owing[3].pk]
    picks = [row.token for row, _day in seen.context["rows"]]
    typed = {**SAID["support:many_visits"], "pick": picks, "confirm": "1"}
    typed |= {f"day_{row.unit_id}": day.value().isoformat() for row, day in seen.context["rows"]}
    first = seen.context["rows"][0][0].unit_id
    for wrong, code in (("", "required"), ("2001-01-01", "visit_not_ahead"), ("2099-01-01", "visit_too_far")):
        refused = client.post(address, typed | {f"day_{first}": wrong})
        assert refused.status_code == 422
        assert {e.code for e in refused.context["days"].errors.as_data()[f"day_{first}"]} == {code}
        assert set(Visit.objects.values_list("unit_id", flat=True)) == {party.provinces[0][0].pk, owing[3].pk}
    other_day = ON + timedelta(days=40)
    assert client.post(address, typed | {f"day_{first}": other_day.isoformat()}).status_code == 302
    assert Visit.objects.get(unit_id=first).planned_on == other_day
    assert Visit.objects.filter(unit_id=owing[3].pk).get() == held
    visits = Visit.objects.filter(unit__in=[unit.pk for unit in owing]).values_list("pk", flat=True)
    assert set(VisitPost.objects.filter(visit__in=visits).values_list("post_id", "side")) == {
        (by.post_ids[0], "visitor")
    }


def test_the_secretary_general_sends_a_member_who_is_told(party: Party, cell: Account, owing: list[Unit]) -> None:
    general = holder(unit=party.national, body="secretariat", post="secretary_general")
    member = acting(cell, ON).post_ids[0]
    client, address = (
        enter(general),
        f"{reverse('support:many_visits')}?of=silent&" + "&".join(f"pick={unit.pk}" for unit in owing),
    )
    typed = {**SAID["support:many_visits"], "visitor": str(member), "everybody": "on"}
    assert confirmed(client, address, typed).status_code == 302
    assert set(Visit.objects.values_list("post_id", flat=True)) == {member}
    assert Notice.objects.filter(kind="support", post_id=member).count() == 4
    # A member of another region stands above none of them.
    stranger = holder(unit=party.national, body="cell", post="responsible", area=party.regions[1])
    typed["visitor"] = str(acting(stranger, ON).post_ids[0])
    assert client.post(address, typed).status_code == 422


def test_units_with_a_case_of_the_kind_keep_it_and_one_that_ended_lately_comes_back(
    party: Party, cell: Account, owing: list[Unit]
) -> None:
    make_case(owing[0], kind=CaseKind.OTHER, on=ON - timedelta(days=9))
    ended = make_case(owing[1], kind=CaseKind.OTHER, on=ON - timedelta(days=90))
    Case.objects.filter(pk=ended.pk).update(
        ended_on=ON - timedelta(days=30), ended_at=timezone.now() - timedelta(days=30), ended_as="settled_by_facts"
    )
    client, address = enter(cell), reverse("support:many_cases") + listed(party)
    seen = client.post(address, {**SAID["support:many_cases"], "everybody": "on"})
    [(left, why)] = seen.context["left_out"]
    assert left.unit_id == owing[0].pk and "open since" in why
    assert confirmed(client, address, {**SAID["support:many_cases"], "everybody": "on"}).status_code == 302
    opened_now = Case.objects.filter(opened_on=ON)
    assert opened_now.count() == 3
    assert set(opened_now.values_list("found_by", flat=True)) == {"found_by_cell"}
    again = opened_now.get(unit=owing[1])
    assert (again.recurrence, again.previous_id) == (2, ended.pk)
    assert AuditEntry.objects.filter(act="case.opened").count() == 3
    nobody = client.post(address, {**SAID["support:many_cases"], "everybody": "on"})
    assert (nobody.status_code, len(nobody.context["left_out"])) == (422, 4)


def test_nobody_is_reminded_of_one_thing_twice_in_three_days(party: Party, cell: Account, owing: list[Unit]) -> None:
    client, address = enter(cell), reverse("support:many_reminders") + listed(party)
    Mandate.objects.filter(post__unit=owing[3]).update(to_on=ON - timedelta(days=1))
    before = set(Notice.objects.values_list("pk", flat=True))
    seen = client.post(address, {"everybody": "on"})
    [(left, why)] = seen.context["left_out"]
    assert (left.unit_id, "nobody holds" in why) == (owing[3].pk, True)
    assert confirmed(client, address, {"everybody": "on"}).status_code == 302
    told = Notice.objects.exclude(pk__in=before)
    assert {(row.unit_id, row.kind, row.subject_kind) for row in told} == {
        (unit.pk, "support", "obligation") for unit in owing[:3]
    }
    assert AuditEntry.objects.filter(act="obligation.reminded").count() == 3
    again = client.post(address, {"everybody": "on"})
    assert again.status_code == 422
    assert sum("was reminded on" in why for _row, why in again.context["left_out"]) == 3
    told.update(step_on=ON - timedelta(days=3), step="by-hand-before")
    assert len(client.post(address, {"everybody": "on"}).context["rows"]) == 3
    # The secretary reads which report it is, and nobody's name.
    page = enter(Account.objects.get(person__mandates__post=told.first().post)).get(reverse("notices:inbox"))  # type: ignore[union-attr]
    assert page.status_code == 200


def test_a_unit_picked_as_a_whole_is_reminded_of_what_it_was_late_with_last(
    party: Party, cell: Account, owing: list[Unit]
) -> None:
    client, address = enter(cell), f"{reverse('support:many_reminders')}?pick={owing[0].pk}"
    last = Obligation.objects.filter(unit=owing[0], overdue_from__lte=ON).latest("due_on", "pk")
    before = set(Notice.objects.values_list("pk", flat=True))
    assert confirmed(client, address, {"pick": [str(owing[0].pk)]}).status_code == 302
    assert Notice.objects.exclude(pk__in=before).get().subject_id == last.pk
    Obligation.objects.filter(unit=owing[1]).delete()
    idle = client.post(f"{reverse('support:many_reminders')}?pick={owing[1].pk}", {"pick": [str(owing[1].pk)]})
    assert (idle.status_code, "late with nothing" in idle.content.decode()) == (422, True)
