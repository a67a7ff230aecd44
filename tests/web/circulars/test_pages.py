"""The pages of circulars: drafted, previewed, sent by its number, read, confirmed, amended, withdrawn; refusals."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tajadur.activity.circulars.models import Circular, CircularReading, Confirmation
from tajadur.activity.circulars.vocabulary import CONFLICTS
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tests.factories.circulars import TEXTS, amended, confirms, drafted, issued, sends, withdrawn
from tests.factories.party import Party, holder, make_post

TYPED = TEXTS | {"days": "5", "grace_days": "2"}


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def general(party: Party) -> Account:
    return holder(unit=party.national, body="secretariat", post="secretary_general")


@pytest.fixture
def secretary(party: Party) -> Account:
    return holder(unit=party.provinces[0][0])


def of(account: Account, language: str = "en") -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE=language)
    client.force_login(account)
    account.language = language if language != "en" else account.language
    client.cookies["django_language"] = language
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_drafted_previewed_and_sent_by_typing_its_number(party: Party, general: Account, secretary: Account) -> None:
    make_post(unit=party.provinces[0][1])
    client = of(general)
    answer = client.post(f"/circulars/new/{party.national.pk}/", TYPED | {"kinds": ["province"]})
    circular = Circular.objects.get()
    assert answer.headers["Location"] == f"/circulars/{circular.pk}/issue/"
    shown = page(client, f"/circulars/{circular.pk}/issue/")
    assert party.provinces[0][1].name_ar in shown and TEXTS["subject_fr"] in shown
    wrong = client.post(f"/circulars/{circular.pk}/issue/", {"count": "3"})
    assert wrong.status_code == 422
    assert Circular.objects.get().standing == "draft"
    assert client.post(f"/circulars/{circular.pk}/issue/", {"count": "2"}).status_code == 302
    assert Circular.objects.get().label.startswith("1/")
    assert Obligation.objects.count() == 1


def test_opening_is_reading_and_the_button_confirms(
    party: Party, general: Account, secretary: Account, today: date
) -> None:
    circular_id = issued(party.national, general, today, kinds=["province"])
    client = of(secretary)
    assert 'name="version" value="1"' in page(client, f"/circulars/{circular_id}/")
    page(client, f"/circulars/{circular_id}/")
    assert (CircularReading.objects.count(), Confirmation.objects.count()) == (1, 0)
    answer = client.post(f"/circulars/{circular_id}/confirm/", {"version": "1"})
    assert (answer.status_code, Confirmation.objects.count()) == (302, 1)
    assert 'name="version"' not in page(client, f"/circulars/{circular_id}/")
    page(of(general), f"/circulars/{circular_id}/")
    assert CircularReading.objects.count() == 1  # whoever sent it reads as nobody


def test_an_old_version_is_refused_and_the_new_one_shown_with_its_changes(
    party: Party, general: Account, secretary: Account, today: date
) -> None:
    circular_id = issued(party.national, general, today, kinds=["province"])
    client = of(secretary)
    page(client, f"/circulars/{circular_id}/")
    amended(circular_id, general, today, text_ar="يعقد كل مكتب اجتماعين قبل نهاية الشهر.")
    answer = client.post(f"/circulars/{circular_id}/confirm/", {"version": "1"}, follow=True)
    shown = answer.content.decode()
    assert Confirmation.objects.count() == 0
    assert "<ins> اجتماعين</ins>" in shown and "<del> اجتماعا</del>" in shown
    assert 'name="version" value="2"' in shown
    assert page(client, f"/circulars/{circular_id}/?version=1").count("<ins>") == 0


@pytest.mark.parametrize(("typed", "field"), [
    ({"subject_ar": "", "text_ar": "", "subject_fr": "", "text_fr": ""}, "text_ar"),
    ({"subject_ar": ""}, "subject_ar"),
    ({"text_fr": ""}, "text_fr"),
    ({"text_ar": "ا" * 10_001}, "text_ar"),
    ({"days": "0"}, "days"),
    ({"days": "61"}, "days"),
    ({"kinds": ["planet"]}, "kinds"),
    ({"subtree": "999999"}, "subtree"),
])  # fmt: skip
def test_what_cannot_be_drafted_is_refused_and_kept_on_the_page(
    party: Party, general: Account, typed: dict[str, Any], field: str
) -> None:
    answer = of(general).post(f"/circulars/new/{party.national.pk}/", TYPED | typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert Circular.objects.count() == 0
    assert TEXTS["text_fr" if field != "text_fr" and "text_fr" not in typed else "subject_fr"] in (
        answer.content.decode().replace("&#x27;", "'")
    ) or not any(typed.values())


def test_marks_that_turn_the_text_around_are_taken_out(party: Party, general: Account, today: date) -> None:
    texts = TEXTS | {"subject_ar": "تحضير\u202e المؤتمر", "text_ar": "نص\u2066 أول"}
    drafted(party.national, general, today, texts=texts)
    version = Circular.objects.get().versions.get()
    assert (version.subject_ar, version.text_ar) == ("تحضير المؤتمر", "نص أول")


def test_nobody_in_the_audience_sends_nothing(party: Party, general: Account, today: date) -> None:
    circular_id = drafted(party.national, general, today, kinds=["branch"])
    client = of(general)
    page(client, f"/circulars/{circular_id}/issue/")
    assert client.post(f"/circulars/{circular_id}/issue/", {"count": "0"}).status_code == 422
    assert Circular.objects.get().standing == "draft"


def test_an_audience_outside_ones_subtree_is_refused(party: Party) -> None:
    region = holder(unit=party.regions[0])
    typed = TYPED | {"subtree": str(party.provinces[1][0].pk)}
    answer = of(region).post(f"/circulars/new/{party.regions[0].pk}/", typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["subtree"])


def test_an_amended_text_with_one_language_missing_is_refused(
    party: Party, general: Account, secretary: Account, today: date
) -> None:
    circular_id = issued(party.national, general, today, kinds=["province"])
    typed = {"subject_ar": "آخر", "text_ar": "نص آخر", "subject_fr": "", "text_fr": ""}
    answer = of(general).post(f"/circulars/{circular_id}/amend/", typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text_fr"])


def test_a_text_that_waits_is_said_and_added_without_asking_again(
    party: Party, general: Account, secretary: Account, today: date
) -> None:
    texts = {"subject_ar": "تحضير", "text_ar": "نص"}
    circular_id = issued(party.national, general, today, texts=texts, kinds=["province"])
    confirms(circular_id, secretary, today)
    assert "i-hourglass" in page(of(secretary), f"/circulars/{circular_id}/")
    client = of(general)
    page(client, f"/circulars/{circular_id}/language/")
    added = client.post(f"/circulars/{circular_id}/language/", {"subject": "Préparation", "text": "Texte"})
    assert added.status_code == 302
    assert "Préparation" in page(of(secretary), f"/circulars/{circular_id}/")
    assert Obligation.objects.count() == 1
    assert client.get(f"/circulars/{circular_id}/language/").status_code == 404


def test_a_draft_is_dropped_and_what_is_sent_is_withdrawn_with_its_reason(
    party: Party, general: Account, secretary: Account, today: date
) -> None:
    client = of(general)
    draft_id = drafted(party.national, general, today)
    assert client.post(f"/circulars/{draft_id}/discard/").status_code == 302
    assert Circular.objects.count() == 0
    circular_id = issued(party.national, general, today, kinds=["province"])
    assert client.post(f"/circulars/{circular_id}/withdraw/", {"reason": " "}).status_code == 422
    assert client.post(f"/circulars/{circular_id}/withdraw/", {"reason": "عوضت بأخرى"}).status_code == 302
    shown = page(of(secretary), f"/circulars/{circular_id}/")
    assert "عوضت بأخرى" in shown and 'name="version"' not in shown
    refused = of(secretary).post(f"/circulars/{circular_id}/confirm/", {"version": "1"})
    assert (refused.status_code, Confirmation.objects.count()) == (302, 0)
    for form in ("withdraw", "amend", "language"):
        led = client.get(f"/circulars/{circular_id}/{form}/", follow=True)
        assert led.redirect_chain == [(f"/circulars/{circular_id}/", 302)]
        with translation.override("ar"):
            assert str(CONFLICTS["not_in_force"]) in led.content.decode()
    assert client.post(f"/circulars/{circular_id}/withdraw/", {"reason": "x"}).status_code == 409


def test_what_is_to_confirm_stands_on_the_home_page_and_among_what_is_owed(
    party: Party, general: Account, secretary: Account, today: date
) -> None:
    circular_id = issued(party.national, general, today, kinds=["province"])
    client = of(secretary)
    [row] = Obligation.objects.all()
    assert f"/obligations/{row.pk}/" in page(client, "/")
    assert f"/obligations/{row.pk}/" in page(client, "/obligations/")
    led = client.get(f"/obligations/{row.pk}/")
    assert led.headers["Location"] == f"/circulars/{circular_id}/"
    assert f"/circulars/{circular_id}/" in page(client, "/circulars/")
    confirms(circular_id, secretary, today)
    assert f"/obligations/{row.pk}/" not in page(client, "/")


def test_the_lists_behind_the_figures_stay_within_reach(
    party: Party, general: Account, secretary: Account, today: date
) -> None:
    other = holder(unit=party.provinces[1][0])
    above = holder(unit=party.regions[0])
    circular_id = issued(party.national, general, today, kinds=["province"])
    confirms(circular_id, other, today)
    reader = of(above)
    shown = page(reader, f"/circulars/{circular_id}/posts/")
    assert party.provinces[0][0].name_ar in shown and party.provinces[1][0].name_ar not in shown
    confirmed = page(of(general), f"/circulars/{circular_id}/posts/?state=confirmed")
    assert party.provinces[1][0].name_ar in confirmed and party.provinces[0][0].name_ar not in confirmed


@pytest.mark.parametrize("address", ["/circulars/", "/circulars/{id}/", "/circulars/{id}/posts/"])
def test_lists_take_the_same_few_queries_at_two_sizes(
    party: Party, general: Account, secretary: Account, today: date, address: str
) -> None:
    client = of(general)
    circular_id = issued(party.national, general, today, kinds=["province", "branch"])
    first = _queries(client, address.format(id=circular_id))
    for place in party.branches[0][0]:
        holder(unit=place)
    for _number in range(3):
        circular_id = issued(party.national, general, today, kinds=["province", "branch"])
    assert _queries(client, address.format(id=circular_id)) == first <= 8  # the session and the account among them


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_what_headquarters_prepares_the_secretary_general_sends(
    party: Party, general: Account, secretary: Account, today: date
) -> None:
    admin = holder(unit=party.national, body="headquarters", post="administrator")
    circular_id = drafted(party.national, admin, today, kinds=["province"])
    page(of(admin), f"/circulars/{circular_id}/issue/")
    assert of(admin).post(f"/circulars/{circular_id}/issue/", {"count": "1"}).status_code == 403
    sends(circular_id, general, today)
    withdrawn(circular_id, general, today + timedelta(days=1))
    assert Circular.objects.get().standing == "withdrawn"
