"""Who is meant by a row, and who hands over to whom: pointed out by the check, written as it was answered."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.people.models import Mandate, PendingAct, Person
from tajadur.organisation.people.operations.confirming import confirm_act
from tajadur.organisation.units.models import Unit
from tests.factories.party import Party, acting, holder, make_mandate, make_person, make_post
from tests.factories.sheets import cells, census_corner, csv_file, office_sheet, payload, send

AGADIR = "09.001.01.01"


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    census_corner(party)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    client.cookies["language"] = "fr"
    return client


def census(code: str) -> Unit:
    """A unit of the corner."""
    return Unit.objects.get(code=code)


def member(**typed: Any) -> list[Any]:
    """A member of the office of Agadir who begins on 1 December 2026."""
    return cells(**{"unit": AGADIR, "body": "office", "post": "member", "from_on": "01/12/2026"} | typed)


def test_the_same_person_twice_is_pointed_out_before_anything_is_written(administrator: Client) -> None:
    page = send(administrator, office_sheet("same-person-silently-twice.csv"))
    assert page.status_code == 422
    ((row, sentence),) = [(flaw["row"], flaw["sentence"]) for flaw in page.context["flaws"]]
    assert (row, sentence.split(".")[0]) == (3, "Cette ligne répète la ligne 2")
    assert "figure aussi à la ligne 2." in page.content.decode()
    assert not Person.objects.filter(phone="+212612345901").exists()


def test_who_is_probably_recorded_is_asked_and_the_answer_holds(administrator: Client) -> None:
    known = make_person(name="إدريس الوزاني", sex="")
    rows = [member(name_ar="ادريس الوزانى"), member(unit="01.051.07.19", name_ar="نادية الراجي", phone="0612345678"),
            member(unit="01.051.01.05", name_ar="نادية الراجي")]  # fmt: skip
    page = send(administrator, csv_file(*rows))
    assert page.status_code == 200
    assert [(doubt.row, [namesake.answer for namesake in doubt.namesakes]) for doubt in page.context["doubts"]] == [
        (2, [f"p{known.pk}"]),
        (4, ["r3"]),
    ]
    confirm, before = reverse("people:import_confirm"), Person.objects.count()
    kept = {"rows": payload(page)}
    unanswered = administrator.post(confirm, {**kept, "who_2": f"p{known.pk}"})
    assert (unanswered.status_code, Person.objects.count()) == (422, before)
    assert "Dites-le pour chaque ligne." in unanswered.content.decode()
    assert f'name="who_2" value="p{known.pk}"' in unanswered.content.decode(), "what was chosen stays"
    done = administrator.post(confirm, {**kept, "who_2": f"p{known.pk}", "who_4": "r3"})
    assert (done.status_code, Person.objects.count()) == (302, before + 1)
    assert Mandate.objects.filter(person=known).count() == 1
    assert Mandate.objects.filter(person__name_ar="نادية الراجي").count() == 2
    assert administrator.post(confirm, {**kept, "who_2": "new", "who_4": "new"}).status_code == 302
    assert Person.objects.count() == before + 1, "confirmed twice is one import"


@pytest.mark.parametrize(("choice", "new"), [("new", 2), ("same", 0)])
def test_doubts_can_be_answered_all_at_once(administrator: Client, choice: str, new: int) -> None:
    for name in ("سعاد بنعلي", "نادية الراجي"):
        make_person(name=name)
    page = send(administrator, csv_file(member(name_ar="سعاد بنعلي"), member(name_ar="نادية الراجي")))
    before = Person.objects.count()
    done = administrator.post(reverse("people:import_confirm"), {"rows": payload(page), "who_all": choice})
    assert (done.status_code, Person.objects.count()) == (302, before + new)


def test_namesakes_that_something_tells_apart_are_not_asked_about(administrator: Client) -> None:
    Person.objects.filter(pk=make_person(name="محمد العلوي", sex="m").pk).update(birth_year=1960, phone="+212612000001")
    rows = [
        member(name_ar="محمد العلوي", sex="M", birth_year=1985),
        member(unit="01.051.01.05", name_ar="محمد العلوي", sex="M", birth_year=1990),
        member(unit="01.051.01.03", name_ar="محمد العلوي", phone="0612000002", sex="F"),
    ]
    page = send(administrator, csv_file(*rows))
    assert (page.status_code, page.context["doubts"]) == (200, [])


def test_posts_that_have_a_holder_are_handed_over_on_the_day_given(party: Party, administrator: Client) -> None:
    office = make_post(unit=census(AGADIR))
    former = make_person(name="كاتب سابق")
    mandate = make_mandate(person=former, post=office)
    rows = [member(post="secretary", name_ar="كاتبة جديدة", from_on="01/03/2027")]
    page = send(administrator, csv_file(*rows))
    assert page.status_code == 200
    ((line,),) = [page.context["hand_overs"]]
    assert ([held.person.name_ar for held in line.ends], line.last_day) == (["كاتب سابق"], date(2027, 2, 28))
    assert "jusqu’au 28 février 2027" in page.content.decode()
    assert "1 mandat attend une deuxième personne" in page.content.decode()
    assert administrator.post(reverse("people:import_confirm"), {"rows": payload(page)}).status_code == 302
    mandate.refresh_from_db()
    assert mandate.to_on is None, "a post with power waits for a second person"
    second = acting(holder(unit=party.national, body="headquarters", post="administrator"), clock.today())
    confirm_act(act_id=PendingAct.objects.get().pk, by=second, at=clock.now())
    mandate.refresh_from_db()
    assert mandate.to_on == date(2027, 2, 28)
    assert Mandate.objects.get(post=office, from_on=date(2027, 3, 1)).person.name_ar == "كاتبة جديدة"


def test_who_is_elected_again_is_renewed(party: Party, administrator: Client) -> None:
    post = make_post(unit=census(AGADIR), post="member")
    person = make_person(name="سعاد بنعلي", email="souad@example.org")
    former = make_mandate(person=person, post=post)
    begins = clock.today() + timedelta(days=10)  # from a day that is over it would wait for a second person
    typed = {"name_ar": "سعاد بنعلي", "email": "souad@example.org", "from_on": begins.strftime("%d/%m/%Y")}
    page = send(administrator, csv_file(member(**typed)))
    (line,) = page.context["hand_overs"]
    assert line.is_renewed
    assert administrator.post(reverse("people:import_confirm"), {"rows": payload(page)}).status_code == 302
    former.refresh_from_db()
    assert former.to_on == begins - timedelta(days=1)
    assert Mandate.objects.get(person=person, to_on=None).from_on == begins
