"""The invented party: the same from the same seed, moved forward without surprise, never among real accounts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tajadur.activity.census.models import BranchAnswers, Campaign
from tajadur.activity.census.operations.declaring import declare_answers
from tajadur.activity.census.queries.campaigns import state_of_campaign
from tajadur.activity.dysfunctions.models import CaseAnswer
from tajadur.activity.meetings.models import Meeting, Point
from tajadur.activity.meetings.queries.minutes import minutes_facts
from tajadur.activity.meetings.queries.preparation import preparation_of
from tajadur.activity.proximity.models import ProximityActivity
from tajadur.activity.resources.models import ResourceDecision, ResourceRequest
from tajadur.activity.support.models import Advice, AdviceAnswer, Promise, Visit
from tajadur.duties.obligations.models import Obligation
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.verification import verify
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account
from tajadur.organisation.people.queries.accounts import sample_accounts
from tajadur.organisation.profile.models import Profile
from tajadur.registry.notices.models import Delivery
from tajadur.rules.minutes import MinutesState
from tajadur.sample import building
from tajadur.sample.people import PASSWORD, PROVINCE
from tests.factories.documents import first_cells, section
from tests.factories.duties import at_noon

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 20)
LATER, OVER, EVER = ON + timedelta(days=10), date(2026, 10, 1), date(2027, 1, 1)
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


@dataclass(frozen=True)
class Seeded:
    """The digest of the party the tests find, of another seeded on the same day, and of one seeded later."""

    own: str
    same: str
    fresh: str


def seeded_and_undone(on: date, before: date) -> str:
    with transaction.atomic():
        building.seed_party(**SEEDING, on=on, at=at_noon(on))
        found = digest(before)
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def seeded(swept_tables: None, django_db_blocker: Any) -> Iterator[Seeded]:
    """The party, in one transaction that is never kept; each test goes on from it by itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_territory", stdout=StringIO())
        same, fresh = seeded_and_undone(ON, EVER), seeded_and_undone(LATER, OVER)
        building.seed_party(**SEEDING, on=ON, at=at_noon(ON))
        yield Seeded(digest(EVER), same, fresh)
        transaction.set_rollback(True)


def test_the_same_seed_and_day_give_the_same_party_and_every_invariant_holds(seeded: Seeded) -> None:
    assert seeded.own == seeded.same
    assert verify(AsOf(on=ON, at=at_noon(ON), passes_run=False)) == []
    assert not building.move_forward(seed=1, on=ON, at=at_noon(ON))


def test_its_accounts_are_those_of_the_readme(seeded: Seeded) -> None:
    names = set(Account.objects.filter(is_sample=True).values_list("username", flat=True))
    assert names == {"sg", "bureau", "pole", "admin", "cell", "assistant", "region", "province", "branch", "former"}
    table = section("Who you can be")
    assert sorted(first_cells(table)) == sorted(account.username for account in sample_accounts(on=ON))
    assert PASSWORD in table


def test_moved_forward_it_is_what_a_fresh_party_of_that_day_is_for_periods_long_over(seeded: Seeded) -> None:
    assert building.stale_since(LATER) == ON
    assert building.move_forward(seed=1, on=LATER, at=at_noon(LATER))
    assert (Profile.objects.get().sample_until, building.stale_since(LATER)) == (LATER, None)
    assert digest(OVER) == seeded.fresh
    assert verify(AsOf(on=LATER, at=at_noon(LATER), passes_run=False)) == []


def test_moved_forward_the_cell_goes_on_helping_the_same_way_from_the_same_seed(seeded: Seeded) -> None:
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


def test_a_council_adopted_its_minutes_and_its_next_session_is_half_prepared(seeded: Seeded) -> None:
    adopted, circulated = (
        facts.status(ON).state for _, facts in sorted(minutes_facts(council_meetings("reported")).items())
    )
    assert (adopted, circulated) == (MinutesState.ADOPTED, MinutesState.CIRCULATED)
    (coming,) = Meeting.objects.filter(pk__in=council_meetings("programmed"))
    preparation = preparation_of(coming, ON)
    assert preparation is not None
    assert [step.state for step in preparation.steps] == ["done", "late", "done_late", "to_do", "to_do"]
    assert Point.objects.filter(meeting=coming, minutes_of__isnull=False).count() == 1


def council_meetings(state: str) -> list[int]:
    rows = Meeting.objects.filter(unit__code=PROVINCE, body__body_type__code="council", state=state)
    return list(rows.values_list("pk", flat=True))


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


def _share(campaign: Campaign) -> float:
    owed = Obligation.objects.filter(directive=campaign.directive_id)
    return owed.exclude(filed_on=None).count() / owed.count()


def test_of_its_censuses_one_is_over_one_runs_and_branches_go_on_declaring(seeded: Seeded) -> None:
    past, running = Campaign.objects.select_related("directive").order_by("directive__once_opens_on")
    assert [state_of_campaign(campaign, ON) for campaign in (past, running)] == ["closed", "running"]
    assert 0.8 < _share(past) < 0.97 and 0.55 < _share(running) < 0.65
    answers = BranchAnswers.objects.filter(form__campaign=past)
    assert answers.filter(is_late=True, declaration__withdrawn_at=None).count() > 10
    assert answers.exclude(declaration__withdrawn_at=None).count() > 5
    # Whoever tries the demonstration declares for their branch; that stays.
    secretary = Account.objects.get(username="branch")
    own = Obligation.objects.get(directive=running.directive_id, unit__posts__mandates__person=secretary.person_id)
    assert own.filed_on is None
    typed = {"has_secretary": ["no"], "office_members": ["7"], "meetings_held": ["9"], "members_total": ["80"],
             "members_women": ["30"], "has_premises": ["no"]}  # fmt: skip
    actor, key = actor_of(secretary, ON), UUID(int=7)
    declare_answers(obligation_id=own.pk, typed=typed, form_version=1, client_key=key, by=actor, at=at_noon(ON))
    before, later = BranchAnswers.objects.filter(form__campaign=running).count(), ON + timedelta(days=12)
    assert building.move_forward(seed=1, on=later, at=at_noon(later))
    assert BranchAnswers.objects.filter(form__campaign=running).count() > before + 20
    assert BranchAnswers.objects.get(obligation=own).answers["members_total"] == 80
    assert verify(AsOf(on=later, at=at_noon(later), passes_run=False)) == []
