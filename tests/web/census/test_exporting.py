"""Results are taken as a file and what was written is read in one list, by whoever may read what stands there."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tajadur.activity.census.models import BranchAnswers, Campaign
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.registry.audit.models import AuditEntry
from tests.factories.campaigns import WHOLE, asked, campaign, declares
from tests.factories.party import Party, acting, holder

TODAY = clock.today()
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def running(party: Party) -> Campaign:
    """Two branches of one province declared, one of another region; each wrote something."""
    made = campaign(party, TODAY)
    branches = [party.branches[0][0][0], party.branches[0][0][1], party.branches[1][0][0]]
    for number, branch in enumerate(branches):
        typed = WHOLE | {"members": [str(5 + number)], "remarks": [f"ملاحظة {number}"],
                         "activities~1~activity": ["حملة"], "activities~1~attendance": ["20"]}  # fmt: skip
        declares(asked(made, branch), acting(holder(unit=branch), TODAY), TODAY, typed)
    return made


def _member_of_bureau(party: Party, client: Client) -> Client:
    client.force_login(holder(unit=party.national, body="bureau", post="member"))
    return client


def _sheets(client: Client, made: Campaign, **query: Any) -> Any:
    answer = client.get(reverse("census:export", args=[made.pk, "xlsx"]), query)
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def _csv(client: Client, made: Campaign, **query: Any) -> list[dict[str, str]]:
    answer = client.get(reverse("census:export", args=[made.pk, "csv"]), query)
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_workbook_holds_questions_with_shares_and_a_sheet_for_each_level(
    party: Party, running: Campaign, client: Client
) -> None:
    book = _sheets(_member_of_bureau(party, client), running)
    questions, *levels = book.worksheets
    assert len(levels) == 4 and all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    rows = {(row[0], row[1]): row[2:] for row in questions.iter_rows(min_row=2, values_only=True)}
    assert rows["هل للفرع مكتب؟", "نعم"] == (3, 100, 3, 3)
    assert rows["عدد أعضاء المكتب", "المجموع"] == (18, None, 3, 3)
    assert rows["الحضور", "المتوسط"] == (30, None, 6, 3)
    assert rows["ملاحظات", None] == (None, None, 3, 3)
    national, regions, provinces, branches = ([*sheet.iter_rows(min_row=2, values_only=True)] for sheet in levels)
    assert [row[3:5] for row in national] == [(8, 3)]
    assert [row[3:5] for row in regions] == [(4, 2), (4, 1)]
    assert sorted(row[3:5] for row in provinces) == [(2, 0), (2, 0), (2, 1), (2, 2)]
    assert sorted(row[4] for row in branches) == [0] * 5 + [1] * 3
    titles = [cell.value for cell in levels[1][1]]
    assert regions[0][titles.index("عدد أعضاء المكتب · المجموع")] == 11
    assert regions[0][titles.index("عدد أعضاء المكتب · المتوسط")] == 5.5


def test_a_text_that_begins_as_a_formula_is_text(party: Party, running: Campaign, client: Client) -> None:
    form = running.forms.get()
    form.definition["lists"][0][1][0][1]["ar"] = FORMULA
    form.save()
    branch = party.branches[0][0][0]
    branch.name_ar = FORMULA
    branch.save()
    book = _sheets(_member_of_bureau(party, client), running)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == FORMULA]
    assert cells and all(cell.data_type == "s" for cell in cells)
    assert "'" + FORMULA in {row["الوحدة"] for row in _csv(client, running)}


def test_rows_are_of_the_units_that_the_reader_may_read(party: Party, running: Campaign, client: Client) -> None:
    province, branch = party.provinces[0][0], party.branches[0][0][0]
    own = {"bureau": 8, "admin": 0}
    codes = {}
    for body, post, name in (("bureau", "member", "bureau"), ("headquarters", "administrator", "admin")):
        client.force_login(holder(unit=party.national, body=body, post=post))
        codes[name] = [row for row in _csv(client, running) if row["المستوى"] == branch.kind.name_ar]
    assert {name: len(rows) for name, rows in codes.items()} == own
    client.force_login(holder(unit=province))
    assert {row["الرمز"] for row in _csv(client, running)} == {
        province.code, *(each.code for each in party.branches[0][0])
    }  # fmt: skip
    client.force_login(Account.objects.get(person__mandates__post__unit=party.branches[0][0][1]))
    assert [row["الرمز"] for row in _csv(client, running)] == [party.branches[0][0][1].code]


def test_a_place_narrows_the_file_and_the_audit_log_says_who_took_it(
    party: Party, running: Campaign, client: Client
) -> None:
    _member_of_bureau(party, client)
    region = party.regions[1]
    rows = _csv(client, running, under=region.pk)
    below = [*party.provinces[1], *(branch for pair in party.branches[1] for branch in pair)]
    assert {row["الرمز"] for row in rows} == {unit.code for unit in (region, *below)}
    entry = AuditEntry.objects.get(act="census.exported")
    assert entry.detail == {"kind": "csv", "under": region.pk, "units": len(rows)}
    assert entry.subject_id == running.directive_id and entry.account_id
    assert client.get(reverse("census:export", args=[running.pk, "pdf"])).status_code == 404


def test_a_file_asks_the_same_few_queries_at_any_size(party: Party, running: Campaign, client: Client) -> None:
    _member_of_bureau(party, client)
    address, counted = reverse("census:export", args=[running.pk, "csv"]), []
    for branch in (None, party.branches[1][0][1]):
        if branch:
            declares(asked(running, branch), acting(holder(unit=branch), TODAY), TODAY)
        sizes = []
        for _ in range(3):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            sizes.append(len(queries))
        counted.append(min(sizes))
    assert counted[0] == counted[1] <= 14


def test_what_was_written_is_read_in_one_list_by_whoever_reads_the_record(
    party: Party, running: Campaign, client: Client
) -> None:
    address = reverse("census:words", args=[running.pk, "remarks"])
    page = _member_of_bureau(party, client).get(address)
    assert [texts for _row, texts in page.context["written"]] == [["ملاحظة 2"], ["ملاحظة 1"], ["ملاحظة 0"]]
    assert reverse("census:answers", args=[BranchAnswers.objects.latest("pk").obligation_id]) in page.content.decode()
    region = client.get(address, {"under": party.regions[0].pk})
    assert len(region.context["written"]) == 2
    entries = client.get(reverse("census:words", args=[running.pk, "activity"]))
    assert entries.context["written"][0][1] == ["لقاء تواصلي", "حملة"]
    assert client.get(reverse("census:words", args=[running.pk, "members"])).status_code == 404
    client.force_login(holder(unit=party.provinces[1][0]))
    assert [texts for _row, texts in client.get(address).context["written"]] == [["ملاحظة 2"]]
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("census:result", args=[running.pk, "remarks"])).content.decode()


def test_the_list_of_words_asks_few_queries_at_any_size(party: Party, running: Campaign, client: Client) -> None:
    _member_of_bureau(party, client)
    address, counted = reverse("census:words", args=[running.pk, "remarks"]), []
    for left in (3, 1):
        for row in BranchAnswers.objects.order_by("pk")[left:]:
            row.answers = {name: answer for name, answer in row.answers.items() if name != "remarks"}
            row.save()
        sizes = []
        for _ in range(3):
            with CaptureQueriesContext(connection) as queries:
                page = client.get(address)
            sizes.append(len(queries))
        assert len(page.context["written"]) == left
        counted.append(min(sizes))
    assert counted[0] == counted[1] <= 8
