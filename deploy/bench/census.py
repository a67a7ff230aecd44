"""A census of every branch of the full size with 120 questions: read by question, by place; its form. All undone."""

import json
import time
import zlib
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django.urls import reverse

from deploy.bench.figures import Figure
from deploy.bench.site import CASABLANCA, PROVINCE
from deploy.bench.trials import undone
from tajadur.activity.census.models import BranchAnswers, Campaign, CampaignForm
from tajadur.activity.census.queries.campaigns import progress_by_place
from tajadur.activity.census.queries.results import result_of
from tajadur.activity.census.queries.tables import CampaignTables
from tajadur.activity.declarations.models import Declaration
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation import clock
from tajadur.foundation.questionnaires.definition import (
    AnswerChoice,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionSection,
)
from tajadur.foundation.questionnaires.storing import as_data
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.models import UnitKind
from tajadur.organisation.units.models import Unit

QUESTIONS, EACH, ROUNDS = 120, 12, 3
KINDS = [kind for kind in QuestionKind if kind != QuestionKind.NOTE]
CHOICES = tuple(AnswerChoice(f"c{n}", {"ar": f"الاختيار رقم {n}", "fr": f"Choix {n}"}) for n in range(5))


def census() -> list[Figure]:
    """Every row of this file."""
    with undone():
        campaign, owed = _laid(clock.today())
        return [*_read(campaign), *_form(owed)]


def _read(campaign: Campaign) -> list[Figure]:
    """The slowest question at any level, how far the campaign is, the whole of it for a file."""
    actor = actor_of(Account.objects.get(username="sg"), clock.today())
    places = [None, *(Unit.objects.select_related("kind").get(code=code) for code in (CASABLANCA, PROVINCE))]
    questions = [f"q{number}" for number in range(QUESTIONS)]
    slowest = max(
        _best(lambda: result_of(actor, campaign, name, under))  # noqa: B023 - called at once
        for under, name in product(places, questions)
    )
    progress = max(_best(lambda: progress_by_place(actor, campaign, under)) for under in places)  # noqa: B023
    tables = CampaignTables.of(actor, campaign, None)
    whole = _best(lambda: (tables.sums(), list(tables.branches())))
    declared = BranchAnswers.objects.filter(form__campaign=campaign).count()
    return [
        Figure(f"census of {declared:,} branches: slowest of {QUESTIONS} questions at any level", slowest, "ms", 80),
        Figure("… how far it is, at any level", progress, "ms", 80),
        Figure("… everything for a file", whole / 1000, "s", 10),
    ]


def _form(owed: Obligation) -> list[Figure]:
    """The form as a secretary opens it, with what a phone receives of it."""
    client = Client()
    client.force_login(Account.objects.get(username="branch"))
    client.cookies["language"] = "ar"
    address = reverse("census:answer", args=[owed.pk])
    page = client.get(address)
    if page.status_code != 200:
        return [Figure(f"a form of {QUESTIONS} questions answers {page.status_code}", None, "")]
    return [
        Figure(f"a form of {QUESTIONS} questions opens", _best(lambda: client.get(address)), "ms", 60),
        Figure(f"a form of {QUESTIONS} questions: weight", len(zlib.compress(page.content, 6)) / 1024, "KB", 40),
    ]


def _best(act: Callable[[], Any]) -> float:
    """Milliseconds of the quickest round: the others tell of what else the machine did."""
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        act()
        spent.append((time.perf_counter() - began) * 1000)
    return min(spent)


def _laid(today: date) -> tuple[Campaign, Obligation]:
    """A campaign that every branch but that of the demonstration answered whole; what that one owes."""
    at, last = clock.now(), today + timedelta(days=20)
    kind = UnitKind.objects.get(code="branch")
    directive = Directive.objects.create(
        code="bench-census", name_ar="قياس", name_fr="mesure", name_en="measure", unit_kind=kind, fulfilment="form",
        period_type="once", once_opens_on=today, once_by_on=last, report_days=0, grace_days=15, in_force_from=today,
        released_by="above", standing="issued", issued_at=at,
    )  # fmt: skip
    campaign = Campaign.objects.create(directive=directive, drafted_at=at)
    form = CampaignForm.objects.create(campaign=campaign, version=1, definition=as_data(_asked()), added_at=at)
    units = Unit.objects.filter(kind=kind, closed_on=None).order_by("pk")
    rows = Obligation.objects.bulk_create(
        Obligation(
            directive=directive, unit=unit, period_key="once", period_start=today, period_end=last, due_on=last,
            overdue_from=last + timedelta(days=16), report_days=0, calendar=False, path=unit.path,
        )
        for unit in units
    )  # fmt: skip
    own = Account.objects.values_list("person__mandates__post__unit_id", flat=True).get(username="branch")
    answering = [row for row in rows if row.unit_id != own]
    declarations = Declaration.objects.bulk_create(
        Declaration(
            unit_id=row.unit_id, obligation=row, kind="done", happened_on=today, client_key=UUID(int=row.pk),
            content_digest="0" * 64, receipt=f"bench-{row.pk}", submitted_at=at, submitted_on=today, mandate_id=0,
        )
        for row in answering
    )  # fmt: skip
    random = Random(1)  # noqa: S311
    BranchAnswers.objects.bulk_create([_answered(row, form, random) for row in declarations], batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE census_branchanswers, obligations_obligation, declarations_declaration")
    return campaign, next(row for row in rows if row.unit_id == own)


def _asked() -> Questionnaire:
    questions = [
        Question(
            f"q{number}",
            KINDS[number % len(KINDS)],
            {"ar": f"السؤال رقم {number} عن الوضعية التنظيمية للفرع", "fr": f"Question {number} sur la situation"},
            choices="five" if KINDS[number % len(KINDS)].chooses else "",
            relevant=f"${{q{number - number % 6 + 1}}} > 2" if number % 6 > 3 else "",
        )
        for number in range(QUESTIONS)
    ]
    sections = tuple(
        QuestionSection(f"part{at}", {"ar": f"الجزء {at}", "fr": f"Partie {at}"}, tuple(questions[at : at + EACH]))
        for at in range(0, QUESTIONS, EACH)
    )
    return Questionnaire("قياس", sections, {"five": CHOICES})


def _answered(declaration: Declaration, form: CampaignForm, random: Random) -> BranchAnswers:
    drawn: dict[QuestionKind, Callable[[], Any]] = {
        QuestionKind.TEXT: lambda: "جواب مكتوب من فرع من الفروع",
        QuestionKind.INTEGER: lambda: random.randrange(500),
        QuestionKind.DECIMAL: lambda: f"{random.randrange(5000) / 10:.1f}",
        QuestionKind.DATE: lambda: f"2025-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        QuestionKind.SELECT_ONE: lambda: f"c{random.randrange(5)}",
        QuestionKind.SELECT_MULTIPLE: lambda: [f"c{n}" for n in range(5) if random.random() < 0.5] or ["c0"],
    }
    answers = {f"q{number}": drawn[KINDS[number % len(KINDS)]]() for number in range(QUESTIONS)}
    digest = sha256(json.dumps(answers).encode()).hexdigest()
    return BranchAnswers(
        declaration=declaration, obligation_id=declaration.obligation_id, form=form, answers=answers, digest=digest,
        is_late=False,
    )  # fmt: skip
