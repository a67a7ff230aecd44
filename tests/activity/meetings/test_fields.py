"""Every field of a meeting that somebody types, through all it passes: usual, edited, moved, proposed, shown."""

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.models import Meeting, Series
from tajadur.activity.meetings.nightly import open_occurrences
from tajadur.activity.meetings.operations.changes import move_meeting
from tajadur.activity.meetings.operations.series import edit_series
from tajadur.activity.meetings.queries.meetings import AsLastTime, proposal_for
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.web.meetings.forms import MoveForm, OnceForm, UsualForm
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.programme import body_of, meeting_on, said, series_from

ON, DAY = date(2026, 5, 14), date(2026, 6, 6)
# What a meeting has that nobody types for it.
KEPT_ABOUT_IT = {
    "id", "unit", "body", "series", "occurs_on", "zone", "starts_at", "state", "programmed_at", "programmed_on",
    "moved_from", "cancelled_because", "ended_with_body", "sequence", "planned_on",
}  # fmt: skip
# Each with another value than the usual one, and how a page writes it.
TYPED: dict[str, tuple[Any, str]] = {
    "wall_time": (time(9, 45), "09:45"),
    "place": ("قاعة البلدية", "قاعة البلدية"),
    "minutes": (90, "90"),
}

each_field = pytest.mark.parametrize("name", TYPED)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def account(branch: Unit) -> Account:
    return holder(unit=branch)


@pytest.fixture
def secretary(account: Account) -> Actor:
    return acting(account, ON)


def test_each_field_of_a_meeting_is_walked() -> None:
    assert {field.name for field in Meeting._meta.concrete_fields} - KEPT_ABOUT_IT == set(TYPED)
    assert set(TYPED) <= {field.name for field in Series._meta.concrete_fields}
    assert set(TYPED) <= set(AsLastTime.__dataclass_fields__)
    for form in (OnceForm, MoveForm, UsualForm):
        assert set(TYPED) <= set(form.base_fields)


@each_field
def test_it_is_stored_usual_edited_moved_and_proposed(branch: Unit, secretary: Actor, name: str) -> None:
    other = {name: TYPED[name][0]}
    single = meeting_on(DAY, unit=branch, by=secretary, **other)
    assert getattr(Meeting.objects.get(pk=single.pk), name) == TYPED[name][0]
    assert getattr(proposal_for(body_of(branch), ON), name) == TYPED[name][0]
    series = series_from(date(2026, 6, 7), unit=branch, by=secretary, **other)
    assert {getattr(row, name) for row in Meeting.objects.filter(series=series)} == {TYPED[name][0]}
    plain = series_from(date(2026, 6, 8), unit=branch, by=secretary, replaces=series.pk)
    edit_series(series_id=plain.pk, by=secretary, at=at_noon(ON), **said(**other))
    open_occurrences(on=date(2026, 9, 1), at=at_noon(date(2026, 9, 1)))
    last = Meeting.objects.filter(series=plain).order_by("-planned_on")[0]
    assert getattr(last, name) == TYPED[name][0]
    first = Meeting.objects.filter(series=plain).order_by("planned_on")[0]
    where_when: dict[str, Any] = {
        "planned_on": first.planned_on,
        "wall_time": first.wall_time,
        "minutes": first.minutes,
    }
    move_meeting(meeting_id=first.pk, by=secretary, at=at_noon(ON), **where_when | {"place": first.place} | other)
    first.refresh_from_db()
    assert getattr(first, name) == TYPED[name][0]


@each_field
def test_its_page_shows_it(branch: Unit, account: Account, secretary: Actor, client: Client, name: str) -> None:
    values = {field: value for field, (value, _) in TYPED.items()}
    meeting = meeting_on(DAY, unit=branch, by=secretary, **values)
    client.force_login(account)
    assert TYPED[name][1] in client.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
