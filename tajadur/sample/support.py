"""The help of the invented cell: advice and answers, visits, promises kept on their day, late or not, observations."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

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
from tajadur.activity.support.nightly import tell_support
from tajadur.activity.support.operations.notifying import answer_step, tell
from tajadur.activity.support.vocabulary import ADVICE, VISIT, AnswerKind, SubjectKind, VisitOutcome, VisitSide
from tajadur.duties.follow_ups.queries import due_day
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate, Post
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.organisation.people.vocabulary import MandateStatus
from tajadur.organisation.units.models import Unit
from tajadur.rules.follow_ups import FollowUpKind

from . import words_of_help as words
from .people import BRANCH, PROVINCE, SILENT_ONCE

NOON = time(12)
HELPED = ("province", "branch")
EACH_MONTH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Term:
    """A mandate as far as help needs it: which post, from when to when."""

    id: int
    post_id: int
    from_on: date
    to_on: date | None

    def holds(self, day: date) -> bool:
        """Is it in force on ``day``?"""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(slots=True)
class Known:
    """Followers with their regions, units by region, the terms of each post, each unit's secretary and what it owed."""

    on: date
    followers: list[tuple[int, int]] = field(default_factory=list)
    units: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    terms: dict[int, list[Term]] = field(default_factory=lambda: defaultdict(list))
    secretaries: dict[int, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    parents: dict[int, int | None] = field(default_factory=dict)

    def term(self, post_id: int, day: date) -> Term | None:
        """Who holds the post on a day that is over."""
        return next((term for term in self.terms[post_id] if term.holds(day)), None) if day < self.on else None


def write_support(*, seed: int, start: date, on: date) -> None:
    """Each month each follower advises, visits, promises and notes something in the region, up to the day before."""
    known = _known(start, on)
    made: list[Visit] = []
    for post_id, region_id in known.followers:
        units = known.units[region_id]
        care = Random(f"{seed}/{post_id}/care").uniform(0.45, 0.9)  # how many promises this member keeps on their day
        day = start + timedelta(days=Random(f"{seed}/{post_id}").randint(20, 40))
        while units and day < on:
            random = Random(f"{seed}/{post_id}/{day}")
            for unit_id in random.sample(units, min(2, len(units))):
                _advise(known, random, unit_id, post_id, day + timedelta(days=random.randint(0, 9)))
            visit = _visit(known, random, random.choice(units), post_id, day + timedelta(days=random.randint(10, 25)))
            if visit is not None and visit.outcome == VisitOutcome.MADE:
                made.append(visit)
                if random.random() < 0.7:
                    _promise(known, random, visit, care)
            if random.random() < 0.5:
                _observe(known, random, random.choice(units), post_id, day)
            day += EACH_MONTH
    _stories(known, seed)


def tell_day(*, on: date, at: datetime) -> None:
    """What a day of help told: what was said that day and still waits, and the rungs that came."""
    for advice in Advice.objects.filter(given_on=on, withdrawn_at=None, answers=None, use=None):
        if advice.due_on is not None:
            subject, posts = (ADVICE, advice.pk), leading_secretaries([advice.unit_id]).values()
            tell(event="advice_wanted", subject=subject, step="given", unit_id=advice.unit_id, posts=posts, on=on,
                 at=at, due_on=advice.due_on)  # fmt: skip
    for visit in Visit.objects.filter(announced_on=on, outcome=""):
        subject, posts = (VISIT, visit.pk), leading_secretaries([visit.unit_id]).values()
        tell(event="visit_planned", subject=subject, step="planned", unit_id=visit.unit_id, posts=posts, on=on, at=at,
             planned_on=visit.planned_on)  # fmt: skip
    for answer in AdviceAnswer.objects.filter(answered_on=on).select_related("advice"):
        event = "advice_asked" if answer.kind == AnswerKind.QUESTION else "advice_answered"
        advice = answer.advice
        tell(event=event, subject=(ADVICE, advice.pk), step=answer_step(answer.pk), unit_id=advice.unit_id,
             posts=[advice.post_id], on=on, at=at)  # fmt: skip
    tell_support(on=on, at=at)


def _known(start: date, on: date) -> Known:
    known = Known(on)
    followers = Post.objects.filter(post_type__office="responsible", area__kind__code="region")
    known.followers = list(followers.order_by("area__code", "pk").values_list("pk", "area_id"))
    units = Unit.objects.filter(kind__code__in=HELPED, closed_on=None, opened_on__lte=start).order_by("code")
    for pk, code, path, parent_id in units.values_list("pk", "code", "path", "parent_id"):
        known.codes[code], known.parents[pk] = pk, parent_id
        for place in path.strip(".").split(".")[1:2]:
            known.units[int(place)].append(pk)
    secretaries = Post.objects.filter(post_type__code="secretary", body__body_type__code="office", area=None)
    known.secretaries = dict(secretaries.filter(unit__kind__code__in=HELPED).values_list("unit_id", "pk"))
    wanted = [*known.secretaries.values(), *(post_id for post_id, _ in known.followers)]
    rows = Mandate.objects.filter(post_id__in=wanted, standing=MandateStatus.CONFIRMED).order_by("post_id", "from_on")
    for pk, post_id, from_on, to_on in rows.values_list("pk", "post_id", "from_on", "to_on").iterator(5000):
        known.terms[post_id].append(Term(pk, post_id, from_on, to_on))
    return known


def _noon(day: date) -> datetime:
    return instant(day, NOON)


def _advise(
    known: Known, random: Random, unit_id: int, post_id: int, day: date, answered: bool | None = None
) -> Advice | None:
    """Advice, read and answered by who held the unit's post; ``answered`` None: as it happens."""
    term = known.term(post_id, day)
    if term is None:
        return None
    wants = answered is not None or random.random() < 0.75
    owed = _owed(unit_id, day) if random.random() < 0.6 else None
    advice = Advice.objects.create(
        unit_id=unit_id,
        subject_kind=SubjectKind.OBLIGATION if owed else "",
        subject_id=owed,
        text=random.choice(words.ADVICE),
        given_on=day,
        given_at=_noon(day),
        post_id=post_id,
        mandate_id=term.id,
        due_on=due_day(FollowUpKind.ADVICE, day) if wants else None,
    )
    if answered is None and random.random() < 0.04 and day + timedelta(days=2) < known.on:
        advice.withdrawn_at = _noon(day + timedelta(days=2))
        advice.save(update_fields=["withdrawn_at"])
    elif answered or (answered is None and random.random() < 0.94):
        _answer(known, random, advice, certain=bool(answered))
    return advice


def _answer(known: Known, random: Random, advice: Advice, *, certain: bool) -> None:
    secretary = known.secretaries.get(advice.unit_id)
    day = advice.given_on + timedelta(days=random.randint(1, 6))
    term = known.term(secretary, day) if secretary else None
    if secretary is None or term is None:
        return
    AdviceRead.objects.create(advice=advice, read_on=day, read_at=_noon(day), post_id=secretary)
    if not certain and random.random() < 0.08:
        return
    after = min(day + timedelta(days=random.randint(0, 8)), known.on - timedelta(days=1))
    if not term.holds(after):
        return
    if random.random() < 0.2:
        _say(advice, AnswerKind.QUESTION, random.choice(words.QUESTIONS), after, term)
        giver = known.term(advice.post_id, after)
        if giver is not None:
            AdviceReply.objects.create(
                advice=advice, text=random.choice(words.REPLIES), replied_on=after,
                replied_at=_noon(after) + timedelta(hours=2), post_id=advice.post_id, mandate_id=giver.id,
            )  # fmt: skip
    elif advice.due_on is not None:
        _say(advice, AnswerKind.ANSWER, random.choice(words.ANSWERS), after, term)
    if random.random() < 0.5:
        AdviceUse.objects.create(
            advice=advice, used_on=after, used_at=_noon(after) + timedelta(hours=3), mandate_id=term.id
        )


def _say(advice: Advice, kind: AnswerKind, text: str, day: date, term: Term) -> None:
    at = _noon(day) + timedelta(hours=1)
    AdviceAnswer.objects.create(
        advice=advice, kind=kind, text=text, answered_on=day, answered_at=at, mandate_id=term.id
    )


def _visit(
    known: Known, random: Random, unit_id: int, post_id: int, planned_on: date, outcome: str | None = None
) -> Visit | None:
    """A visit announced ten days before; once its day is over, mostly made."""
    announced_on = min(planned_on - timedelta(days=10), known.on - timedelta(days=1))
    term = known.term(post_id, announced_on)
    if term is None:
        return None
    visit = Visit(
        unit_id=unit_id, planned_on=planned_on, aim=random.choice(words.AIMS), announced_on=announced_on,
        announced_at=_noon(announced_on), post_id=post_id, mandate_id=term.id,
    )  # fmt: skip
    said_on = planned_on + timedelta(days=1)
    if outcome is None:
        outcome = random.choices([*VisitOutcome.values, ""], [78, 8, 8, 6])[0]
    sayer = known.term(post_id, said_on)
    if outcome and sayer is not None:
        visit.outcome, visit.said_at, visit.said_mandate_id = outcome, _noon(said_on), sayer.id
        if outcome == VisitOutcome.MADE:
            visit.made_on, visit.seen = planned_on, random.choice(words.SEEN)
        else:
            visit.because = random.choice(words.NOT_MADE)
    visit.save()
    rows = [VisitPost(visit=visit, post_id=post_id, side=VisitSide.VISITOR)]
    if visit.outcome == VisitOutcome.MADE:
        rows.append(VisitPost(visit=visit, post_id=known.secretaries[unit_id], side=VisitSide.MET))
    VisitPost.objects.bulk_create(rows)
    return visit


def _promise(known: Known, random: Random, visit: Visit, care: float, days: int = 0, late: int | None = None) -> None:
    """Something for the unit within two months; kept on its day by those who take care, else late, or not yet."""
    assert visit.made_on is not None and visit.said_at is not None  # noqa: S101  a visit that was made
    due_on = visit.made_on + timedelta(days=days or random.randint(15, 60))
    promise = Promise(
        unit_id=visit.unit_id, text=random.choice(words.PROMISES), owner_id=visit.post_id, due_on=due_on,
        made_on=visit.made_on, made_at=visit.said_at, mandate_id=visit.said_mandate_id or 0, visit=visit,
    )  # fmt: skip
    offset = late if late is not None else -random.randint(0, 5) if random.random() < care else random.randint(2, 40)
    kept_on = due_on + timedelta(days=offset)
    if random.random() < 0.04 and due_on < known.on and late is None:
        promise.withdrawn_at, promise.withdrawn_because = _noon(due_on), words.WITHDRAWN
    elif kept_on < known.on and (late is not None or random.random() < 0.9):
        promise.kept_on, promise.kept_at, promise.proof = kept_on, _noon(kept_on), random.choice(words.PROOFS)
    promise.save()


def _observe(known: Known, random: Random, unit_id: int, post_id: int, day: date) -> None:
    term = known.term(post_id, day)
    if term is not None:
        Observation.objects.create(
            unit_id=unit_id, text=random.choice(words.OBSERVATIONS), seen_on=day, noted_on=day, noted_at=_noon(day),
            post_id=post_id, mandate_id=term.id,
        )  # fmt: skip


def _stories(known: Known, seed: int) -> None:
    """What a guide walks through: a province asked for an answer, a visit with its promises, a branch that answered."""
    province, branch = known.codes.get(PROVINCE), known.codes.get(BRANCH)
    if province is None or branch is None:
        return
    random = Random(f"{seed}/stories")
    region = known.parents[province]
    for post_id, region_id in known.followers:
        if region_id != region:
            continue
        _advise(known, random, province, post_id, known.on - timedelta(days=6), answered=False)
        _advise(known, random, branch, post_id, known.on - timedelta(days=25), answered=True)
        visit = _visit(known, random, province, post_id, known.on - timedelta(days=50), VisitOutcome.MADE)
        if visit is not None and visit.outcome:
            _promise(known, random, visit, 0, days=30, late=9)
            _promise(known, random, visit, 0, days=58, late=0)
        _visit(known, random, branch, post_id, known.on + timedelta(days=8), "")
        if SILENT_ONCE in known.codes:  # before it met again
            _advise(known, random, known.codes[SILENT_ONCE], post_id, known.on - timedelta(days=205), answered=True)


def _owed(unit_id: int, day: date) -> int | None:
    """The last thing the unit owed whose day had passed."""
    rows = Obligation.objects.filter(unit_id=unit_id, due_on__lt=day).order_by("-due_on", "pk")
    return rows.values_list("pk", flat=True).first()
