"""Errors say what to do, in the user's language, with or without a database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.db import InternalError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from psycopg.errors import ReadOnlySqlTransaction
from psycopg_pool import PoolTimeout

from tajadur.foundation import clock
from tajadur.foundation.errors import Conflict, NotVisible, PermissionDenied
from tajadur.permissions.matrix import Role
from tajadur.web.errors import answer, csrf_failure
from tests.factories.party import Party, holder, small_party
from tests.factories.reports import make_meeting

ROOT = Path(__file__).resolve().parents[2]
ERRORS = [
    (NotVisible(), 404),
    (PermissionDenied("report", 1, (Role.SECRETARY,)), 403),
    (Conflict("stale"), 409),
    (RequestDataTooBig("big"), 413),
    (OperationalError("gone"), 503),
    (PoolTimeout("full"), 503),
]


def asked(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize("error,status", ERRORS, ids=lambda value: str(value)[:20])
def test_each_error_has_a_page_without_any_database(error: Exception, status: int) -> None:
    response = answer(asked(), error)
    text = response.content.decode()
    assert response.status_code == status
    assert 'dir="rtl"' in text
    assert "<h1>" in text
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers.get("Retry-After") == ("10" if status == 503 else None)


def test_the_page_speaks_the_language_of_the_cookie() -> None:
    request = asked()
    request.COOKIES["language"] = "fr"
    response = answer(request, NotVisible())
    assert 'lang="fr"' in response.content.decode()
    assert response.headers["Content-Language"] == "fr"


def test_scripts_get_json_and_htmx_a_small_part() -> None:
    response = answer(asked(accept="application/json"), Conflict("stale"))
    assert response.status_code == 409
    assert list(json.loads(response.content)) == ["problem"]
    part = answer(asked(**{"HX-Request": "true"}), OperationalError())
    assert part.status_code == 503
    assert part.headers["Retry-After"] == "10"
    assert "<html" not in part.content.decode()
    assert 'role="alert"' in part.content.decode()


def test_a_refusal_names_the_offices_that_can() -> None:
    request = asked()
    request.COOKIES["language"] = "en"
    text = answer(request, PermissionDenied("report", 1, (Role.SECRETARY,))).content.decode()
    assert "ecretary" in text


def test_a_refusal_says_that_one_can_read_only_where_one_can(client: Client, party: Party) -> None:
    branch = party.branches[0][0][0]
    meeting = make_meeting(unit=branch, planned_on=clock.today())
    client.cookies["language"] = "en"
    write, read = reverse("meetings:move", args=[meeting.pk]), reverse("meetings:detail", args=[meeting.pk])
    client.force_login(holder(unit=party.provinces[0][0]))
    assert "You can read, but this act is in the hands of" in words_of(client.get(write), 403)
    client.force_login(holder(unit=party.national, body="headquarters", post="administrator"))
    for page in (words_of(client.get(write), 403), words_of(client.get(read), 403)):
        assert "You can read" not in page
    assert "This page is open to:" in words_of(client.get(read), 403)


def test_a_refusal_and_a_wrong_address_keep_the_menu_of_whoever_is_known(client: Client, party: Party) -> None:
    branch = party.branches[0][0][0]
    pages = {reverse("units:detail", args=[party.branches[1][0][0].pk]): 404, "/no/such/page/": 404,
             reverse("directives:index"): 403}  # fmt: skip
    client.force_login(holder(unit=branch))
    for address, status in pages.items():
        page = words_of(client.get(address), status)
        assert f'href="{reverse("meetings:index")}"' in page and 'class="shell"' in page
    client.logout()
    page = words_of(client.get("/no/such/page/"), 404)
    assert 'class="shell"' not in page and reverse("meetings:index") not in page


def words_of(response: HttpResponse, status: int) -> str:
    assert response.status_code == status
    return response.content.decode()


def test_a_conflict_shows_both_texts_escaped() -> None:
    text = answer(asked(), Conflict("stale", mine="<b>mine</b>", theirs="theirs & theirs")).content.decode()
    assert "&lt;b&gt;mine&lt;/b&gt;" in text
    assert "theirs &amp; theirs" in text


def test_other_errors_are_not_ours() -> None:
    assert answer(asked(), ValueError("x")) is None


def test_a_form_of_another_session_is_told_so(party: Party) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(holder(unit=party.provinces[0][0]))
    refused = client.post("/language/", {"language": "fr"})
    assert refused.status_code == 403
    assert refused.content.decode().count("<h1>") == 1
    assert refused.content == csrf_failure(refused.wsgi_request).content or "csrf" in refused.content.decode().lower()


def test_ten_megabytes_are_refused_with_a_sentence(party: Party, client: Client) -> None:
    client.force_login(holder(unit=party.provinces[0][0]))
    client.raise_request_exception = False
    response = client.post("/language/", {"language": "x" * 10_000_000})
    assert response.status_code in {302, 413}
    urlencoded = client.post(
        "/language/", "language=" + "x" * 10_000_000, content_type="application/x-www-form-urlencoded"
    )
    assert urlencoded.status_code == 413
    assert "<h1>" in urlencoded.content.decode()


def test_strange_hosts_and_paths_get_a_page(client: Client, db: None) -> None:
    client.raise_request_exception = False
    evil = client.get("/", headers={"host": "evil.example"})
    assert evil.status_code == 400
    assert "<h1>" in evil.content.decode()
    assert client.get("/%00/").status_code in {302, 404}
    assert client.get("/" + "a" * 9000).status_code in {302, 404}


DEAD = """
import django; from django.conf import settings
settings.DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = 0.3
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
client.cookies["sessionid"] = "x" * 32
for path in ("/healthz/", "/", "/account/login/", "/me/"):
    for headers in ({}, {"Accept": "application/json"}, {"HX-Request": "true"}):
        client.cookies["language"] = "fr"
        a = client.get(path, headers=headers)
        guarded = "Content-Security-Policy" in a.headers
        print(path, a.status_code, a.headers.get("Retry-After"), guarded, a.headers["Content-Language"])
"""


@pytest.mark.usefixtures("servers")
def test_without_its_database_the_site_says_back_soon() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", DEAD],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": "postgresql://nobody@/nothing?host=/nowhere",
            "DJANGO_SETTINGS_MODULE": "tajadur.settings",
            "ALLOWED_HOSTS": "testserver",
            "LOG_LEVEL": "CRITICAL",
        },
        capture_output=True,
        text=True,
        timeout=240,
    )
    lines = ran.stdout.splitlines()
    asked_without_database = [line for line in lines if not line.startswith("/account/login/")]
    assert len(lines) == 12, ran.stderr
    assert {line.split(" ", 1)[1] for line in asked_without_database} == {"503 10 True fr"}


def read_only() -> InternalError:
    """As Django wraps it when the database takes no writes."""
    error = InternalError("cannot execute UPDATE in a read-only transaction")
    error.__cause__ = ReadOnlySqlTransaction("read-only")
    return error


def test_a_database_that_takes_no_writes_is_503_however_deep_it_lies() -> None:
    lost = SessionInterrupted("deleted")
    lost.__context__ = UpdateError()
    lost.__context__.__context__ = read_only()
    for error in (read_only(), lost):
        response = answer(asked(), error)
        assert (response.status_code, response.headers["Retry-After"]) == (503, "10")
    assert answer(asked(), InternalError("another fault")) is None


@pytest.mark.parametrize(
    ("method", "typed", "kept", "in_form"),
    [
        ("get", {}, False, False),
        ("get", {"client_key": "x"}, False, False),
        ("head", {}, False, False),
        ("post", {"client_key": "x", "text": "y"}, True, False),
        ("post", {"name": "x"}, False, True),
    ],
)
def test_only_a_page_with_a_form_speaks_of_what_was_typed(
    method: str, typed: dict[str, str], kept: bool, in_form: bool
) -> None:
    request = getattr(RequestFactory(), method)("/", typed)
    request.user = AnonymousUser()
    request.COOKIES["language"] = "en"
    text = answer(request, OperationalError("gone")).content.decode()
    assert ("kept on this device" in text, "still in the form" in " ".join(text.split())) == (kept, in_form)


@pytest.mark.django_db(transaction=True)
def test_a_database_turned_read_only_answers_503_and_the_health_check_says_so(client: Client) -> None:
    account = holder(unit=small_party().provinces[0][0])
    client.raise_request_exception = False
    assert (client.get("/healthz/").status_code, client.get("/healthz/").content) == (200, b"ok")
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        health = client.get("/healthz/")
        assert (health.status_code, health.content, health.headers["Retry-After"]) == (503, b"read-only", "10")
        login = client.post(reverse("account_login"), {"login": account.username, "password": "wrong"})
        assert login.status_code in {200, 422, 503}
        with pytest.raises(InternalError):
            client.force_login(account)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = off")
    client.force_login(account)
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    try:
        written = client.post(reverse("accounts:preferences"), {"language": "fr", "theme": "dark"})
        out = client.post(reverse("account_logout"))
        for response in (written, out):
            assert (response.status_code, response.headers.get("Retry-After")) == (503, "10"), response.content
        assert client.get("/").status_code in {200, 503}
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = off")
    assert client.get("/healthz/").status_code == 200
