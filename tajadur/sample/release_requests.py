"""Requests to be released: some wait for a decision, one was not granted."""

from datetime import date, datetime, timedelta

from tajadur.activity.releases.models import ReleaseDecision, ReleaseRequest
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.models import Mandate

from . import words

EACH, LATE_BY = 2, timedelta(days=12)


def write_requests(*, on: date, at: datetime) -> None:
    """Two provinces and two branches ask for time or an excuse; the level above answered one of them."""
    for code in ("provincial-office", "branch-office"):
        for number, row in enumerate(_still_open(code, on)):
            request = _ask(row, number, on, at)
            if request is not None and code == "provincial-office" and number == 0:
                _refuse(request, row, on, at)


def _still_open(code: str, on: date) -> list[Obligation]:
    rows = Obligation.objects.filter(
        directive__code=code, filed_on=None, cancelled_on=None, excused_on=None, period_start__lte=on
    )
    return list(rows.filter(overdue_from__gt=on).order_by("due_on", "unit__path")[10 : 10 + EACH])


def _ask(row: Obligation, number: int, on: date, at: datetime) -> ReleaseRequest | None:
    mandate = Mandate.objects.filter(post__unit=row.unit_id, post__post_type__office="secretary").order_by("pk").first()
    if mandate is None:
        return None
    return ReleaseRequest.objects.create(
        unit_id=row.unit_id,
        obligation=row,
        number=1,
        kind="excuse" if number else "extension",
        until=None if number else row.due_on + LATE_BY,
        reason=words.ASKED_EXCUSE if number else words.ASKED_TIME,
        asked_on=on - timedelta(days=2),
        asked_at=at - timedelta(days=2),
        mandate_id=mandate.pk,
    )


def _refuse(request: ReleaseRequest, row: Obligation, on: date, at: datetime) -> None:
    """The member of the cell answered yesterday; the province may ask again."""
    places = [int(part) for part in row.path.strip(".").split(".")]
    decider = Mandate.objects.filter(post__post_type__office="responsible", post__area__in=places).first()
    if decider is None:
        return
    ReleaseDecision.objects.create(
        request=request,
        granted=False,
        reason=words.NOT_GRANTED,
        decided_on=on - timedelta(days=1),
        decided_at=at - timedelta(days=1),
        mandate_id=decider.pk,
    )
