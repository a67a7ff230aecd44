"""What is typed of the points stays in every form where it is typed, and is shown on every page that shows points."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.agenda import TYPED, WRITTEN
from tajadur.activity.meetings.models import Meeting, Series
from tajadur.activity.meetings.vocabulary import PointKind
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.web.meetings.forms import PointsForm, initial_of
from tests.factories.party import Party, acting, holder
from tests.factories.programme import body_of, plain_day
from tests.factories.reports import submitted

TODAY = clock.today()
PAST, SOON = TODAY - timedelta(days=2), plain_day(TODAY + timedelta(days=9))
# Two lines in each field, saying where they were typed.
POINTS = {name: f"{name} one\n{name} two" for name in TYPED}
WHERE_WHEN = {"wall_time": "18:30", "minutes": "120", "place": "المقر"}

each_field = pytest.mark.parametrize("name", TYPED)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def account(branch: Unit) -> Account:
    return holder(unit=branch)


@pytest.fixture
def secretary(client: Client, account: Account) -> Client:
    client.force_login(account)
    return client


def test_the_points_typed_are_the_points_a_form_starts_with() -> None:
    form = PointsForm(POINTS)
    assert form.is_valid()
    assert initial_of(form.points) == POINTS
    assert [point.text for point in form.points] == POINTS["objectives"].split("\n") + POINTS["agenda"].split("\n")


@each_field
def test_a_line_stays_with_the_line_it_speaks_of(name: str) -> None:
    kind, column = TYPED[name]
    form = PointsForm({**POINTS, name: f"\n{name} two\n\n"})
    assert form.is_valid()
    said = [getattr(point, column) for point in form.points if point.kind == kind]
    alone = [of for of, _ in TYPED.values()].count(kind) == 1
    assert said == ([f"{name} two"] if alone else ["", f"{name} two"])


@pytest.mark.parametrize("kind", PointKind)
def test_empty_lines_between_points_count_once(kind: PointKind) -> None:
    form = PointsForm(dict.fromkeys(TYPED, "\n\none\n\n\n\ntwo\n"))
    assert form.is_valid()
    assert [point.text for point in form.points if point.kind == kind] == ["one", "", "two"]


@each_field
def test_it_stays_on_the_forms_and_is_shown_where_points_are(secretary: Client, branch: Unit, name: str) -> None:
    meeting = programmed(secretary, branch)
    for page in ("meetings:detail", "reports:form", "reports:paper"):
        assert is_shown(name, secretary, reverse(page, args=[meeting.pk]))
    edit = reverse("meetings:points", args=[meeting.pk])
    form = secretary.get(edit).context["form"]
    assert form[name].value() == POINTS[name]
    assert secretary.post(edit, {field: form[field].value() for field in form.fields}).status_code == 302
    assert initial_of(point.written for point in meeting.points.order_by("position"))[name] == POINTS[name]
    again = secretary.get(reverse("meetings:programme", args=[branch.pk])).context["form"]
    assert again[name].value() == POINTS[name]


@each_field
def test_it_stays_on_the_forms_of_a_series_and_is_shown_there(secretary: Client, branch: Unit, name: str) -> None:
    rhythm = {"pace": "monthly", "place_in_month": "1", "weekday": "SA", "starts_on": f"{TODAY:%Y-%m-%d}"}
    anew = reverse("meetings:programme_regular", args=[branch.pk])
    answer = secretary.post(anew, POINTS | WHERE_WHEN | rhythm | {"body": body_of(branch).pk})
    assert answer.status_code == 302
    series = Series.objects.get()
    assert is_shown(name, secretary, reverse("meetings:series", args=[series.pk]))
    edit = reverse("meetings:usual", args=[series.pk])
    form = secretary.get(edit).context["form"]
    assert form[name].value() == POINTS[name]
    assert secretary.post(edit, WHERE_WHEN | {field: form[field].value() for field in TYPED}).status_code == 302
    series.refresh_from_db()
    assert initial_of(series.usual_points)[name] == POINTS[name]
    assert secretary.get(anew, {"from": series.pk}).context["form"][name].value() == POINTS[name]


@each_field
def test_it_is_shown_with_the_report(secretary: Client, account: Account, branch: Unit, name: str) -> None:
    meeting = programmed(secretary, branch, planned_on=f"{PAST:%Y-%m-%d}")
    submitted(meeting, acting(account, TODAY), at=clock.now())
    assert is_shown(name, secretary, reverse("reports:detail", args=[meeting.reports.get().pk]))


@pytest.mark.parametrize("address", ["meetings:programme", "meetings:programme_regular"])
def test_no_text_travels_in_the_address_when_a_day_is_checked(secretary: Client, branch: Unit, address: str) -> None:
    answer = secretary.get(reverse(address, args=[branch.pk]))
    (listed,) = re.findall(r'hx-params="([^"]*)"', answer.content.decode())
    names = listed.split(",")
    assert "planned_on" in names and not any(" " in name for name in names)
    assert not {*names} & {*TYPED, "place", "csrfmiddlewaretoken"}


def test_each_column_has_a_field() -> None:
    assert [field.name for field in PointsForm().points_fields] == list(PointsForm.base_fields) == list(TYPED)
    assert {column for _, column in TYPED.values()} == set(WRITTEN)


def programmed(client: Client, unit: Unit, **changed: str) -> Meeting:
    """A meeting programmed by the form, with POINTS."""
    day = {"planned_on": f"{SOON:%Y-%m-%d}"}
    answer = client.post(
        reverse("meetings:programme", args=[unit.pk]),
        POINTS | WHERE_WHEN | day | changed | {"body": body_of(unit).pk},
    )
    assert answer.status_code == 302
    return Meeting.objects.get()


def is_shown(name: str, client: Client, address: str) -> bool:
    """Does a page show the lines typed in a field?"""
    page = client.get(address)
    assert page.status_code == 200
    return all(line in page.content.decode() for line in POINTS[name].split("\n"))
