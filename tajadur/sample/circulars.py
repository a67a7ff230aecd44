"""Circulars of eighteen months: eight sent by the real acts, some with files, one amended, one withdrawn; most read and
confirm, whoever takes a post up is asked too; one more is being drafted."""

import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from tajadur.activity.circulars.models import (
    Addressee,
    Circular,
    CircularAttachment,
    CircularReading,
    CircularVersion,
    Confirmation,
)
from tajadur.activity.circulars.nightly import follow_circulars
from tajadur.activity.circulars.operations.drafting import Audience, CircularDraft, draft_amendment, draft_circular
from tajadur.activity.circulars.operations.issuing import issue_circular, withdraw_circular
from tajadur.activity.circulars.queries.audience import audience_of
from tajadur.activity.circulars.vocabulary import SOURCE
from tajadur.duties.obligations.models import Fulfilment
from tajadur.duties.obligations.operations.resolve_fulfilment import resolve_fulfilment
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account, Person
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.registry.files.operations.staging import stage_file
from tajadur.registry.notices.models import Notice
from tajadur.registry.notices.operations.requests import clear
from tajadur.registry.notices.vocabulary import NoticeKind

from . import words_of_circulars as words
from .papers import calendar_picture, sheet
from .people import posts_of

MORNING, ANSWERED = time(7, 30), time(7, 40)
READ, CONFIRMED = 0.86, 0.71
LONG_AGO, READ_BY_NOW, CONFIRMED_BY_NOW = 50, 0.98, 0.96  # after reminders and a word from above nearly all have
STILL_OPEN = 12  # what was sent so many days ago, or less, the demo accounts have not confirmed yet
EACH_WEEK = 7  # whoever took a post up since is asked


@dataclass(frozen=True, slots=True)
class _CircularPlan:
    """A circular: sent so many days before the last one, by whom, to which kinds of units, what became of it."""

    ago: int
    sender: str
    kinds: tuple[str, ...]
    texts: words.Texts
    amended: tuple[int, words.Texts] | None = None
    withdrawn: int | None = None
    posts: tuple[str, ...] = ("secretary",)
    papers: words.Papers = ()
    papers_amended: words.Papers = ()


PLANS = (
    _CircularPlan(524, "sg", ("region", "province"), words.RENEWAL),
    _CircularPlan(410, "sg", ("province",), words.MINUTES, papers=(words.SHEET_OF_MINUTES,)),
    _CircularPlan(296, "region", ("province",), words.REGION),
    _CircularPlan(187, "sg", ("province",), words.CAMPAIGN, withdrawn=176),
    _CircularPlan(75, "province", ("branch",), words.BRANCHES),
    _CircularPlan(
        21, "sg", ("region", "province"), words.CONGRESS, amended=(12, words.CONGRESS_AMENDED),
        papers=(words.CALENDAR, words.SHEET_OF_CONGRESS), papers_amended=(words.CALENDAR, words.SHEET_OF_DELEGATES),
    ),
    _CircularPlan(7, "sg", ("province",), words.PREMISES),
    _CircularPlan(
        3, "sg", ("national", "region", "province", "branch"), words.CLOSING, posts=("secretary", "responsible"),
        papers=(words.SHEET_OF_CLOSING,),
    ),
)  # fmt: skip


def open_accounts(*, at: datetime) -> int:
    """Accounts of the secretaries of regions and provinces, who read what is sent to them; nobody logs in with one."""
    posts = posts_of("office", "secretary", ["region", "province"]).values()
    held = Person.objects.filter(mandates__post__in=[post.pk for post in posts], account=None).distinct()
    made = Account.objects.bulk_create(
        Account(
            username=f"s{person.pk}", email=person.email, password=make_password(None), person=person, created_at=at
        )
        for person in held.order_by("pk")
    )
    return len(made)


@dataclass(slots=True)
class CircularDays:
    """What happens to circulars, day by day; called once for each day of the history, in their order."""

    seed: int
    on: date
    _ids: dict[int, int] = field(default_factory=dict)
    _scheduled: set[int] = field(default_factory=set)
    _answers: dict[date, list[tuple[int, int, bool]]] = field(default_factory=lambda: defaultdict(list))

    def before(self, ago: int, *, start: date) -> None:
        """The days from ``start`` to that of so many days ago, before the installation: nothing is told of them."""
        for number in range((self.on - start).days, ago, -1):
            self(self.on - timedelta(days=number))
        Notice.objects.filter(kind=NoticeKind.CIRCULAR).delete()

    def __call__(self, day: date) -> None:
        """The acts of one day: what is sent, amended, withdrawn; then who reads and who confirms."""
        ago, at = (self.on - day).days, instant(day, MORNING)
        for number, plan in enumerate(PLANS):
            is_sent = number in self._ids
            if plan.ago == ago:
                self._send(number, plan, day)
            elif is_sent and plan.amended and plan.amended[0] == ago:
                by = self._sender(plan, day)
                files = self._papers(number, plan.papers_amended, by, at)
                draft_amendment(circular_id=self._ids[number], texts=plan.amended[1], files=files, by=by, at=at)
                self._issue(number, by, day)
            elif is_sent and plan.withdrawn == ago:
                by, reason = self._sender(plan, day), "عوضت ببرنامج جهوي موحد"
                withdraw_circular(circular_id=self._ids[number], reason=reason, on=day, by=by, at=at)
        if self._ids and ago % EACH_WEEK == 0:
            follow_circulars(on=day, at=at)
            self._schedule(day)
        self._answer(day)

    def _sender(self, plan: _CircularPlan, day: date) -> Actor:
        return actor_of(Account.objects.get(username=plan.sender), day)

    def _send(self, number: int, plan: _CircularPlan, day: date) -> None:
        by, at = self._sender(plan, day), instant(day, MORNING)
        unit = Unit.objects.select_related("kind").get(pk=by.grants[0].unit_id)
        draft = CircularDraft(
            plan.texts,
            Audience(kinds=plan.kinds, posts=plan.posts),
            files=self._papers(number, plan.papers, by, at),
        )
        self._ids[number] = draft_circular(unit=unit, draft=draft, on=day, by=by, at=at)
        self._issue(number, by, day)

    def _papers(self, number: int, papers: words.Papers, by: Actor, at: datetime) -> list[str]:
        """The keys of the files: those the circular has already, and new ones made."""
        attached = CircularAttachment.objects.filter(version__circular=self._ids.get(number))
        kept = dict(attached.values_list("file__name", "file__key"))
        return [
            str(kept.get(name) or stage_file(source=io.BytesIO(self._drawn(lines)), name=name, by=by, at=at).key)
            for name, lines in papers
        ]

    def _drawn(self, lines: Sequence[str]) -> bytes:
        return sheet(lines[0], lines[1:]) if lines else calendar_picture(self.seed)

    def _issue(self, number: int, by: Actor, day: date) -> None:
        """It goes to its posts."""
        circular = Circular.objects.select_related("unit__kind", "subtree").get(pk=self._ids[number])
        count = circular.addressees.count() or audience_of(circular, day).count()
        issue_circular(circular_id=circular.pk, count=count, on=day, by=by, at=instant(day, MORNING))
        self._schedule(day)

    def _schedule(self, day: date) -> None:
        """Each holder just asked is given the days on which they will read and confirm it, if ever."""
        numbers = {pk: number for number, pk in self._ids.items()}
        ago = (self.on - day).days
        read, confirmed = (READ_BY_NOW, CONFIRMED_BY_NOW) if ago > LONG_AGO else (READ, CONFIRMED)
        rows = Addressee.objects.filter(circular__in=numbers, obligation__cancelled_on=None).exclude(obligation=None)
        rows = rows.exclude(obligation__in=self._scheduled)
        related = ("circular", "obligation", "post__unit", "mandate__person__account")
        for row in rows.select_related(*related).order_by("pk"):
            self._scheduled.add(row.obligation_id or 0)
            key = f"{numbers[row.circular_id]}/{row.obligation.period_key if row.obligation else ''}"
            random = Random(f"{self.seed}/{key}/{row.post.unit.code}/circular")
            account = row.mandate.person.account if row.mandate else None
            chance, wait, think = random.random(), random.randint(1, 7), random.randint(0, 2)
            if account and account.is_sample:
                chance = 1 if ago <= STILL_OPEN else 0
            if chance > read:
                continue
            self._answers[day + timedelta(days=wait)].append((row.pk, row.obligation_id or 0, False))
            if chance <= confirmed:
                self._answers[day + timedelta(days=wait + think)].append((row.pk, row.obligation_id or 0, True))

    def _answer(self, day: date) -> None:
        """Who reads and who confirms on the day, unless it was amended or withdrawn, or they left, meanwhile."""
        wanted, at = self._answers.pop(day, []), instant(day, ANSWERED)
        if not wanted:
            return
        known = Addressee.objects.select_related("circular", "mandate", "obligation", "post").in_bulk(
            {pk for pk, _, _ in wanted}
        )
        newest = {(row.circular_id, row.number): row for row in CircularVersion.objects.exclude(issued_at=None)}
        settled = []
        for pk, obligation_id, confirms in wanted:
            row = known[pk]
            owed, mandate = row.obligation, row.mandate
            if owed is None or mandate is None or owed.pk != obligation_id or owed.cancelled_on is not None:
                continue
            if mandate.to_on is not None and mandate.to_on < day:
                continue
            version = newest[row.circular_id, row.circular.version]
            if not confirms:
                CircularReading.objects.get_or_create(
                    version=version, post=row.post, mandate=mandate, defaults={"read_on": day, "read_at": at}
                )
                continue
            confirmation = Confirmation.objects.create(
                version=version, obligation=owed, post=row.post, unit_id=owed.unit_id, mandate=mandate,
                confirmed_on=day, confirmed_at=at,
            )  # fmt: skip
            Fulfilment.objects.create(
                unit_id=owed.unit_id, source_kind=SOURCE, source_id=confirmation.pk, obligation=owed, held_on=day,
                filed_on=day, submitted_at=at,
            )  # fmt: skip
            settled.append(owed.pk)
        resolve_fulfilment(obligation_ids=settled)
        if settled:
            clear(subject_kind="obligation", subject_ids=settled, because="settled", at=at)


def draft_one(*, on: date, at: datetime) -> int:
    """What headquarters prepares and the Secretary General has not sent yet."""
    by = actor_of(Account.objects.get(username="admin"), on)
    unit = Unit.objects.select_related("kind").get(pk=by.grants[0].unit_id)
    draft = CircularDraft(words.DRAFTED, Audience(kinds=("region", "province"), posts=("secretary",)))
    return draft_circular(unit=unit, draft=draft, on=on, by=by, at=at)
