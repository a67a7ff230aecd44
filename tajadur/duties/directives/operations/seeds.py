"""The six directives every installation starts with, and their ladders. Data: an administrator may amend them later."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from tajadur.foundation.calendar import instant
from tajadur.organisation.profile.models import BodyType, UnitKind
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.periods import PeriodType
from tajadur.rules.reminders import CONGRESS_LADDER, DEFAULT_LADDER, Ladder, LadderAnchor, Level, Step, ladder_rows

from ..models import Directive, LadderStep
from ..vocabulary import DirectiveStatus, FulfilmentKind

# The pole has no level above it and no follower: what is overdue goes to the Secretary General.
_POLE_LADDER: Ladder = (
    *(step for step in DEFAULT_LADDER if step.to is Level.POST),
    Step(7, LadderAnchor.OVERDUE, Level.SECRETARY_GENERAL),
)


@dataclass(frozen=True, slots=True)
class DirectiveSeed:
    """One line of the table: ``names`` in Arabic, French and English; ``body`` is a code of a body of ``kind``."""

    code: str
    names: tuple[str, str, str]
    kind: str
    fulfilment: str
    period_type: str
    report_days: int
    grace_days: int
    released_by: str
    body: str | None = None
    dates: dict[str, int] = field(default_factory=dict)
    ladder: Ladder = DEFAULT_LADDER


SEEDS: tuple[DirectiveSeed, ...] = (
    DirectiveSeed(
        "pole-meeting",
        ("اجتماع قطب التنظيم", "Réunion du pôle de l’Organisation", "Organisation Pole meeting"),
        "national",
        FulfilmentKind.MEETING,
        PeriodType.MONTHLY,
        7,
        7,
        Level.SECRETARY_GENERAL,
        "pole",
        ladder=_POLE_LADDER,
    ),
    DirectiveSeed(
        "provincial-office",
        ("اجتماع المكتب الإقليمي", "Réunion du bureau provincial", "Provincial office meeting"),
        "province",
        FulfilmentKind.MEETING,
        PeriodType.MONTHLY,
        7,
        7,
        Level.CELL,
        "office",
    ),
    DirectiveSeed(
        "provincial-council",
        ("دورة المجلس الإقليمي", "Session du conseil provincial", "Provincial council session"),
        "province",
        FulfilmentKind.MEETING,
        PeriodType.SIX_MONTHLY,
        15,
        15,
        Level.CELL,
        "council",
    ),
    DirectiveSeed(
        "branch-office",
        ("اجتماع مكتب الفرع المحلي", "Réunion du bureau de section", "Local branch office meeting"),
        "branch",
        FulfilmentKind.MEETING,
        PeriodType.MONTHLY,
        7,
        14,
        Level.ABOVE,
        "office",
    ),
    DirectiveSeed(
        "regional-congress",
        ("المؤتمر الجهوي", "Congrès régional", "Regional congress"),
        "region",
        FulfilmentKind.CONGRESS,
        PeriodType.DATED,
        10,
        5,
        Level.SECRETARY_GENERAL,
        "congress",
        {"opens_day": 1, "opens_month": 1, "by_day": 30, "by_month": 6},
        CONGRESS_LADDER,
    ),
    DirectiveSeed(
        "branch-situation",
        (
            "حصر الوضعية التنظيمية للفرع",
            "Situation organisationnelle de la section",
            "Organisational situation of the branch",
        ),
        "branch",
        FulfilmentKind.CENSUS,
        PeriodType.DATED,
        0,
        15,
        Level.ABOVE,
        dates={"opens_day": 1, "opens_month": 2, "by_day": 31, "by_month": 5},
    ),
)


@transaction.atomic
def install_directives(*, from_on: date) -> list[Directive]:
    """Lay down the seeded directives that are missing, issued and in force from ``from_on``. Safe to run again.

    Directives already there are left as they are, amended or withdrawn. Returns the six, in the order of the table.
    """
    issued = {"standing": DirectiveStatus.ISSUED, "issued_at": instant(from_on, time(9))}
    return [_laid_down(rank, seed, from_on, issued)[0] for rank, seed in enumerate(SEEDS, 1)]


@transaction.atomic
def draft_standard_directives(*, from_on: date, by: Actor, at: datetime) -> list[int]:
    """Draft the seeded directives that are missing, in force from ``from_on`` once they are issued one by one.

    Those already there, drafts too, are left as they are. Returns the ids of the new drafts. Raises PermissionDenied.
    """
    grant = require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    drafted = []
    for rank, seed in enumerate(SEEDS, 1):
        directive, is_new = _laid_down(rank, seed, from_on, {"standing": DirectiveStatus.DRAFT})
        if is_new:
            log_action(act="directive.drafted", by=by, at=at, grant=grant, subject=("directive", directive.pk))
            drafted.append(directive.pk)
    return drafted


def _laid_down(rank: int, seed: DirectiveSeed, from_on: date, standing: dict[str, Any]) -> tuple[Directive, bool]:
    body = BodyType.objects.get(unit_kind__code=seed.kind, code=seed.body) if seed.body else None
    values: dict[str, Any] = {
        **{f"name_{language}": name for language, name in zip(("ar", "fr", "en"), seed.names, strict=True)},
        **seed.dates,
        **standing,
        "unit_kind": UnitKind.objects.get(code=seed.kind),
        "fulfilment": seed.fulfilment,
        "body_type": body,
        "period_type": seed.period_type,
        "report_days": seed.report_days,
        "grace_days": seed.grace_days,
        "released_by": seed.released_by,
        "in_force_from": from_on,
        "rank": rank,
    }
    directive, is_new = Directive.objects.get_or_create(code=seed.code, defaults=values)
    if is_new:
        LadderStep.objects.bulk_create(LadderStep(directive=directive, **row) for row in ladder_rows(seed.ladder))
    return directive, is_new
