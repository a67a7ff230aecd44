"""The limits of the situation: set by the Secretary General from a day to come; past days keep those they had."""

from datetime import date
from typing import Any

import pytest

from tajadur.activity.situations.models import SituationSettings
from tajadur.activity.situations.operations.limits import set_limits
from tajadur.activity.situations.queries.limits import limits_over_time
from tajadur.activity.situations.queries.reading import situation_of
from tajadur.foundation.errors import BadInput, PermissionDenied
from tajadur.permissions.actors import Actor
from tajadur.registry.audit.models import AuditEntry
from tajadur.rules.situation import STANDARD_LIMITS, SituationLimits, SituationStatus
from tests.factories.duties import at_noon, secretary_general
from tests.factories.party import Party, acting, holder

pytestmark = pytest.mark.django_db
ON, FROM = date(2026, 6, 15), date(2026, 6, 20)


@pytest.fixture
def chief(party: Party) -> Actor:
    return secretary_general(party, ON)


def sets(by: Actor, *, from_on: date = FROM, **changes: int) -> None:
    set_limits(from_on=from_on, limits=SituationLimits(**changes), by=by, at=at_noon(ON))


def test_past_days_keep_the_limits_of_their_day(party: Party, chief: Actor, django_assert_num_queries: Any) -> None:
    branch = party.branches[0][0][0]
    branch.opened_on = date(2026, 1, 1)
    branch.save()
    holder(unit=branch)
    sets(chief, dormant_months=3)
    with django_assert_num_queries(1):
        before = situation_of(branch, date(2026, 6, 19))
    after = situation_of(branch, FROM)
    assert before is not None
    assert after is not None
    assert (before.status, after.status) == (SituationStatus.ACTIVE, SituationStatus.DORMANT)
    assert limits_over_time(ON) == [(None, STANDARD_LIMITS), (FROM, SituationLimits(dormant_months=3))]
    sets(chief, dormant_months=4)
    assert limits_over_time(FROM) == [(FROM, SituationLimits(dormant_months=4))]
    assert AuditEntry.objects.filter(act="situation.limits").count() == 2


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"from_on": ON}, "limits_from_today"),
        ({"renewed_within_days": 0}, "limit_range"),
        ({"renewed_within_days": 366}, "limit_range"),
        ({"dormant_months": 61}, "limit_range"),
        ({"sure_months": 12}, "limits_order"),
    ],
)
def test_limits_that_cannot_be_leave_nothing(chief: Actor, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput, match=code):
        sets(chief, **changes)
    assert not SituationSettings.objects.exists()


def test_nobody_else_sets_them(party: Party) -> None:
    for by in (holder(unit=party.provinces[0][0]), holder(unit=party.national, body="pole", post="member")):
        with pytest.raises(PermissionDenied):
            sets(acting(by, ON))
