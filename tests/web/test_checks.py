"""The checks at start, and the headers every answer carries."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client

from tajadur.web.checks import postgresql_knows_the_hour_of_morocco, refuse_old_zone_data
from tests.factories.party import Party, holder

ROOT = Path(__file__).resolve().parents[2]


def test_python_has_zone_data_of_2026() -> None:
    refuse_old_zone_data()
    assert datetime(2026, 12, 1, 12, tzinfo=ZoneInfo("Africa/Casablanca")).utcoffset() == timedelta(0)


def test_old_zone_data_stops_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "Africa"
    folder.mkdir()
    # A zone that stays at UTC+1: what zone data of before 2026 answers.
    block = b"TZif2" + b"\0" * 31 + b"\0\0\0\x01\0\0\0\x04" + b"\0\0\x0e\x10\0\0+01\0"
    (folder / "Casablanca").write_bytes(block + block + b"\n<+01>-1\n")
    script = (
        "import django, zoneinfo, tajadur.settings;"
        f"zoneinfo.reset_tzpath([{str(tmp_path)!r}]); zoneinfo.ZoneInfo.clear_cache(); django.setup()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tajadur.settings"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert "The time zone data is too old" in ran.stderr


@pytest.mark.django_db
def test_the_server_s_own_zone_data_is_asked() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::timestamptz AT TIME ZONE 'Africa/Casablanca'", [datetime(2026, 12, 1, 12, tzinfo=UTC)]
        )
        hour = cursor.fetchone()[0].hour
    found = [message.id for message in postgresql_knows_the_hour_of_morocco(databases=["default"])]
    assert found == ([] if hour == 12 else ["tajadur.W001"])


def test_every_answer_carries_the_policy_and_its_companions(party: Party, client: Client) -> None:
    account = holder(unit=party.provinces[0][0])
    for path in ("/account/login/", "/", "/no-such-page/", "/healthz/", "/demo/enter/"):
        for visitor in ("nobody", "member"):
            if visitor == "member":
                client.force_login(account)
            else:
                client.logout()
            answer = client.get(path)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy, path
            assert answer.headers["X-Frame-Options"] == "DENY", path
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            assert answer.headers["Referrer-Policy"] == "same-origin", path


def test_cookies_are_closed_to_scripts_and_other_sites(party: Party, client: Client) -> None:
    holder(unit=party.provinces[0][0], username="amina")
    answer = client.post("/account/login/", {"login": "amina", "password": "correct horse battery"})
    session = answer.cookies["sessionid"]
    assert session["httponly"] and session["samesite"] == "Lax"


def test_behind_tls_cookies_carry_the_host_prefix() -> None:
    names = "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS"
    script = f"import tajadur.settings as s; print(*(getattr(s, name) for name in {names}))"
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "BASE_URL": "https://tajadur.example", "DJANGO_SETTINGS_MODULE": "tajadur.settings"},
        capture_output=True,
        text=True,
    )
    assert ran.stdout.split() == ["__Host-session", "__Host-csrf", "True", "31536000"], ran.stderr
