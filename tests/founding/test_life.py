"""Weekly and four-monthly life of two organisations: owed, programmed, reported, reminded, each in its language."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tajadur.activity.meetings.models import Meeting
from tajadur.delivery.letters import compose_letter
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.organisation.units.models import Body
from tajadur.registry.notices.models import Delivery, Notice
from tajadur.rules.periods import PeriodType, period_of
from tests.factories.organisation import Organisation
from tests.factories.organisation_words import wrong_words

pytestmark = pytest.mark.django_db
SHAPES = {"weekly": r"\d{4}W\d\d", "monthly": r"\d{4}-\d\d", "four_monthly": r"\d{4}T[123]"}
MOST_QUERIES = 8


def asked(organisation: Organisation) -> tuple[str, str]:
    """(level, frequency) of its first directive, which the leading body owes."""
    directive = organisation.file.directives[0]
    return directive.level, directive.period_type


def test_periods_are_opened_as_often_as_the_file_says(organisation: Organisation) -> None:
    for directive in organisation.file.directives:
        keys = organisation.owed(directive.code)
        assert keys, directive.code
        assert all(re.fullmatch(SHAPES[directive.period_type], key) for key in keys), keys


def test_every_unit_of_the_level_owes_each_period(organisation: Organisation) -> None:
    directive = organisation.file.directives[0]
    units = sum(unit.level == directive.level for unit in organisation.file.units)
    rows = Obligation.objects.filter(directive__code=directive.code)
    assert rows.count() == units * len(organisation.owed(directive.code))


def test_a_report_settles_the_period_in_which_the_meeting_was_held(organisation: Organisation) -> None:
    level, every = asked(organisation)
    held_on = organisation.today - timedelta(days=1)
    period = period_of(PeriodType(every), held_on)
    assert period is not None
    row = Obligation.objects.get(unit=organisation.unit(level), directive__rank=1, period_key=period.key)
    assert row.held_on == held_on


def test_a_meeting_is_programmed_through_the_door(organisation: Organisation) -> None:
    level, _every = asked(organisation)
    unit = organisation.unit(level)
    body = Body.objects.get(unit=unit, body_type__code="office")
    client = organisation.client("")
    client.force_login(organisation.secretary(level, "office"))
    soon = organisation.today + timedelta(days=12)
    answer = client.post(
        reverse("meetings:programme", args=[unit.pk]),
        {
            "body": body.pk, "planned_on": f"{soon:%d/%m/%Y}", "wall_time": "18:30", "minutes": "120",
            "place": "Room 4", "objectives": "Accounts", "agenda": "Plans",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert Meeting.objects.filter(unit=unit, planned_on=soon).count() == 1


def test_reminders_and_letters_speak_the_language_that_is_offered(organisation: Organisation) -> None:
    assert Notice.objects.exists()
    letters = [
        compose_letter(pk, clock.now())
        for pk in Delivery.objects.filter(channel="email").values_list("pk", flat=True)[:6]
    ]
    sent = [letter.message for letter in letters if letter]
    assert sent
    for message in sent:
        assert message["Content-Language"] == organisation.file.languages[0]
        for part in message.walk():
            if part.get_content_maintype() == "text":
                assert wrong_words(re.sub(r"<[^>]+>", " ", part.get_content()), organisation.file.languages) == set()


def test_files_to_take_away_and_the_calendar_speak_it_too(organisation: Organisation) -> None:
    client = organisation.client(next(name for name in organisation.accounts if "/administrator:" in name))
    answer = client.get(reverse("units:index") + "?export=csv")
    assert answer.status_code == 200
    text = b"".join(answer).decode("utf-8-sig")
    assert wrong_words(text, organisation.file.languages) == set()
    assert len(text.splitlines()) == len(organisation.file.units) + 1


@pytest.mark.parametrize(
    "page", ["units:index", "obligations:index", "compliance:dashboard", "meetings:reach", "people:index"]
)
def test_lists_ask_few_queries_whatever_the_size(organisation: Organisation, page: str) -> None:
    client = organisation.client(next(name for name in organisation.accounts if "/secretary_general:" in name))
    client.get(reverse(page))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(page)).status_code == 200
    assert len(queries) <= MOST_QUERIES, [query["sql"][:90] for query in queries]
