"""The page that says whether a receipt is genuine."""

from datetime import date, time
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from tajadur.activity.declarations.models import Declaration
from tajadur.foundation.calendar import instant
from tajadur.rules.receipt import receipt_number
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, make_obligation, submitted

ON = date(2026, 5, 14)


def ask(client: Client, number: str) -> str:
    answer = client.get(reverse("receipts:check"), {"number": number})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_unit_sees_its_report_and_a_stranger_only_that_it_is_genuine(party: Party) -> None:
    unit = party.branches[0][0][0]
    account = holder(unit=unit)
    receipt = submitted(make_meeting(unit=unit), acting(account, ON))
    clients = []
    for one in (account, holder(unit=party.branches[1][1][1])):
        client = Client()
        client.force_login(one)
        client.cookies["language"] = "en"
        clients.append(client)
    own, other = (ask(client, receipt.number) for client in clients)
    link = reverse("reports:detail", args=[receipt.submission_id])
    assert (own.count("This receipt is genuine."), own.count(link), own.count("1 of 1")) == (1, 1, 1)
    main = other.split("<main", 1)[1].split("</main>", 1)[0]
    assert (main.count("This receipt is genuine."), main.count("Thursday 14 May 2026"), main.count(link)) == (1, 1, 0)
    assert main.count(unit.name_latin) == 0


def test_a_wrong_check_digit_is_told_beside_the_field_and_stays_there(party: Party) -> None:
    client = Client()
    client.force_login(holder(unit=party.branches[0][0][0]))
    for language, words in (("ar", "رقم ما خاطئ أو ناقص"), ("fr", "un chiffre est faux ou manque")):
        client.cookies["language"] = language
        html = ask(client, "TJ-2026-000123-1<script>")
        shown = (words, 'value="TJ-2026-000123-1&lt;script&gt;"', 'aria-invalid="true"')
        assert [html.count(one) for one in shown] == [1, 1, 1]
        assert ask(client, "TJ\0") != ""


def test_the_receipt_of_a_declaration_is_known_too(party: Party) -> None:
    unit = party.branches[0][0][0]
    account, owing = holder(unit=unit), make_obligation(unit=unit)
    number = receipt_number(2026, 77)
    declared = Declaration.objects.create(
        unit=unit, obligation=owing, kind="done", happened_on=date(2026, 5, 12), client_key=uuid4(), content_digest="x",
        receipt=number, submitted_at=instant(ON, time(12)), submitted_on=ON, mandate_id=1,
    )  # fmt: skip
    pages = []
    for one in (account, holder(unit=party.branches[1][1][1])):
        client = Client()
        client.force_login(one)
        client.cookies["language"] = "en"
        pages.append(ask(client, number).split("<main", 1)[1].split("</main>", 1)[0])
    link = reverse("declarations:detail", args=[declared.pk])
    assert [page.count("This receipt is genuine.") for page in pages] == [1, 1]
    assert [page.count(link) for page in pages] == [1, 0]
    assert pages[1].count(unit.name_latin) == 0


def test_nobody_logged_in_asks(db: None) -> None:
    assert Client().get(reverse("receipts:check")).status_code == 302
