"""The reminders of the last weeks, decided by the real passes day by day and written as sent: none is mailed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time, timedelta

from django.db import connection
from django.db.models import CharField, F, Max, QuerySet, Value
from django.db.models.functions import Cast, Concat

from tajadur.activity.resources.nightly import follow_requests
from tajadur.delivery.digests import gather_digests
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.foundation.calendar import instant
from tajadur.registry.notices.models import Delivery, DeliveryItem

from .support import tell_day

READ_AFTER_DAYS = 6
LOOKED_AT_EACH = 5  # days after which the tables that grow here are counted anew


def write_reminders(*, days: int, on: date, nights: Mapping[date, Callable[[date], None]]) -> None:
    """Write the reminders of the ``days`` before ``on`` as sent; older lines of the inbox are read.

    ``nights``: what else was decided in the night before a day.
    """
    for ago in range(days, 0, -1):
        day = on - timedelta(days=ago)
        at = instant(day, time(8, 1))
        if ago % LOOKED_AT_EACH == 0:
            _tell_the_planner()
        if day in nights:
            nights[day](day)
        decide_reminders(on=day, at=at)
        follow_requests(on=day, at=at)
        tell_day(on=day, at=at)
        gather_digests(on=day, at=at)
    _sent(Delivery.objects.all())
    _tell_the_planner()
    Delivery.objects.filter(channel="in_app").update(sent_at=F("not_before"))
    DeliveryItem.objects.filter(channel="in_app", delivery__digest_on__lt=on - timedelta(days=READ_AFTER_DAYS)).update(
        read_at=instant(on - timedelta(days=1), time(20))
    )


def _tell_the_planner() -> None:
    """These tables were empty a moment ago."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE notices_notice, notices_delivery, notices_deliveryitem")


def carry_as_sent(days: Iterable[date]) -> None:
    """Gather what each of the days told, as they come; what that makes waits nowhere: none is mailed."""
    last = Delivery.objects.aggregate(last=Max("pk"))["last"] or 0
    for day in days:
        gather_digests(on=day, at=instant(day, time(20)))
    _sent(Delivery.objects.filter(pk__gt=last))


def _sent(rows: QuerySet[Delivery]) -> None:
    rows.filter(state="pending").update(
        state="sent",
        attempts=1,
        started_at=F("not_before"),
        sent_at=F("not_before"),
        message_id=Concat(Value("<sample-"), Cast("pk", CharField()), Value("@tajadur.example>")),
    )
