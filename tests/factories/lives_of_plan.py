"""What a lived unit made of the plan, and its training."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tajadur.activity.plans.models import (
    AdoptedAction,
    AdoptedTarget,
    PlanAction,
    PlanAdoption,
    PlanAxis,
    PlanEdition,
    PlanIndicator,
    PlanNews,
    PlanObjective,
    StatedValue,
)
from tajadur.activity.plans.operations.keeping import keep_standings
from tajadur.activity.plans.queries.editions import digest_of, text_of
from tajadur.activity.training.models import (
    SessionAttendance,
    SessionInvitation,
    SessionVersion,
    TrainingNeed,
    TrainingSession,
)
from tajadur.activity.training.vocabulary import COUNTS
from tajadur.organisation.units.models import Unit
from tests.factories.lives_of_help import CANARY
from tests.factories.party import make_mandate, make_person, make_post

ISSUED_ON, ADOPTED_ON, ENDS_ON = date(2026, 3, 2), date(2026, 5, 4), date(2026, 12, 31)
SAID_ON = date(2026, 9, 21)


def planned(unit: Unit, mandate_id: int) -> None:
    """An objective adopted, an action of its own done with its news, a value stated."""
    indicator = PlanIndicator.objects.filter(action__objective__axis__edition=_edition(mandate_id)).earliest("pk")
    said: dict[str, Any] = {"mandate_id": mandate_id}
    adoption = PlanAdoption.objects.create(
        unit=unit, objective=indicator.action.objective, adopted_on=ADOPTED_ON, adopted_at=_noon(ADOPTED_ON), **said
    )
    AdoptedTarget.objects.create(
        adoption=adoption, indicator=indicator, start=0, target=Decimal(9), due_on=ENDS_ON, said_on=ADOPTED_ON,
        said_at=_noon(ADOPTED_ON), **said,
    )  # fmt: skip
    added: dict[str, Any] = {"adoption": adoption, "due_on": ENDS_ON, "added_on": ADOPTED_ON, **said}
    AdoptedAction.objects.create(action=indicator.action, **added)
    own = AdoptedAction.objects.create(text=f"{CANARY} خيمة", done_on=SAID_ON, **added)
    told = {"told_on": SAID_ON, "told_at": _noon(SAID_ON), "is_end": True, **said}
    PlanNews.objects.create(adopted=own, text=f"{CANARY} تم", **told)
    StatedValue.objects.create(
        unit=unit, indicator=indicator, value=Decimal(4), valued_on=SAID_ON, proof=f"{CANARY} عد", said_on=SAID_ON,
        said_at=_noon(SAID_ON), **said,
    )  # fmt: skip
    keep_standings([adoption], SAID_ON, at=_noon(SAID_ON))


def trained(unit: Unit, mandate_id: int) -> None:
    """A need, a session of its own that was held and one that was cancelled, one of the unit above with its people."""
    said: dict[str, Any] = {"said_on": SAID_ON, "said_at": _noon(SAID_ON), "mandate_id": mandate_id}
    TrainingNeed.objects.create(unit=unit, kind="meetings", priority="high", people=9, since_on=SAID_ON, **said)
    held = _session(unit, unit, date(2026, 9, 12), mandate_id)
    _came(held, unit, mandate_id)
    off = _session(unit, unit, date(2026, 9, 14), mandate_id)
    off.cancelled_on, off.cancelled_at, off.cancelling_mandate_id = SAID_ON, _noon(SAID_ON), mandate_id
    off.cancelled_because = f"{CANARY} مطر"
    off.save()
    above = unit.parent
    if above is None or above.depth == 0:
        return
    theirs = make_mandate(person=make_person(), post=make_post(unit=above, post="member")).pk
    _came(_session(above, unit, date(2026, 9, 17), theirs), unit, theirs)


def _session(unit: Unit, invited: Unit, on: date, mandate_id: int) -> TrainingSession:
    session = TrainingSession.objects.create(unit=unit)
    version = SessionVersion.objects.create(
        session=session, number=1, kind="meetings", from_on=on, to_on=on, place="دار الشباب", programme="تحرير المحاضر",
        seats=30, said_on=on, said_at=_noon(on), mandate_id=mandate_id,
    )  # fmt: skip
    SessionInvitation.objects.create(version=version, unit=invited)
    return session


def _came(session: TrainingSession, unit: Unit, mandate_id: int) -> None:
    counts = dict.fromkeys(COUNTS, 0) | {"women_25_34": 6, "men_25_34": 5, "officers": 1}
    SessionAttendance.objects.create(
        session=session, unit=unit, path=unit.path, held_path=session.unit.path, **counts, said_on=SAID_ON,
        said_at=_noon(SAID_ON), mandate_id=mandate_id,
    )  # fmt: skip


def _edition(mandate_id: int) -> PlanEdition:
    """The edition that every lived unit follows."""
    known = PlanEdition.objects.filter(number=1).first()
    if known is not None:
        return known
    names = {"name_ar": "الخطة", "name_fr": "Le plan", "name_en": "The plan"}
    edition = PlanEdition(
        **names, number=1, status="issued", starts_on=date(2026, 1, 1), ends_on=ENDS_ON, drafted_at=_noon(ISSUED_ON),
        issued_on=ISSUED_ON, issued_at=_noon(ISSUED_ON), mandate_id=mandate_id, digest="-",
    )  # fmt: skip
    edition.save()
    axis = PlanAxis.objects.create(edition=edition, position=1, **names)
    objective = PlanObjective.objects.create(axis=axis, position=1, **names)
    action = PlanAction.objects.create(objective=objective, position=1, due_on=ENDS_ON, **names)
    PlanIndicator.objects.create(
        action=action, position=1, measured_in="count", direction="up", start=0, target=9, due_on=ENDS_ON, **names
    )
    edition.digest = digest_of(text_of(edition))
    edition.save()
    return edition


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
