"""The dead-man's switch: it speaks when passes stop, when a step is past its time, when a ladder is missing."""

from datetime import date, datetime, time, timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.foundation import clock
from tajadur.foundation.calendar import instant
from tajadur.jobs.monitoring import look
from tajadur.jobs.passes import PASSES
from tajadur.organisation.profile.models import Profile
from tajadur.registry.heartbeat.models import PassRun
from tajadur.registry.heartbeat.operations import note_ended
from tests.factories.duties import at_noon, opened
from tests.factories.mail import Catcher, smtp_catcher
from tests.factories.party import Party, holder

ON = date(2026, 5, 31)


@pytest.fixture
def owing(party: Party) -> Party:
    """The small party with its ladders laid, one secretary and an administrator in office."""
    Profile.objects.update(installed_on=date(2026, 5, 1))
    opened(on=date(2026, 5, 1))
    holder(unit=party.provinces[0][0], username="secretary")
    holder(unit=party.national, body="headquarters", post="administrator", username="keeper")
    decide_reminders(on=date(2026, 5, 20), at=at_noon(date(2026, 5, 20)))
    return party


def _passed(at: datetime) -> None:
    for name in PASSES:
        note_ended(name=name, started_at=at, at=at, tally=0)


def test_all_is_well_while_passes_run_and_nothing_waits(owing: Party) -> None:
    at = instant(date(2026, 5, 20), time(12))
    _passed(at)
    assert look(mail=False, at=at + timedelta(minutes=2)) == []
    assert PassRun.objects.get(name="watch").tally == {"alarms": [], "mailed_on": ""}


def test_passes_that_stopped_are_named(owing: Party) -> None:
    at = instant(date(2026, 5, 20), time(12))
    _passed(at)
    PassRun.objects.filter(name="decide_reminders").update(ended_at=at - timedelta(minutes=7))
    assert look(mail=False, at=at) == ["alarm: passes_stopped (decide_reminders)"]


def test_a_step_past_its_time_is_counted_after_two_passes_of_eight(owing: Party) -> None:
    early, late = instant(ON, time(8, 1)), instant(ON, time(8, 3))
    decide_reminders(on=date(2026, 5, 30), at=at_noon(date(2026, 5, 30)))
    _passed(late)
    assert look(mail=False, at=early) == []
    # The month of the province's own office; the month and the situation of its two branches, whose posts are vacant.
    assert look(mail=False, at=late) == ["alarm: row_past_due (5)"]


def test_a_live_obligation_without_its_ladder_is_counted(owing: Party) -> None:
    at = instant(date(2026, 5, 20), time(12))
    _passed(at)
    first, second = Obligation.objects.filter(period_key="2026-05")[:2]
    LadderRow.objects.filter(obligation=first).delete()
    Obligation.objects.filter(pk=second.pk).update(ladder_mark="")
    assert look(mail=False, at=at) == ["alarm: ladder_missing (2)"]


def test_administrators_are_written_to_once_a_day_by_smtp_alone(owing: Party) -> None:
    at = at_noon(date(2026, 5, 20))
    with smtp_catcher() as mail:
        assert look(at=at) == [f"alarm: passes_stopped ({', '.join(PASSES)})"]
        look(at=at + timedelta(minutes=1))
        assert mail.recipients == ["keeper@example.org"]
        look(at=at + timedelta(days=1))
        assert mail.recipients == ["keeper@example.org"] * 2
        _says_what_to_look_at(mail)


def _says_what_to_look_at(mail: Catcher) -> None:
    body = mail.taken[0].get_body(("plain",))
    assert body is not None
    assert "worker" in body.get_content()


def test_a_mail_server_that_refuses_is_one_more_line_and_is_tried_again(owing: Party, settings: object) -> None:
    at = at_noon(date(2026, 5, 20))
    with smtp_catcher() as mail:
        mail.rcpt_answer = "550 no"
        assert look(at=at)[1:] == ["alarm: the letters were refused: 550 no"]
        mail.rcpt_answer = ""
        look(at=at + timedelta(minutes=1))
        assert mail.recipients == ["keeper@example.org"]


def test_the_command_ends_with_an_error_and_says_why(owing: Party, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="alarm"):
        call_command("watch", "--no-mail")
    assert "passes_stopped" in capsys.readouterr().err


def test_administrators_see_the_alarm_and_others_do_not(client: Client, owing: Party) -> None:
    at = clock.now()
    _passed(at)
    alarm = {"code": "row_past_due", "count": 3, "names": []}
    note_ended(name="watch", started_at=at, at=at, tally={"alarms": [alarm], "mailed_on": ""})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    seen = {}
    for body, post in (("headquarters", "administrator"), ("secretariat", "secretary_general")):
        client.force_login(holder(unit=owing.national, body=body, post=post, username=f"{post}-here"))
        seen[post] = "3 reminders are past their time" in client.get(reverse("notices:forecast")).content.decode()
    assert seen == {"administrator": True, "secretary_general": False}


def test_passes_silent_for_long_are_shown_even_when_the_watcher_is_dead_too(client: Client, owing: Party) -> None:
    _passed(clock.now() - timedelta(minutes=30))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(holder(unit=owing.national, body="headquarters", post="administrator"))
    assert "The passes have stopped" in client.get(reverse("notices:forecast")).content.decode()
