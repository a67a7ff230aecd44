"""For any day: what will go, to whom, by which way; and what went. Through the door and by command."""

from contextlib import closing
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.vocabulary import HORIZON_DAYS
from tajadur.foundation import clock
from tajadur.jobs.rehearsal import rehearse
from tajadur.organisation.people.models import Account, Mandate, NotificationPreferences, PersonChannel
from tajadur.organisation.profile.models import Profile
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.operations.moving import move_unit
from tajadur.registry.notices.models import ChannelConfig, Notice, PushSetup
from tests.factories.duties import administrator, at_noon, report
from tests.factories.party import Party, holder
from tests.factories.push_service import Browser, device_of, push_on

TODAY = clock.today()
COMING, WENT = 8, 5


@pytest.fixture
def owing(party: Party) -> Party:
    """The small party, installed today, with two secretaries in each region."""
    Profile.objects.update(installed_on=TODAY)
    install_directives(from_on=date(TODAY.year, 1, 1))
    open_periods(on=TODAY, at=at_noon(TODAY))
    for row in party.provinces:
        for unit in row:
            holder(unit=unit)
    return party


def _day_of(party: Party) -> tuple[date, Obligation]:
    """A day to come on which the office of the first province is reminded."""
    rung = LadderRow.objects.filter(
        obligation__unit=party.provinces[0][0], obligation__directive__code="provincial-office", level="post",
        state="planned", day__gt=TODAY,
    ).order_by("day")[0]  # fmt: skip
    return rung.day, rung.obligation


def _page(client: Client, day: date) -> Any:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get(reverse("notices:forecast"), {"day": day.isoformat()})
    assert response.status_code == 200
    return response.context


def test_headquarters_sees_whom_a_day_will_tell_and_by_which_way(client: Client, owing: Party) -> None:
    client.force_login(holder(unit=owing.national, body="headquarters", post="administrator"))
    day, row = _day_of(owing)
    lines = {one["going"].obligation_id: one for one in _page(client, day)["rows"]}
    line = lines[row.pk]
    assert line["going"].post.unit_id == row.unit_id
    assert line["going"].channels == ("in_app", "email")
    told_before = set(lines)
    decide_reminders(on=day, at=at_noon(day))
    assert set(Notice.objects.filter(step_on=day).values_list("subject_id", flat=True)) == told_before


def test_each_holder_is_shown_the_ways_that_really_reach_them(client: Client, owing: Party) -> None:
    client.force_login(holder(unit=owing.national, body="headquarters", post="administrator"))
    day, row = _day_of(owing)
    person = Mandate.objects.get(post__unit=row.unit, post__body__body_type__code="office").person
    push_on(clock.now())
    device = device_of(person, Browser(), endpoint="https://push.example.org/x", at=clock.now())
    config = ChannelConfig.objects.create(
        kind="sms", name="رسائل المغرب", url="json://x/{to}", created_at=clock.now(), test_answer="taken",
        enabled_at=clock.now(),
    )  # fmt: skip
    PersonChannel.objects.create(person=person, config=config, address="+212600000001", consented_at=clock.now())

    def ways() -> tuple[Any, list[str]]:
        line = next(one for one in _page(client, day)["rows"] if one["going"].obligation_id == row.pk)
        with override("en"):
            return line["going"].channels, [str(label) for label in line["channels"]]

    assert ways() == (
        ("in_app", "email", "other", "push"),
        ["In the application", "E-mail", "Notification on a device", "رسائل المغرب"],
    )
    said = StringIO()
    call_command("preview_deliveries", "--on", day.isoformat(), stdout=said)
    assert "by in_app, email, other, push" in said.getvalue()
    NotificationPreferences.objects.create(person=person, by_email=False, changed_at=clock.now())
    ChannelConfig.objects.update(enabled_at=None)
    assert ways()[0] == ("in_app", "push")
    PushSetup.objects.update(enabled_at=None)
    assert ways()[0] == ("in_app",)
    PushSetup.objects.update(enabled_at=clock.now())
    Account.objects.filter(person=person).update(is_active=False)
    assert ways()[0] == ("in_app",)
    Account.objects.filter(person=person).update(is_active=True)
    device.delete()
    PersonChannel.objects.update(revoked_at=clock.now(), address="")
    assert ways()[0] == ("in_app",)


def test_a_member_of_the_cell_sees_the_units_followed_and_no_others(client: Client, owing: Party) -> None:
    client.force_login(holder(unit=owing.national, body="cell", post="responsible", area=owing.regions[0]))
    day, _row = _day_of(owing)
    units = {one["going"].unit for one in _page(client, day)["rows"]}
    assert units >= set(owing.provinces[0])
    assert {unit.path.startswith(owing.regions[0].path) for unit in units} == {True}


def test_what_is_reported_goes_no_more_and_a_vacant_post_is_passed_on(client: Client, owing: Party) -> None:
    client.force_login(holder(unit=owing.national, body="headquarters", post="administrator"))
    region = holder(unit=owing.regions[0])
    day, row = _day_of(owing)
    other = owing.provinces[0][1]
    Mandate.objects.filter(post__unit=other).update(to_on=TODAY)
    if row.period_start <= TODAY <= row.period_end:
        report(row, held_on=TODAY, filed_on=TODAY)
    else:
        Obligation.objects.filter(pk=row.pk).update(excused_on=TODAY)
    lines = {one["going"].unit.pk: one["going"] for one in _page(client, day)["rows"]}
    assert row.unit_id not in lines
    passed = lines[other.pk]
    assert (passed.post.unit_id, passed.passed_from.unit_id) == (owing.regions[0].pk, other.pk)
    assert Mandate.objects.get(person=region.person).post_id == passed.post.pk


def test_a_past_day_shows_what_went(client: Client, owing: Party) -> None:
    client.force_login(holder(unit=owing.national, body="headquarters", post="administrator"))
    Profile.objects.update(installed_on=date(TODAY.year, 1, 1))
    yesterday = TODAY - timedelta(days=1)
    decide_reminders(on=yesterday, at=at_noon(yesterday))
    page = _page(client, yesterday)
    assert {one.pk for one in page["notices"]} == set(Notice.objects.order_by("pk").values_list("pk", flat=True)[:50])
    assert page["rows"] == []


def test_a_day_costs_the_same_at_any_size(
    client: Client, owing: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(holder(unit=owing.national, body="headquarters", post="administrator"))
    day, _row = _day_of(owing)
    yesterday = TODAY - timedelta(days=1)
    _page(client, day)
    with django_assert_num_queries(COMING):
        _page(client, day)
    LadderRow.objects.exclude(obligation__unit=owing.provinces[0][0]).update(state="dropped")
    with django_assert_num_queries(COMING):
        assert len(_page(client, day)["rows"]) == 1
    decide_reminders(on=day, at=at_noon(yesterday))
    with django_assert_num_queries(WENT):
        assert len(_page(client, yesterday)["notices"]) == 1
    LadderRow.objects.filter(state="dropped", day=day).update(state="planned")
    decide_reminders(on=day, at=at_noon(yesterday))
    with django_assert_num_queries(WENT):
        assert (
            len(_page(client, yesterday)["notices"]) >= 4
        )  # the office of every province; on some days posts of other levels too


def test_nonsense_for_a_day_is_today(client: Client, owing: Party) -> None:
    client.force_login(holder(unit=owing.national, body="headquarters", post="administrator"))
    assert client.get(reverse("notices:forecast"), {"day": "soon"}).context["day"] == TODAY


def test_the_command_says_the_same_without_a_name_of_a_person(owing: Party) -> None:
    day, row = _day_of(owing)
    said = StringIO()
    call_command("preview_deliveries", "--on", day.isoformat(), stdout=said)
    lines = [line for line in said.getvalue().splitlines() if line.startswith("will go")]
    assert len([line for line in lines if "provincial-office" in line]) == 4
    assert any(row.period_key in line and "in_app, email" in line for line in lines)
    assert "Person" not in said.getvalue()


def test_a_day_beyond_the_weeks_written_ahead_goes_as_the_rehearsal_plays_it(client: Client, owing: Party) -> None:
    client.force_login(holder(unit=owing.national, body="headquarters", post="administrator"))
    move_unit(
        unit_id=owing.provinces[0][0].pk,
        parent_id=owing.regions[1].pk,
        from_on=TODAY + timedelta(days=HORIZON_DAYS),
        by=administrator(owing, TODAY),
        at=at_noon(TODAY),
    )
    first = TODAY + timedelta(days=HORIZON_DAYS + 40)
    with closing(rehearse(first=first - timedelta(days=2), last=first + timedelta(days=9))) as season:
        told = next(one for one in season if one.day >= first and len(one.notices) > 3)
        played = sorted((one.unit.code, one.step, one.post.unit.code) for one in told.notices)
    rows = Obligation.objects.count()
    lines = [one["going"] for one in _page(client, told.day)["rows"]]
    assert sorted((one.unit.code, one.step, one.post.unit.code) for one in lines) == played[: len(lines)] or (
        len(lines) == 50 < len(played)
    )
    said = StringIO()
    call_command("preview_deliveries", "--on", told.day.isoformat(), stdout=said)
    assert said.getvalue().splitlines()[-1] == f"{told.day}: {len(played)} will go"
    assert (Obligation.objects.count(), Unit.objects.get(pk=owing.provinces[0][0].pk).parent_id) == (
        rows, owing.regions[0].pk
    )  # fmt: skip
