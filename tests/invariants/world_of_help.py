"""The part of the world that those above write when they help, and what units answer."""

from datetime import date, timedelta

from tajadur.activity.support.models import Advice
from tajadur.activity.support.nightly import tell_support
from tajadur.activity.support.operations.advising import reply_to_unit, withdraw_advice
from tajadur.activity.support.operations.answering import answer_advice, mark_used, note_read
from tajadur.activity.support.operations.observing import observe
from tajadur.activity.support.operations.promising import PromiseData, keep_promise, withdraw_promise
from tajadur.activity.support.operations.visiting import say_visit_not_made
from tajadur.duties.obligations.operations.reminding import remind_many
from tajadur.organisation.people.models import Account, Mandate
from tests.factories.duties import at_noon, owed
from tests.factories.party import Party, acting
from tests.factories.support import advised, made, planned, promised

from .world_of_elections import elected_soon
from .world_of_filings import declared_to_the_authority
from .world_of_premises import housed
from .world_of_situations import situated
from .world_of_training import trained

MAY = date(2026, 5, 18)


def helped(party: Party) -> None:
    """Advice answered, used, withdrawn and waiting; visits made and not; promises kept, withdrawn and open."""
    unit = party.branches[0][0][0]
    cell = {"post__area": party.regions[0], "post__post_type__office": "responsible"}
    member = Account.objects.get(person__mandates__in=Mandate.objects.filter(**cell))
    by, later = acting(member, MAY), acting(member, date(2026, 6, 5))
    ours = acting(Account.objects.get(username="office"), date(2026, 5, 20))
    answered, withdrawn, _ = (advised(unit, by, subject=("owed", about)) for about in [_owed(party)] * 3)
    noon = at_noon(ours.on)
    note_read(advice_id=answered.pk, by=ours, at=noon)
    answer_advice(advice_id=answered.pk, kind="question", text="كيف؟", by=ours, at=noon)
    reply_to_unit(advice_id=answered.pk, text="هكذا", by=later, at=noon + timedelta(hours=1))
    mark_used(advice_id=answered.pk, by=ours, at=noon + timedelta(hours=2))
    withdraw_advice(advice_id=withdrawn.pk, by=by, at=noon)
    visit = planned(unit, by, date(2026, 5, 25))
    made(visit, later, PromiseData("قاعة", date(2026, 6, 20)))
    missed = planned(unit, by, date(2026, 6, 1))
    say_visit_not_made(visit_id=missed.pk, because="ثلوج", by=later, at=at_noon(later.on))
    planned(unit, by, date(2026, 6, 7))
    kept, dropped = (promised(unit, by, date(2026, 6, day)) for day in (1, 2))
    keep_promise(promise_id=kept.pk, kept_on=date(2026, 6, 1), proof="وصل", by=later, at=at_noon(later.on))
    withdraw_promise(promise_id=dropped.pk, because="ميزانية", by=later, at=at_noon(later.on))
    promised(unit, by, date(2026, 6, 10))
    late = owed(party.branches[0][0][1], "branch-office", "2026-05").pk
    assert remind_many(obligation_ids=[late], by=later, at=at_noon(later.on)) == 1
    observe(unit_id=unit.pk, seen_on=MAY, text="المقر مغلق", subject=("owed", _owed(party)), by=by,
            at=at_noon(MAY))  # fmt: skip
    assert Advice.objects.filter(withdrawn_at=None).count() == 5
    situated(party)
    declared_to_the_authority(party)
    housed(party)
    trained(party)
    elected_soon(party)
    tell_support(on=date(2026, 6, 5), at=at_noon(date(2026, 6, 5)))


def _owed(party: Party) -> int:
    return owed(party.branches[0][0][0], "branch-office", "2026-05").pk
