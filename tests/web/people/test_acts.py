"""Adding persons and giving mandates, through the door."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.people.models import Mandate, Person
from tajadur.organisation.people.operations.posts import open_posts
from tests.factories.party import FOUNDED_ON, Party, confirm_waiting, holder, make_mandate, make_person, make_post

TODAY = clock.today()
PERSON = {
    "name_ar": "سعاد",
    "name_latin": "",
    "phone": "",
    "email": "",
    "sex": "",
    "birth_year": "",
    "consented_on": "",
}


@pytest.fixture
def administrator(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def test_a_person_is_added_and_corrected(administrator: Client) -> None:
    asked = {**PERSON, "phone": "٠٦٦١٢٣٤٥٦٧", "birth_year": "١٩٩٠", "sex": "f"}
    response = administrator.post(reverse("people:add"), asked)
    person = Person.objects.get(name_ar="سعاد")
    assert (response.status_code, response.headers["Location"]) == (302, reverse("people:detail", args=[person.pk]))
    assert (person.phone, person.birth_year) == ("+212661234567", 1990)
    administrator.post(reverse("people:edit", args=[person.pk]), {**PERSON, "name_ar": "سعاد بنعلي"})
    person.refresh_from_db()
    assert (person.name_ar, person.phone) == ("سعاد بنعلي", "")


def test_who_is_probably_recorded_already_is_pointed_out_first(administrator: Client) -> None:
    known = make_person(name="إدريس الوزاني", sex="m")
    Person.objects.filter(pk=known.pk).update(birth_year=1985)
    asked = {**PERSON, "name_ar": "ادريس الوزانى"}
    before = Person.objects.count()
    page = administrator.post(reverse("people:add"), asked)
    assert (page.status_code, Person.objects.count()) == (422, before)
    assert page.context["form"].errors["name_ar"] == ["يوجد شخص مسجل بهذا الاسم: إدريس الوزاني (1985). هل هو نفسه؟"]
    assert administrator.post(reverse("people:add"), {**asked, "birth_year": "1960"}).status_code == 302
    assert administrator.post(reverse("people:add"), {**asked, "confirm_same_person": "on"}).status_code == 302
    assert Person.objects.count() == before + 2


def test_who_becomes_probably_somebody_recorded_by_a_correction_is_pointed_out(administrator: Client) -> None:
    known, person = make_person(name="إدريس الوزاني", sex="m"), make_person(name="إدريس", sex="m")
    edit = reverse("people:edit", args=[person.pk])
    asked = {**PERSON, "name_ar": "ادريس الوزانى"}
    page = administrator.post(edit, asked)
    person.refresh_from_db()
    assert (page.status_code, person.name_ar) == (422, "إدريس")
    assert known.name in page.context["form"].errors["name_ar"][0]
    assert administrator.post(edit, {**asked, "confirm_same_person": "on"}).status_code == 302
    # Said once: another correction does not ask again about the same two.
    assert administrator.post(edit, {**asked, "phone": "0661234567"}).status_code == 302
    person.refresh_from_db()
    assert (person.name_ar, person.phone) == ("ادريس الوزانى", "+212661234567")


def test_a_telephone_with_a_digit_missing_is_refused(administrator: Client) -> None:
    page = administrator.post(reverse("people:add"), {**PERSON, "phone": "061234567"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["phone"])


BAD_PERSONS = [
    ({"name_ar": ""}, "name_ar"),
    ({"name_ar": "ا\0"}, "name_ar"),
    ({"name_ar": "\u2067\u202e"}, "name_ar"),
    ({"name_ar": "م" * 5_000}, "name_ar"),
    ({"name_ar": "سعاد AB12345"}, "name_ar"),
    ({"name_latin": "Souad bk١٢٣٤٥٦"}, "name_latin"),
    ({"phone": "hello"}, "phone"),
    ({"email": "nonsense"}, "email"),
    ({"birth_year": "0202"}, "birth_year"),
    ({"birth_year": "-1"}, "birth_year"),
    ({"birth_year": "NaN"}, "birth_year"),
    ({"birth_year": "99999999999999999999"}, "birth_year"),
    ({"sex": "x"}, "sex"),
    ({"consented_on": "2099-01-01"}, "consented_on"),
    ({"consented_on": "31/02/2026"}, "consented_on"),
]


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize(("typed", "field"), BAD_PERSONS)
def test_bad_input_about_a_person_gets_a_sentence_and_is_kept(
    administrator: Client, language: str, typed: dict[str, str], field: str
) -> None:
    administrator.cookies["language"] = language
    before = Person.objects.count()
    response = administrator.post(reverse("people:add"), {**PERSON, **typed})
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form.data[field] == {**PERSON, **typed}[field]
    assert Person.objects.count() == before


def test_what_only_looks_like_an_identity_number_passes_once_it_is_said(administrator: Client) -> None:
    asked = {**PERSON, "name_ar": "جمعية AB12345"}
    assert administrator.post(reverse("people:add"), asked).status_code == 422
    assert administrator.post(reverse("people:add"), {**asked, "confirm_identity_number": "on"}).status_code == 302


def test_ten_megabytes_are_refused(administrator: Client) -> None:
    before = Person.objects.count()
    response = administrator.post(reverse("people:add"), {**PERSON, "name_ar": "م" * 5_000_000})
    assert response.status_code in {400, 413}
    assert Person.objects.count() == before


def test_a_mandate_is_given_step_by_step_without_script(party: Party, administrator: Client) -> None:
    open_posts(on=FOUNDED_ON)
    person, province = make_person(name="سعاد"), party.provinces[0][0]
    url = reverse("people:mandate")
    person.folded = "| سعاد |"
    person.save()
    assert f"?person={person.pk}" in administrator.get(url, {"q": "سعاد"}).content.decode()
    units = administrator.get(url, {"person": person.pk, "q": province.code}).content.decode()
    assert f"?person={person.pk}&amp;unit={province.pk}" in units
    post = make_post(unit=province)
    posts = administrator.get(url, {"person": person.pk, "unit": province.pk}).content.decode()
    assert f"?person={person.pk}&amp;post={post.pk}" in posts
    form = administrator.get(url, {"person": person.pk, "post": post.pk})
    assert form.context["step"] == "days"
    sent = {"person": person.pk, "post": post.pk, "from_on": TODAY.isoformat(), "to_on": ""}
    assert administrator.post(url, sent).headers["Location"] == reverse("people:detail", args=[person.pk])
    assert Mandate.objects.get(person=person).from_on == TODAY


def test_a_post_chosen_first_is_kept_while_its_person_is_added(party: Party, administrator: Client) -> None:
    post = make_post(unit=party.provinces[0][0])
    mandate, add = reverse("people:mandate"), f"{reverse('people:add')}?post={post.pk}"
    assert add in administrator.get(mandate, {"post": post.pk}).content.decode()
    assert add in administrator.get(mandate, {"post": post.pk, "q": "ظظظظ"}).content.decode()
    assert f"{mandate}?post={post.pk}" in administrator.get(add).content.decode()
    response = administrator.post(add, {**PERSON, "name_ar": "سعاد"})
    person = Person.objects.get(name_ar="سعاد")
    assert response.headers["Location"] == f"{mandate}?person={person.pk}&post={post.pk}"
    assert administrator.get(response.headers["Location"]).context["step"] == "days"


def test_the_part_of_the_search_is_the_part_of_the_page(administrator: Client) -> None:
    whole = administrator.get(reverse("people:mandate"), {"q": "ا"}).content.decode()
    part = administrator.get(reverse("people:mandate"), {"q": "ا"}, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<section class="card" id="found"')
    assert part in whole


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_bad_mandates_get_a_sentence_and_are_kept(party: Party, administrator: Client, language: str) -> None:
    administrator.cookies["language"] = language
    post = make_post(unit=party.provinces[0][0])
    make_mandate(person=make_person(), post=post, to_on=TODAY)
    own = Person.objects.get(account__isnull=False)
    good = {
        "person": make_person().pk,
        "post": post.pk,
        "from_on": (TODAY + timedelta(days=1)).isoformat(),
        "to_on": "",
    }
    before = Mandate.objects.count()
    for typed, field in (
        ({"from_on": "2019-12-31", "to_on": "2019-12-31"}, "from_on"),
        ({"to_on": TODAY.isoformat()}, "to_on"),
        ({"from_on": "0202-01-01"}, "from_on"),
        ({"from_on": "31/02/2027"}, "from_on"),
        ({"interim": "on"}, "to_on"),
        ({"interim": "on", "to_on": (TODAY + timedelta(days=92)).isoformat()}, "to_on"),
        ({"person": own.pk}, "__all__"),
        ({"person": 999_999}, "person"),
        ({"post": 999_999}, "post"),
        ({"post": "x"}, "post"),
        ({"person": "9" * 40}, "person"),
    ):
        response = administrator.post(reverse("people:mandate"), {**good, **typed})
        assert response.status_code == 422, typed
        assert field in response.context["form"].errors, typed
        assert response.context["form"].data["from_on"] == {**good, **typed}["from_on"]
    assert Mandate.objects.count() == before
    assert administrator.post(reverse("people:mandate"), good).status_code == 302


def test_an_interim_mandate_is_approved_by_the_secretary_general_only(party: Party, administrator: Client) -> None:
    person, post = make_person(), make_post(unit=party.provinces[0][0])
    sent = {"person": person.pk, "post": post.pk, "from_on": TODAY.isoformat(), "interim": "on"}
    administrator.post(reverse("people:mandate"), {**sent, "to_on": (TODAY + timedelta(days=30)).isoformat()})
    mandate = Mandate.objects.get(person=person)
    approve = reverse("people:mandate_approve", args=[mandate.pk])
    assert administrator.post(approve).status_code == 403
    assert administrator.get(reverse("people:waiting")).status_code == 403
    general = Client()
    general.force_login(holder(unit=party.national, body="secretariat", post="secretary_general"))
    assert approve in general.get(reverse("people:waiting")).content.decode()
    assert general.get(reverse("people:index")).context["waiting"] == 1
    assert approve in general.get(reverse("people:detail", args=[person.pk])).content.decode()
    assert general.post(approve).status_code == 302
    assert general.post(approve).status_code == 422
    mandate.refresh_from_db()
    assert mandate.standing == "confirmed"


def test_an_interim_mandate_is_refused_with_a_reason_that_stays_readable(party: Party, administrator: Client) -> None:
    person, post = make_person(), make_post(unit=party.provinces[0][0])
    sent = {"person": person.pk, "post": post.pk, "from_on": TODAY.isoformat(), "interim": "on"}
    administrator.post(reverse("people:mandate"), {**sent, "to_on": (TODAY + timedelta(days=30)).isoformat()})
    mandate, page = Mandate.objects.get(person=person), reverse("people:detail", args=[person.pk])
    refuse, end = (reverse(f"people:mandate_{act}", args=[mandate.pk]) for act in ("refuse", "end"))
    shown = administrator.get(page).content.decode()
    assert (refuse in shown, end in shown) == (True, False)
    assert administrator.post(end, {"to_on": TODAY.isoformat(), "reason": "x"}).status_code == 422
    assert administrator.get(refuse).status_code == 200
    assert administrator.post(refuse, {"reason": "\u200b"}).status_code == 422
    assert administrator.post(refuse, {"reason": "الكاتب حاضر"}).headers["Location"] == page
    shown = administrator.get(page).content.decode()
    assert (refuse in shown, "الكاتب حاضر" in shown) == (False, True)
    assert administrator.post(refuse, {"reason": "مرة أخرى"}).status_code == 422


def test_a_mandate_is_ended_and_its_days_corrected(party: Party, administrator: Client) -> None:
    mandate = Mandate.objects.get(person=holder(unit=party.provinces[0][0]).person)
    correct, end = (reverse(f"people:mandate_{act}", args=[mandate.pk]) for act in ("correct", "end"))
    assert administrator.post(correct, {"from_on": "2019-01-01", "to_on": ""}).status_code == 422
    assert administrator.post(correct, {"from_on": "2020-03-01", "to_on": ""}).status_code == 302
    assert administrator.post(correct, {"from_on": "2020-04-01", "to_on": ""}).status_code == 422
    mandate.refresh_from_db()
    assert mandate.from_on == FOUNDED_ON
    assert confirm_waiting(at=clock.now()) == 1
    assert administrator.post(end, {"to_on": "2020-02-01"}).status_code == 422
    assert administrator.post(end, {"to_on": TODAY.isoformat()}).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.from_on.isoformat(), mandate.to_on) == ("2020-03-01", TODAY)


def test_a_secretary_is_refused_and_a_stranger_finds_nothing(party: Party, client: Client) -> None:
    account = holder(unit=party.provinces[0][0])
    mandate = Mandate.objects.get(person=account.person)
    elsewhere = Mandate.objects.get(person=holder(unit=party.provinces[1][0]).person)
    before = list(Mandate.objects.order_by("pk").values())
    client.force_login(account)
    for url in (
        reverse("people:add"),
        reverse("people:edit", args=[mandate.person_id]),
        reverse("people:mandate"),
        reverse("people:mandate_end", args=[mandate.pk]),
        reverse("people:mandate_correct", args=[elsewhere.pk]),
    ):
        assert (client.get(url).status_code, client.post(url, PERSON).status_code) == (403, 403), url
    assert client.get(reverse("people:detail", args=[elsewhere.person_id])).status_code == 404
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    for name in ("edit", "mandate_end", "mandate_correct"):
        assert client.get(reverse(f"people:{name}", args=[999_999])).status_code == 404
    assert list(Mandate.objects.filter(pk__in=[row["id"] for row in before]).order_by("pk").values()) == before


def test_marks_without_width_around_an_address_are_taken_out(administrator: Client) -> None:
    administrator.post(reverse("people:add"), {**PERSON, "email": "\u200fsouad@example.org\u200b"})
    assert Person.objects.get(name_ar="سعاد").email == "souad@example.org"
