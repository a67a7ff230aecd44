"""Bad input gets a sentence in the reader's language beside what was typed, and nothing is written."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tajadur.activity.meetings.models import Draft, Meeting, Report
from tajadur.foundation import clock
from tests.factories.party import Party, holder
from tests.factories.reports import make_meeting, make_obligation
from tests.web.reports.test_form import typed

TODAY = clock.today()
LAST_MONTH = TODAY.replace(day=1) - timedelta(days=1)
LONG = "م" * 10_001

# changes, the field that is marked, the code of its sentence
TABLE: list[tuple[dict[str, Any], str, str]] = [
    ({"held_on": (TODAY + timedelta(days=1)).isoformat()}, "held_on", "held_in_future"),
    ({"held_on": (LAST_MONTH.replace(day=1) - timedelta(days=1)).isoformat()}, "held_on", "held_outside_period"),
    ({"held_on": "2019-05-01"}, "held_on", "before_unit"),
    ({"held_on": "0202-05-12"}, "held_on", "year_out_of_range"),
    ({"held_on": "31/02/2026"}, "held_on", "no_such_day"),
    ({"held_on": "أمس"}, "held_on", "not_a_day"),
    ({"held_on": ""}, "held_on", "required"),
    ({"started": "25:00"}, "started", "not_a_time"),
    ({"ended": "18:00"}, "ended", "end_before_start"),
    ({"ended": "00:30"}, "ended", "past_midnight"),
    ({"place": "<b>\u202e</b>" * 60}, "place", "text_too_long"),
    ({"place": ""}, "place", "required"),
    ({"present": "-3"}, "present", "negative"),
    ({"present": "\u2212\u0663"}, "present", "negative"),
    ({"present": "ثمانية"}, "present", "not_a_number"),
    ({"present": "8.5"}, "present", "not_a_number"),
    ({"present": "NaN"}, "present", "not_a_number"),
    ({"present": str(2**63)}, "present", "not_a_number"),
    ({"present": "999"}, "present", "attendance_above_ten_times"),
    ({"present": "٠", "women": "0", "youth": "0"}, "present", "attendance_nobody"),
    ({"present": ""}, "present", "required"),
    ({"women": "١٩"}, "women", "women_above_present"),
    ({"youth": "19"}, "youth", "youth_above_present"),
    ({"text": LONG}, "text", "text_too_long"),
    ({"text": "قبل\0بعد"}, "text", "text_has_nul"),
    ({"text": "رقم البطاقة AB123456"}, "text", "identity_number"),
    ({"decisions-0-text": "سلم J\u066012345"}, "decisions-0-text", "identity_number"),
    ({"actions-0-text": "افعل"}, "actions-0-owner", "owner_missing"),
    ({"actions-0-text": "افعل", "actions-0-owner": "999999"}, "actions-0-owner", "invalid_choice"),
    ({"actions-0-due_on": TODAY.isoformat()}, "actions-0-text", "action_without_text"),
    ({"outcome": "done"}, "outcome", "invalid_choice"),
    ({"outcome": ""}, "outcome", "outcome_missing"),
    ({"present": ["8", "9"]}, "present", "repeated"),
    ({"client_key": "غير صالح"}, "client_key", "invalid"),
]


@pytest.fixture
def meeting(party: Party) -> Meeting:
    unit = party.provinces[0][0]
    make_obligation(
        unit=unit, period_start=LAST_MONTH.replace(day=1), period_end=LAST_MONTH, due_on=TODAY + timedelta(days=40),
        overdue_from=TODAY + timedelta(days=50),
    )  # fmt: skip
    return make_meeting(unit=unit, planned_on=LAST_MONTH.replace(day=10))


@pytest.fixture
def clients(meeting: Meeting) -> dict[str, Client]:
    account = holder(unit=meeting.unit)
    clients = {language: Client() for language in ("ar", "fr", "en")}
    for language, client in clients.items():
        client.force_login(account)
        client.cookies["language"] = language
    return clients


def test_each_bad_input_gets_its_sentence_in_both_languages_and_stays_on_the_page(
    meeting: Meeting, clients: dict[str, Client]
) -> None:
    point = meeting.points.order_by("pk").values_list("pk", flat=True)[0]
    heard = []
    for changes, field, _ in TABLE:
        name = f"outcome-{point}" if field == "outcome" else field
        changed = {name if key == "outcome" else key: value for key, value in changes.items()}
        sentences = {}
        for language, client in clients.items():
            answer = client.post(reverse("reports:form", args=[meeting.pk]), typed(meeting, **changed))
            assert answer.status_code == 422, (changes, language)
            errors = answer.context["form"].errors.as_data().get(name, [])
            with translation.override(language):
                sentences[language] = [str(message) for error in errors for message in error.messages]
            html = answer.content.decode()
            assert html.count('role="alert" tabindex="-1" data-focus') == 1
            for key, value in changed.items():
                shown = answer.context["form"][key].value() if key in answer.context["form"].fields else value
                assert shown == (value[-1] if isinstance(value, list) else value)
        heard.append((field, [error.code for error in errors]))
        assert len({str(sentence) for sentence in sentences.values()}) == 3, (changes, sentences)
    assert [(field, codes[:1]) for field, codes in heard] == [(field, [code]) for _, field, code in TABLE]
    assert (Report.objects.count(), Draft.objects.count()) == (0, 0)


def test_what_was_asked_is_taken_once_it_is_ticked(meeting: Meeting, clients: dict[str, Client]) -> None:
    here, data = reverse("reports:form", args=[meeting.pk]), typed(meeting, text="رقم AB123456", present="999")
    asked = clients["ar"].post(here, data)
    assert [tick.name for tick in asked.context["form"].ticks] == ["confirm_identity_number"]
    asked = clients["ar"].post(here, data | {"confirm_identity_number": "on"})
    ticks = [tick.name for tick in asked.context["form"].ticks]
    assert ticks == ["confirm_identity_number", "confirm_attendance_above_ten_times"]
    assert clients["ar"].post(here, data | dict.fromkeys(ticks, "on")).status_code == 302
    assert Report.objects.get().present == 999


def test_a_text_of_ten_megabytes_is_refused_with_a_sentence(meeting: Meeting, clients: dict[str, Client]) -> None:
    sentences = set()
    for language in ("ar", "fr"):
        answer = clients[language].post(
            reverse("reports:form", args=[meeting.pk]), typed(meeting, text="م" * 5_000_000)
        )
        assert answer.status_code == 413
        sentences.add(answer.content.decode().split("<h1>")[1].split("</h1>")[0])
    assert len(sentences) == 2
    assert not Report.objects.exists()


def test_bidi_controls_and_markup_come_out_harmless(meeting: Meeting, clients: dict[str, Client]) -> None:
    evil = "<script>alert(1)</script>{{ 7|add:7 }}\u202eقلب\u2066"
    sent = clients["ar"].post(
        reverse("reports:form", args=[meeting.pk]),
        typed(meeting, text=evil, place=evil, **{"decisions-0-text": evil}),
        follow=True,
    )
    assert sent.status_code == 200
    report = Report.objects.get()
    assert report.text == report.place == "<script>alert(1)</script>{{ 7|add:7 }}قلب"
    html = sent.content.decode()
    assert (html.count("<script>alert"), html.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}")) == (0, 3)
