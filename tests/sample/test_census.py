"""The census campaigns of the demonstration: forms that can be asked, answers that could have been typed."""

from datetime import date, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command

from tajadur.activity.census.models import BranchAnswers, Campaign
from tajadur.activity.census.operations.declaring import declare_answers
from tajadur.activity.census.queries.campaigns import state_of_campaign
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.questionnaires.answering import judge_answers
from tajadur.foundation.questionnaires.checking import flaws_of
from tajadur.foundation.questionnaires.definition import Questionnaire
from tajadur.foundation.questionnaires.planning import Asking
from tajadur.foundation.questionnaires.storing import as_data
from tajadur.invariants.as_of import AsOf
from tajadur.invariants.verification import verify
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account
from tajadur.sample import building
from tajadur.sample.census import FORMS
from tajadur.sample.census_answers import KnownBranch, drawn_answers
from tests.factories.duties import at_noon

pytestmark = pytest.mark.usefixtures("swept_tables")

ON = date(2026, 11, 20)
STANDINGS = (
    KnownBranch(),
    KnownBranch([(date(2020, 5, 1), None, 7)], [ON - timedelta(days=30 * ago) for ago in range(14, 0, -1)]),
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.form_id)
def test_what_is_drawn_could_have_been_typed(form: Questionnaire) -> None:
    assert flaws_of(form) == []
    asking, answered = Asking.of(as_data(form)), set[str]()
    for seed in range(200):
        answers = drawn_answers(form, STANDINGS[seed % 2], ON, seed, corrected=seed % 5 == 0)
        judged = judge_answers(asking, answers, ON)
        assert (judged.answers, judged.flaws, judged.unasked) == (answers, [], ())
        answered |= answers.keys()
    asked = {name for name in form.questions if name not in asking.repeats} | set(asking.repeats.values())
    assert answered == asked


@pytest.fixture
def demonstration(db: None) -> None:
    call_command("load_territory", stdout=StringIO())
    building.seed_party(seed=1, full=False, months=3, on=ON, at=at_noon(ON))


def _share(campaign: Campaign) -> float:
    owed = Obligation.objects.filter(directive=campaign.directive_id)
    return owed.exclude(filed_on=None).count() / owed.count()


def test_one_is_over_one_runs_and_branches_go_on_declaring(demonstration: None) -> None:
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
