"""A list is taken away from its own page: its menu, the file, what is noted, and how many queries it costs."""

import csv
import gc
import io
import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation import clock
from tajadur.registry.audit.models import AuditEntry, Reading
from tajadur.web.exports import taking, writing
from tests.factories.duties import at_noon
from tests.factories.party import Party, holder

TODAY = clock.today()
QUERIES = 8


@pytest.fixture
def reader(party: Party, client: Client) -> Client:
    """The whole of the party in view, which owes since a year ago."""
    install_directives(from_on=date(TODAY.year - 1, TODAY.month, 1))
    open_periods(on=TODAY, at=at_noon(TODAY))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    return client


def rows_of(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200, answer
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1:]


def test_the_menu_carries_the_filters_and_the_file_has_those_rows_in_their_order(reader: Client) -> None:
    asked = {"state": "late", "region": "", "page": "2"}
    page = reader.get(reverse("obligations:index"), asked)
    address = "/obligations/?state=late&amp;region=&amp;export=csv"
    assert f'href="{address}"' in page.content.decode()
    rows = rows_of(reader.get(address.replace("&amp;", "&")))
    assert len(rows) == page.context["page"].total > 50
    second = page.context["page"].rows
    assert [row[0] for row in rows[50:100]] == [row.unit.name for row in second]
    assert len({row[5] for row in rows}) in (1, 2)


def test_a_list_swapped_in_brings_a_menu_that_follows_it(reader: Client) -> None:
    part = reader.get(
        reverse("obligations:index"), {"state": "all"}, headers={"HX-Request": "true", "HX-Target": "list"}
    ).content.decode()
    assert 'id="exports" hx-swap-oob="true"' in part
    assert "?state=all&amp;export=xlsx" in part


def test_a_file_costs_the_same_queries_at_any_size(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("obligations:index") + "?state=all&export=xlsx"
    reader.get(address)
    with django_assert_num_queries(QUERIES):
        reader.get(address)
    Obligation.objects.filter(directive__code="branch-situation").delete()
    monkeypatch.setattr(taking, "BATCH", 10)
    with django_assert_num_queries(QUERIES):
        reader.get(address)


def test_that_a_list_was_taken_is_in_the_audit_log_and_of_persons_in_the_read_log(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    answer = client.get(reverse("people:index") + "?export=xlsx")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="people-{TODAY:%Y-%m-%d}.xlsx"'
    entry, read = AuditEntry.objects.get(act="list.exported"), Reading.objects.latest("pk")
    assert entry.detail == {"list": "people", "kind": "xlsx", "rows": read.shown}
    assert read.page == "people" and read.shown > 0


def test_what_is_no_format_is_not_found(reader: Client) -> None:
    assert reader.get(reverse("obligations:index") + "?export=ods").status_code == 404
    head = reader.head(reverse("obligations:index") + "?export=csv")
    assert (head.status_code, head["Content-Type"]) == (200, "text/csv; charset=utf-8")


def test_too_many_rows_to_print_lead_back_to_the_list_with_a_sentence(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_PRINTED", 3)
    left: list[str] = []
    read = taking.lines_of

    def noted(*asked: Any) -> Any:
        try:
            yield from read(*asked)
        finally:
            left.append("closed")

    monkeypatch.setattr(taking, "lines_of", noted)
    gc.disable()  # what is left half way is closed there and then, not whenever it is collected
    try:
        answer = reader.get(reverse("obligations:index") + "?state=all&export=pdf")
        assert left == ["closed"]
    finally:
        gc.enable()
    assert answer.headers["Location"] == "/obligations/?state=all"
    assert "3" in str(next(iter(reader.get(answer.headers["Location"]).context["messages"])))


def test_a_page_that_is_refused_or_missing_offers_no_file(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.branches[0][0][0]))
    for address in ("/notices/ledger/", f"/people/?unit={party.provinces[1][0].pk}"):
        answer = client.get(address)
        assert answer.status_code in (403, 404), address
        assert "export=csv" not in answer.content.decode()
    assert "export=csv" in client.get("/obligations/").content.decode()


def test_one_s_own_obligations_are_taken_away_in_the_order_of_the_page(reader: Client, party: Party) -> None:
    reader.force_login(holder(unit=party.provinces[0][0]))
    page = reader.get("/obligations/").context["groups"]
    shown = [row.due_on for group in page for row, _words in group.rows]
    assert shown != sorted(shown) and len(shown) > 5
    rows = rows_of(reader.get("/obligations/?export=csv"))
    days = [next(cell for cell in row if re.fullmatch(r"\d{4}-\d\d-\d\d", cell)) for row in rows]
    assert days[: len(shown)] == [day.isoformat() for day in shown]
