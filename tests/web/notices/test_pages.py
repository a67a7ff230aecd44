"""The inbox and the ledger, through the door."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.delivery.digests import gather_digests
from tajadur.foundation import clock
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.models import DeliveryItem, Notice
from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder, make_post

INBOX, LEDGER = 4, 7


def remind(unit: Unit, *, subjects: range, step: str = "due-7:post", kind: str = "reminder") -> None:
    """Reminders about so many obligations of a unit, in the inbox of its secretary."""
    on = clock.today()
    names = {"ar": "اجتماع المكتب", "fr": "Réunion du bureau", "en": "Office meeting"}
    params = {"directive": "branch-office", "name": names, "period": "2026-05", "due_on": "2026-06-07"}
    post = make_post(unit=unit)
    notify(
        requests=[
            NotificationRequest(kind, ("obligation", number), step, post.pk, unit.pk, on, params=params)
            for number in subjects
        ],
        at=at_noon(on),
    )
    gather_digests(on=on, at=at_noon(on))


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Client:
    client = Client()
    client.force_login(holder(unit=branch))
    return client


@pytest.fixture
def administrator(party: Party) -> Client:
    client = Client()
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def test_the_inbox_shows_what_is_due_and_its_line_leads_to_it(branch: Unit, secretary: Client) -> None:
    remind(branch, subjects=range(1, 3))
    page = secretary.get(reverse("notices:inbox"))
    assert page.status_code == 200
    assert [row["url"] for row in page.context["rows"]] == [reverse("obligations:detail", args=[pk]) for pk in (2, 1)]
    assert page.content.decode().count('class="task task--new"') == 2


def test_one_line_is_read_then_all(branch: Unit, secretary: Client) -> None:
    remind(branch, subjects=range(1, 4))
    first = DeliveryItem.objects.filter(channel="in_app")[0]
    answer = secretary.post(reverse("notices:read"), {"item": first.pk})
    assert (answer.status_code, answer["Location"]) == (302, reverse("notices:inbox"))
    assert DeliveryItem.objects.filter(channel="in_app", read_at=None).count() == 2
    secretary.post(reverse("notices:read"))
    assert DeliveryItem.objects.filter(channel="in_app", read_at=None).count() == 0


def test_nobody_reads_a_line_in_the_place_of_another(party: Party, branch: Unit, secretary: Client) -> None:
    other = party.branches[1][1][1]
    holder(unit=other)
    remind(other, subjects=range(1, 2))
    theirs = DeliveryItem.objects.get(channel="in_app")
    secretary.post(reverse("notices:read"), {"item": theirs.pk})
    theirs.refresh_from_db()
    assert theirs.read_at is None
    assert secretary.get(reverse("notices:inbox")).context["rows"] == []


@pytest.mark.parametrize("item", ["x", "-1", str(2**63), "1\0"])
def test_a_line_that_is_no_number_is_refused(secretary: Client, item: str) -> None:
    assert secretary.post(reverse("notices:read"), {"item": item}).status_code == 400


def test_what_is_settled_is_shown_as_settled(branch: Unit, secretary: Client) -> None:
    remind(branch, subjects=range(1, 2))
    clear(subject_kind="obligation", subject_ids=[1], because="settled", at=clock.now())
    html = secretary.get(reverse("notices:inbox")).content.decode()
    assert html.count("task--new") == 0
    assert html.count('class="ic ic--ok"') == 1


def test_the_inbox_is_cut_in_fifties_and_asks_the_same_queries(
    branch: Unit, secretary: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    remind(branch, subjects=range(1, 4))
    url = reverse("notices:inbox")
    with django_assert_num_queries(INBOX):
        secretary.get(url)
    remind(branch, subjects=range(4, 61))
    with django_assert_num_queries(INBOX):
        page = secretary.get(url)
    assert (page.context["first"], page.context["last"], page.context["total"]) == (1, 50, 60)
    assert len(secretary.get(url + page.context["next_url"]).context["rows"]) == 10


def test_the_ledger_counts_each_fate_and_shows_the_chosen_one(
    branch: Unit, secretary: Client, administrator: Client
) -> None:
    remind(branch, subjects=range(1, 5))
    clear(subject_kind="obligation", subject_ids=[1], because="settled", at=clock.now())
    page = administrator.get(reverse("notices:ledger"))
    assert page.status_code == 200
    counts = {one.fate: one.count for one in page.context["tally"] if one.count}
    assert counts == {"waiting": 3, "cleared": 1}
    assert len(administrator.get(reverse("notices:ledger"), {"fate": "waiting"}).context["notices"]) == 3
    assert administrator.get(reverse("notices:ledger"), {"fate": "sent"}).context["total"] == 0
    assert administrator.get(reverse("notices:ledger"), {"kind": "mandate"}).context["total"] == 0


def test_the_ledger_is_refused_to_whoever_does_not_follow_it(secretary: Client) -> None:
    answer = secretary.get(reverse("notices:ledger"))
    assert answer.status_code == 403
    Client().get(reverse("notices:ledger"))
    assert Client().get(reverse("notices:ledger")).status_code == 302


def test_bad_days_keep_what_was_typed_within_reach_and_break_nothing(administrator: Client) -> None:
    url = reverse("notices:ledger")
    for asked in ({"first": "31/02/2026"}, {"last": "0202-01-01"}, {"first": "\0"}, {"kind": "a\0b"}, {"page": "-4"}):
        assert administrator.get(url, asked).status_code == 200, asked
    page = administrator.get(url, {"first": "2026-13-40"})
    assert list(page.context["form"].errors) == ["first"]
    assert page.context["first_on"] == clock.today() - timedelta(days=30)
    far = administrator.get(url, {"first": "2001-01-01", "last": "2026-06-01"})
    assert (far.context["last_on"] - far.context["first_on"]).days == 366


def test_the_ledger_asks_the_same_queries_at_two_sizes(
    party: Party,
    branch: Unit,
    secretary: Client,
    administrator: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    remind(branch, subjects=range(1, 4))
    url = reverse("notices:ledger")
    with django_assert_num_queries(LEDGER):
        administrator.get(url)
    for number, unit in enumerate(party.branches[1][0], 2):
        holder(unit=unit)
        remind(unit, subjects=range(100 * number, 100 * number + 20), kind="escalation")
    with django_assert_num_queries(LEDGER):
        page = administrator.get(url)
    assert len(page.context["notices"]) == Notice.objects.count() == 43


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_both_pages_open_in_every_language(
    branch: Unit, secretary: Client, administrator: Client, language: str
) -> None:
    remind(branch, subjects=range(1, 2))
    for client, name in ((secretary, "notices:inbox"), (administrator, "notices:ledger")):
        client.cookies["language"] = language
        page = client.get(reverse(name))
        assert (page.status_code, page.headers["Content-Language"]) == (200, language)
        assert {"ar": "اجتماع المكتب", "fr": "Réunion du bureau", "en": "Office meeting"}[
            language
        ] in page.content.decode()
