"""The same advice to many units at once, each about what it owes, or about the unit as a whole."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tajadur.duties.follow_ups.queries import due_day
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.organisation.units.queries.many import none_left, units_at_once
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_actions
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.follow_ups import FollowUpKind

from ..models import Advice
from ..vocabulary import ADVICE, SubjectKind
from .checks import cleaned


@transaction.atomic
def advise_many(*, about: Mapping[int, int | None], text: str, wants_answer: bool, by: Actor, at: datetime) -> int:
    """Advise each unit (a key) about what it owes (its value) or as a whole; returns how many units. All or none.

    Units closed by then are left out. Seven statements, whatever the number. Raises NotVisible, PermissionDenied, and
    BadInput ``no_units``, ``too_many_units``, ``all_left_out``, ``text_required`` and those of texts.
    """
    on = civil_day(at)
    chosen = units_at_once(by, about, Permission.ADVISE, on)
    _require_theirs(about)
    if not chosen.units:
        raise none_left()
    clean, due_on = cleaned(text), due_day(FollowUpKind.ADVICE, on) if wants_answer else None
    given = Advice.objects.bulk_create(
        Advice(
            unit_id=pk,
            subject_kind=SubjectKind.OBLIGATION if about[pk] else "",
            subject_id=about[pk],
            text=clean,
            given_on=on,
            given_at=at,
            post_id=chosen.grants[pk].post_id,
            mandate_id=chosen.grants[pk].mandate_id,
            due_on=due_on,
        )
        for pk in chosen.units
    )
    params: dict[str, Any] = {"event": "advice_wanted", "due_on": due_on.isoformat()} if due_on else {}
    secretaries = leading_secretaries(list(chosen.units))
    notify(
        requests=[
            NotificationRequest(
                kind=NoticeKind.SUPPORT,
                subject=(ADVICE, advice.pk),
                step="given",
                post_id=secretaries[advice.unit_id],
                unit_id=advice.unit_id,
                step_on=on,
                params=params or {"event": "advice_given"},
            )
            for advice in given
            if advice.unit_id in secretaries
        ],
        at=at,
    )
    by_mandate: dict[int, list[Advice]] = {}
    for advice in given:
        by_mandate.setdefault(advice.mandate_id, []).append(advice)
    for alike in by_mandate.values():
        rows: list[tuple[int | None, int, dict[str, Any]]] = [(row.unit_id, row.pk, {}) for row in alike]
        log_actions(act="advice.given", by=by, at=at, grant=chosen.grants[alike[0].unit_id], kind=ADVICE, about=rows)
    return len(given)


def _require_theirs(about: Mapping[int, int | None]) -> None:
    """Raises NotVisible when something is not owed by the unit it stands beside."""
    ids: Collection[int] = {pk for pk in about.values() if pk is not None}
    owed = dict(Obligation.objects.filter(pk__in=ids).values_list("pk", "unit_id"))
    if any(pk is not None and owed.get(pk) != unit_id for unit_id, pk in about.items()):
        raise NotVisible
