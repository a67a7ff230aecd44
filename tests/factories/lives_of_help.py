"""Help in the life of a unit: one of everything said, seen, promised, found and asked, with a canary in every text."""

from datetime import date, datetime, time, timedelta
from typing import Any

from tajadur.activity.dysfunctions.models import Case, CaseClosing, CaseDismissal, Remedy
from tajadur.activity.dysfunctions.vocabulary import FoundBy
from tajadur.activity.resources.models import (
    BudgetLine,
    DeliveryConfirmation,
    Endorsement,
    Recommendation,
    ResourceClosing,
    ResourceDecision,
    ResourceDelivery,
    ResourceKind,
    ResourceRequest,
)
from tajadur.activity.resources.operations.installing import install_kinds
from tajadur.activity.support.models import (
    Advice,
    AdviceAnswer,
    AdviceRead,
    AdviceReply,
    AdviceUse,
    Observation,
    Promise,
    Visit,
)
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Post
from tajadur.organisation.units.models import Unit
from tajadur.rules.cases import CaseEnd
from tajadur.rules.dysfunctions import CaseKind, Severity
from tests.factories.party import make_post

CANARY = "كناري"
DAY = date(2026, 10, 5)


def helped(unit: Unit, mandate_id: int) -> None:
    """One of every kind and event, on and after ``DAY``, by the secretary's post of the unit above."""
    assert unit.parent is not None
    above = make_post(unit=unit.parent)
    _support(unit, above, mandate_id)
    _cases(unit, above, mandate_id)
    _resources(unit, mandate_id)


def _noon(day: date) -> datetime:
    return instant(day, time(12))


def _support(unit: Unit, post: Post, mandate_id: int) -> None:
    by: dict[str, Any] = {"unit": unit, "mandate_id": mandate_id}
    given = {**by, "post": post, "given_on": DAY, "given_at": _noon(DAY), "text": f"{CANARY} مشورة"}
    Advice.objects.create(**given, withdrawn_at=_noon(DAY))
    advice = Advice.objects.create(**given, due_on=DAY + timedelta(days=9))
    AdviceRead.objects.create(advice=advice, read_on=DAY, read_at=_noon(DAY), post=make_post(unit=unit))
    AdviceUse.objects.create(advice=advice, used_on=DAY, used_at=_noon(DAY), mandate_id=mandate_id)
    for kind in ("answer", "question"):
        said = {"text": f"{CANARY} جواب", "answered_on": DAY, "answered_at": _noon(DAY), "mandate_id": mandate_id}
        AdviceAnswer.objects.create(advice=advice, kind=kind, **said)
    AdviceReply.objects.create(
        advice=advice, post=post, text=f"{CANARY} إضافة", replied_on=DAY, replied_at=_noon(DAY), mandate_id=mandate_id
    )
    seen = {"seen_on": DAY, "noted_on": DAY, "noted_at": _noon(DAY), "text": f"{CANARY} ملاحظة"}
    Observation.objects.create(**by, post=post, **seen)
    planned = {**by, "post": post, "planned_on": DAY, "announced_on": DAY, "announced_at": _noon(DAY)}
    aim, because = {"aim": f"{CANARY} هدف"}, {"because": f"{CANARY} سبب", "said_at": _noon(DAY)}
    Visit.objects.create(**planned, **aim)
    Visit.objects.create(**planned, **aim, outcome="made", made_on=DAY, seen=f"{CANARY} زيارة", said_at=_noon(DAY))
    for outcome in ("not_made", "cancelled"):
        Visit.objects.create(**planned, **aim, **because, outcome=outcome)
    promise = {
        **by, "owner": post, "advice": advice, "made_on": DAY, "made_at": _noon(DAY), "text": f"{CANARY} وعد",
        "due_on": DAY + timedelta(days=5),
    }  # fmt: skip
    Promise.objects.create(**promise, withdrawn_at=_noon(DAY), withdrawn_because=f"{CANARY} سحب")
    for days in (3, 8):
        kept_on = DAY + timedelta(days=days)
        Promise.objects.create(**promise, kept_on=kept_on, kept_at=_noon(kept_on), proof=f"{CANARY} دليل")


def _cases(unit: Unit, owner: Post, mandate_id: int) -> None:
    kinds = iter(CaseKind)
    for found_by in FoundBy:
        observed = found_by != FoundBy.RULE
        case = Case.objects.create(
            unit=unit,
            kind=next(kinds),
            path=unit.path,
            found_by=found_by,
            severity=Severity.HIGH,
            text=f"{CANARY} حالة" if observed else "",
            mandate_id=mandate_id if observed else None,
            opened_on=DAY,
            opened_at=_noon(DAY),
        )
        Remedy.objects.create(
            case=case, number=1, text=f"{CANARY} تدبير", owner=owner, due_on=DAY, agreed_on=DAY, agreed_at=_noon(DAY),
            mandate_id=mandate_id, done_on=DAY, done_at=_noon(DAY), done_mandate_id=mandate_id,
        )  # fmt: skip
    said = {"mandate_id": mandate_id}
    for case, end in zip(Case.objects.filter(unit=unit).order_by("pk"), CaseEnd, strict=False):
        if end is CaseEnd.SETTLED:
            CaseClosing.objects.create(case=case, text=f"{CANARY} تسوية", settled_on=DAY, settled_at=_noon(DAY), **said)
        if end is CaseEnd.DISMISSED:
            why = {"reason": f"{CANARY} استبعاد", "dismissed_on": DAY, "dismissed_at": _noon(DAY)}
            CaseDismissal.objects.create(case=case, **why, **said)
        Case.objects.filter(pk=case.pk).update(ended_on=DAY, ended_at=_noon(DAY), ended_as=end)


def _resources(unit: Unit, mandate_id: int) -> None:
    install_kinds()
    kind = ResourceKind.objects.filter(with_amount=True).first()
    assert kind is not None
    by = {"mandate_id": mandate_id}
    line, _ = BudgetLine.objects.get_or_create(
        year=2026, kind=kind, defaults={"amount": 10**8, "set_at": _noon(DAY), **by}
    )
    for outcome in ("whole", "part", "refused"):
        in_favour = outcome == "whole"
        request = ResourceRequest.objects.create(
            unit=unit, kind=kind, amount=10**6, purpose=f"{CANARY} غرض", needed_by=DAY, asked_on=DAY,
            asked_at=_noon(DAY), decide_until=DAY, **by,
        )  # fmt: skip
        word = {"in_favour": in_favour, "reason": f"{CANARY} رأي", "given_on": DAY, "given_at": _noon(DAY)}
        Endorsement.objects.create(request=request, decide_until=DAY, **word, **by)
        Recommendation.objects.create(request=request, decide_until=DAY, **word, **by)
        granted = {} if outcome == "refused" else {"amount": 10**5, "line": line, "deliver_by": DAY}
        decision = ResourceDecision.objects.create(
            request=request, outcome=outcome, reason=f"{CANARY} قرار", decided_on=DAY, decided_at=_noon(DAY), **granted,
            **by,
        )  # fmt: skip
        if granted:
            delivery = ResourceDelivery.objects.create(
                decision=decision, number=1, amount=10**4, completes=False, proof=f"{CANARY} وصل", delivered_on=DAY,
                noted_on=DAY, noted_at=_noon(DAY), confirm_by=DAY, **by,
            )  # fmt: skip
            received = {"note": f"{CANARY} تسلم", "confirmed_on": DAY, "confirmed_at": _noon(DAY)}
            DeliveryConfirmation.objects.create(delivery=delivery, unit=unit, **received, **by)
            ended = {"reason": f"{CANARY} إغلاق", "closed_on": DAY, "closed_at": _noon(DAY)}
            ResourceClosing.objects.create(decision=decision, **ended, **by)
