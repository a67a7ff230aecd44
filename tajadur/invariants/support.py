"""Advice, visits, promises and observations: each of one unit and one post, its days in order, nothing settled told."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.meetings.models import Meeting
from tajadur.activity.support.models import (
    Advice,
    AdviceAnswer,
    AdviceRead,
    AdviceReply,
    AdviceUse,
    Observation,
    Promise,
    Visit,
    VisitPost,
)
from tajadur.activity.support.vocabulary import SubjectKind
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate
from tajadur.registry.notices.models import Notice

from .as_of import AsOf


def advice_consistent(as_of: AsOf) -> Iterator[str]:
    """Advice and what follows it have the days of their instants; the unit's words come after it, under its own."""
    for row in Advice.objects.values_list("pk", "given_on", "given_at", named=True).iterator(2000):
        if row.given_on != civil_day(row.given_at):
            yield f"advice {row.pk} is of {row.given_on}, its instant of {civil_day(row.given_at)}"
    yield from _said("answer", AdviceAnswer.objects, "answered", ends=True)
    yield from _said("use", AdviceUse.objects, "used", ends=True)
    yield from _said("reading", AdviceRead.objects, "read", ends=False)
    yield from _said("reply", AdviceReply.objects, "replied", ends=True)
    for what, rows in (("answer", AdviceAnswer.objects), ("use", AdviceUse.objects)):
        own = Mandate.objects.filter(pk=OuterRef("mandate_id"), post__unit=OuterRef("advice__unit"))
        others = rows.exclude(Exists(own)).values_list("pk", flat=True)
        yield from (f"{what} {pk} was written by somebody outside the unit" for pk in others)
    strangers = AdviceRead.objects.exclude(post__unit_id=F("advice__unit_id")).values_list("pk", flat=True)
    yield from (f"reading {pk} is of a post outside the unit" for pk in strangers)
    yield from _subjects("advice", Advice.objects.all())
    yield from _mandates("advice", Advice.objects.all())
    yield from _mandates("reply", AdviceReply.objects.all())


def visits_consistent(as_of: AsOf) -> Iterator[str]:
    """A visit is led by one of its visitors, met posts of its unit once it was made, and never in the future."""
    names = ("pk", "announced_on", "announced_at", "made_on", "said_at")
    for row in Visit.objects.values_list(*names, named=True).iterator(2000):
        if row.announced_on != civil_day(row.announced_at):
            yield f"visit {row.pk} was announced on {row.announced_on}, its instant is of another day"
        if row.said_at is not None and row.said_at < row.announced_at:
            yield f"visit {row.pk} was said to be over before it was announced"
        if row.made_on is not None and row.made_on > civil_day(row.said_at):
            yield f"visit {row.pk} was made on {row.made_on}, after that was said"
    sides = VisitPost.objects.filter(visit=OuterRef("pk"))
    unled = Visit.objects.exclude(Exists(sides.filter(side="visitor", post=OuterRef("post"))))
    yield from (f"visit {pk} is led by a post that does not visit" for pk in unled.values_list("pk", flat=True))
    alone = Visit.objects.filter(outcome="made").exclude(Exists(sides.filter(side="met")))
    yield from (f"visit {pk} was made and met nobody" for pk in alone.values_list("pk", flat=True))
    early = Visit.objects.exclude(outcome="made").filter(Exists(sides.filter(side="met")))
    yield from (f"visit {pk} met somebody without being made" for pk in early.values_list("pk", flat=True))
    others = VisitPost.objects.filter(side="met").exclude(post__unit_id=F("visit__unit_id"))
    yield from (f"row {pk} met a post of another unit" for pk in others.values_list("pk", flat=True))
    own = VisitPost.objects.filter(side="visitor", post__unit_id=F("visit__unit_id")).values_list("pk", flat=True)
    yield from (f"row {pk} is a visit of a unit to itself" for pk in own)


def promises_consistent(as_of: AsOf) -> Iterator[str]:
    """A promise is of the unit and not older than what it came from, owed from above, its days in order."""
    names = ("pk", "made_on", "made_at", "kept_on", "kept_at", "withdrawn_at", "visit__made_on", "advice__given_on")
    for row in Promise.objects.values_list(*names, named=True).iterator(2000):
        if row.made_on > civil_day(row.made_at):
            yield f"promise {row.pk} is of {row.made_on}, written on {civil_day(row.made_at)}"
        if row.visit__made_on is not None and row.made_on != row.visit__made_on:
            yield f"promise {row.pk} is of {row.made_on}, its visit of {row.visit__made_on}"
        if row.advice__given_on is not None and row.made_on < row.advice__given_on:
            yield f"promise {row.pk} is older than the advice it was made with"
        if row.kept_on is not None and row.kept_on > civil_day(row.kept_at):
            yield f"promise {row.pk} was kept on {row.kept_on}, after that was said"
        if any(at is not None and at < row.made_at for at in (row.kept_at, row.withdrawn_at)):
            yield f"promise {row.pk} was settled before it was written"
    other = Q(visit__isnull=False) & ~Q(visit__unit_id=F("unit_id"))
    other |= Q(advice__isnull=False) & ~Q(advice__unit_id=F("unit_id"))
    for pk in Promise.objects.filter(other).values_list("pk", flat=True):
        yield f"promise {pk} is to another unit than what it came from"
    unmade = Promise.objects.filter(visit__isnull=False).exclude(visit__outcome="made").values_list("pk", flat=True)
    yield from (f"promise {pk} is of a visit that was not made" for pk in unmade)
    to_itself = Promise.objects.filter(owner__unit_id=F("unit_id"), unit__depth__gt=0).values_list("pk", flat=True)
    yield from (f"promise {pk} is owed by the unit itself" for pk in to_itself)


def observations_consistent(as_of: AsOf) -> Iterator[str]:
    """An observation is of the day it was noted or an earlier one, about something of its unit."""
    for row in Observation.objects.values_list("pk", "noted_on", "noted_at", named=True).iterator(2000):
        if row.noted_on != civil_day(row.noted_at):
            yield f"observation {row.pk} was noted on {row.noted_on}, its instant is of another day"
    yield from _subjects("observation", Observation.objects.all())
    yield from _mandates("observation", Observation.objects.all())


def nothing_settled_waits(as_of: AsOf) -> Iterator[str]:
    """No reminder of answered or withdrawn advice, of a visit or a promise that is settled, still waits."""
    live = Notice.objects.filter(kind="follow_up", cleared_at=None)
    answers = AdviceAnswer.objects.filter(advice=OuterRef("pk"))
    settled = {
        "advice": Advice.objects.filter(Exists(answers) | Q(withdrawn_at__isnull=False) | Q(use__isnull=False)),
        "visit": Visit.objects.exclude(outcome=""),
        "promise": Promise.objects.filter(Q(kept_on__isnull=False) | Q(withdrawn_at__isnull=False)),
    }
    for kind, rows in settled.items():
        waiting = live.filter(subject_kind=kind, subject_id__in=rows.values("pk")).values_list("pk", flat=True)
        yield from (f"notice {pk} asks for a {kind} that is settled" for pk in waiting)


def _said(what: str, rows: Any, word: str, *, ends: bool) -> Iterator[str]:
    """Rows under advice: of the day of their instant, after the advice and, if it ``ends`` them, not withdrawn yet."""
    names = ("pk", f"{word}_on", f"{word}_at", "advice__given_at", "advice__withdrawn_at")
    for pk, day, at, given_at, withdrawn_at in rows.values_list(*names).iterator(2000):
        if day != civil_day(at):
            yield f"{what} {pk} is of {day}, its instant of {civil_day(at)}"
        if at < given_at or (ends and withdrawn_at is not None and at > withdrawn_at):
            yield f"{what} {pk} is older than its advice, or came after it was withdrawn"


def _subjects(what: str, rows: QuerySet[Any]) -> Iterator[str]:
    """What it is about is of the same unit."""
    for kind, model in ((SubjectKind.MEETING, Meeting), (SubjectKind.OBLIGATION, Obligation), (SubjectKind.CASE, Case)):
        own = model.objects.filter(pk=OuterRef("subject_id"), unit=OuterRef("unit"))
        wrong = rows.filter(subject_kind=kind).exclude(Exists(own)).values_list("pk", flat=True)
        yield from (f"{what} {pk} is about something ({kind}) of another unit" for pk in wrong)


def _mandates(what: str, rows: QuerySet[Any]) -> Iterator[str]:
    """It was written under a mandate of its post."""
    held = Mandate.objects.filter(pk=OuterRef("mandate_id"), post=OuterRef("post"))
    wrong = rows.exclude(Exists(held)).values_list("pk", flat=True)
    yield from (f"{what} {pk} was not written by the post it names" for pk in wrong)
