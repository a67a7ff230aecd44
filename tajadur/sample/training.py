"""Training in the invented party: what units need, the sessions of a year, who came, who agreed to be remembered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from typing import Any

from tajadur.activity.training.models import (
    PersonAttendance,
    SessionAttendance,
    SessionInvitation,
    SessionVersion,
    TrainingConsent,
    TrainingNeed,
    TrainingSession,
)
from tajadur.activity.training.queries.places import place_paths
from tajadur.activity.training.vocabulary import PEOPLE, NeedPriority, TrainingKind
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Unit
from tajadur.permissions.matrix import Role

from .people import BRANCH, PROVINCE, REGION
from .premises import mandates_of_secretaries
from .words_of_premises import PLACES

# Of a hundred units of a kind, how many say that they need something; of a hundred provinces, how many hold a session.
NEEDING, HOLDING = {"region": 50, "province": 45, "branch": 12}, 35
# How many days ago the sessions of a region were held, and those of the nation; one more lies ahead.
OF_A_REGION, OF_THE_NATION = (320, 190, 60), (250, 95)
_AHEAD = 25
_PRIORITIES = (NeedPriority.HIGH, NeedPriority.MEDIUM, NeedPriority.MEDIUM, NeedPriority.LOW)
_PROGRAMME = "09:30 الاستقبال\n10:00 عرض الموضوع ونقاشه\n12:00 ورشات تطبيقية\n16:00 الخلاصات والتقييم"


@dataclass(frozen=True, slots=True)
class _Planned:
    """A session to be written, with the units that came; ``held_in`` for a region and the nation."""

    unit: Unit
    mandate_id: int
    kind: TrainingKind
    day: date
    held_in: Unit | None
    came: Sequence[Unit]


def write_training(*, seed: int, on: date) -> None:
    """Needs, a year of sessions with who came, one ahead in each region, and one whose attendance is not declared."""
    rows = Unit.objects.filter(kind__code__in=list(NEEDING), closed_on=None).select_related("kind")
    units = list(rows.order_by("code"))
    _write_needs(units, seed, on)
    for planned in [*_of_the_nation(units, seed, on), *_of_regions(units, seed, on), *_of_provinces(units, seed, on)]:
        _write_session(planned, seed, on)
    _remember(on)


def _write_needs(units: Sequence[Unit], seed: int, on: date) -> None:
    needs = []
    by_day: dict[date, dict[int, int]] = {}
    for unit in units:
        random = Random(f"{seed}/{unit.code}/needs")
        is_shown = unit.code in (BRANCH, PROVINCE, REGION)
        if not is_shown and random.randrange(100) >= NEEDING[unit.kind.code]:
            continue
        for kind in random.sample(list(TrainingKind)[:-1], 2 if is_shown else 1):
            day = on - timedelta(days=30 * random.randrange(1, 10))
            mandates = by_day.setdefault(day, mandates_of_secretaries(day))
            if unit.pk in mandates and unit.opened_on <= day:
                needs.append(
                    TrainingNeed(
                        unit=unit,
                        kind=kind,
                        priority=random.choice(_PRIORITIES),
                        people=random.randrange(3, 40),
                        since_on=day,
                        **_stamp(day, mandates[unit.pk]),
                    )
                )
    TrainingNeed.objects.bulk_create(needs, batch_size=1000)


def _of_the_nation(units: Sequence[Unit], seed: int, on: date) -> list[_Planned]:
    root = Unit.objects.get(depth=0, kind__tree=units[0].kind.tree)
    provinces = [unit for unit in units if unit.kind.code == "province"]
    planned = []
    for ago in OF_THE_NATION:
        day, random = on - timedelta(days=ago), Random(f"{seed}/nation/{ago}")
        holder = Mandate.objects.filter(in_force(day), post__unit=root, post__post_type__office=Role.ADMINISTRATOR)
        if mandate := holder.order_by("pk").first():
            came = random.sample(provinces, len(provinces) // 4)
            planned.append(_Planned(root, mandate.pk, _kind(random), day, came[0], came))
    return planned


def _of_regions(units: Sequence[Unit], seed: int, on: date) -> list[_Planned]:
    planned = []
    for ago in (*OF_A_REGION, 2, -_AHEAD):
        day = on - timedelta(days=ago)
        mandates = mandates_of_secretaries(min(day, on))
        for region in (unit for unit in units if unit.kind.code == "region"):
            random = Random(f"{seed}/{region.code}/{ago}/training")
            below = [unit for unit in units if unit.parent_id == region.pk]
            if region.pk not in mandates or not below or (ago == 2 and region.code != REGION):
                continue
            came = random.sample(below, max(1, len(below) // 3)) if ago > 2 else []
            planned.append(_Planned(region, mandates[region.pk], _kind(random), day, random.choice(below), came))
    return planned


def _of_provinces(units: Sequence[Unit], seed: int, on: date) -> list[_Planned]:
    planned = []
    for province in (unit for unit in units if unit.kind.code == "province"):
        random = Random(f"{seed}/{province.code}/training")
        ago = random.randrange(20, 330)
        if province.code != PROVINCE and random.randrange(100) >= HOLDING:
            continue
        day = on - timedelta(days=ago)
        mandate = mandates_of_secretaries(day).get(province.pk)
        below = [unit for unit in units if unit.parent_id == province.pk and unit.opened_on <= day]
        if mandate is not None:
            came = [province, *random.sample(below, min(len(below), random.randrange(1, 6)))]
            planned.append(_Planned(province, mandate, _kind(random), day, None, came))
    return planned


def _write_session(planned: _Planned, seed: int, on: date) -> None:
    random = Random(f"{seed}/{planned.unit.code}/{planned.day}/session")
    said_on = min(on, planned.day) - timedelta(days=0 if planned.day > on else 20)
    session = TrainingSession.objects.create(unit=planned.unit)
    version = SessionVersion.objects.create(
        session=session, number=1, kind=planned.kind, from_on=planned.day, to_on=planned.day,
        place=random.choice(PLACES), held_in=planned.held_in, programme=_PROGRAMME,
        seats=250 if planned.unit.depth == 0 else random.choice((60, 80, 100)), **_stamp(said_on, planned.mandate_id),
    )  # fmt: skip
    SessionInvitation.objects.create(version=version, unit=planned.unit)
    if not planned.came:
        return
    paths, held_path = place_paths(version, {unit.pk for unit in planned.came})
    told_on = min(on, planned.day + timedelta(days=1))
    SessionAttendance.objects.bulk_create(
        SessionAttendance(
            session=session, unit=unit, path=paths[unit.pk], held_path=held_path, **_counts(random),
            **_stamp(told_on, planned.mandate_id),
        )
        for unit in planned.came
    )  # fmt: skip


def _remember(on: date) -> None:
    """The secretary of the province of the demonstration agreed, and came to the session of their own province."""
    session = TrainingSession.objects.filter(unit__code=PROVINCE).order_by("pk").first()
    if session is None:
        return
    version = session.versions.get()
    mandate = Mandate.objects.filter(in_force(on), pk=mandates_of_secretaries(on).get(session.unit_id, 0)).first()
    if mandate is not None:
        day = max(version.said_on, version.to_on)
        consent = TrainingConsent.objects.create(person=mandate.person, given_on=day, given_at=_at(day))
        stamp = {"noted_on": day, "noted_at": _at(day), "mandate_id": version.mandate_id}
        PersonAttendance.objects.create(consent=consent, session=session, **stamp)


def _kind(random: Random) -> TrainingKind:
    return random.choice(list(TrainingKind)[:-1])


def _counts(random: Random) -> dict[str, int]:
    counts = {name: random.randrange(0, 4) for name in PEOPLE}
    counts["women_35_59"] += 1
    people = sum(counts.values())
    return counts | {
        "elected": random.randrange(0, min(4, people + 1)),
        "officers": random.randrange(0, min(5, people + 1)),
    }


def _stamp(day: date, mandate_id: int) -> dict[str, Any]:
    return {"said_on": day, "said_at": _at(day), "mandate_id": mandate_id}


def _at(day: date) -> Any:
    return instant(day, time(18))
