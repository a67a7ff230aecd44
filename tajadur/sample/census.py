"""Two census campaigns of the invented party: one over for months, one running; what branches declare day by day."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

from tajadur.activity.census.models import BranchAnswers, Campaign
from tajadur.activity.census.operations.campaigns import CampaignTerms, draft_campaign
from tajadur.activity.declarations.models import Declaration
from tajadur.duties.directives.operations.terms import issue_directive
from tajadur.duties.directives.queries import last_drafting, mark_of
from tajadur.duties.directives.vocabulary import DIRECTIVE_DRAFTED
from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.duties.obligations.operations.resolve_fulfilment import resolve_fulfilment
from tajadur.foundation.calendar import instant
from tajadur.foundation.questionnaires.definition import Questionnaire
from tajadur.foundation.questionnaires.storing import from_data
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account

from . import words_of_census as words
from .census_answers import KnownBranch, drawn_answers, standings
from .copying import copy_rows, receipts_of, reserve_ids
from .declared import DECLARATION
from .fulfilling import note_settled
from .people import BRANCH
from .rhythm import Character

LASTED, RUNNING_FOR, MONTHS_AGO = 29, 20, 10  # days from the first to the last; days since the running one opened
NEVER, LATE, CORRECTED = 0.05, 0.08, 0.05
FORMS = (words.PAST_FORM, words.RUNNING_FORM)
EAGER = 1.6  # above one: more branches declare in the first days than in the last
ANSWERS = ("declaration", "obligation", "form", "answers", "digest", "is_late")
RECORD = ("unit", "source_kind", "source_id", "obligation", "held_on", "filed_on", "submitted_at")


@dataclass(frozen=True, slots=True)
class _AnswerPlan:
    """What a branch owes, the days on which it declares and corrects it, if ever, and the draw of what it answers."""

    owed: Obligation
    first_on: date | None
    corrected_on: date | None
    seed: int

    def key(self, turn: int) -> UUID:
        """The client's own key of the first declaration (0) and of its correction (1)."""
        return UUID(int=Random(f"{self.seed}/{turn}").getrandbits(128), version=4)

    def at(self, day: date, until: datetime) -> datetime:
        """The instant on a day, no later than ``until``."""
        random = Random(f"{self.seed}/{day}")
        return min(instant(day, time(random.randint(9, 21), random.randrange(60))), until)


def plant_campaigns(*, start: date, on: date) -> None:
    """Drafted by headquarters, put in force by the Secretary General; what they ask is opened with everything else."""
    month = on.year * 12 + on.month - 1 - MONTHS_AGO
    past = max(date(month // 12, month % 12 + 1, 1), start)
    for names, form, opens_on in zip(
        (words.PAST_NAMES, words.RUNNING_NAMES), FORMS, (past, on - timedelta(days=RUNNING_FOR)), strict=True
    ):
        drafted_on = opens_on - timedelta(days=9)
        admin, chief = (actor_of(Account.objects.get(username=name), drafted_on) for name in ("admin", "sg"))
        terms = CampaignTerms(names, opens_on, opens_on + timedelta(days=LASTED))
        at = instant(drafted_on, time(11))
        campaign_id = draft_campaign(terms=terms, form=form, on=drafted_on, by=admin, at=at)
        directive_id = Campaign.objects.values_list("directive_id", flat=True).get(pk=campaign_id)
        seen = mark_of(last_drafting(directive_id, DIRECTIVE_DRAFTED))
        issue_directive(directive_id=directive_id, seen=seen, by=chief, at=at + timedelta(hours=5))


def write_census(*, natures: Mapping[str, Character], seed: int, after: date | None, on: date, at: datetime) -> None:
    """What branches declared and corrected in (``after``, ``on``]. What people of the demonstration declared stays."""
    for campaign in Campaign.objects.select_related("directive").filter(directive__standing="issued").order_by("pk"):
        since = max(campaign.opens_on - timedelta(days=1), after or date.min)
        latest = campaign.forms.order_by("-version")[0]
        asked = from_data(latest.definition)
        if since >= campaign.taken_until or asked not in FORMS:
            continue
        owed = Obligation.objects.filter(directive_id=campaign.directive_id, cancelled_on=None).select_related("unit")
        plans = [_plan(row, campaign, natures[row.unit.code], seed) for row in owed.order_by("pk")]
        if campaign.taken_until > on:  # whoever tries the demonstration fills this one in
            plans = [plan for plan in plans if plan.owed.unit.code != BRANCH]
        writing = _Writing(campaign, latest.pk, asked, at, standings())
        firsts = [(plan, day) for plan in plans if (day := plan.first_on) and since < day <= on]
        writing.declare([(plan, day) for plan, day in firsts if plan.owed.filed_on is None])
        writing.correct([(plan, day) for plan in plans if (day := plan.corrected_on) and since < day <= on])


def _plan(row: Obligation, campaign: Campaign, nature: Character, seed: int) -> _AnswerPlan:
    random = Random(f"{seed}/{row.unit.code}/{campaign.directive.code}")
    chance, place, corrects = random.random(), random.random(), random.random()
    wait, own = random.randint(1, 6), random.randrange(2**31)
    if nature.is_silent(campaign.closes_on) or chance < NEVER:
        return _AnswerPlan(row, None, None, own)
    if chance < NEVER + LATE:
        first_on = campaign.closes_on + timedelta(days=random.randint(1, 15))
    else:
        first_on = campaign.opens_on + timedelta(days=int((LASTED + 1) * place**EAGER))
    corrected_on = first_on + timedelta(days=wait)
    return _AnswerPlan(
        row, first_on, corrected_on if corrects < CORRECTED and corrected_on <= campaign.taken_until else None, own
    )


@dataclass(frozen=True, slots=True)
class _Writing:
    """Declarations with their answers, written by the thousand."""

    campaign: Campaign
    form_id: int
    form: Questionnaire
    until: datetime
    standings: Mapping[int, KnownBranch]

    def declare(self, plans: Sequence[tuple[_AnswerPlan, date]]) -> None:
        """Each settles what it owes."""
        ids = self._write(plans, turn=0)
        fulfilments, settled = [], []
        for (plan, day), pk in zip(plans, ids, strict=True):
            at = plan.at(day, self.until)
            fulfilments.append((plan.owed.unit_id, "declaration", pk, plan.owed.pk, day, day, at))
            settled.append((plan.owed.pk, day, day, at, pk))
        copy_rows(Fulfilment, RECORD, fulfilments)
        note_settled(settled, source_kind="declaration")

    def correct(self, plans: Sequence[tuple[_AnswerPlan, date]]) -> None:
        """Each takes the place of what the branch declared first, unless somebody did something about it meanwhile."""
        keys = [plan.key(0) for plan, _day in plans]
        standing = {
            row.obligation_id: row for row in Declaration.objects.filter(client_key__in=keys, withdrawn_at=None)
        }
        plans = [(plan, day) for plan, day in plans if plan.owed.pk in standing]
        for plan, day in plans:
            standing[plan.owed.pk].withdrawn_at = plan.at(day, self.until)
        first = {row.pk: row for row in standing.values()}
        records = list(Fulfilment.objects.filter(source_kind="declaration", source_id__in=first, superseded_at=None))
        for record in records:
            record.superseded_at = first[record.source_id].withdrawn_at
        Declaration.objects.bulk_update(first.values(), ["withdrawn_at"])
        Fulfilment.objects.bulk_update(records, ["superseded_at"])
        self._write(plans, turn=1)
        rows = []
        for plan, day in plans:
            at, source_id = plan.at(day, self.until), standing[plan.owed.pk].pk
            rows.append((plan.owed.unit_id, "declaration", source_id, plan.owed.pk, day, day, at))
        copy_rows(Fulfilment, RECORD, rows)
        resolve_fulfilment(obligation_ids=[plan.owed.pk for plan, _day in plans])

    def _write(self, plans: Sequence[tuple[_AnswerPlan, date]], *, turn: int) -> list[int]:
        """The declarations and their answers; their ids."""
        ids = list(reserve_ids(Declaration, len(plans)))
        receipts = receipts_of(day for _plan, day in plans)
        declarations, answered = [], []
        for (plan, day), pk in zip(plans, ids, strict=True):
            standing = self.standings[plan.owed.unit_id]
            declarations.append(
                (
                    pk,
                    plan.owed.unit_id,
                    plan.owed.pk,
                    "done",
                    day,
                    "",
                    "",
                    "",
                    plan.key(turn),
                    sha256(f"c{turn}-{plan.owed.pk}".encode()).hexdigest(),
                    next(receipts[day.year]),
                    plan.at(day, self.until),
                    day,
                    standing.mandate_on(day),
                    False,
                )
            )
            answers = drawn_answers(self.form, standing, day, plan.seed, corrected=bool(turn))
            text = json.dumps(answers, ensure_ascii=False, sort_keys=True)
            digest, is_late = sha256(text.encode()).hexdigest(), day > self.campaign.closes_on
            answered.append((pk, plan.owed.pk, self.form_id, answers, digest, is_late))
        copy_rows(Declaration, DECLARATION, declarations)
        copy_rows(BranchAnswers, ANSWERS, answered)
        return ids
