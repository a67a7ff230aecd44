"""The branch gives its word on what the facts say, the secretary right above endorses it; bad input is refused."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from tajadur.activity.situations.models import SituationEndorsement, SituationWord
from tajadur.activity.situations.operations.confirming import confirm_situation, endorse_situation
from tajadur.activity.situations.queries.reading import branches_for, situation_of, words_of
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import nobody
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.templatetags.help_words import help_sentence
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.situation import SituationStatus, Sureness
from tajadur.web.notices.views import target_of
from tests.factories.duties import at_noon, opened, owed, report
from tests.factories.party import Party, acting, holder

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 15)


@pytest.fixture
def branch(party: Party) -> Unit:
    return party.branches[0][0][0]


@pytest.fixture
def secretary(branch: Unit) -> Account:
    return holder(unit=branch)


def says(unit: Unit, by: Account, *, on: date = ON, **changes: Any) -> SituationWord:
    typed = {"status": "active", "answer": "agreed", "remark": ""} | changes
    return confirm_situation(unit_id=unit.pk, **typed, on=on, by=acting(by, on), at=at_noon(on))


def endorses(word: SituationWord, by: Account, *, on: date = ON, **changes: Any) -> SituationEndorsement:
    typed: dict[str, Any] = {"in_favour": True, "remark": ""} | changes
    return endorse_situation(unit_id=word.unit_id, word_id=word.pk, **typed, on=on, by=acting(by, on), at=at_noon(on))


def post_held(account: Account) -> int:
    return Mandate.objects.get(person=account.person).post_id


def stands(unit: Unit, on: date = ON) -> tuple[str, str]:
    standing = situation_of(unit, on)
    assert standing is not None
    return standing.status.value, standing.sureness.value


def met(unit: Unit, *months: int) -> None:
    """The branch held and reported the meetings of these months of 2026."""
    opened(on=ON, from_on=date(2025, 11, 1))
    for month in months:
        row = owed(unit, "branch-office", f"2026-{month:02d}")
        report(row, held_on=date(2026, month, 10), filed_on=date(2026, month, 12))


def test_the_facts_of_the_tables_give_the_status(branch: Unit, secretary: Account, party: Party) -> None:
    met(branch, 1, 2, 5)
    assert stands(branch)[0] == "active"  # three of the last six due
    met_by_then = situation_of(branch, date(2026, 4, 20))
    assert met_by_then is not None
    assert (met_by_then.facts.reported, met_by_then.facts.due) == (2, 5)
    assert met_by_then.facts.held_on == date(2026, 2, 10)
    neighbour = party.branches[0][0][1]
    assert stands(neighbour)[0] == "secretary_vacant"
    holder(unit=neighbour)
    assert stands(neighbour)[0] == "dormant"  # since 2020, and nothing programmed
    branch.closed_on = ON
    branch.save()
    assert stands(branch)[0] == "dissolved"


def test_a_word_fades_and_the_facts_contradict_it(branch: Unit, secretary: Account) -> None:
    met(branch, 1, 2, 5)
    assert stands(branch) == ("active", "unconfirmed")
    says(branch, secretary)
    assert stands(branch) == ("active", "sure")
    assert stands(branch, date(2026, 6, 14)) == ("active", "unconfirmed")
    standing = situation_of(branch, date(2027, 1, 20))
    assert standing is not None
    assert (standing.status, standing.sureness) == (SituationStatus.WEAK, Sureness.CONTRADICTED)


def test_the_branch_alone_gives_its_word(branch: Unit, secretary: Account, party: Party) -> None:
    met(branch, 1, 2, 5)
    province, other = holder(unit=party.provinces[0][0]), holder(unit=party.branches[1][0][0])
    cell = holder(unit=party.national, body="cell", post="responsible", area=party.regions[0])
    member = holder(unit=branch, post="member")
    for by in (province, cell, member):
        with pytest.raises(PermissionDenied):
            says(branch, by)
    with pytest.raises(NotVisible):
        says(branch, other)
    assert SituationWord.objects.count() == 0
    word = says(branch, secretary)
    assert says(branch, secretary) == word  # the same word of the same day
    assert AuditEntry.objects.get(act="situation.agreed").unit_id == branch.pk


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"answer": ""}, "answer_required"),
        ({"answer": "perhaps"}, "answer_required"),
        ({"answer": "disputed", "remark": "  "}, "dispute_remark_required"),
        ({"remark": "x" * 1001}, "text_too_long"),
    ],
)
def test_what_cannot_be_accepted_leaves_nothing(
    branch: Unit, secretary: Account, changes: dict[str, str], code: str
) -> None:
    met(branch, 1, 2, 5)
    with pytest.raises(BadInput) as refused:
        says(branch, secretary, **changes)
    assert refused.value.code == code
    assert not SituationWord.objects.exists()


def test_a_word_on_facts_that_changed_is_refused(branch: Unit, secretary: Account) -> None:
    met(branch, 1, 2, 5)
    with pytest.raises(Conflict) as refused:
        says(branch, secretary, status="weak")
    assert refused.value.params == {"status": SituationStatus.ACTIVE}


def test_a_closed_branch_and_a_province_have_nothing_to_confirm(branch: Unit, secretary: Account, party: Party) -> None:
    branch.closed_on = date(2026, 6, 30)
    branch.save()
    with pytest.raises(NotVisible):  # its secretary is none any more
        says(branch, secretary, on=date(2026, 6, 30))
    province = party.provinces[0][0]
    with pytest.raises(BadInput, match="situation_of_branches"):
        says(province, holder(unit=province))


def test_the_level_right_above_endorses_once(branch: Unit, secretary: Account, party: Party) -> None:
    met(branch, 1, 2, 5)
    word = says(branch, secretary, answer="disputed", remark="نجتمع كل أسبوع")
    province, region = holder(unit=party.provinces[0][0]), holder(unit=party.regions[0])
    for by in (region, secretary):
        with pytest.raises(PermissionDenied):
            endorses(word, by)
    with pytest.raises(BadInput, match="refusal_remark_required"):
        endorses(word, province, in_favour=False)
    kept = endorses(word, province, in_favour=False, remark="لم نر محضرا")
    told = Notice.objects.get(kind=NoticeKind.SITUATION)
    assert (told.post_id, told.unit_id, told.cleared_at) == (post_held(secretary), branch.pk, None)
    assert told.params == {"event": "not_endorsed", "given_on": "2026-06-15"}
    with translation.override("en"):
        assert "15 June 2026" in help_sentence(told)
    assert target_of(nobody(date(2026, 6, 15)), told) == f"/situations/{branch.pk}/"
    with pytest.raises(Conflict, match="already_endorsed"):
        endorses(word, province)
    newer = says(branch, secretary, remark="صحيح")
    told.refresh_from_db()
    assert told.cleared_because == "answered"
    with pytest.raises(Conflict, match="word_replaced"):
        endorses(word, province)
    assert [row.pk for row in words_of(branch)] == [newer.pk, word.pk]
    standing = situation_of(branch, ON)
    assert standing is not None
    assert (standing.word_id, standing.endorsed, standing.is_disputed) == (newer.pk, None, False)
    assert kept.word_id == word.pk
    endorses(newer, province)
    assert Notice.objects.count() == 1


def test_each_reads_the_branches_within_reach(party: Party, django_assert_num_queries: Any) -> None:
    own = party.branches[0][0][0]
    at_home, province = holder(unit=own), holder(unit=party.provinces[0][0])
    everywhere = holder(unit=party.national, body="pole", post="member")
    counted = {}
    for by in (at_home, province, everywhere):
        actor = acting(by, ON)
        with django_assert_num_queries(2):
            counted[by.pk] = [row.id for row in branches_for(actor, ON)]
    assert counted[at_home.pk] == [own.pk]
    assert set(counted[province.pk]) == {unit.pk for unit in party.branches[0][0]}
    assert len(counted[everywhere.pk]) == 8
    under = branches_for(acting(everywhere, ON), ON, under=party.regions[1].pk)
    assert {row.id for row in under} == {unit.pk for province in party.branches[1] for unit in province}
