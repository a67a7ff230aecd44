"""Help in the days since the sample's last one, a little each day: the invented party does the real acts.

What happens on a day is drawn from the seed and the day. An act that is not allowed by then is left out.
"""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.dysfunctions.operations.closing import answer_case, settle_case
from tajadur.activity.dysfunctions.operations.remedies import agree_remedy
from tajadur.activity.resources.models import ResourceDelivery, ResourceKind, ResourceRequest
from tajadur.activity.resources.operations.asking import ask_resources
from tajadur.activity.resources.operations.deciding import decide_request
from tajadur.activity.resources.operations.delivering import confirm_delivery, deliver_part
from tajadur.activity.resources.operations.speaking import endorse_request, recommend_request
from tajadur.activity.resources.queries.requests import in_state
from tajadur.activity.resources.vocabulary import DecisionOutcome
from tajadur.activity.support.models import Advice, Promise, Visit
from tajadur.activity.support.operations.advising import give_advice
from tajadur.activity.support.operations.answering import answer_advice, mark_used, note_read
from tajadur.activity.support.operations.promising import PromiseData, keep_promise
from tajadur.activity.support.operations.visiting import plan_visit, say_visit_made, say_visit_not_made
from tajadur.activity.support.queries.facts import awaited
from tajadur.activity.support.vocabulary import AnswerKind
from tajadur.foundation.calendar import instant
from tajadur.foundation.errors import BadInput, Conflict, NotVisible, PermissionDenied
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Role
from tajadur.rules.resources import ResourceState

from . import words, words_of_help
from .offices import Offices

# After a longer time without anybody, what is older stays as it was.
MOST_DAYS = 60
_HELPED = ("province", "branch")
Act = Callable[[], Any]


def help_since(*, seed: int, after: date, on: date) -> Iterator[date]:
    """Write the help of each day after ``after`` and before ``on``; gives each day when it is written."""
    offices = Offices.read()
    day = max(after + timedelta(days=1), on - timedelta(days=MOST_DAYS))
    while day < on:
        for act in _Day(day, Random(f"{seed}/{day}/help"), offices).acts():
            try:
                with transaction.atomic():
                    act()
            except (BadInput, Conflict, NotVisible, PermissionDenied):
                continue
        yield day
        day += timedelta(days=1)


class _Day:
    """What is done on one day, in its order."""

    def __init__(self, day: date, random: Random, offices: Offices) -> None:
        self.day, self.random, self.offices = day, random, offices
        self.at = instant(day, time(11))

    def acts(self) -> Iterator[Act]:
        """Each act as something to call."""
        yield from self._answers()
        yield from self._visits()
        yield from self._promises()
        yield from self._cases()
        yield from self._requests()
        yield from self._advice()

    def _by(self, actor: Actor, hours: int = 0) -> dict[str, Any]:
        return {"by": actor, "at": self.at + timedelta(hours=hours)}

    def _some(self, rows: QuerySet[Any], most: int) -> list[Any]:
        """A few of the first thirty, by their keys."""
        first = list(rows.order_by("pk")[:30])
        return self.random.sample(first, min(most, len(first)))

    def _advice(self) -> Iterator[Act]:
        followers = self.offices.followers(self.day)
        for actor in self.random.sample(followers, min(2, len(followers))):
            units = Unit.objects.filter(path__startswith=actor.grants[0].area_path or "", kind__code__in=_HELPED)
            for unit in self._some(units.filter(closed_on=None), 1):
                text = self.random.choice(words_of_help.ADVICE)
                yield partial(give_advice, unit_id=unit.pk, text=text, wants_answer=True, **self._by(actor))
                if self.random.random() < 0.35:
                    planned_on = self.day + timedelta(days=self.random.randint(5, 14))
                    aim = self.random.choice(words_of_help.AIMS)
                    yield partial(
                        plan_visit,
                        unit_id=unit.pk,
                        planned_on=planned_on,
                        aim=aim,
                        visitor_ids=actor.post_ids,
                        **self._by(actor),
                    )

    def _answers(self) -> Iterator[Act]:
        waiting = Advice.objects.filter(awaited(self.day), given_on__lt=self.day - timedelta(days=2))
        for advice in self._some(waiting, 2):
            secretary = self.offices.secretary(advice.unit_id, self.day)
            if secretary is None:
                continue
            text = self.random.choice(words_of_help.ANSWERS)
            yield partial(note_read, advice_id=advice.pk, **self._by(secretary))
            yield partial(
                answer_advice, advice_id=advice.pk, kind=AnswerKind.ANSWER, text=text, **self._by(secretary, 1)
            )
            if self.random.random() < 0.5:
                yield partial(mark_used, advice_id=advice.pk, **self._by(secretary, 2))

    def _visits(self) -> Iterator[Act]:
        for visit in Visit.objects.filter(outcome="", planned_on=self.day - timedelta(days=1)).order_by("pk"):
            visitor = next((a for a in self.offices.followers(self.day) if visit.post_id in a.post_ids), None)
            met = self.offices.secretary(visit.unit_id, visit.planned_on)
            if visitor is None:
                continue
            if met is None or self.random.random() < 0.15:
                because = self.random.choice(words_of_help.NOT_MADE)
                yield partial(say_visit_not_made, visit_id=visit.pk, because=because, **self._by(visitor))
                continue
            due_on = self.day + timedelta(days=self.random.randint(10, 40))
            promise = PromiseData(text=self.random.choice(words_of_help.PROMISES), due_on=due_on)
            seen = self.random.choice(words_of_help.SEEN)
            yield partial(
                say_visit_made, visit_id=visit.pk, made_on=visit.planned_on, met_ids=met.post_ids, seen=seen,
                promises=[promise], **self._by(visitor),
            )  # fmt: skip

    def _promises(self) -> Iterator[Act]:
        near = (self.day - timedelta(days=30), self.day + timedelta(days=2))
        for promise in self._some(Promise.objects.filter(kept_on=None, withdrawn_at=None, due_on__range=near), 1):
            owner = next((a for a in self.offices.followers(self.day) if promise.owner_id in a.post_ids), None)
            if owner is not None:
                proof = self.random.choice(words_of_help.PROOFS)
                yield partial(keep_promise, promise_id=promise.pk, kept_on=self.day, proof=proof, **self._by(owner))

    def _cases(self) -> Iterator[Act]:
        acts = (self._answer_case, self._agree, self._settle)
        rows = Case.objects.filter(ended_on=None, opened_on__lt=self.day).select_related("unit")
        for act, case in zip(acts, self._some(rows, len(acts)), strict=False):
            secretary = self.offices.secretary(case.unit_id, self.day)
            follower = self.offices.follower(case.unit, self.day)
            if secretary and follower:
                yield partial(act, case, secretary, follower)

    def _answer_case(self, case: Case, unit: Actor, _cell: Actor) -> None:
        answer_case(case_id=case.pk, text=self.random.choice(words.CASE_ANSWERS), **self._by(unit))

    def _agree(self, case: Case, unit: Actor, cell: Actor) -> None:
        agree_remedy(
            case_id=case.pk, text=self.random.choice(words.REMEDIES), owner_id=unit.post_ids[0],
            due_on=self.day + timedelta(days=30), on=self.day, **self._by(cell),
        )  # fmt: skip

    def _settle(self, case: Case, unit: Actor, _cell: Actor) -> None:
        settle_case(case_id=case.pk, text=self.random.choice(words.SETTLED), on=self.day, **self._by(unit))

    def _requests(self) -> Iterator[Act]:
        steps = {
            ResourceState.ENDORSEMENT: self._endorse,
            ResourceState.RECOMMENDATION: self._recommend,
            ResourceState.DECISION: self._decide,
            ResourceState.DELIVERY: self._deliver,
            ResourceState.CONFIRMATION: self._confirm,
        }
        for state, step in steps.items():
            rows = ResourceRequest.objects.filter(in_state(state, self.day), asked_on__lt=self.day)
            for request in self._some(rows.select_related("unit", "kind"), 1):
                yield partial(step, request)
        if self.day.toordinal() % 3 == 0:
            yield self._ask

    def _ask(self) -> None:
        kind = self.random.choice(list(ResourceKind.objects.order_by("pk")))
        units = Unit.objects.filter(kind__code="province", closed_on=None).order_by("code")
        unit = self.random.choice(list(units))
        secretary = self.offices.secretary(unit.pk, self.day)
        if secretary is not None:
            amount = self.random.randint(4, 40) * 50_000 if kind.with_amount else None
            purpose = self.random.choice(words.RESOURCES_FOR[kind.code])
            ask_resources(
                unit_id=unit.pk, kind=kind.code, amount=amount, purpose=purpose,
                needed_by=self.day + timedelta(days=60), on=self.day, **self._by(secretary),
            )  # fmt: skip

    def _endorse(self, request: ResourceRequest) -> None:
        if above := self.offices.secretary(request.unit.parent_id, self.day):
            endorse_request(request_id=request.pk, in_favour=True, reason="", on=self.day, **self._by(above))

    def _recommend(self, request: ResourceRequest) -> None:
        if cell := self.offices.follower(request.unit, self.day):
            recommend_request(request_id=request.pk, in_favour=True, reason="", on=self.day, **self._by(cell))

    def _decide(self, request: ResourceRequest) -> None:
        if general := self.offices.held(Role.SECRETARY_GENERAL, None, self.day):
            decide_request(
                request_id=request.pk, outcome=DecisionOutcome.WHOLE, reason="",
                deliver_by=self.day + timedelta(days=45), on=self.day,
                **self._by(general),
            )  # fmt: skip

    def _deliver(self, request: ResourceRequest) -> None:
        if admin := self.offices.held(Role.ADMINISTRATOR, None, self.day):
            deliver_part(
                request_id=request.pk, amount=request.decision.amount, completes=True,
                proof=words.RESOURCES_PROOF % {"number": 100 + self.day.day}, delivered_on=self.day, on=self.day,
                **self._by(admin),
            )  # fmt: skip

    def _confirm(self, request: ResourceRequest) -> None:
        delivery = ResourceDelivery.objects.filter(decision__request=request, confirmation=None).order_by("pk").first()
        if delivery and (secretary := self.offices.secretary(request.unit_id, self.day)):
            confirm_delivery(delivery_id=delivery.pk, on=self.day, **self._by(secretary))
