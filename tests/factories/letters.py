"""Letters in trouble, made through the passes."""

from datetime import UTC, date, datetime

from tajadur.delivery.digests import gather_digests
from tajadur.organisation.units.models import Unit
from tajadur.registry.notices.models import Delivery
from tajadur.registry.notices.operations.requests import NotificationRequest, notify

from .party import make_post

ON = date(2026, 5, 20)
AT = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)
NAMES = {"ar": "اجتماع المكتب الإقليمي", "fr": "Réunion du bureau provincial", "en": "Provincial office meeting"}


def remind(unit: Unit, *, subject: int = 1, step: str = "due-7", at: datetime = AT) -> int:
    """Tell the secretary of the unit about an obligation; how many notices are new."""
    params = {"directive": "provincial-office", "name": NAMES, "period": "2026-05", "due_on": "2026-06-07"}
    post = make_post(unit=unit)
    one = NotificationRequest(
        kind="reminder",
        subject=("obligation", subject),
        step=step,
        post_id=post.pk,
        unit_id=unit.pk,
        step_on=at.date(),
        params=params,
    )
    return notify(requests=[one], at=at)


def letter_in(state: str, *, unit: Unit, subject: int = 1, on: date = ON) -> Delivery:
    """The e-mail of a reminder, gathered on ``on`` and then in trouble."""
    at = AT.replace(year=on.year, month=on.month, day=on.day)
    remind(unit, subject=subject, step=f"s{on}", at=at)
    gather_digests(on=on, at=at)
    waiting = Delivery.objects.filter(channel="email", state="pending")
    row = waiting.latest("pk")
    waiting.filter(pk=row.pk).update(state=state, attempts=8 if state == "dead" else 1, last_error="451 try")
    row.refresh_from_db()
    return row
