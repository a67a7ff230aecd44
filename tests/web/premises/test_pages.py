"""Premises and proximity activities through the door: forms, lists, links, what is refused, counts of queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.activity.premises.models import NoPremises, Premises
from tajadur.activity.proximity.models import ProximityActivity
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.party import Party, acting, holder, make_unit
from tests.factories.premises import recorded_activity, recorded_premises

TODAY = clock.today()
LINK = "https://www.openstreetmap.org/?mlat=33.5&mlon=-7.6#map=17/33.5/-7.6"
PREMISES_QUERIES, PROXIMITY_QUERIES = 8, 6


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch)


def enter(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies["language"] = language
    client.force_login(account)
    return client


def to(name: str, *args: int) -> str:
    return reverse(name, args=args)


def codes(response: Any) -> dict[str, list[str]]:
    errors = response.context["form"].errors.as_data()
    return {field: [error.code for error in of_field] for field, of_field in errors.items()}


def typed(**changes: Any) -> dict[str, Any]:
    return {"address": "12 زنقة الأمل", "from_on": TODAY.isoformat(), "condition": "good", "sharing": "alone",
            "days0": ["0", "1", "2", "3", "4"], "opens0": "09:00", "closes0": "12:30",
            "days1": ["0", "2"], "opens1": "١٥:٠٠", "closes1": "18:00", "map_link": LINK} | changes  # fmt: skip


def test_from_the_form_to_the_page_of_those_above(branch: Unit, secretary: Account, party: Party) -> None:
    ours = enter(secretary)
    assert ours.get(to("premises:record", branch.pk)).status_code == 200
    assert ours.post(to("premises:record", branch.pk), typed()).headers["Location"] == to("premises:detail", branch.pk)
    above = holder(unit=party.provinces[0][0])
    page = enter(above).get(to("premises:detail", branch.pk)).content.decode()
    assert "Monday and Wednesday: 09:00 to 12:30 and 15:00 to 18:00" in page
    assert "Tuesday, Thursday and Friday: 09:00 to 12:30" in page
    assert 'rel="noopener noreferrer nofollow external"' in page and LINK.replace("&", "&amp;") in page
    assert to("premises:record", branch.pk) not in page
    french = enter(above, "fr").get(to("premises:detail", branch.pk)).content.decode()
    assert "mardi, jeudi et vendredi\u00a0: de 09:00 à 12:30" in french
    arabic = enter(above, "ar").get(to("premises:detail", branch.pk)).content.decode()
    assert "الثلاثاء، الخميس والجمعة: من 09:00 إلى 12:30" in arabic
    assert to("premises:detail", branch.pk) in enter(above).get(to("units:detail", branch.pk)).content.decode()


def test_a_correction_begins_with_what_was_said_and_keeps_it(branch: Unit, secretary: Account) -> None:
    ours = enter(secretary)
    ours.post(to("premises:record", branch.pk), typed())
    row = Premises.objects.get()
    form = ours.get(to("premises:correct", branch.pk, row.pk)).context["form"]
    assert (form["days1"].value(), form["address"].value(), form.has_more_hours) == ([0, 2], "12 زنقة الأمل", True)
    answer = ours.post(to("premises:correct", branch.pk, row.pk), typed(address="13 زنقة الأمل", days1=[], opens1="",
                                                                        closes1=""))  # fmt: skip
    assert answer.status_code == 302
    page = ours.get(to("premises:detail", branch.pk)).content.decode()
    assert "13 زنقة الأمل" in page and "What was said before" in page and "12 زنقة الأمل" in page
    late = ours.post(to("premises:correct", branch.pk, row.pk), typed(address="14"))
    assert (late.status_code, Premises.objects.count()) == (409, 2)
    opened = ours.get(to("premises:correct", branch.pk, row.pk), follow=True)
    assert opened.redirect_chain == [(to("premises:detail", branch.pk), 302)]
    assert "This was corrected meanwhile" in opened.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"from_on": (TODAY + timedelta(days=1)).isoformat()}, "from_on", "from_in_future"),
        ({"from_on": "31/02/2026"}, "from_on", "no_such_day"),
        ({"map_link": "javascript:alert(1)"}, "map_link", "map_link_not_https"),
        ({"map_link": "https://evil.example/"}, "map_link", "map_link_elsewhere"),
        ({"map_link": "https://www.openstreetmap.org@evil.example/"}, "map_link", "map_link_broken"),
        ({"opens0": "25:00"}, "opens0", "not_a_time"),
        ({"closes0": "08:00"}, "closes0", "hours_order"),
        ({"opens1": "12:00"}, "days0", "hours_overlap"),
        ({"days1": []}, "days1", ""),
        ({"days1": ["9"]}, "days1", "invalid_choice"),
        ({"opens1": ""}, "opens1", ""),
        ({"sharing": "unit"}, "shared_with", "shared_unit_required"),
        ({"sharing": "unit", "shared_with": "999999999"}, "shared_with", "invalid_choice"),
        ({"address": "AB123456"}, "address", "identity_number"),
        ({"address": ""}, "address", "required"),
    ],
)
def test_what_cannot_be_accepted_says_why_and_is_kept(
    branch: Unit, secretary: Account, changes: dict[str, Any], field: str, code: str
) -> None:
    answer = enter(secretary).post(to("premises:record", branch.pk), typed(**changes))
    assert answer.status_code == 422
    assert codes(answer)[field][0] in (code, None) and not Premises.objects.exists()
    assert answer.context["form"]["address"].value() == typed(**changes)["address"]


def test_none_is_said_once_and_stands_in_the_list(branch: Unit, secretary: Account, party: Party) -> None:
    ours = enter(secretary)
    undated = ours.post(to("premises:none", branch.pk), {"from_on": ""})
    assert undated.status_code == 422 and "Choose the day from which you have none." in undated.content.decode()
    for _time in range(2):
        answer = ours.post(to("premises:none", branch.pk), {"from_on": TODAY.isoformat()})
    assert NoPremises.objects.count() == 1 and answer.status_code in (302, 422)
    above = enter(holder(unit=party.provinces[0][0]))
    page = above.get(to("premises:index"), {"status": "has_none"})
    assert [row["unit"].id for row in page.context["rows"]] == [branch.pk]
    unsaid = above.get(to("premises:index"), {"status": "has_not_said"})
    assert branch.pk not in {row["unit"].id for row in unsaid.context["rows"]} and unsaid.context["rows"]


def test_a_word_of_none_is_corrected_and_taken_back(branch: Unit, secretary: Account, party: Party) -> None:
    ours, above = enter(secretary), enter(holder(unit=party.provinces[0][0]))
    ours.post(to("premises:none", branch.pk), {"from_on": "2026-02-02"})
    correct = to("premises:correct_none", branch.pk, NoPremises.objects.get().pk)
    page = to("premises:detail", branch.pk)
    assert correct in ours.get(page).content.decode() and correct not in above.get(page).content.decode()
    form = ours.get(correct).context["form"]
    assert (form["from_on"].value(), form["is_void"].value()) == (date(2026, 2, 2), False)
    assert ours.post(correct, {"from_on": "2026-02-09", "is_void": ""}).status_code == 302
    assert ours.post(correct, {"from_on": "2026-02-10"}).status_code == 409
    last = NoPremises.objects.get(is_current=True)
    assert last.from_on == date(2026, 2, 9)
    taken = ours.post(to("premises:correct_none", branch.pk, last.pk), {"from_on": "2026-02-09", "is_void": "on"})
    assert taken.headers["Location"] == page
    told = above.get(page)
    assert told.context["standing"].status == "has_not_said" and told.context["last_word"] is None
    assert "Said by mistake" in told.content.decode() and "What was said before" in told.content.decode()
    thread = above.get(to("units:detail", branch.pk), {"group": "place"}).content.decode()
    assert "it has no premises since" not in thread
    changes = above.get(to("units:changes", branch.pk)).content.decode()
    assert "took back its word" in changes


def test_an_activity_is_recorded_corrected_and_taken_back(branch: Unit, secretary: Account, party: Party) -> None:
    ours, said = enter(secretary), {"kind": "health", "held_on": TODAY.isoformat(), "place": "السوق",
                                    "reached": "١٢٠", "help_given": "فحوص"}  # fmt: skip
    assert ours.post(to("proximity:record", branch.pk), said).status_code == 302
    first = ProximityActivity.objects.get()
    assert first.reached == 120
    ours.post(to("proximity:correct", branch.pk, first.pk), said | {"reached": "90"})
    above = enter(holder(unit=party.provinces[0][0]))
    page = above.get(to("proximity:detail", branch.pk))
    assert page.context["table"]["whole"].reached == 90
    assert "120 people reached" in page.content.decode() and "90 people reached" in page.content.decode()
    last = ProximityActivity.objects.get(is_current=True)
    ours.post(to("proximity:correct", branch.pk, last.pk), said | {"reached": "90", "is_void": "on"})
    assert above.get(to("proximity:detail", branch.pk)).context["table"]["whole"].activities == 0
    assert above.get(to("proximity:index")).context["table"]["whole"].activities == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reached": "-3"}, "reached"),
        ({"reached": "0"}, "reached"),
        ({"reached": "9" * 30}, "reached"),
        ({"held_on": (TODAY + timedelta(days=1)).isoformat()}, "held_on"),
        ({"kind": "feast"}, "kind"),
        ({"help_given": "استفاد صاحب البطاقة AB123456"}, "help_given"),
    ],
)
def test_an_activity_that_cannot_be_accepted_says_why(
    branch: Unit, secretary: Account, changes: dict[str, Any], field: str
) -> None:
    said = {"kind": "health", "held_on": TODAY.isoformat(), "place": "السوق", "reached": "5", "help_given": "فحوص"}
    answer = enter(secretary).post(to("proximity:record", branch.pk), said | changes)
    assert (answer.status_code, list(codes(answer))) == (422, [field])
    assert not ProximityActivity.objects.exists()


def test_the_thread_tells_premises_and_activities(branch: Unit, secretary: Account) -> None:
    by = acting(secretary, TODAY)
    recorded_premises(branch, by, from_on=date(2026, 1, 5), to_on=date(2026, 2, 1))
    recorded_activity(branch, by, held_on=date(2026, 1, 9))
    enter(secretary).post(to("premises:none", branch.pk), {"from_on": "2026-02-02"})
    page = enter(secretary).get(to("units:detail", branch.pk), {"group": "place"}).content.decode()
    for words in ("The unit took premises", "Last day of premises", "it has no premises since", "Health caravan"):
        assert words in page, words


def test_the_lists_cost_the_same_at_every_size(
    party: Party, branch: Unit, secretary: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pole = enter(holder(unit=party.national, body="pole", post="member"))

    def cost() -> int:
        with django_assert_num_queries(PREMISES_QUERIES):
            shown = len(pole.get(to("premises:index")).context["rows"])
        with django_assert_num_queries(PROXIMITY_QUERIES):
            assert len(pole.get(to("proximity:index")).context["rows"]) == shown
        return shown

    by = acting(secretary, TODAY)
    recorded_premises(branch, by)
    before = cost()
    for number in range(12):
        make_unit(kind="branch", parent=party.provinces[0][0])
        recorded_activity(branch, by, reached=number + 1)
        if number < 4:
            recorded_premises(branch, by, address=f"مقر {number}")
    assert cost() == before + 12


def test_one_unit_costs_the_same_with_many_corrections(
    branch: Unit, secretary: Account, party: Party, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by, ours = acting(secretary, TODAY), enter(secretary)
    for day in range(1, 4):
        recorded_premises(branch, by, from_on=date(2026, 1, day), address=f"مقر {day}")
        recorded_activity(branch, by, held_on=date(2026, 1, day))
    costs = []
    for count in (3, 5):
        while Premises.objects.count() < count:
            recorded_premises(branch, by, address=f"مقر {Premises.objects.count()} ب")
            recorded_activity(branch, by)
        with django_assert_num_queries(9):
            ours.get(to("premises:detail", branch.pk))
        with django_assert_num_queries(6):
            page = ours.get(to("proximity:detail", branch.pk))
        costs.append(len(page.context["entries"]))
    assert costs == [3, 5]
