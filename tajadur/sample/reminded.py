"""The reminders of the last weeks, decided by the real passes day by day and written as sent: none is mailed."""

from datetime import date, time, timedelta

from django.db import connection
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from tajadur.delivery.digests import gather_digests
from tajadur.duties.obligations.nightly.reminding import decide_reminders
from tajadur.foundation.calendar import instant
from tajadur.registry.notices.models import Delivery, DeliveryItem

READ_AFTER_DAYS = 6


def write_reminders(*, days: int, on: date) -> None:
    """Write the reminders of the ``days`` before ``on`` as sent; older lines of the inbox are read."""
    for ago in range(days, 0, -1):
        day = on - timedelta(days=ago)
        at = instant(day, time(8, 1))
        decide_reminders(on=day, at=at)
        gather_digests(on=day, at=at)
    with connection.cursor() as cursor:  # these tables were empty a moment ago
        cursor.execute("ANALYZE notices_notice, notices_delivery, notices_deliveryitem")
    Delivery.objects.filter(state="pending").update(
        state="sent",
        attempts=1,
        started_at=F("not_before"),
        sent_at=F("not_before"),
        message_id=Concat(Value("<sample-"), Cast("pk", CharField()), Value("@tajadur.example>")),
    )
    Delivery.objects.filter(channel="in_app").update(sent_at=F("not_before"))
    DeliveryItem.objects.filter(channel="in_app", delivery__digest_on__lt=on - timedelta(days=READ_AFTER_DAYS)).update(
        read_at=instant(on - timedelta(days=1), time(20))
    )
