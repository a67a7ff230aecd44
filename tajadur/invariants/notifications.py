"""Notices and letters: told to the right posts, in time, once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta

from django.db.models import Count, Exists, F, Q

from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Fulfilment, Obligation
from tajadur.foundation.calendar import civil_day, instant
from tajadur.organisation.profile.models import Profile
from tajadur.organisation.profile.queries import party_hours
from tajadur.registry.notices.models import Delivery, DeliveryItem, Notice, PushDevice, PushSetup
from tajadur.rules.deadlines import Deadlines, extended_deadlines
from tajadur.rules.hours import decision_day
from tajadur.rules.reminders import latest_step

from .as_of import AsOf
from .expected_periods import ExpectedPeriods
from .ladders import RANKS, Ladders
from .placements import PlacementsByDay

PATIENCE = timedelta(minutes=5)
SENT_BY_US = ("sent", "unknown")


def deliveries_consistent(as_of: AsOf) -> Iterator[str]:
    """One notice reaches a person once on a channel; a letter that left has its instant and its own Message-ID."""
    lines = DeliveryItem.objects.values("notice_id", "person_id", "channel", "again")  # again: a person decided so
    twice = lines.annotate(n=Count("pk")).filter(n__gt=1)
    yield from (
        f"notice {row['notice_id']} is carried {row['n']} times to one person by {row['channel']}" for row in twice
    )
    left = Delivery.objects.filter(channel="email", state__in=SENT_BY_US)
    for message_id, count in Counter(left.values_list("message_id", flat=True)).items():
        if not message_id:
            yield f"{count} letters left without a Message-ID"
        elif count > 1:
            yield f"{count} letters left as {message_id}"
    for pk in Delivery.objects.filter(channel="push", state="unknown").values_list("pk", flat=True):
        yield f"delivery {pk} to devices is unknown, although it may be tried again"
    stray = PushDevice.objects.annotate(allowed=Exists(PushSetup.objects.all())).filter(allowed=False)
    yield from (f"device {pk} is bound to keys that are gone" for pk in stray.values_list("pk", flat=True))
    empty = Delivery.objects.filter(items=None).exclude(state="cancelled").values_list("pk", flat=True)
    yield from (f"delivery {pk} carries nothing" for pk in empty)
    odd = DeliveryItem.objects.exclude(delivery__person_id=F("person_id"), delivery__channel=F("channel"))
    yield from (f"line {pk} lies in the letter of somebody else" for pk in odd.values_list("pk", flat=True))
    late_clear = Q(notice__cleared_at__isnull=True)
    lost = DeliveryItem.objects.filter(late_clear, delivery__state="cancelled", channel="email")
    # Somebody who chose to do without e-mail reads it in the inbox.
    lost = lost.exclude(person__notification_preferences__isnull=False)
    yield from (f"line {pk} lies in a cancelled letter although it is live" for pk in lost.values_list("pk", flat=True))


def nothing_waits_too_long(as_of: AsOf) -> Iterator[str]:
    """While passes run: nothing pending past its time, no lease forgotten, no live notice left out of the inbox."""
    if not as_of.passes_run:
        return
    since = as_of.at - PATIENCE
    for pk in Delivery.objects.filter(state="pending", not_before__lt=since).values_list("pk", flat=True):
        yield f"delivery {pk} waits past its time"
    for pk in Delivery.objects.filter(state="sending", leased_until__lt=since).values_list("pk", flat=True):
        yield f"delivery {pk} has been held by a sender that is gone"
    ladders = Ladders(PlacementsByDay())
    month_ago = instant(as_of.on - timedelta(days=29), time(0))
    carried = Notice.objects.filter(cleared_at=None, decided_at__range=(month_ago, since), items=None)
    for pk, post_id in carried.values_list("pk", "post_id"):
        if ladders.is_held(post_id, as_of.on):
            yield f"notice {pk} is in nobody's inbox"


def nothing_before_installation(as_of: AsOf) -> Iterator[str]:
    """No reminder of a step before the installation, no letter of a day before it."""
    installed_on = _installed_on()
    for pk, step_on in Notice.objects.filter(step_on__lt=installed_on).values_list("pk", "step_on"):
        yield f"notice {pk} is of {step_on}, before the installation on {installed_on}"
    for pk, day in Delivery.objects.filter(digest_on__lt=installed_on).values_list("pk", "digest_on"):
        yield f"delivery {pk} is of {day}, before the installation on {installed_on}"


def recipients_on_ladder(as_of: AsOf) -> Iterator[str]:
    """A reminder goes to the unit's own post or to one the ladder names above it, never below the step's own level."""
    ladders = Ladders(PlacementsByDay())
    rows = Notice.objects.filter(kind__in=("reminder", "escalation"), subject_kind="obligation").order_by("pk")
    about = Obligation.objects.filter(pk__in=rows.values("subject_id"))
    directives = {pk: (of, post) for pk, of, post in about.values_list("pk", "directive_id", "addressee")}
    for row in rows.iterator(2000):
        directive_id, addressee = directives.get(row.subject_id, (None, 0))
        if directive_id is None:
            yield f"notice {row.pk} is about obligation {row.subject_id}, which does not exist"
            continue
        ladder = ladders.of(directive_id)
        step = next((rung for rung in ladder if rung.key == row.step), None)
        rank = ladders.rank_of(row.post_id, row.unit_id, civil_day(row.decided_at), addressee=addressee)
        if step is None:
            yield f"notice {row.pk} has step {row.step}, which its ladder has not"
        elif rank is None or RANKS[rank] not in {str(rung.to) for rung in ladder}:
            yield f"notice {row.pk} went to post {row.post_id}, outside the ladder of unit {row.unit_id}"
        elif rank < RANKS.index(str(step.to)):
            yield f"notice {row.pk} of step {row.step} went to the level «{RANKS[rank]}», below its own"


def latest_steps_notified(as_of: AsOf) -> Iterator[str]:
    """The latest step of each thing owed was told, if somebody on its ladder held a post on its day and still does.

    Left out: what was issued, entered or extended on that day or later, and what was answered in between.
    """
    if not as_of.passes_run:
        return
    installed_on, day = _installed_on(), decision_day(as_of.at - PATIENCE, party_hours(as_of.on))
    placements = PlacementsByDay()
    ladders, expected_periods = Ladders(placements), ExpectedPeriods(placements)
    issued = {row.pk: civil_day(row.issued_at) for row in Directive.objects.all() if row.issued_at}
    told = set(Notice.objects.filter(subject_kind="obligation").values_list("subject_id", "step"))
    passed = set(Notice.objects.filter(subject_kind="obligation").values_list("subject_id", "step_on"))
    taken_back = set(Fulfilment.objects.exclude(superseded_at=None).values_list("unit_id", flat=True))
    owed = Obligation.objects.filter(
        filed_on=None, cancelled_on=None, excused_on=None, not_held_on=None, period_start__lte=day
    )
    for row in owed.order_by("pk").iterator(2000):
        days = Deadlines(row.period_start, row.due_on, row.overdue_from, None, row.period_end)
        if row.extended_until is not None:
            days = extended_deadlines(days, row.extended_until, calendar=row.calendar, report_days=row.report_days)
        asked_on = row.period_start if row.addressee else None  # of whoever took the post up
        known = (
            asked_on,
            issued.get(row.directive_id),
            expected_periods.entered_on(row.unit_id),
            row.extension_granted_on,
        )
        known_on = max(filter(None, known))
        for step, step_on in latest_step(ladders.of(row.directive_id), days, day, installed_on=installed_on):
            if (row.pk, step.key) in told or known_on >= step_on > installed_on or row.unit_id in taken_back:
                continue
            # Passed on, it may have been told with the step that its new recipient had that day.
            if (row.pk, step_on) in passed and ladders.is_vacant(
                row.directive_id, row.unit_id, str(step.to), day, addressee=row.addressee
            ):
                continue
            days_held = (step_on, day)
            if ladders.is_reached(row.directive_id, row.unit_id, str(step.to), days_held, addressee=row.addressee):
                yield f"obligation {row.pk} ({row.period_key}) was not told its step {step.key} of {step_on}"


def _installed_on() -> date:
    return Profile.objects.values_list("installed_on", flat=True).get(id=1)
