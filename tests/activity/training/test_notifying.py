"""What is told of sessions: units invited, changed, left out, cancelled; attendance that nobody declared."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from tajadur.activity.training.nightly import follow_training
from tajadur.activity.training.operations.organising import cancel_session
from tajadur.organisation.people.models import Account
from tajadur.permissions.actors import nobody
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.templatetags.help_words import help_sentence
from tajadur.web.notices.views import target_of
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.training import came, changed_session, organised

ON, DAY = date(2026, 5, 1), timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(party: Party) -> Account:
    for branch in party.branches[0][0]:
        holder(unit=branch)
    return holder(unit=party.provinces[0][0])


def told(event: str) -> list[tuple[int, bool]]:
    """(unit, does it wait?) in order."""
    rows = Notice.objects.filter(kind="training", params__event=event).order_by("pk")
    return [(row.unit_id, row.cleared_at is None) for row in rows]


def test_those_invited_hear_of_it_once_and_of_each_change_that_concerns_them(party: Party, secretary: Account) -> None:
    province, (first, second) = party.provinces[0][0], party.branches[0][0]
    by = acting(secretary, ON)
    version = organised(province, by, invited=(province.pk, first.pk))
    assert told("invited") == [(first.pk, True)]  # the organiser invites itself and knows
    notice = Notice.objects.get(params__event="invited")
    assert target_of(nobody(ON), notice) == f"/training/session/{version.session_id}/"
    with translation.override("en"):
        assert "9 May 2026" in help_sentence(notice)
    same = changed_session(version, by, invited=(province.pk, first.pk), seats=40)
    assert told("changed") == []  # more seats concern nobody's diary
    moved = changed_session(same, by, invited=(province.pk, first.pk), place="مقر الجهة")
    assert told("changed") == [(first.pk, True)]
    changed_session(moved, by, invited=(second.pk,), place="مقر الجهة")
    assert told("invited") == [(first.pk, True), (second.pk, True)]
    assert told("left_out") == [(first.pk, True)]
    cancel_session(session_id=version.session_id, because="مطر", on=ON, by=by, at=at_noon(ON))
    assert told("cancelled") == [(second.pk, True)]
    assert [waits for event in ("invited", "changed", "left_out") for _unit, waits in told(event)] == [False] * 4


def test_a_session_over_without_a_word_is_told_once_to_the_post_that_organised_it(
    party: Party, secretary: Account
) -> None:
    province = party.provinces[0][0]
    by = acting(secretary, ON)
    version = organised(province, by)
    for day in (version.to_on, version.to_on + DAY, version.to_on + 2 * DAY):
        follow_training(on=day, at=at_noon(day))
    assert told("undeclared") == [(province.pk, True)]
    later = acting(secretary, version.to_on + 3 * DAY)
    came(version, later)
    assert told("undeclared") == [(province.pk, False)]
    assert follow_training(on=later.on + DAY, at=at_noon(later.on + DAY)) == 0


def test_what_is_recorded_afterwards_or_long_ago_invites_and_reminds_nobody(party: Party, secretary: Account) -> None:
    by = acting(secretary, ON + 200 * DAY)
    organised(party.provinces[0][0], by, invited=(party.branches[0][0][0].pk,))
    assert follow_training(on=by.on, at=at_noon(by.on)) == 0
    assert (told("invited"), told("undeclared")) == ([], [])
