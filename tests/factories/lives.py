"""The whole life of one unit: at least one of everything that its thread can tell, with a canary in every text."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tajadur.activity.circulars.models import CircularVersion, Confirmation
from tajadur.activity.congresses.models import Stage
from tajadur.activity.declarations.models import Declaration
from tajadur.activity.meetings.models import Draft
from tajadur.activity.releases.models import ReleaseDecision, ReleaseRequest
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation, Release
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.circulars import amended, issued
from tests.factories.congresses import make_congress
from tests.factories.lives_of_actions import decided
from tests.factories.lives_of_help import CANARY, helped
from tests.factories.lives_of_plan import planned, trained
from tests.factories.lives_of_premises import received
from tests.factories.party import acting, make_mandate, make_person, make_post, make_unit
from tests.factories.reports import make_meeting, make_obligation, submitted

LIVED_TO = date(2026, 11, 25)
_KINDS = ("extension", "excuse", "reopening")
_number = count(1)


def live(unit: Unit, secretary: Account) -> None:
    """One of every kind and event up to ``LIVED_TO`` but its closing and its moves, written under ``secretary``."""
    mandate: Any = secretary.person.mandates.get() if secretary.person else None
    _people(unit)
    rows = [_month(unit, month) for month in range(1, 11)]
    Directive.objects.filter(pk=rows[0].directive_id).update(standing="issued", issued_at=_noon(rows[0].period_start))
    _meetings(unit, secretary, rows[7], mandate.pk)
    _declarations(unit, rows, mandate.pk)
    for place, kind in enumerate(_KINDS):
        _releases(unit, rows[place], kind, mandate.pk)
    helped(unit, mandate.pk)
    received(unit, mandate.pk)
    planned(unit, mandate.pk)
    trained(unit, mandate.pk)
    _circulars(unit, secretary, rows[9], mandate.pk)
    congress = make_congress(unit=unit)
    stages = Stage.objects.filter(congress=congress, template__code__in=("committee", "held"))
    stages.update(done_on=date(2026, 6, 28), marked_at=_noon(date(2026, 6, 28)), mandate_id=mandate.pk)


def _circulars(unit: Unit, secretary: Account, row: Obligation, mandate_id: int) -> None:
    """One it sent, amended later; and a post of its own confirmed."""
    below = Unit.objects.filter(parent=unit).order_by("pk").first()
    make_post(unit=below or make_unit(kind="branch", parent=unit))  # somebody it is sent to
    circular_id = issued(unit, secretary, date(2026, 11, 2))
    amended(circular_id, secretary, date(2026, 11, 9), text_fr="Avant le 20.")
    day, version = date(2026, 11, 10), CircularVersion.objects.get(circular_id=circular_id, number=2)
    Confirmation.objects.create(
        version=version,
        obligation=row,
        post=make_post(unit=unit),
        unit=unit,
        mandate_id=mandate_id,
        confirmed_on=day,
        confirmed_at=_noon(day),
    )


def _noon(day: date) -> datetime:
    return instant(day, time(12))


def _month(unit: Unit, month: int) -> Obligation:
    first = date(2026, month, 1)
    last = date(2026, month + 1, 1) - timedelta(days=1)
    return make_obligation(
        unit=unit,
        period_start=first,
        period_end=last,
        due_on=last + timedelta(days=7),
        overdue_from=last + timedelta(days=15),
    )


def _people(unit: Unit) -> None:
    member = make_post(unit=unit, post="member")
    make_mandate(
        person=make_person(name=f"{CANARY} عضو"), post=member, from_on=date(2024, 5, 1), to_on=date(2026, 4, 30)
    )
    make_mandate(
        person=make_person(name=f"{CANARY} نائب"),
        post=member,
        from_on=date(2025, 2, 1),
        to_on=date(2025, 4, 1),
        interim=True,
    )


def _meetings(unit: Unit, secretary: Account, not_held: Obligation, mandate_id: int) -> None:
    place = f"{CANARY} مكان"
    held = make_meeting(unit=unit, planned_on=date(2026, 10, 12), place=place)
    submitted(held, acting(secretary, LIVED_TO), text=f"{CANARY} محضر", place=place)
    decided(held, mandate_id)
    make_meeting(unit=unit, planned_on=date(2026, 8, 12), place=place)
    not_held.not_held_on = date(2026, 9, 1)
    not_held.save()
    cancelled = make_meeting(unit=unit, planned_on=date(2026, 7, 12), place=place, state="cancelled")
    cancelled.cancelled_because = f"{CANARY} سبب"
    cancelled.save()
    waiting = make_meeting(unit=unit, planned_on=LIVED_TO - timedelta(days=3), place=place)
    draft = {"text": f"{CANARY} مسودة"}
    Draft.objects.create(meeting=waiting, payload=draft, saved_at=_noon(LIVED_TO), saved_by=secretary)
    make_meeting(unit=unit, planned_on=LIVED_TO + timedelta(days=5), place=place)


def _declarations(unit: Unit, rows: list[Obligation], mandate_id: int) -> None:
    for row, kind, gone in ((rows[7], "not_held", False), (rows[6], "done", False), (rows[5], "done", True)):
        day = row.period_end + timedelta(days=1)
        Declaration.objects.create(
            unit=unit,
            obligation=row,
            kind=kind,
            happened_on=row.period_end if kind == "done" else None,
            reason="quorum" if kind == "not_held" else "",
            note=f"{CANARY} ملاحظة",
            client_key=uuid4(),
            content_digest="x",
            receipt=f"L-{next(_number)}",
            submitted_at=_noon(day),
            submitted_on=day,
            mandate_id=mandate_id,
            withdrawn_at=_noon(LIVED_TO) if gone else None,
        )


def _releases(unit: Unit, row: Obligation, kind: str, mandate_id: int) -> None:
    day = row.period_end + timedelta(days=2)
    until = day + timedelta(days=20) if kind == "extension" else None
    said = {"reason": f"{CANARY} طلب", "mandate_id": mandate_id}
    for number in (1, 2):
        asked = ReleaseRequest.objects.create(
            unit=unit, obligation=row, number=number, kind=kind, until=until, asked_on=day, asked_at=_noon(day), **said
        )
        decided = {"decided_on": day, "decided_at": _noon(day), **said}
        ReleaseDecision.objects.create(
            request=asked, granted=number == 2, until=until if number == 2 else None, **decided
        )
    Release.objects.create(obligation=row, kind=kind, until=until, decided_on=day, decided_at=_noon(day), **said)
