"""Islamic holidays are computed until they are announced; the hours of messages in Ramadan are the party's to set."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tajadur.foundation.errors import BadInput
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.reminders import FIRST_HOUR, LAST_HOUR

from ..models import ObservedDay, Profile
from ..queries import MOST_DAYS_AWAY, estimates


@transaction.atomic
def confirm_day(*, estimated_on: date, observed_on: date, by: Actor, at: datetime) -> None:
    """The holiday computed for ``estimated_on`` is kept on ``observed_on``; a later call replaces an earlier one.

    Letters and warnings follow at once. Raises PermissionDenied, BadInput ``no_such_estimate``, ``day_too_far``.
    """
    grant = require_anywhere(by, Permission.CONFIRM_DAYS)
    if estimated_on not in {estimate.estimated_on for estimate in estimates(estimated_on.year)}:
        raise BadInput("", "no_such_estimate")
    if abs(observed_on - estimated_on) > timedelta(days=MOST_DAYS_AWAY):
        raise BadInput("observed_on", "day_too_far", most=MOST_DAYS_AWAY)
    row, _ = ObservedDay.objects.update_or_create(
        estimated_on=estimated_on, defaults={"observed_on": observed_on, "decided_at": at}
    )
    detail = {"estimated_on": estimated_on.isoformat(), "observed_on": observed_on.isoformat()}
    log_action(act="confirm_day", by=by, at=at, grant=grant, subject=("observed_day", row.pk), detail=detail)


@transaction.atomic
def set_ramadan_hours(*, ramadan_from: int, ramadan_to: int, by: Actor, at: datetime) -> None:
    """In Ramadan steps are decided and messages leave from the one hour on, and none from the other on. Logged.

    Hours that a person chose stay. Raises PermissionDenied, BadInput ``ramadan_hours``.
    """
    grant = require_anywhere(by, Permission.CONFIRM_DAYS)
    if not FIRST_HOUR <= ramadan_from < ramadan_to <= LAST_HOUR:
        raise BadInput("ramadan_to", "ramadan_hours")
    Profile.objects.filter(id=1).update(ramadan_from=ramadan_from, ramadan_to=ramadan_to)
    detail = {"from": ramadan_from, "to": ramadan_to}
    log_action(act="set_ramadan_hours", by=by, at=at, grant=grant, subject=("profile", 1), detail=detail)
