"""«My data»: all of one's own, nothing of others, no secret; no table that knows a person is forgotten."""

import html
import json
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tajadur.activity.meetings.models import Draft
from tajadur.compliance.own_data import SECRET, THINGS
from tajadur.compliance.register import REGISTER
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account, Mandate, NotificationPreferences, Person
from tajadur.registry.audit.models import AuditEntry, Reading
from tests.factories.party import Party, acting, holder
from tests.factories.programme import meeting_on

PAGE, TAKE = reverse("accounts:own_data"), reverse("accounts:own_data_take")
# The ids of the log are plain numbers: they outlive what they name.
PLAIN = {"person_id", "account_id", "read_person_id"}
# Known by somebody else's account only: who wrote it, not of whom.
NOT_OF_THE_PERSON = {"journal.Reading.account_id", "journal.AuditEntry.account_id"}


def enter(account: Account, language: str = "en") -> Client:
    client = Client()
    client.cookies["language"] = language
    client.force_login(account)
    return client


def taken(client: Client) -> dict[str, list[dict[str, Any]]]:
    """Table -> its rows."""
    answer = client.post(TAKE)
    assert answer.status_code == 200
    said = json.loads(answer.content)
    return {table["name"]: table["rows"] for thing in said["things"] for table in thing["tables"]}


def test_no_column_that_knows_a_person_or_an_account_is_forgotten() -> None:
    named = {
        f"{table.model}.{column.removesuffix('_id')}"
        for thing in THINGS
        for table in thing.tables
        for column in table.columns
    }
    known = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model in (Person, Account) or field.name in PLAIN:
                column = f"{model._meta.label}.{field.name}"
                if column not in NOT_OF_THE_PERSON:
                    known.add(column.removesuffix("_id"))
    assert known - named == {"people.Account.person"}  # the account itself is found by its own number
    assert len(known) > 25


def test_every_column_that_holds_a_secret_is_left_out() -> None:
    words = ("secret", "token", "digest", "password", "p256", "auth", "endpoint")
    for thing in THINGS:
        for table in thing.tables:
            columns = [field.name for field in apps.get_model(table.model)._meta.concrete_fields]
            suspected = {name for name in columns if any(word in name for word in words)} - {"digest_on", "digest_hour"}
            assert suspected - {"digest"} <= SECRET, table.model


def test_the_file_holds_ones_own_and_nothing_of_another(party: Party) -> None:
    ours, theirs = holder(unit=party.provinces[0][0], username="amina"), holder(unit=party.provinces[0][1])
    at = clock.now()
    for person_id, email in ((ours.person_id, True), (theirs.person_id, False)):
        NotificationPreferences.objects.create(person_id=person_id, by_email=email, changed_at=at)
        AuditEntry.objects.create(at=at, act="open_unit", person_id=person_id)
        Reading.objects.create(at=at, page="person", read_person_id=person_id, shown=1)
    tables = taken(enter(ours))
    assert [row["id"] for row in tables["people.Person"]] == [ours.person_id]
    assert [row["username"] for row in tables["people.Account"]] == ["amina"]
    assert {row["person_id"] for row in tables["people.Mandate"]} == {ours.person_id}
    assert [row["by_email"] for row in tables["people.NotificationPreferences"]] == [True]
    assert {row["person_id"] for row in tables["journal.AuditEntry"]} == {ours.person_id}
    assert [row["read_person_id"] for row in tables["journal.Reading"]] == [ours.person_id]
    assert "password" not in tables["people.Account"][0]


def test_what_was_typed_for_a_unit_and_what_an_act_said_of_others_is_not_in_it() -> None:
    texts = {"payload", "values", "reason"}
    for thing in THINGS:
        for table in thing.tables:
            mine = table.columns in (("about_id",), ("mandate__person_id",))
            columns = {field.name for field in apps.get_model(table.model)._meta.concrete_fields}
            assert mine or texts & columns <= table.without, table.model


def test_a_former_secretary_takes_no_draft_of_the_unit_along(party: Party) -> None:
    account = holder(unit=party.provinces[0][0])
    by = acting(account, clock.today())
    meeting = meeting_on(clock.today() + timedelta(days=1), unit=party.provinces[0][0], by=by)
    Draft.objects.create(meeting=meeting, saved_by=account, payload={"text": "سري"}, saved_at=clock.now(), version=1)
    Mandate.objects.filter(person_id=account.person_id).update(to_on=clock.today() - timedelta(days=1))
    (row,) = taken(enter(account))["meetings.Draft"]
    assert row["meeting_id"] == meeting.pk
    assert "payload" not in row


def test_that_it_was_taken_is_noted(party: Party) -> None:
    account = holder(unit=party.provinces[0][0])
    answer = enter(account).post(TAKE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tajadur-my-data.json"'
    assert "no-store" in answer.headers["Cache-Control"]
    entry = AuditEntry.objects.get(act="take_own_data")
    assert (entry.account_id, entry.person_id) == (account.pk, account.person_id)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_page_shows_ones_details_and_how_long_each_thing_is_kept(party: Party, language: str) -> None:
    account = holder(unit=party.provinces[0][0])
    answer = enter(account, language).get(PAGE)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert account.person.name_ar in page
    assert page.count('<th scope="row">') == len(THINGS)


def test_whoever_holds_no_office_any_more_and_an_account_without_person_see_theirs(party: Party) -> None:
    former = holder(unit=party.provinces[0][0])
    Mandate.objects.filter(person_id=former.person_id).update(to_on=clock.today() - timedelta(days=1))
    assert former.person.name_ar in enter(former).get(PAGE).content.decode()
    bare = Account.objects.create(username="bare", created_at=clock.now())
    assert "belongs to no person" in enter(bare).get(PAGE).content.decode()
    tables = taken(enter(bare))
    assert [row["username"] for row in tables["people.Account"]] == ["bare"]
    assert tables["people.Person"] == tables["journal.AuditEntry"] == []


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_register_says_of_everything_kept_why_who_reads_it_and_how_long(party: Party, language: str) -> None:
    page = html.unescape(
        enter(holder(unit=party.provinces[0][0]), language).get(reverse("accounts:register")).content.decode()
    )
    with override(language):
        for thing in THINGS:
            for said in (thing.entry.data, thing.entry.purpose, thing.entry.readers, thing.until()):
                assert str(said) in page, said
    assert {thing.code for thing in THINGS} == set(REGISTER)
