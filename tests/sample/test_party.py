"""The invented party: the same from the same seed, moved forward without surprise, never among real accounts."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tajadur.activity.dysfunctions.models import CaseAnswer
from tajadur.activity.proximity.models import ProximityActivity
from tajadur.activity.resources.models import ResourceDecision, ResourceRequest
from tajadur.activity.support.models import Advice, AdviceAnswer, Promise, Visit
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.verification import verify
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.models import Profile
from tajadur.registry.notices.models import Delivery
from tajadur.sample import building
from tests.factories.duties import at_noon
from tests.factories.party import holder, small_party

pytestmark = pytest.mark.usefixtures("swept_tables")

ON = date(2026, 11, 20)
SEEDING: dict[str, Any] = {"seed": 1, "full": False, "months": 3}
# What happened, without numbers given by sequences. Left out: units whose closing or opening is counted back from the
# last day, and the province excused in its last silent month; circulars, whose days are counted back from it too.
FACTS = """
SELECT md5(string_agg(line, '|' ORDER BY line)) FROM (
    SELECT concat_ws(',', d.code, u.code, o.period_key, o.programmed_on, o.planned_on, o.held_on, o.filed_on,
                     o.submitted_at, o.not_held_on, o.excused_on, o.cancelled_on, o.extended_until) AS line
    FROM obligations_obligation o
    JOIN directives_directive d ON d.id = o.directive_id JOIN units_unit u ON u.id = o.unit_id
    WHERE o.period_end < %s AND u.closed_on IS NULL AND u.opened_on < date '2026-01-01' AND u.code <> '09.541'
        AND o.addressee = 0
) facts
"""


def digest(before: date) -> str:
    with connection.cursor() as cursor:
        cursor.execute(FACTS, [before])
        return str(cursor.fetchone()[0])


@pytest.fixture
def territory(db: None) -> None:
    call_command("load_territory", stdout=StringIO())


def seeded_and_undone(on: date, before: date) -> str:
    with transaction.atomic():
        building.seed_party(**SEEDING, on=on, at=at_noon(on))
        found = digest(before)
        transaction.set_rollback(True)
    return found


def test_the_same_seed_and_day_give_the_same_party_and_every_invariant_holds(territory: None) -> None:
    first = seeded_and_undone(ON, date(2027, 1, 1))
    building.seed_party(**SEEDING, on=ON, at=at_noon(ON))
    assert digest(date(2027, 1, 1)) == first
    assert verify(AsOf(on=ON, at=at_noon(ON), passes_run=False)) == []
    assert not building.move_forward(seed=1, on=ON, at=at_noon(ON))
    names = set(Account.objects.filter(is_sample=True).values_list("username", flat=True))
    assert names == {"sg", "bureau", "pole", "admin", "cell", "assistant", "region", "province", "branch", "former"}


def test_moved_forward_it_is_what_a_fresh_party_of_that_day_is_for_periods_long_over(territory: None) -> None:
    later, over = ON + timedelta(days=10), date(2026, 10, 1)
    fresh = seeded_and_undone(later, over)
    building.seed_party(**SEEDING, on=ON, at=at_noon(ON))
    assert building.stale_since(later) == ON
    assert building.move_forward(seed=1, on=later, at=at_noon(later))
    assert (Profile.objects.get().sample_until, building.stale_since(later)) == (later, None)
    assert digest(over) == fresh
    assert verify(AsOf(on=later, at=at_noon(later), passes_run=False)) == []


def test_no_sample_is_written_among_real_accounts(db: None) -> None:
    party = small_party()
    holder(unit=party.provinces[0][0])
    with pytest.raises(CommandError, match="real accounts"):
        call_command("seed_demo")
    assert not building.is_seeded()


def test_moved_forward_the_cell_goes_on_helping_the_same_way_from_the_same_seed(territory: None) -> None:
    building.seed_party(**SEEDING, on=ON, at=at_noon(ON))
    later = ON + timedelta(days=9)
    written = []
    for undone in (True, False):
        with transaction.atomic():
            assert building.move_forward(seed=1, on=later, at=at_noon(later))
            written.append(helped_since(ON))
            transaction.set_rollback(undone)
    assert written[0] == written[1]
    assert all(written[0].values()), written[0]
    assert verify(AsOf(on=later, at=at_noon(later), passes_run=False)) == []
    assert not Delivery.objects.filter(state="pending", digest_on__lt=later).exists()


def helped_since(day: date) -> dict[str, int]:
    return {
        "activities": ProximityActivity.objects.filter(held_on__gte=day).count(),
        "advice": Advice.objects.filter(given_on__gt=day).count(),
        "answers": AdviceAnswer.objects.filter(answered_on__gt=day).count(),
        "visits": Visit.objects.filter(said_at__gt=at_noon(day)).count(),
        "kept": Promise.objects.filter(kept_on__gt=day).count(),
        "cases": CaseAnswer.objects.filter(answered_at__gt=at_noon(day)).count(),
        "asked": ResourceRequest.objects.filter(asked_on__gt=day).count(),
        "moved on": ResourceDecision.objects.filter(decided_on__gt=day).count(),
    }
