"""Bringing in many persons and mandates at once: everything or nothing."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tajadur.foundation.errors import BadInput
from tajadur.foundation.locks import take_lock
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission, Role
from tajadur.permissions.powers import POWERFUL
from tajadur.registry.audit.operations import log_action, log_actions
from tajadur.registry.audit.queries import entries_about
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import Mandate, Person, Post
from ..vocabulary import MandateStatus
from .asking import ask_for_posts
from .hand_over_plan import HandOver
from .hand_overs import hand_over_posts
from .holding import AgainstRule, note_reasons, stop_at_rules
from .import_plan import plan_import
from .import_rows import Answers, ImportPlan, ImportRow, Planned

_ABOUT = "import"


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written. ``handed_over``: how many of the mandates ended another one."""

    people: int
    matched: int
    mandates: int
    handed_over: int = 0


@transaction.atomic
def import_people(
    *,
    rows: Sequence[ImportRow],
    answers: Answers | None = None,
    key: int | None = None,
    rule_reason: str = "",
    by: Actor,
    at: datetime,
) -> Imported:
    """Record the persons and mandates of ``rows`` and tell the units, in one transaction.

    Posts with power wait for a second person, as ``give_mandate`` has them: they are proposed and open nothing.
    ``answers``: who is meant by the rows in doubt. Posts that have a holder are handed over on the first day of who
    follows. Every row is checked again first: raises BadInput import_changed, and writes nothing, when one can no
    longer be taken. Two imports wait for each other; the second of one ``key`` writes nothing and returns what the
    first wrote. Logged by person and by mandate. Rows against a rule that asks need ``rule_reason``: raises
    NeedsConfirmation ``holding_asks`` otherwise. Raises PermissionDenied.
    """
    grant = require_anywhere(by, Permission.MANAGE_MANDATES)
    take_lock("import_people")
    if key is not None and (entry := entries_about((_ABOUT, key)).filter(person_id=by.person_id).first()):
        return Imported(**entry.detail)
    plan = plan_import(rows=rows, answers=answers, by=by)
    if plan.flaws or plan.doubts:
        raise BadInput("", "import_changed")
    why = stop_at_rules(plan.against, rule_reason)
    try:
        with transaction.atomic():
            people, mandates = _written(plan, why, by, at)
    except (IntegrityError, BadInput) as error:  # a mandate written since the plan was made stands in the way
        raise BadInput("", "import_changed") from error
    log_actions(act="add_person", by=by, at=at, grant=grant, kind="person", about=((None, pk, {}) for pk in people))
    given, asked = ([pair for pair in mandates if _waits(pair[0]) is waits] for waits in (False, True))
    for act, pairs in (("give_mandate", given), ("propose_mandate", asked)):
        about = [(entry.post.unit_id, mandate.pk, _days(mandate)) for entry, mandate in pairs]
        log_actions(act=act, by=by, at=at, grant=grant, kind="mandate", about=about)
    note_reasons(_noted(plan, mandates), why, by=by, grant=grant, at=at)
    done = Imported(len(people), plan.matched, len(plan.planned), len(plan.hand_overs))
    log_action(
        act="import_people",
        by=by,
        at=at,
        grant=grant,
        subject=(_ABOUT, key) if key is not None else None,
        detail=asdict(done),
    )
    _announce(given, by, at)
    ask_for_posts([(entry.post, mandate) for entry, mandate in asked], by=by, at=at)
    return done


def _waits(entry: Planned) -> bool:
    return entry.post.post_type.office in POWERFUL


def _noted(plan: ImportPlan, mandates: Sequence[tuple[Planned, Mandate]]) -> list[tuple[AgainstRule, Mandate]]:
    """What is against a rule, with the mandate of its row; who hands over is noted there."""
    of_row: dict[Hashable, Mandate] = {}
    for entry, mandate in mandates:
        mandate.post = entry.post
        of_row[entry.beginning.key] = mandate
    with_rows = [(each, [of_row[key] for key in each.breach.held if key in of_row]) for each in plan.against]
    return [(each, rows[0]) for each, rows in with_rows if rows]


def _written(plan: ImportPlan, why: str, by: Actor, at: datetime) -> tuple[list[int], list[tuple[Planned, Mandate]]]:
    """(ids of the new persons, the mandates that end no other with their rows). Who hands over has ended before."""
    firsts: dict[str, Planned] = {}
    for entry in plan.planned:
        if not entry.person_id:
            firsts.setdefault(entry.key, entry)
    made = Person.objects.bulk_create([Person(**first.values) for first in firsts.values()], batch_size=1000)
    new = dict(zip(firsts, (person.pk for person in made), strict=True))
    _hand_over(plan.hand_overs, new, why, by, at)
    others = [entry for entry in plan.planned if not entry.ends]
    mandates = [
        Mandate(
            person_id=entry.person_id or new[entry.key],
            post_id=entry.post.pk,
            from_on=entry.from_on,
            to_on=entry.row.to_on,
            standing=MandateStatus.PROPOSED if _waits(entry) else MandateStatus.CONFIRMED,
            exclusive=entry.post.post_type.single_holder,
        )
        for entry in others
    ]
    written = Mandate.objects.bulk_create(mandates, batch_size=1000)
    return list(new.values()), list(zip(others, written, strict=True))


def _hand_over(entries: Sequence[Planned], new: Mapping[str, int], why: str, by: Actor, at: datetime) -> None:
    if not entries:
        return
    hand_overs = [
        HandOver(
            post_id=entry.post.pk,
            person_id=entry.person_id or new[entry.key],
            from_on=entry.from_on,
            to_on=entry.row.to_on,
            ends=frozenset(mandate.pk for mandate in entry.ends),
        )
        for entry in entries
    ]
    expected = {mandate.pk for entry in entries for mandate in entry.ends}
    hand_over_posts(hand_overs=hand_overs, expected=expected, rule_reason=why, by=by, at=at)


def _announce(mandates: Sequence[tuple[Planned, Mandate]], by: Actor, at: datetime) -> None:
    """Tell the secretaries of each unit of each mandate, as ``give_mandate`` does."""
    told: dict[int, list[int]] = {}
    posts = Post.objects.filter(
        unit_id__in={entry.post.unit_id for entry, _mandate in mandates},
        post_type__office__in=[Role.SECRETARY, Role.SECRETARY_GENERAL],
    )
    for unit_id, post_id in posts.order_by("pk").values_list("unit_id", "pk"):
        told.setdefault(unit_id, []).append(post_id)
    requests = [
        NotificationRequest(
            kind=NoticeKind.MANDATE,
            subject=("mandate", mandate.pk),
            step="given",
            post_id=post_id,
            unit_id=entry.post.unit_id,
            step_on=by.on,
            params={"post_id": entry.post.pk, "interim": False, **_days(mandate)},
        )
        for entry, mandate in mandates
        for post_id in told.get(entry.post.unit_id, ())
    ]
    notify(requests=requests, at=at)


def _days(mandate: Mandate) -> dict[str, Any]:
    return {"from_on": mandate.from_on.isoformat(), "to_on": mandate.to_on.isoformat() if mandate.to_on else None}
