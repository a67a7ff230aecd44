"""One's own account."""

from datetime import date

from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.web.accounts.views import no_mandate
from tests.factories.party import Party, acting, holder, make_mandate, make_post


def test_language_and_appearance_are_kept_on_the_device_and_in_the_account(party: Party, client: Client) -> None:
    account = holder(unit=party.provinces[0][0])
    client.force_login(account)
    answer = client.post(reverse("accounts:preferences"), {"language": "fr", "theme": "dark"})
    assert answer.status_code == 302
    assert (answer.cookies["language"].value, answer.cookies["theme"].value) == ("fr", "dark")
    account.refresh_from_db()
    assert account.language == "fr"
    page = client.get(reverse("accounts:preferences")).content.decode()
    assert 'lang="fr"' in page
    assert 'data-theme="dark"' in page


def test_nonsense_is_refused_and_nothing_kept(party: Party, client: Client) -> None:
    account = holder(unit=party.provinces[0][0])
    client.force_login(account)
    assert client.post(reverse("accounts:preferences"), {"language": "xx", "theme": "dark"}).status_code == 422
    account.refresh_from_db()
    assert account.language == "ar"


def test_the_switch_works_for_visitors_and_goes_back_only_to_this_site(party: Party, client: Client) -> None:
    answer = client.post(reverse("accounts:language"), {"language": "fr", "next": "/account/login/"})
    assert (answer.headers["Location"], answer.cookies["language"].value) == ("/account/login/", "fr")
    away = client.post(reverse("accounts:language"), {"language": "en", "next": "https://evil.example/"})
    assert away.headers["Location"] == "/"
    unknown = client.post(reverse("accounts:language"), {"language": "../../x"})
    assert "language" not in unknown.cookies
    assert client.get(reverse("accounts:language")).status_code == 405


def test_one_s_mandates_are_listed_with_their_days_in_one_query(
    party: Party, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    account = holder(unit=party.provinces[0][0])
    client.force_login(account)
    with django_assert_num_queries(11):
        client.get(reverse("accounts:preferences"))
    post = make_post(unit=party.branches[0][0][0], post="member")
    make_mandate(person=account.person, post=post, from_on=date(2021, 2, 1), to_on=date(2022, 3, 31))
    with django_assert_num_queries(11):
        text = client.get(reverse("accounts:preferences")).content.decode()
    assert "31 مارس 2022" in text
    assert text.index("عضو مكتب الفرع") < text.index("31 مارس 2022")


def test_whoever_holds_nothing_today_reads_since_when(party: Party) -> None:
    account = holder(unit=party.provinces[0][0], to_on=date(2026, 5, 20))
    request = RequestFactory().get("/")
    request.user, request.actor = account, acting(account, date(2026, 5, 21))
    text = no_mandate(request).content.decode()
    assert "الكاتب الإقليمي، إقليم 1-1" in text
    assert "20 ماي 2026" in text


def test_the_shell_says_the_first_office(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.national, body="cell", post="responsible", area=party.regions[0]))
    assert "المكلف بتتبع الجهة، جهة 1" in client.get(reverse("accounts:preferences")).content.decode()
