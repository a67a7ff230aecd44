"""What is owed, through the door: our own, those we follow, one of them."""

import re
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.meetings.models import Meeting
from tajadur.compliance.home import home
from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.directing import amend_directive
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.duties.obligations.operations.releasing import excuse
from tajadur.foundation import clock
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tests.factories.duties import at_noon, report, secretary_general
from tests.factories.party import Party, acting, holder, make_post, make_unit
from tests.factories.reports import make_meeting

TODAY = clock.today()
OWN, REACH, DETAIL = 3, 8, 8


@pytest.fixture
def owing(party: Party) -> Party:
    """The small party owing since a year ago."""
    install_directives(from_on=date(TODAY.year - 1, TODAY.month, 1))
    open_periods(on=TODAY, at=at_noon(TODAY))
    return party


def _row(unit, code: str = "provincial-office", back: int = 2) -> Obligation:
    rows = Obligation.objects.filter(unit=unit, directive__code=code, period_end__lt=TODAY).order_by("-period_end")
    return rows[back]


def _enter(client: Client, account, language: str = "ar") -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.force_login(account)
    return client


def _text(client: Client, url: str, status: int = 200, **query: str) -> str:
    response = client.get(url, query)
    assert response.status_code == status
    return response.content.decode()


def test_a_secretary_finds_what_the_unit_owes_in_groups(client: Client, owing: Party) -> None:
    unit = owing.provinces[0][0]
    _enter(client, holder(unit=unit))
    row = _row(unit)
    report(row, held_on=row.period_end, filed_on=row.due_on)
    response = client.get(reverse("obligations:index"))
    groups = {group.key: [one for one, _ in group.rows] for group in response.context["groups"]}
    assert row in groups["done"]
    assert {one.state for one in groups["late"]} <= {"silent", "grace"}
    assert {one.state for one in groups["upcoming"]} == {"upcoming"}
    assert {one.unit_id for rows in groups.values() for one in rows} == {unit.pk}
    due = [one.due_on for one in groups["late"]]
    assert len(due) > 5
    assert due == sorted(due)


def test_our_own_list_costs_the_same_at_any_size(
    client: Client, owing: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _enter(client, holder(unit=owing.branches[0][0][0]))
    url = reverse("obligations:index")
    client.get(url)
    with django_assert_num_queries(OWN):
        client.get(url)
    Obligation.objects.filter(unit=owing.branches[0][0][0], directive__code="branch-situation").delete()
    with django_assert_num_queries(OWN):
        client.get(url)


def test_the_list_within_reach_costs_the_same_at_any_size(
    client: Client, owing: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _enter(client, holder(unit=owing.national, body="cell", post="responsible", area=owing.regions[0]))
    url = reverse("obligations:index")
    client.get(url)
    with django_assert_num_queries(REACH):
        client.get(url, {"state": "all"})
    for _ in range(4):
        make_unit(kind="branch", parent=owing.provinces[0][1])
    assert open_periods(on=TODAY, at=at_noon(TODAY), thorough=True) > 0
    with django_assert_num_queries(REACH):
        assert client.get(url, {"state": "all"}).context["page"].total > 50


def test_the_list_within_reach_keeps_to_the_reach_and_its_filters(client: Client, owing: Party) -> None:
    _enter(client, holder(unit=owing.regions[0]))
    url = reverse("obligations:index")
    everything = client.get(url, {"reach": "1", "state": "all"}).context["page"]
    assert {row.unit.path.startswith(owing.regions[0].path) for row in everything.rows} == {True}
    row = _row(owing.provinces[0][1])
    narrowed = {"reach": "1", "state": "late", "unit": str(owing.provinces[0][1].pk), "period": row.period_key}
    page = client.get(url, narrowed | {"directive": str(row.directive_id)}).context["page"]
    assert page.rows == [row]
    assert client.get(url, narrowed | {"period": "\0'"}).status_code == 200
    part = client.get(url, {"reach": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<section class="card" id="list"')


def test_one_obligation_says_its_days_its_state_and_why(client: Client, owing: Party) -> None:
    unit = owing.provinces[0][0]
    row = _row(unit)
    request = NotificationRequest(
        kind="reminder",
        subject=("obligation", row.pk),
        step="due-7:post",
        post_id=make_post(unit=unit).pk,
        unit_id=unit.pk,
        step_on=row.due_on,
    )
    notify(requests=[request], at=at_noon(row.due_on))
    excuse(
        obligation_id=row.pk,
        reason="فيضانات في الإقليم",
        on=TODAY,
        by=secretary_general(owing, TODAY),
        at=at_noon(TODAY),
    )
    text = _text(_enter(client, holder(unit=unit), "en"), reverse("obligations:detail", args=[row.pk]))
    for words in ("Excused by the level above on", "7 days before the last day for the report", "فيضانات في الإقليم"):
        assert words in text
    assert "cell" in text.lower()


def test_what_is_owed_leads_first_to_the_report_its_meeting_waits_for(client: Client, owing: Party) -> None:
    unit = owing.provinces[0][0]
    row = Obligation.objects.get(unit=unit, directive__code="provincial-office", period_start__lte=TODAY,
                                 period_end__gte=TODAY)  # fmt: skip
    url = reverse("obligations:detail", args=[row.pk])
    secretary = holder(unit=unit)
    _enter(client, secretary)
    meeting = make_meeting(unit=unit, planned_on=TODAY)
    write = reverse("reports:form", args=[meeting.pk])
    page = _text(client, url)
    assert re.findall(r'class="btn btn--p"\s+href="([^"]*)"', page) == [write]
    _enter(client, holder(unit=owing.regions[0]))
    assert write not in _text(client, url)
    _enter(client, secretary)
    Meeting.objects.update(planned_on=TODAY + timedelta(days=1))
    assert write not in _text(client, url)


@pytest.mark.parametrize("stays_open", [True, False])
def test_a_meeting_after_the_last_day_answers_only_what_stays_open(
    client: Client, owing: Party, stays_open: bool
) -> None:
    unit = owing.provinces[0][0]
    row = _row(unit, back=0)
    last = {"period_end": TODAY - timedelta(days=5), "due_on": TODAY - timedelta(days=4),
            "overdue_from": TODAY - timedelta(days=3), "period_start": TODAY - timedelta(days=40)}  # fmt: skip
    Obligation.objects.filter(unit=unit, directive=row.directive_id).exclude(pk=row.pk).delete()
    Obligation.objects.filter(pk=row.pk).update(calendar=not stays_open, **last)
    row.refresh_from_db()
    meeting = make_meeting(unit=unit, planned_on=TODAY - timedelta(days=1))
    assert row.takes_meeting_of(meeting.planned_on) is stays_open
    assert row.takes_meeting_of(last["period_end"]) is True
    assert row.takes_meeting_of(last["period_start"] - timedelta(days=1)) is False
    secretary = holder(unit=unit)
    tasks = home(acting(secretary, TODAY), unit.pk, on=TODAY).tasks
    answers = [(task.kind, task.meeting_id) for task in tasks if task.obligation_id == row.pk]
    assert answers == [("report", meeting.pk) if stays_open else ("answer", None)]
    write = reverse("reports:form", args=[meeting.pk])
    page = _text(_enter(client, secretary), reverse("obligations:detail", args=[row.pk]))
    assert (write in page) is stays_open


def test_the_list_within_reach_is_narrowed_by_region_name_and_body(client: Client, owing: Party) -> None:
    _enter(client, holder(unit=owing.national, body="cell", post="responsible", area=owing.regions[0]))
    url, everything = reverse("obligations:index"), {"reach": "1", "state": "all"}
    region, province = owing.regions[1], owing.provinces[0][0]
    Unit.objects.filter(pk=province.pk).update(folded="| sale |")
    office = province.bodies.get(body_type__code="office").body_type_id

    def rows(**query: str) -> list[Obligation]:
        return client.get(url, everything | query).context["page"].rows

    assert {row.unit.path.startswith(region.path) for row in rows(region=str(region.pk))} == {True}
    assert {row.unit_id for row in rows(q="Salé")} == {province.pk}
    assert {row.directive.body_type_id for row in rows(body=str(office))} == {office}
    assert rows(q="؟؟") == []
    page = client.get(url, everything | {"region": str(region.pk), "q": "Salé", "body": str(office)}).content.decode()
    address = f"region={region.pk}&q=Sal%C3%A9&body={office}"
    assert address in page.replace("&amp;", "&")


def test_one_obligation_costs_the_same_however_much_happened(
    client: Client, owing: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = owing.regions[0]
    _enter(client, holder(unit=unit))
    url = reverse("obligations:detail", args=[_row(unit, "regional-congress", 0).pk])
    client.get(url)
    with django_assert_num_queries(DETAIL):
        client.get(url)


def test_only_the_units_own_secretary_is_offered_to_declare(client: Client, owing: Party) -> None:
    row = _row(owing.provinces[0][0])
    url, declare = reverse("obligations:detail", args=[row.pk]), reverse("declarations:not_held", args=[row.pk])
    assert declare in _text(_enter(client, holder(unit=owing.provinces[0][0])), url)
    cell = holder(unit=owing.national, body="cell", post="assistant", area=owing.regions[0])
    assert declare not in _text(_enter(client, cell), url)


def test_a_stranger_finds_nothing_and_a_pole_member_reads_figures_without_the_record(
    client: Client, owing: Party
) -> None:
    row = _row(owing.provinces[0][0])
    url = reverse("obligations:detail", args=[row.pk])
    _text(_enter(client, holder(unit=owing.provinces[1][0])), url, status=404)
    response = _enter(client, holder(unit=owing.national, body="pole", post="member")).get(url)
    assert (response.status_code, response.context["reads"]) == (200, False)
    _text(client, reverse("obligations:detail", args=[0]), status=404)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_pages_speak_each_language(client: Client, owing: Party, language: str) -> None:
    _enter(client, holder(unit=owing.provinces[0][0]), language)
    for url in (reverse("obligations:index"), reverse("obligations:detail", args=[_row(owing.provinces[0][0]).pk])):
        assert f'<html lang="{language}"' in _text(client, url)


def test_a_past_obligation_says_the_rule_of_its_own_time(client: Client, owing: Party) -> None:
    row = _row(owing.provinces[0][0], back=3)
    chief = secretary_general(owing, TODAY)
    changes = {"report_days": 31, "grace_days": 29, "period_type": "quarterly"}
    amend_directive(directive_id=row.directive_id, changes=changes, on=TODAY, by=chief, at=at_noon(TODAY))
    _enter(client, holder(unit=owing.provinces[0][0]), "en")
    page = _text(client, reverse("obligations:detail", args=[row.pk]))
    rule = " ".join(page[page.index("The rule") :].split())
    assert "Monthly" in rule
    assert "report due 7 days after the period" in rule
    assert "7 grace days" in rule


def test_a_period_of_years_ago_is_listed_by_its_key(client: Client, party: Party) -> None:
    install_directives(from_on=date(TODAY.year - 6, 1, 1))
    open_periods(on=TODAY, at=at_noon(TODAY))
    _enter(client, holder(unit=party.national, body="secretariat", post="secretary_general"))
    key = f"{TODAY.year - 6}-02"
    context = client.get(reverse("obligations:index"), {"period": key, "state": "all"}).context
    assert (context["period"], {row.period_key for row in context["page"].rows}) == (key, {key})
