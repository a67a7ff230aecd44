"""What is told of the plan: that an edition is issued to every unit, that something rests to the unit that follows it.

Told once for each edition and each rest, to the secretary of the body that leads the unit.
"""

from collections.abc import Mapping
from datetime import date, datetime

from tajadur.organisation.people.queries.posts import leading_secretaries
from tajadur.organisation.units.models import Unit
from tajadur.organisation.units.queries.tree import existing
from tajadur.permissions.actors import Actor
from tajadur.registry.notices.operations.requests import NotificationRequest, clear, notify
from tajadur.registry.notices.vocabulary import NoticeKind

from ..models import AdoptionProgress, PlanEdition
from ..queries.editions import edition_in_force
from ..vocabulary import EDITION, FOLLOWED, EditionStatus


def tell_issued(edition: PlanEdition, *, by: Actor, at: datetime) -> int:
    """Every unit hears of the edition, but the post that issued it; what was told of those before is settled."""
    former = PlanEdition.objects.filter(status=EditionStatus.ISSUED).exclude(pk=edition.pk)
    clear(subject_kind=EDITION, subject_ids=list(former.values_list("pk", flat=True)), because="settled", at=at)
    units = list(Unit.objects.filter(existing(by.on), opened_on__lte=by.on).values_list("pk", flat=True))
    told = [
        NotificationRequest(
            kind=NoticeKind.PLAN, subject=(EDITION, edition.pk), step="issued", post_id=post_id, unit_id=unit_id,
            step_on=by.on, params={"event": "issued"},
        )
        for unit_id, post_id in leading_secretaries(units).items()
        if post_id not in by.post_ids
    ]  # fmt: skip
    return notify(requests=told, at=at)


def tell_stuck(*, on: date, at: datetime) -> int:
    """The units in which something of the edition in force rests hear of it; returns how many heard now."""
    edition = edition_in_force(on)
    if edition is None or edition.ends_on < on:
        return 0
    rows = AdoptionProgress.objects.filter(stuck__gt=0, adoption__objective__axis__edition=edition)
    resting = list(rows.values_list("adoption_id", "adoption__unit_id", "stuck_since"))
    posts = leading_secretaries({unit_id for _adoption, unit_id, _since in resting})
    told = [
        NotificationRequest(
            kind=NoticeKind.PLAN, subject=(FOLLOWED, adoption_id), step=f"stuck-{since.isoformat()}",
            post_id=posts[unit_id], unit_id=unit_id, step_on=on,
            params={"event": "stuck", "since_on": since.isoformat()},
        )
        for adoption_id, unit_id, since in resting
        if unit_id in posts and since is not None
    ]  # fmt: skip
    return notify(requests=told, at=at)


def settle_stuck(before: Mapping[int, date | None], now: Mapping[int, date | None], *, at: datetime) -> None:
    """By adoption since when something rests: what rests no more, or since another day, is settled."""
    moved = [pk for pk, since in before.items() if since is not None and now.get(pk) != since]
    if moved:
        clear(subject_kind=FOLLOWED, subject_ids=moved, because="done", at=at)
