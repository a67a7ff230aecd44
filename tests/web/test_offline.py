"""Pages that a phone keeps are marked, and every answer says unreadably for whom it was made."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from tajadur.foundation import clock
from tajadur.organisation.people.models import Mandate
from tajadur.web.offline import KEEP, READER
from tests.factories.circulars import issued
from tests.factories.party import holder, small_party


def test_circulars_are_marked_and_no_page_of_a_record_is(client: Client, db: None) -> None:
    party = small_party(regions=1, provinces=1, branches=1)
    reader = holder(unit=party.provinces[0][0])
    circular_id = issued(party.national, holder(unit=party.national, body="secretariat", post="secretary_general"))
    client.force_login(reader)
    for path in (reverse("circulars:index"), reverse("circulars:detail", args=[circular_id])):
        assert client.get(path).headers[KEEP] == "1"
    unit = reverse("units:detail", args=[party.provinces[0][0].pk])
    for path in (reverse("home"), reverse("meetings:index"), reverse("accounts:preferences"), unit):
        answer = client.get(path, follow=True)
        assert answer.status_code == 200
        assert KEEP not in answer.headers


def test_the_mark_of_the_reader_is_the_same_on_every_page_and_other_for_others_and_for_other_posts(
    client: Client, db: None
) -> None:
    party = small_party(regions=1, provinces=2, branches=1)
    one, other = (holder(unit=unit) for unit in party.provinces[0])
    assert READER not in client.get(reverse("account_login")).headers
    client.force_login(one)
    mark = client.get(reverse("circulars:index")).headers[READER]
    assert client.get("/no/such/page/").headers[READER] == mark
    Mandate.objects.filter(person_id=one.person_id).update(to_on=clock.today() - timedelta(days=1))
    assert client.get(reverse("accounts:preferences")).headers[READER] != mark
    client.force_login(other)
    assert client.get(reverse("circulars:index")).headers[READER] != mark


def test_the_page_without_network_is_nobody_s_and_offers_what_is_kept(client: Client, db: None) -> None:
    answer = client.get(reverse("offline"))
    assert answer.status_code == 200
    assert reverse("circulars:index") in answer.content.decode()
    assert READER not in answer.headers
