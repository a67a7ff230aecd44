"""After a restore no number is given twice, and whoever holds a lost one is told so."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from tajadur.activity.meetings.queries.reports import receipt_answer
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.audit.operations import next_receipt
from tajadur.registry.audit.queries import was_lost
from tajadur.rules.receipt import parse_receipt, receipt_number
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting, submitted

ON = date(2026, 5, 14)
SCRIPT = Path(settings.ROOT) / "deploy" / "after_restore.sql"


def restored() -> None:
    with connection.cursor() as cursor:
        cursor.execute(SCRIPT.read_text())


def last_values() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'")
        return {str(name): int(value) for name, value in cursor.fetchall()}


def set_back(name: str, value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(%s::regclass, %s)", [name, value])


def serial(number: str) -> int:
    parsed = parse_receipt(number)
    assert parsed is not None
    return parsed[1]


def test_every_number_of_the_database_leaps(party: Party) -> None:
    before = last_values()
    restored()
    after = last_values()
    assert len(after) > 30
    assert {name for name, value in after.items() if value < before[name] + 1000} == set()


def test_numbers_given_after_the_backup_are_never_given_again_however_often_it_is_restored(party: Party) -> None:
    kept = serial(next_receipt(year=2026))
    given = [serial(next_receipt(year=2026)) for _ in range(40)]
    lives = []
    for _ in range(3):
        set_back("journal_receipt_serial", kept)
        restored()
        lives.append([serial(next_receipt(year=2026)) for _ in range(3)])
    assert set(given).isdisjoint(lives[0])
    assert all(number > max(given) for number in lives[0])
    with connection.cursor() as cursor:
        # What was given in a year of its second life lies below what the next restore of the same backup gives.
        cursor.execute("SELECT extract(epoch FROM clock_timestamp() - timestamptz '2026-01-01 00:00:00+00') / 6")
        assert lives[2][0] == pytest.approx(float(cursor.fetchone()[0]), abs=30) or lives[2][0] == kept + 1001


def test_a_number_lost_is_told_as_lost_before_and_after_new_reports(party: Party, client: Client) -> None:
    unit = party.branches[0][0][0]
    account = holder(unit=unit)
    secretary = acting(account, ON)
    kept = submitted(make_meeting(unit=unit), secretary).number
    lost = [receipt_number(2026, serial(kept) + number) for number in (1, 2, 500)]
    restored()
    assert [receipt_answer(secretary, number).standing for number in lost] == ["lost"] * 3
    fresh = submitted(make_meeting(unit=unit, planned_on=date(2026, 5, 13)), secretary).number
    assert [receipt_answer(secretary, number).standing for number in (kept, fresh)] == ["known"] * 2
    assert [receipt_answer(secretary, number).standing for number in lost] == ["lost"] * 3
    never = receipt_number(2026, serial(fresh) + 7)
    assert receipt_answer(secretary, never).standing == "unknown"
    client.force_login(account)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("receipts:check"), {"number": lost[0]}).content.decode()
    assert "lost with what followed it" in page
    assert "no receipt was ever given" not in page


def test_the_skipped_receipts_stand_in_the_audit_log(party: Party) -> None:
    first = serial(next_receipt(year=2026)) + 1
    restored()
    entry: Any = AuditEntry.objects.get(act="restore_backup")
    detail = entry.detail if isinstance(entry.detail, dict) else json.loads(entry.detail)
    assert (detail["first"], detail["last"]) == (first, serial(next_receipt(year=2026)) - 1)
    assert was_lost(receipt_number(2027, first))


def test_the_script_of_the_guide_runs_it() -> None:
    assert "after_restore.sql" in (Path(settings.ROOT) / "deploy" / "restore.sh").read_text()
