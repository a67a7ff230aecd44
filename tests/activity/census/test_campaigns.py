"""A campaign from its draft to its answers: who owes, what is taken, until when, and what versions keep."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tajadur.activity.census.models import AnswersDraft, BranchAnswers, Campaign, CampaignForm
from tajadur.activity.census.operations.campaigns import CampaignTerms, draft_campaign, replace_form
from tajadur.activity.census.operations.declaring import AnswersFlawed
from tajadur.activity.census.operations.drafts import save_answers_draft
from tajadur.activity.census.queries.campaigns import campaigns_for, owed_in, progress_by_place
from tajadur.activity.census.queries.results import earlier_with, result_of
from tajadur.activity.declarations.models import Declaration
from tajadur.activity.declarations.operations import declare_done, declare_not_held, withdraw_declaration
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.foundation.questionnaires.definition import AnswerChoice, Questionnaire
from tajadur.permissions.actors import Actor
from tests.factories.campaigns import NAMES, WHOLE, asked, campaign, declares
from tests.factories.duties import administrator, at_noon, secretary_general, state
from tests.factories.party import Party, acting, holder
from tests.factories.questionnaires import situation_form

ON = date(2026, 5, 4)
LAST = ON + timedelta(days=30)


@pytest.fixture
def running(party: Party) -> Campaign:
    return campaign(party, ON)


@pytest.fixture
def row(party: Party, running: Campaign) -> Obligation:
    return asked(running, party.branches[0][0][0])


@pytest.fixture
def secretary(party: Party) -> Actor:
    return acting(holder(unit=party.branches[0][0][0]), ON)


def test_every_branch_owes_it_once_and_only_branches(party: Party, running: Campaign) -> None:
    rows = Obligation.objects.filter(directive=running.directive_id)
    assert rows.count() == rows.filter(unit__kind__code="branch").count() == 8
    assert {(row.period_start, row.due_on) for row in rows} == {(ON, LAST)}


def test_answers_settle_the_obligation_and_are_kept_whole(row: Obligation, secretary: Actor) -> None:
    receipt = declares(row, secretary, ON + timedelta(days=2))
    kept = BranchAnswers.objects.get(declaration_id=receipt.submission_id)
    assert kept.answers["activities"] == [{"activity": "لقاء تواصلي", "attendance": 40}]
    assert (kept.answers["members"], kept.is_late, kept.form.version) == (9, False, 1)
    assert state(row, ON + timedelta(days=2)) == "on_time"


def test_late_answers_are_taken_for_fifteen_days_and_marked(row: Obligation, secretary: Actor) -> None:
    with pytest.raises(BadInput) as refused:
        declares(row, secretary, LAST + timedelta(days=16))
    assert refused.value.code == "campaign_closed"
    receipt = declares(row, secretary, LAST + timedelta(days=15))
    assert BranchAnswers.objects.get(declaration_id=receipt.submission_id).is_late
    assert state(row, LAST + timedelta(days=15)) == "late"


def test_the_last_day_is_in_time_to_its_end(row: Obligation, secretary: Actor) -> None:
    receipt = declares(row, secretary, LAST)
    assert not BranchAnswers.objects.get(declaration_id=receipt.submission_id).is_late


def test_flawed_answers_write_nothing(row: Obligation, secretary: Actor) -> None:
    with pytest.raises(AnswersFlawed) as flawed:
        declares(row, secretary, ON, WHOLE | {"members": ["99"], "women": ["x"], "remarks": ["x" * 200_000]})
    codes = {flaw.place: flaw.code for flaw in flawed.value.flaws}
    assert codes == {"members": "constraint_unmet", "women": "whole_number_unreadable", "remarks": "text_too_long"}
    assert not Declaration.objects.exists()


def test_the_same_key_gives_the_same_receipt_and_other_answers_a_conflict(row: Obligation, secretary: Actor) -> None:
    key = UUID(int=5)
    first = declares(row, secretary, ON, client_key=key)
    again = declares(row, secretary, ON + timedelta(days=3), client_key=key)
    assert (again.number, again.is_new) == (first.number, False)
    with pytest.raises(Conflict) as other:
        declares(row, secretary, ON, WHOLE | {"members": ["10"]}, client_key=key)
    assert other.value.code == "key_reused"
    assert BranchAnswers.objects.count() == 1


def test_a_correction_keeps_the_first_answers_and_two_devices_do_not_overwrite(
    row: Obligation, secretary: Actor
) -> None:
    first = declares(row, secretary, ON)
    with pytest.raises(Conflict) as meanwhile:
        declares(row, secretary, ON, WHOLE | {"members": ["10"]})
    assert meanwhile.value.code == "already_declared"
    declares(row, secretary, ON + timedelta(days=1), WHOLE | {"members": ["10"]}, corrects=first.submission_id)
    counted = BranchAnswers.objects.filter(declaration__withdrawn_at=None)
    assert [answers.answers["members"] for answers in counted] == [10]
    assert BranchAnswers.objects.count() == 2


def test_an_old_version_is_refused_and_its_answers_stay(
    party: Party, running: Campaign, row: Obligation, secretary: Actor
) -> None:
    declares(row, secretary, ON)
    newer = replace(situation_form(), items=situation_form().items[:-1])
    assert replace_form(campaign_id=running.pk, form=newer, by=administrator(party, ON), at=at_noon(ON)) == 2
    other = asked(running, party.branches[0][0][1])
    by = acting(holder(unit=party.branches[0][0][1]), ON)
    with pytest.raises(Conflict) as old:
        declares(other, by, ON)
    assert old.value.code == "form_changed"
    declares(other, by, ON, form_version=2)
    assert sorted(BranchAnswers.objects.values_list("form__version", flat=True)) == [1, 2]
    assert BranchAnswers.objects.get(form__version=1).answers["members"] == 9
    with pytest.raises(BadInput) as same:
        replace_form(campaign_id=running.pk, form=newer, by=administrator(party, ON), at=at_noon(ON))
    assert same.value.code == "form_unchanged"


def test_nobody_above_declares_and_a_stranger_sees_nothing(party: Party, row: Obligation) -> None:
    province = acting(holder(unit=party.provinces[0][0]), ON)
    with pytest.raises(PermissionDenied):
        declares(row, province, ON)
    stranger = acting(holder(unit=party.branches[1][0][0]), ON)
    with pytest.raises(NotVisible):
        declares(row, stranger, ON)
    assert not BranchAnswers.objects.exists()


def test_it_is_answered_with_its_form_alone(row: Obligation, secretary: Actor) -> None:
    given = {"obligation_id": row.pk, "note": "", "client_key": UUID(int=1), "by": secretary, "at": at_noon(LAST)}
    with pytest.raises(BadInput) as done:
        declare_done(happened_on=ON, evidence="", **given)
    with pytest.raises(BadInput) as not_held:
        declare_not_held(reason="quorum", **given)
    assert done.value.code == not_held.value.code == "answered_by_form"


def test_what_is_taken_back_counts_no_longer(
    row: Obligation, running: Campaign, secretary: Actor, party: Party
) -> None:
    receipt = declares(row, secretary, ON)
    assert campaigns_for(secretary)[0][1].declared == 1
    withdraw_declaration(declaration_id=receipt.submission_id, by=secretary, at=at_noon(ON))
    assert campaigns_for(secretary)[0][1].declared == 0
    assert result_of(secretary_general(party, ON), running, "members", None).whole.declared == 0


def test_a_campaign_that_closes_before_it_opens_or_opened_before_today_is_refused(party: Party) -> None:
    admin = administrator(party, ON)
    for opens, closes, code in ((LAST, ON, "closes_before_opening"), (ON - timedelta(days=1), LAST, "opens_past")):
        with pytest.raises(BadInput) as refused:
            draft_campaign(
                terms=CampaignTerms(NAMES, opens, closes), form=situation_form(), on=ON, by=admin, at=at_noon(ON)
            )
        assert refused.value.code == code
    with pytest.raises(PermissionDenied):
        draft_campaign(
            terms=CampaignTerms(NAMES, ON, LAST),
            form=situation_form(),
            on=ON,
            by=secretary_general(party, ON),
            at=at_noon(ON),
        )
    assert not CampaignForm.objects.exists()


def test_drafts_of_two_devices_are_both_kept_until_one_is_chosen(row: Obligation, secretary: Actor) -> None:
    given = {"obligation_id": row.pk, "by": secretary, "at": at_noon(ON)}
    assert save_answers_draft(payload={"members": "7"}, version=0, **given) == 1
    with pytest.raises(Conflict) as other:
        save_answers_draft(payload={"members": "8"}, version=0, **given)
    assert (other.value.code, other.value.params) == ("draft_changed", {"version": 1, "payload": {"members": ["7"]}})
    assert save_answers_draft(payload={"members": "8"}, version=1, **given) == 2
    assert save_answers_draft(payload={"members": "8"}, version=1, **given) == 2
    with pytest.raises(BadInput):
        save_answers_draft(payload={"remarks": "x" * 500_000}, version=2, **given)
    declares(row, secretary, ON)
    assert not AnswersDraft.objects.exists()


def test_progress_and_results_by_place_for_whoever_may_know(
    party: Party, running: Campaign, row: Obligation, secretary: Actor
) -> None:
    declares(row, secretary, ON)
    whole = secretary_general(party, ON)
    assert {unit.pk: (each.declared, each.owed) for unit, each in progress_by_place(whole, running, None)} == {
        party.regions[0].pk: (1, 4),
        party.regions[1].pk: (0, 4),
    }
    result = result_of(whole, running, "has_office", None)
    assert result.whole.share("yes") == (1, 1)
    assert [(unit.pk, tally.answered) for unit, tally in result.places] == [(party.regions[0].pk, 1)]
    numbers = result_of(whole, running, "attendance", party.regions[0]).whole.numbers
    assert numbers is not None and (numbers.total, numbers.mean) == (40, 40)
    assert result_of(whole, running, "remarks", None).whole.answered == 0
    other = acting(holder(unit=party.provinces[1][0]), ON)
    assert result_of(other, running, "has_office", None).whole.declared == 0
    assert owed_in(other, running, None).count() == 2


def test_a_choice_removed_is_kept_for_the_answers_that_hold_it(
    party: Party, running: Campaign, row: Obligation, secretary: Actor
) -> None:
    declares(row, secretary, ON)
    form = situation_form()
    changed = Questionnaire(form.title, form.items, {"yes_no": (AnswerChoice("no", {"ar": "لا"}),)}, form.headings)
    replace_form(campaign_id=running.pk, form=changed, by=administrator(party, ON), at=at_noon(ON))
    result = result_of(secretary_general(party, ON), running, "has_office", None)
    assert result.gone == {"yes"}
    assert result.whole.values["yes"] == 1
    assert result.labels["yes"]["ar"] == "نعم"


def test_the_campaign_before_is_found_by_the_name_of_the_question(party: Party, running: Campaign) -> None:
    later = campaign(party, LAST + timedelta(days=40))
    chief = secretary_general(party, ON)
    earlier = earlier_with(chief, later, "members")
    assert earlier is not None and earlier[0] == running and len(earlier[1]) == 1
    assert earlier_with(chief, later, "nothing") is None
    assert earlier_with(chief, running, "members") is None
