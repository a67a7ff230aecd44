"""Pages of declarations to the authority: the list, the receipt recorded and refused, the sheets; who reads what."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tajadur.activity.filings.models import Filing, FilingReceipt
from tajadur.activity.filings.nightly import follow_filings
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.units.models import Unit
from tajadur.registry.audit.models import Consultation
from tajadur.registry.files.models import StoredFile
from tests.factories.files import pdf_upload
from tests.factories.party import Party, holder

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit, today: date) -> Account:
    return holder(unit=branch, from_on=today - timedelta(days=10))


@pytest.fixture
def filing(secretary: Account, today: date) -> Filing:
    follow_filings(on=today, at=clock.now())
    return Filing.objects.get()


def of(account: Account, language: str = "en") -> Client:
    client = Client()
    client.force_login(account)
    client.cookies["language"] = language
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_secretary_records_the_receipt_and_sending_it_twice_is_once(secretary: Account, filing: Filing) -> None:
    client = of(secretary)
    assert "19 days left" in page(client, "/filings/") and "Record the receipt" in page(
        client, f"/filings/{filing.pk}/"
    )
    typed = {"number": "12/2026", "received_on": clock.today().isoformat(), "authority": "Pachalik"}
    for _time in range(2):
        answer = client.post(f"/filings/{filing.pk}/receipt/", typed)
        assert answer.headers["Location"] == f"/filings/{filing.pk}/"
    assert FilingReceipt.objects.get().number == "12/2026"
    shown = page(client, f"/filings/{filing.pk}/")
    assert "Declared in time" in shown and "Correct the receipt" in shown and "Pachalik" in shown


def test_after_another_receipt_the_page_shown_again_can_be_sent(secretary: Account, filing: Filing) -> None:
    client, address = of(secretary), f"/filings/{filing.pk}/receipt/"
    typed = {"number": "12/2026", "received_on": clock.today().isoformat()}
    client.post(address, typed)
    stale = client.post(address, {**typed, "number": "13/2026"})
    shown = stale.content.decode()
    assert stale.status_code == 409 and "see above" in shown and "13/2026" in shown
    known = FilingReceipt.objects.get()
    assert f'name="corrects" value="{known.pk}"' in shown
    assert client.post(address, {**typed, "number": "13/2026", "corrects": known.pk}).status_code == 302
    assert FilingReceipt.objects.get(replaced_at=None).number == "13/2026"


@pytest.mark.parametrize(
    "number, ago, sentence",
    [
        ("", 0, "Write the number of the receipt."),
        ("12/2026", -1, "This day is still to come."),
        ("12/2026", 11, "a receipt of an earlier day declares another office"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_kept(
    secretary: Account, filing: Filing, today: date, number: str, ago: int, sentence: str
) -> None:
    typed = {"number": number, "received_on": (today - timedelta(days=ago)).isoformat(), "authority": "Pachalik"}
    answer = of(secretary).post(f"/filings/{filing.pk}/receipt/", typed)
    shown = answer.content.decode()
    assert answer.status_code == 422 and sentence in shown and "Pachalik" in shown
    assert not FilingReceipt.objects.exists()


def test_those_above_read_and_never_write(party: Party, secretary: Account, filing: Filing, today: date) -> None:
    client = of(holder(unit=party.provinces[0][0]))
    shown = page(client, f"/filings/{filing.pk}/")
    assert "nobody else can" in shown and "Record the receipt" not in shown and "/support/advise/" in shown
    typed = {"number": "12/2026", "received_on": today.isoformat()}
    assert client.post(f"/filings/{filing.pk}/receipt/", typed).status_code == 403
    assert Consultation.objects.get().part == "filings"
    assert of(holder(unit=party.provinces[1][0])).get(f"/filings/{filing.pk}/").status_code == 404


def test_a_scan_is_sent_with_the_receipt_read_by_those_above_and_by_nobody_else(
    party: Party, secretary: Account, filing: Filing
) -> None:
    client, address = of(secretary), f"/filings/{filing.pk}/receipt/"
    typed = {"number": "12/2026", "received_on": clock.today().isoformat(), "files": [pdf_upload("وصل.pdf")]}
    kept = client.post(address, {**typed, "number": ""})
    assert kept.status_code == 422 and "وصل.pdf" in kept.content.decode()
    key = str(StoredFile.objects.get().key)
    assert client.post(address, {**typed, "files": [], "attached": key}).status_code == 302
    scan = f"/filings/{filing.pk}/files/{StoredFile.objects.get().pk}/"
    above = of(holder(unit=party.provinces[0][0]))
    assert scan in page(above, f"/filings/{filing.pk}/")
    assert b"".join(above.get(scan).streaming_content).startswith(b"%PDF-")  # type: ignore[arg-type]
    assert of(holder(unit=party.provinces[1][0])).get(scan).status_code == 404
    assert 'name="kept_file"' in page(client, f"/filings/{filing.pk}/")
    corrected = {**typed, "files": [], "corrects": FilingReceipt.objects.get().pk}
    assert client.post(address, corrected).status_code == 302  # unticked: the receipt in force has none
    assert FilingReceipt.objects.get(replaced_at=None).attachments.count() == 0
    assert scan in page(client, f"/filings/{filing.pk}/")


def test_the_page_and_the_sheet_keep_to_the_day_of_the_receipt(secretary: Account, filing: Filing, today: date) -> None:
    client, address = of(secretary, "fr"), f"/filings/{filing.pk}/sheet/fr/"
    member = holder(unit=filing.unit, post="member", from_on=today - timedelta(days=9))
    assert member.person is not None
    before = client.get(address).content
    typed = {"number": "12/2026", "received_on": (today - timedelta(days=1)).isoformat()}
    client.post(f"/filings/{filing.pk}/receipt/", typed)
    frozen = client.get(address).content
    Mandate.objects.filter(person=member.person).update(to_on=today - timedelta(days=1))
    assert client.get(address).content == frozen != before
    assert member.person.name_latin in page(client, f"/filings/{filing.pk}/")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_sheet_is_a_pdf_for_whoever_may_read_who_leads(
    party: Party, secretary: Account, filing: Filing, language: str
) -> None:
    answer = of(secretary).get(f"/filings/{filing.pk}/sheet/{language}/")
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert f"-{language}.pdf" in answer.headers["Content-Disposition"]
    assert answer.content == of(secretary, "fr").get(f"/filings/{filing.pk}/sheet/{language}/").content
    assert of(secretary).get(f"/filings/{filing.pk}/sheet/en/").status_code == 404
    assistant = holder(unit=party.national, body="cell", post="assistant", area=party.regions[0])
    assert of(assistant).get(f"/filings/{filing.pk}/").status_code == 200
    assert of(assistant).get(f"/filings/{filing.pk}/sheet/{language}/").status_code == 403


def test_the_page_of_the_unit_shows_the_receipt_and_the_form_begins_with_what_was_noted(
    secretary: Account, filing: Filing, today: date
) -> None:
    client, unit = of(secretary), f"/units/{filing.unit_id}/people/"
    Unit.objects.filter(pk=filing.unit_id).update(declared_on=filing.since_on, receipt="8/2026")
    assert "as headquarters noted it" in page(client, unit) and "To be declared by" in page(client, unit)
    form = page(client, f"/filings/{filing.pk}/")
    assert 'value="8/2026"' in form and "what headquarters had noted" in form
    typed = {"number": "9/2026", "received_on": today.isoformat()}
    client.post(f"/filings/{filing.pk}/receipt/", typed)
    shown = page(client, unit)
    assert "9/2026" in shown and "8/2026" not in shown and f"/filings/{filing.pk}/" in shown


def test_what_is_owed_leads_to_the_declaration(secretary: Account, filing: Filing) -> None:
    client = of(secretary)
    assert "Declaration of the office to the authority" in page(client, "/obligations/")
    answer = client.get(f"/obligations/{filing.obligation_id}/")
    assert answer.headers["Location"] == f"/filings/{filing.pk}/"
    assert "Declaration of the office to the authority" in page(client, "/")


def test_a_list_costs_the_same_for_one_and_for_many(party: Party, secretary: Account, filing: Filing) -> None:
    client = of(holder(unit=party.regions[0]))

    def counted() -> int:
        page(client, "/filings/?state=running")
        with CaptureQueriesContext(connection) as queries:
            page(client, "/filings/?state=running")
        return len(queries)

    first, today = counted(), clock.today()
    for unit in [*party.branches[0][0][1:], *party.branches[0][1], *party.provinces[0]]:
        holder(unit=unit, from_on=today - timedelta(days=5))
    follow_filings(on=today, at=clock.now())
    assert Filing.objects.count() == 6
    assert counted() == first
    assert first <= 10
