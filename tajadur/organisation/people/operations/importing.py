"""Bringing in many persons and mandates at once: everything or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import Mandate, Person, Post
from ..vocabulary import MandateStatus
from .asking import ask_for_posts
from .import_plan import ImportPlan, ImportRow, Planned, plan_import


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written."""

    people: int
    matched: int
    mandates: int


@transaction.atomic
def import_people(*, rows: Sequence[ImportRow], by: Actor, at: datetime) -> Imported:
    """Record the persons and mandates of ``rows`` and tell the units, in one transaction.

    Posts with power wait for a second person, as ``give_mandate`` has them: they are proposed and open nothing.
    Every row is checked again first: raises BadInput import_changed, and writes nothing, when one can no longer be
    taken. Two imports wait for each other. Logged by person and by mandate. Raises PermissionDenied.
    """
    grant = require_anywhere(by, Permission.MANAGE_MANDATES)
    take_lock("import_people")
    plan = plan_import(rows=rows, by=by)
    if plan.flaws:
        raise BadInput("", "import_changed")
    try:
        with transaction.atomic():
            people, mandates = _written(plan)
    except IntegrityError as error:  # a mandate written since the plan was made stands in the way
        raise BadInput("", "import_changed") from error
    log_actions(act="add_person", by=by, at=at, grant=grant, kind="person", about=((None, pk, {}) for pk in people))
    given = [
        (entry.post.unit_id, mandate.pk, _days(mandate)) for entry, mandate in zip(plan.planned, mandates, strict=True)
    ]
    both = list(zip(plan.planned, mandates, given, strict=True))
    for act, waits in (("give_mandate", False), ("propose_mandate", True)):
        about = [row for entry, _, row in both if _waits(entry) is waits]
        log_actions(act=act, by=by, at=at, grant=grant, kind="mandate", about=about)
    done = Imported(len(people), plan.matched, len(mandates))
    log_action(
        act="import_people", by=by, at=at, grant=grant, detail={"people": done.people, "mandates": done.mandates}
    )
    _announce([(entry, mandate) for entry, mandate, _ in both if not _waits(entry)], by, at)
    ask_for_posts([(entry.post, mandate) for entry, mandate, _ in both if _waits(entry)], by=by, at=at)
    return done


def _waits(entry: Planned) -> bool:
    return entry.post.post_type.office in POWERFUL


def _written(plan: ImportPlan) -> tuple[list[int], list[Mandate]]:
    """(ids of the new persons, the mandates in the order of the rows)."""
    firsts: dict[str, Planned] = {}
    for entry in plan.planned:
        if not entry.person_id:
            firsts.setdefault(entry.key, entry)
    made = Person.objects.bulk_create([Person(**first.values) for first in firsts.values()], batch_size=1000)
    new = dict(zip(firsts, (person.pk for person in made), strict=True))
    mandates = [
        Mandate(
            person_id=entry.person_id or new[entry.key],
            post_id=entry.post.pk,
            from_on=entry.from_on,
            to_on=entry.row.to_on,
            standing=MandateStatus.PROPOSED if _waits(entry) else MandateStatus.CONFIRMED,
            exclusive=entry.post.post_type.single_holder,
        )
        for entry in plan.planned
    ]
    return list(new.values()), Mandate.objects.bulk_create(mandates, batch_size=1000)


def _announce(given: Sequence[tuple[Planned, Mandate]], by: Actor, at: datetime) -> None:
    """Tell the secretaries of each unit of each mandate, as ``give_mandate`` does."""
    told: dict[int, list[int]] = {}
    posts = Post.objects.filter(
        unit_id__in={entry.post.unit_id for entry, _ in given},
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
        for entry, mandate in given
        for post_id in told.get(entry.post.unit_id, ())
    ]
    notify(requests=requests, at=at)


def _days(mandate: Mandate) -> dict[str, Any]:
    return {"from_on": mandate.from_on.isoformat(), "to_on": mandate.to_on.isoformat() if mandate.to_on else None}
