"""Who a message is still for when it leaves, and at which hours it may."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q

from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.profile.queries import days_off, party_hours
from tajadur.registry.notices.models import Delivery, DeliveryItem
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.hours import OwnHours, PartyHours, leaves_at

JUST_ASKED = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SendingDays:
    """The holidays and the hours of the party around the day of a run."""

    holidays: frozenset[date]
    hours: PartyHours


def sending_days(at: datetime) -> SendingDays:
    """Those around ``at``: one query, three in Ramadan and shortly before."""
    day = civil_day(at)
    return SendingDays(days_off(day.year, day.year + 1), party_hours(day))


def asked_before(at: datetime | None) -> datetime | None:
    """Whatever was asked before this instant and has not left waits for the hours of the party; None: nothing waits.

    Somebody who has just asked is answered at any hour; what an outage kept back does not leave at night.
    """
    if at is None or leaves_at(at, OwnHours(), party=party_hours(civil_day(at))) <= at:
        return None
    return at - JUST_ASKED


def may_leave_at(delivery_id: int, at: datetime, days: SendingDays) -> datetime:
    """When a message that was due may leave, by the hours of its person, its channel and the party. One query.

    A letter with an address of its own leaves at any hour.
    """
    row = Delivery.objects.select_related("config", "person__notification_preferences").get(pk=delivery_id)
    if row.address:
        return at
    return leaves_at(at, own_hours(row), party=days.hours, holidays=days.holidays)


def own_hours(row: Delivery) -> OwnHours:
    """The hours that the person of a message chose, and those of its channel."""
    chosen = getattr(row.person, "notification_preferences", None)
    return OwnHours(
        digest=chosen.digest_hour if chosen else None,
        quiet=chosen.quiet_from if chosen else None,
        opens=row.config.hour_from if row.config else None,
        closes=row.config.hour_to if row.config else None,
    )


def still_theirs(row: Delivery, at: datetime) -> list[Any]:
    """The notices of a message, not settled, whose post its person holds on the day of ``at``, with their units.

    What is told to a person as such stays theirs. The digest of the week is left out once it is switched off.
    """
    on = civil_day(at)
    held = in_force(on, "notice__post__mandates__") & Q(notice__post__mandates__person_id=F("person_id"))
    exists = Q(notice__post__unit__closed_on=None) | Q(notice__post__unit__closed_on__gt=on)
    theirs = (held & exists) | Q(notice__person=F("person_id"))
    preferences = getattr(row.person, "notification_preferences", None)
    if preferences and not preferences.weekly:
        theirs &= ~Q(notice__kind=NoticeKind.WEEK)
    items = DeliveryItem.objects.filter(theirs, delivery=row, notice__cleared_at=None).distinct()
    return [item.notice for item in items.select_related("notice__unit").order_by("notice__step_on", "notice_id")]
