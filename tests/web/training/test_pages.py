"""Training through the door: needs, sessions, who came, coverage, one's own; what is refused; counts of queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.training.models import (
    PersonAttendance,
    SessionAttendance,
    SessionVersion,
    TrainingNeed,
    TrainingSession,
)
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.files import pdf_upload
from tests.factories.party import Party, acting, holder
from tests.factories.training import came, declared_need, organised

pytestmark = pytest.mark.django_db
TODAY = clock.today()
DAY = timedelta(days=1)
SESSIONS, NEEDS, COVERAGE, UNIT, SESSION = 6, 6, 6, 7, 8


@pytest.fixture
def province(party: Party) -> Unit:
    return party.provinces[0][0]


@pytest.fixture
def secretary(province: Unit) -> Account:
    return holder(unit=province)


def enter(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies["language"] = language
    client.force_login(account)
    return client


def to(name: str, *args: int) -> str:
    return reverse(f"training:{name}", args=args)


def codes(response: Any) -> dict[str, list[str]]:
    errors = response.context["form"].errors.as_data()
    return {field: [error.code for error in of_field] for field, of_field in errors.items()}


def typed(unit: Unit, **changes: Any) -> dict[str, Any]:
    day = TODAY.isoformat()
    return {"kind": "law", "from_on": day, "to_on": day, "place": "دار الشباب", "programme": "قانون الأحزاب",
            "seats": "٢٠", "invited": [str(unit.pk)], "trainer_names": "أمينة الادريسي"} | changes  # fmt: skip


def held(unit: Unit, by: Account, **changes: Any) -> SessionVersion:
    return organised(unit, acting(by, TODAY), **({"from_on": TODAY, "to_on": TODAY} | changes))


def test_a_session_held_changes_the_needs_and_the_coverage(party: Party, province: Unit, secretary: Account) -> None:
    """A branch says what it needs; the province is led to a session, holds it and says who came."""
    branch, pole = party.branches[0][0][0], holder(unit=party.national, body="pole", post="member")
    theirs = enter(holder(unit=branch))
    sent = theirs.post(to("declare_need", branch.pk), {"kind": "law", "priority": "high", "people": "12"})
    assert sent.headers["Location"] == to("unit", branch.pk)
    ours = enter(secretary)
    [row] = ours.get(to("needs")).context["rows"]
    assert (row["organise_url"], row["is_open"]) == (f"{to('organise', province.pk)}?kind=law&invite={branch.pk}", True)
    form = ours.get(row["organise_url"]).context["form"]
    assert (form["kind"].value(), form["invited"].value()) == ("law", [branch.pk])
    tomorrow = (TODAY + DAY).isoformat()
    days = {"from_on": tomorrow, "to_on": tomorrow}
    made = ours.post(to("organise", province.pk), typed(branch, **days, files=[pdf_upload()]))
    version = SessionVersion.objects.get()
    assert made.headers["Location"] == to("session", version.session_id)
    page = theirs.get(to("session", version.session_id)).content.decode()
    assert "قانون الأحزاب" in page and "أمينة الادريسي" not in page
    assert "أمينة الادريسي" in ours.get(made.headers["Location"]).content.decode()
    material = version.materials.get().file_id
    assert theirs.get(to("file", version.session_id, material)).status_code == 200
    assert theirs.get(to("change", version.session_id)).status_code == 404
    counts = {"attending": str(branch.pk), "women_18_24": "٧", "men_60": "14", "officers": "2"}
    early = ours.post(to("attendance", version.session_id), counts)
    assert (early.status_code, codes(early)) == (422, {"__all__": ["session_ahead"]})
    SessionVersion.objects.update(from_on=TODAY, to_on=TODAY)
    TrainingNeed.objects.update(since_on=TODAY - DAY)
    asked = ours.post(to("attendance", version.session_id), counts)
    assert (asked.status_code, codes(asked)) == (422, {"__all__": ["over_seats"]})
    assert "Present in all: 21; seats: 20" in asked.content.decode() and not SessionAttendance.objects.exists()
    done = ours.post(to("attendance", version.session_id), counts | {"confirm_over_seats": "on"})
    assert done.headers["Location"] == to("session", version.session_id)
    assert "Met" in theirs.get(to("unit", branch.pk)).content.decode()
    covered = enter(pole).get(f"{to('coverage')}?reached=yes").context["page"].rows
    assert [(row.id, row.sessions, row.officers) for row in covered] == [(province.pk, 1, 2)]
    missed = enter(pole).get(f"{to('coverage')}?reached=no").context["page"].rows
    assert {row.id for row in missed} == {unit.pk for pair in party.provinces for unit in pair} - {province.pk}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"kind": ""}, "kind", "required"),
        ({"to_on": (TODAY - DAY).isoformat()}, "to_on", "days_order"),
        ({"from_on": "31/02/2026"}, "from_on", "no_such_day"),
        ({"seats": "0"}, "seats", "out_of_range"),
        ({"invited": []}, "invited", "required"),
        ({"invited": ["999999999"]}, "invited", "invalid_choice"),
        ({"trainers": ["x"]}, "trainers", "invalid_choice"),
        ({"trainer_names": "أمينة AB123456"}, "trainer_names", "identity_number"),
        ({"programme": ""}, "programme", "required"),
    ],
)
def test_what_cannot_be_accepted_says_why_and_is_kept(
    province: Unit, secretary: Account, changes: dict[str, Any], field: str, code: str
) -> None:
    answer = enter(secretary).post(to("organise", province.pk), typed(province, **changes))
    assert (answer.status_code, codes(answer)[field][0]) == (422, code)
    assert answer.context["form"]["place"].value() == "دار الشباب" and not TrainingSession.objects.exists()


def test_a_change_shows_what_was_said_before_and_comes_too_late_once(province: Unit, secretary: Account) -> None:
    version, ours = held(province, secretary), enter(secretary)
    form = ours.get(to("change", version.session_id)).context["form"]
    assert (form["number"].value(), form["place"].value()) == (1, "دار الشباب")
    change = to("change", version.session_id)
    assert ours.post(change, typed(province, number="1", place="المركب")).status_code == 302
    late = ours.post(change, typed(province, number="1", place="القاعة"))
    assert late.status_code == 409 and late.context["form"]["number"].value() == 2
    page = ours.get(to("session", version.session_id)).content.decode()
    assert "What was said before" in page and "المركب" in page and "دار الشباب" in page
    assert ours.post(to("cancel", version.session_id), {"because": ""}).status_code == 422
    assert ours.post(to("cancel", version.session_id), {"because": "أمطار"}).status_code == 302
    assert "أمطار" in ours.get(to("session", version.session_id)).content.decode()
    assert ours.post(change, typed(province, number="2")).status_code == 409
    assert ours.get(change, follow=True).redirect_chain == [(to("session", version.session_id), 302)]


def test_counts_are_corrected_and_taken_back(province: Unit, secretary: Account) -> None:
    version, ours = held(province, secretary), enter(secretary)
    row = came(version, acting(secretary, TODAY))
    address = to("correct_attendance", version.session_id, row.pk)
    assert ours.get(address).context["form"]["women_25_34"].value() == 3
    wrong = ours.post(address, {"women_25_34": "2", "officers": "3"})
    assert (wrong.status_code, codes(wrong)) == (422, {"officers": ["more_than_came"]})
    assert ours.post(address, {"women_25_34": "4"}).status_code == 302
    assert ours.post(address, {"women_25_34": "5"}).status_code == 409
    assert ours.get(address, follow=True).redirect_chain == [(to("session", version.session_id), 302)]
    last = SessionAttendance.objects.get(is_current=True)
    back = to("correct_attendance", version.session_id, last.pk)
    assert ours.post(back, {"women_25_34": "4", "is_void": "on"}).status_code == 302
    assert "Declared by mistake" in ours.get(to("session", version.session_id)).content.decode()


def test_what_one_attended_is_kept_while_one_agrees(party: Party, province: Unit, secretary: Account) -> None:
    member = holder(unit=party.branches[0][0][0])
    assert member.person is not None
    version, ours, theirs = held(province, secretary), enter(secretary), enter(member)
    note = to("note_person", version.session_id)
    refused = ours.post(note, {"person": str(member.person_id)})
    assert refused.status_code == 422
    assert theirs.post(to("agree"), follow=True).status_code == 200
    assert member.person.name_latin in ours.get(to("session", version.session_id)).content.decode()
    assert ours.post(note, {"person": str(member.person_id)}).status_code == 302
    assert "Meetings, minutes and reports" in theirs.get(to("mine")).content.decode()
    above = enter(holder(unit=party.regions[0])).get(to("session", version.session_id)).content.decode()
    assert member.person.name_latin not in above
    assert "Withdraw, and delete it" in theirs.get(to("mine")).content.decode()
    theirs.post(to("withdraw"))
    assert not PersonAttendance.objects.exists()
    assert to("mine") in theirs.get(reverse("accounts:preferences")).content.decode()


def test_an_administrator_organises_for_the_nation(party: Party) -> None:
    administrator = holder(unit=party.national, body="headquarters", post="administrator")
    ours = enter(administrator)
    assert ours.get(to("index")).context["organise_url"] == to("organise", party.national.pk)
    there = str(party.provinces[0][1].pk)
    typed_in = typed(party.national, held_in=there)
    assert ours.post(to("organise", party.national.pk), typed_in).status_code == 302
    page = ours.get(to("session", TrainingSession.objects.get().pk)).content.decode()
    assert party.provinces[0][1].name in page
    assert ours.get(to("organise", party.provinces[0][1].pk)).status_code == 403


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_each_list_is_narrowed_and_costs_the_same_at_two_sizes(
    party: Party,
    province: Unit,
    secretary: Account,
    django_assert_num_queries: DjangoAssertNumQueries,
    language: str,
) -> None:
    general = enter(holder(unit=party.national, body="secretariat", post="secretary_general"), language)

    def costs(session_id: int) -> None:
        for address, queries in (
            (to("index"), SESSIONS),
            (f"{to('index')}?state=held&kind=meetings&region={party.regions[0].pk}", SESSIONS),
            (f"{to('needs')}?state=open&priority=high", NEEDS),
            (f"{to('coverage')}?level=province", COVERAGE),
            (to("unit", province.pk), UNIT),
            (to("session", session_id), SESSION),
        ):
            general.get(address)
            with django_assert_num_queries(queries):
                assert general.get(address).status_code == 200

    by = acting(secretary, TODAY)
    first = held(province, secretary)
    came(first, by)
    declared_need(province, by)
    costs(first.session_id)
    for kind in ("law", "digital", "finance"):
        version = held(province, secretary, kind=kind)
        came(version, by)
        came(version, by, party.branches[0][0][0])
        declared_need(province, by, kind=kind)
    costs(version.session_id)
