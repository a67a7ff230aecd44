"""Drafting, issuing and withdrawing a directive."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.text import clean_line
from tajadur.organisation.profile.models import BodyType
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.deadlines import MOST_DAYS
from tajadur.rules.periods import CALENDAR_TYPES, DayMonth, Period, PeriodType, periods_between
from tajadur.rules.reminders import Ladder, default_ladder, ladder_rows

from ..models import Amendment, Directive, LadderStep
from ..queries import last_drafting, mark_of
from ..vocabulary import ASKED_OF_UNITS, DIRECTIVE_DRAFTED, RELEASING_LEVELS, DirectiveStatus, FulfilmentKind
from .laddering import TRIED_FOR, ladder_problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a directive asks. Ids are of units, kinds and body types; ``opens`` and ``by`` are (day, month)."""

    names: tuple[str, str, str]
    unit_kind_id: int
    fulfilment: str
    period_type: str
    report_days: int
    grace_days: int
    in_force_from: date
    released_by: str
    in_force_to: date | None = None
    subtree_id: int | None = None
    body_type_id: int | None = None
    opens: tuple[int, int] | None = None
    by: tuple[int, int] | None = None
    once_opens_on: date | None = None
    once_by_on: date | None = None
    lock_days: int | None = None
    owed_if_opened_inside: bool = False


@transaction.atomic
def draft_directive(*, code: str, terms: Terms, ladder: Ladder | None = None, by: Actor, at: datetime) -> int:
    """A new draft; nothing is owed until it is issued. Without a ladder it has the one usual for its frequency.

    Returns its id. Raises BadInput: ``code_taken``, the problems of the texts, or dates that contradict each other.
    """
    grant = require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    if Directive.objects.filter(code=code).exists():
        raise BadInput("code", "code_taken")
    ladder = default_ladder(checked(terms).period_type) if ladder is None else ladder
    directive = Directive.objects.create(code=code, **_columns(checked(terms, ladder)))
    LadderStep.objects.bulk_create(LadderStep(directive=directive, **row) for row in ladder_rows(ladder))
    log_action(act="directive.drafted", by=by, at=at, grant=grant, subject=("directive", directive.pk))
    return directive.pk


@transaction.atomic
def edit_directive(*, directive_id: int, terms: Terms, ladder: Ladder | None = None, by: Actor, at: datetime) -> None:
    """Change a draft, and its ladder when one is given.

    Raises BadInput as drafting does, Conflict ``directive_not_draft``, NotVisible.
    """
    grant = require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    directive = locked(directive_id, DirectiveStatus.DRAFT, "directive_not_draft")
    write(directive, _columns(checked(terms, ladder)))
    relay(directive, ladder)
    log_action(act="directive.edited", by=by, at=at, grant=grant, subject=("directive", directive.pk))


@transaction.atomic
def discard_directive(*, directive_id: int, by: Actor, at: datetime) -> None:
    """Drop a draft with its ladder and its exceptions; the audit log keeps its code and that it was.

    Raises Conflict ``directive_not_draft``, NotVisible, PermissionDenied.
    """
    grant = require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    directive = locked(directive_id, DirectiveStatus.DRAFT, "directive_not_draft")
    exceptions, _ = directive.exceptions.all().delete()
    directive.delete()
    detail = {"code": directive.code, "exceptions": exceptions}
    log_action(act="directive.discarded", by=by, at=at, grant=grant, subject=("directive", directive_id), detail=detail)


@transaction.atomic
def issue_directive(*, directive_id: int, seen: str, by: Actor, at: datetime) -> None:
    """Put a draft in force: another person than who drafted it or edited it last, and as it was read.

    ``seen`` is the mark of what was read. Raises Conflict ``directive_not_draft``, ``two_persons`` or ``redrafted``,
    NotVisible, PermissionDenied.
    """
    grant = require_anywhere(by, Permission.ISSUE_DIRECTIVE)
    directive = locked(directive_id, DirectiveStatus.DRAFT, "directive_not_draft")
    stop_unless_read(last_drafting(directive.pk, DIRECTIVE_DRAFTED), seen, by)
    write(directive, {"standing": DirectiveStatus.ISSUED, "issued_at": at})
    log_action(act="directive.issued", by=by, at=at, grant=grant, subject=("directive", directive.pk))


@transaction.atomic
def withdraw_directive(*, directive_id: int, on: date, by: Actor, at: datetime) -> None:
    """End a directive: nothing is asked from ``on``; what was already overdue stays.

    Raises Conflict ``directive_not_issued``, NotVisible, PermissionDenied.
    """
    grant = require_anywhere(by, Permission.ISSUE_DIRECTIVE)
    directive = locked(directive_id, DirectiveStatus.ISSUED, "directive_not_issued")
    Amendment.objects.filter(directive=directive).delete()
    write(directive, {"standing": DirectiveStatus.WITHDRAWN, "withdrawn_on": on})
    log_action(act="directive.withdrawn", by=by, at=at, grant=grant, subject=("directive", directive.pk))


def locked(directive_id: int, standing: DirectiveStatus, code: str) -> Directive:
    """The directive, held until the transaction ends. Raises NotVisible, and Conflict ``code`` in another standing."""
    asked = Directive.objects.filter(fulfilment__in=ASKED_OF_UNITS)
    directive = asked.select_for_update().filter(pk=directive_id).first()
    if directive is None:
        raise NotVisible
    if directive.standing != standing:
        raise Conflict(code)
    return directive


def write(directive: Directive, columns: dict[str, Any]) -> None:
    """Set these columns and save them."""
    for name, value in columns.items():
        setattr(directive, name, value)
    directive.save(update_fields=list(columns))


def relay(directive: Directive, ladder: Ladder | None) -> None:
    """Lay another ladder down; None leaves the one it has."""
    if ladder is None:
        return
    directive.ladder.all().delete()
    LadderStep.objects.bulk_create(LadderStep(directive=directive, **row) for row in ladder_rows(ladder))


def stop_unless_read(last: Any, seen: str, by: Actor) -> None:
    """A draft is put in force by another person than who wrote it ``last``, and only as that person read it.

    Raises Conflict ``two_persons`` or ``redrafted``.
    """
    if last is not None and last.person_id is not None and last.person_id == by.person_id:
        raise Conflict("two_persons")
    if mark_of(last) != seen:
        raise Conflict("redrafted")


def checked(terms: Terms, ladder: Ladder | None = None) -> Terms:
    """The terms with clean names. Raises BadInput with every problem at once, those of the ladder too."""
    problems: list[BadInput] = []
    names = []
    for language, name in zip(("ar", "fr", "en"), terms.names, strict=True):
        clean = clean_line(name, field=f"name_{language}", limit=160)
        if not clean:
            problems.append(BadInput(f"name_{language}", "name_required"))
        names.append(clean)
    for name in ("report_days", "grace_days", "lock_days"):
        value = getattr(terms, name)
        if value is not None and not 0 <= value <= MOST_DAYS:
            problems.append(BadInput(name, "days_out_of_range", most=MOST_DAYS))
    if terms.in_force_to is not None and terms.in_force_to < terms.in_force_from:
        problems.append(BadInput("in_force_to", "dates_contradict", first=terms.in_force_from, last=terms.in_force_to))
    if terms.fulfilment == FulfilmentKind.MEETING and terms.body_type_id is None:
        problems.append(BadInput("body_type", "body_required"))
    elif terms.body_type_id is not None and not _is_of_kind(terms.body_type_id, terms.unit_kind_id):
        problems.append(BadInput("body_type", "body_of_another_kind"))
    if terms.fulfilment not in ASKED_OF_UNITS or terms.released_by not in RELEASING_LEVELS:
        problems.append(BadInput("", "choice_unknown"))
    problems += _period_problems(terms)
    if ladder is not None and not problems:
        problems += ladder_problems(ladder, _periods_of(terms), terms.report_days, terms.grace_days)
    if problems:
        raise BadInput.of(*problems)
    return replace(terms, names=(names[0], names[1], names[2]))


def _is_of_kind(body_type_id: int, unit_kind_id: int) -> bool:
    return BodyType.objects.filter(pk=body_type_id, unit_kind_id=unit_kind_id).exists()


def _periods_of(terms: Terms) -> Iterator[Period]:
    """The first periods the terms ask, to try a ladder on."""
    dates: dict[str, Any] = {}
    if terms.opens and terms.by:
        dates = {"opens": DayMonth(*terms.opens), "by": DayMonth(*terms.by)}
    first = terms.in_force_from
    if terms.once_opens_on and terms.once_by_on:
        dates["once"], first = (terms.once_opens_on, terms.once_by_on), terms.once_opens_on
    return iter(periods_between(terms.period_type, first, first + TRIED_FOR, **dates))


def _period_problems(terms: Terms) -> list[BadInput]:
    if terms.period_type == PeriodType.DATED:
        return _dated_problems(terms)
    if terms.period_type == PeriodType.ONCE:
        if terms.once_opens_on is None or terms.once_by_on is None:
            return [BadInput("once_by_on", "once_needs_dates")]
        if terms.once_by_on < terms.once_opens_on:
            return [BadInput("once_by_on", "dates_contradict", first=terms.once_opens_on, last=terms.once_by_on)]
        return []
    return [] if terms.period_type in CALENDAR_TYPES else [BadInput("period_type", "choice_unknown")]


def _dated_problems(terms: Terms) -> list[BadInput]:
    if terms.opens is None or terms.by is None:
        return [BadInput("by", "dated_needs_days")]
    problems = []
    for name, pair in (("opens", terms.opens), ("by", terms.by)):
        try:
            DayMonth(*pair)
        except ValueError:
            problems.append(BadInput(name, "day_of_no_year", day=pair[0], month=pair[1]))
    return problems


def _columns(terms: Terms) -> dict[str, Any]:
    columns = {field.name: getattr(terms, field.name) for field in fields(terms)}
    name_ar, name_fr, name_en = columns.pop("names")
    opens, by = columns.pop("opens") or (None, None), columns.pop("by") or (None, None)
    return {
        **columns,
        "name_ar": name_ar,
        "name_fr": name_fr,
        "name_en": name_en,
        "opens_day": opens[0],
        "opens_month": opens[1],
        "by_day": by[0],
        "by_month": by[1],
    }


def terms_of(directive: Directive) -> Terms:
    """What the directive asks as it stands."""
    own = {field.name for field in fields(Terms)} - {"names", "opens", "by"}
    days: dict[str, Any] = {
        "opens": (directive.opens_day, directive.opens_month) if directive.opens_day else None,
        "by": (directive.by_day, directive.by_month) if directive.by_day else None,
    }
    names = (directive.name_ar, directive.name_fr, directive.name_en)
    return Terms(names=names, **{name: getattr(directive, name) for name in own}, **days)
