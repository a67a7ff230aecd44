"""Help from above in the small party: advice, visits and promises, by plain calls of the acts themselves."""

from datetime import date, datetime, time, timedelta
from typing import Any

from tajadur.activity.support.models import Advice, Promise, Visit
from tajadur.activity.support.operations.advising import give_advice
from tajadur.activity.support.operations.promising import PromiseData, promise_with_advice
from tajadur.activity.support.operations.visiting import plan_visit, say_visit_made
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Post
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tests.factories.party import make_post


def early(day: date) -> datetime:
    """Just after midnight: whatever else is done that day comes later."""
    return instant(day, time(0, 1))


def advised(unit: Unit, by: Actor, **said: Any) -> Advice:
    """Advice to ``unit`` given on the actor's day; an answer is wanted unless said otherwise."""
    what = {"text": "اجتمعوا قبل نهاية الشهر", "wants_answer": True, **said}
    return Advice.objects.get(pk=give_advice(unit_id=unit.pk, by=by, at=early(by.on), **what))


def planned(unit: Unit, by: Actor, planned_on: date | None = None, **said: Any) -> Visit:
    """A visit to ``unit`` by the actor's first post, in a week unless said otherwise."""
    what = {"aim": "مواكبة المكتب", "visitor_ids": by.post_ids[:1], **said}
    day = planned_on or by.on + timedelta(days=7)
    return Visit.objects.get(pk=plan_visit(unit_id=unit.pk, planned_on=day, by=by, at=early(by.on), **what))


def made(
    visit: Visit, by: Actor, *promises: PromiseData, made_on: date | None = None, met: Post | None = None
) -> list[int]:
    """The visit was made on its planned day: they met the secretary. Returns the ids of the promises."""
    return say_visit_made(
        visit_id=visit.pk,
        made_on=made_on or visit.planned_on,
        met_ids=[(met or make_post(unit=visit.unit)).pk],
        seen="المكتب يشتغل",
        promises=promises,
        by=by,
        at=early(by.on),
    )


def promised(unit: Unit, by: Actor, due_on: date, **said: Any) -> Promise:
    """A promise beside advice, made on the actor's day."""
    advice = advised(unit, by, wants_answer=False)
    data = PromiseData(text="نوفر قاعة للاجتماع", due_on=due_on, **said)
    return Promise.objects.get(pk=promise_with_advice(advice_id=advice.pk, promise=data, by=by, at=early(by.on)))
