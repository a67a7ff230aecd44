"""A meeting moved on the same day: the hours and the place are said by every way a person is told."""

from datetime import date, time
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tajadur.activity.meetings.operations.changes import move_meeting
from tajadur.delivery.digests import gather_digests
from tajadur.registry.notices.models import Notice
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting

DAY = date(2026, 12, 14)
WAYS = ("notices/sentence.txt", "notices/push.txt", "notices/outside.txt", "notices/mail/digest.txt")


def _notice(**told: Any) -> SimpleNamespace:
    return SimpleNamespace(
        kind="meeting_moved",
        params={"from": "2026-12-14", "to": "2026-12-14", **told},
        unit=SimpleNamespace(name="سلا"),
    )


@pytest.mark.parametrize("template", WAYS)
@pytest.mark.parametrize(
    ("language", "hours", "place"),
    [
        ("en", "moved from 10:00 to 11:30", "Its place is now Maison <A> (before: Siège)."),
        ("fr", "déplacée de 10:00 à 11:30", "Son lieu est désormais Maison <A> (avant : Siège)."),
        ("ar", "من الساعة 10:00 إلى 11:30", "أصبح مكانه Maison <A> (وكان: Siège)."),
    ],
)
def test_the_hours_and_the_place_are_told(template: str, language: str, hours: str, place: str) -> None:
    notice = _notice(from_hour="10:00", to_hour="11:30", from_place="Siège", to_place="Maison <A>")
    with translation.override(language):
        context = {"notice": notice, "notices": [notice], "base_url": "https://example.org", "more": 0,
                   "preferences_url": "https://example.org/preferences/"}  # fmt: skip
        shown = unescape(render_to_string(template, context)).replace("\u00a0", " ")
    assert (hours in shown, place in shown) == (True, True), shown


def test_what_did_not_change_is_not_told() -> None:
    with translation.override("en"):
        shown = [
            render_to_string("notices/sentence.txt", {"notice": notice}).strip()
            for notice in (
                _notice(to="2026-12-15"),
                _notice(to="2026-12-15", from_hour="10:00", to_hour="11:30"),
                _notice(from_minutes=120, to_minutes=45),
            )
        ]
    assert shown == [
        "A meeting moved from 14 December 2026 to 15 December 2026.",
        "A meeting moved from 14 December 2026 at 10:00 to 15 December 2026 at 11:30.",
        "The meeting of 14 December 2026 was changed. It is planned for 45 minutes (before: 120).",
    ]


def test_another_member_reads_it_in_the_inbox(party: Party, client: Client) -> None:
    branch, on = party.branches[0][0][0], date(2026, 11, 25)
    member = holder(unit=branch, post="member")
    meeting = make_meeting(unit=branch, planned_on=DAY)
    move_meeting(
        meeting_id=meeting.pk, planned_on=DAY, wall_time=time(11, 30), place="Maison <A>",
        by=acting(holder(unit=branch), on), at=at_noon(on),
    )  # fmt: skip
    assert Notice.objects.get().params["to_hour"] == "11:30"
    gather_digests(on=on, at=at_noon(on))
    client.force_login(member)
    client.cookies["language"] = "en"
    page = client.get(reverse("notices:inbox")).content.decode()
    assert "moved from 18:30 to 11:30" in page
    assert "Maison &lt;A&gt;" in page
    assert "from 14 December 2026 to 14 December 2026" not in page
