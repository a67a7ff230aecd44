"""What was told agrees with what it is about: notices, their messages, and the steps of ladders marked as told."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q

from tajadur.duties.obligations.models import LadderRow, Obligation
from tajadur.foundation.webpush_encryption import public_key_of
from tajadur.registry.heartbeat.models import PassRun
from tajadur.registry.notices.models import ChannelConfig, Delivery, DeliveryItem, Notice, PushDevice, PushSetup

from .as_of import AsOf

_WHILE_READING = timedelta(minutes=5)


def notices_consistent(as_of: AsOf) -> Iterator[str]:
    """A notice is about the unit that owes, cleared with a word, and none about what is settled still waits."""
    about = Notice.objects.filter(subject_kind="obligation")
    owed = Obligation.objects.filter(pk=OuterRef("subject_id"))
    wrong = about.exclude(Exists(owed.filter(unit_id=OuterRef("unit_id"))))
    yield from (f"notice {pk} is about another unit than owes it" for pk in wrong.values_list("pk", flat=True))
    half = Notice.objects.filter(
        Q(cleared_at=None) & ~Q(cleared_because="") | Q(cleared_at__isnull=False, cleared_because="")
    )
    yield from (
        f"notice {pk} is cleared without a word, or has one and is not" for pk in half.values_list("pk", flat=True)
    )
    early = Notice.objects.filter(cleared_at__lt=F("decided_at")).values_list("pk", flat=True)
    yield from (f"notice {pk} was cleared before it was decided" for pk in early)
    settled = Q(filed_on__isnull=False) | Q(cancelled_on__isnull=False) | Q(excused_on__isnull=False)
    waiting = about.filter(Exists(owed.filter(settled)), kind__in=("reminder", "escalation"), cleared_at=None)
    yield from (f"notice {pk} waits, what it is about is settled" for pk in waiting.values_list("pk", flat=True))
    self_passed = Notice.objects.filter(passed_from_id=F("post_id")).values_list("pk", flat=True)
    yield from (f"notice {pk} was passed to the post it was meant for" for pk in self_passed)
    periods = dict(Obligation.objects.filter(pk__in=about.values("subject_id")).values_list("pk", "period_key"))
    for pk, subject_id, params in about.values_list("pk", "subject_id", "params").iterator(2000):
        if params.get("period", periods.get(subject_id)) != periods.get(subject_id):
            yield f"notice {pk} speaks of another period than it is about"


def messages_consistent(as_of: AsOf) -> Iterator[str]:
    """A message has the instants of its state, its lines its own number; what a person decided has a word."""
    sent = Delivery.objects.filter(state="sent")
    odd = sent.filter(Q(started_at=None) | Q(attempts=0), channel="email")
    yield from (f"delivery {pk} was sent and never tried" for pk in odd.values_list("pk", flat=True))
    never = Delivery.objects.filter(state__in=("pending", "cancelled"), sent_at__isnull=False)
    yield from (f"delivery {pk} waits or was cancelled, and was sent" for pk in never.values_list("pk", flat=True))
    unheld = Delivery.objects.filter(state="sending", leased_until=None).values_list("pk", flat=True)
    yield from (f"delivery {pk} is being sent and nobody holds it" for pk in unheld)
    other = DeliveryItem.objects.exclude(again=F("delivery__again"))
    yield from (f"line {pk} is of another try than its letter" for pk in other.values_list("pk", flat=True))
    early = DeliveryItem.objects.filter(read_at__lt=F("notice__decided_at")).values_list("pk", flat=True)
    yield from (f"line {pk} was read before it was decided" for pk in early)
    silent = Delivery.objects.exclude(decision="").filter(decision_reason="", decision="settled")
    yield from (f"delivery {pk} was decided without a reason" for pk in silent.values_list("pk", flat=True))
    for pk, url in ChannelConfig.objects.values_list("pk", "url"):
        if url.count("{to}") != 1:
            yield f"channel {pk} has not one place for the recipient"
    used = PushDevice.objects.filter(last_used_at__lt=F("added_at")).values_list("pk", flat=True)
    yield from (f"device {pk} was used before it was added" for pk in used)
    for pk, private, public in PushSetup.objects.values_list("pk", "private_key", "public_key"):
        if public_key_of(private) != public:
            yield f"the public key of push setup {pk} is none of its private one"
    untimely = Delivery.objects.filter(sent_at__lt=F("started_at")).values_list("pk", flat=True)
    yield from (f"delivery {pk} was sent before it was tried" for pk in untimely)
    mine = PushDevice.objects.exclude(last_taken=None).exclude(last_taken__person_id=F("person_id"))
    yield from (f"device {pk} took a message of somebody else" for pk in mine.values_list("pk", flat=True))


def steps_told(as_of: AsOf) -> Iterator[str]:
    """A step of a ladder marked as told was told: its notice exists; what waits was told to nobody."""
    told = LadderRow.objects.filter(state__in=("told", "passed_on"))
    # Two steps of one day and post are told as one notice, a later one speaks for those before it.
    same = Q(step=OuterRef("step")) | Q(step_on__gte=OuterRef("day"))
    notice = Notice.objects.filter(same, subject_kind="obligation", subject_id=OuterRef("obligation_id"))
    for pk, step in told.exclude(Exists(notice)).values_list("obligation_id", "step"):
        yield f"obligation {pk} says that its step {step} was told, there is no notice"
    waiting = LadderRow.objects.filter(state="planned", told_at__isnull=False).values_list("obligation_id", "step")
    yield from (f"obligation {pk} has its step {step} planned and told" for pk, step in waiting)
    snoozed = LadderRow.objects.exclude(state="snoozed").exclude(snoozed_until=None)
    for pk, step in snoozed.values_list("obligation_id", "step"):
        yield f"obligation {pk} has its step {step} put off, and its state says otherwise"
    for pk, step, level in LadderRow.objects.values_list("obligation_id", "step", "level").iterator(5000):
        if step.rpartition(":")[2] != level:
            yield f"obligation {pk} tells its step {step} to the level «{level}»"


def passes_recorded(as_of: AsOf) -> Iterator[str]:
    """The last run of a pass has a name that is known, and no day to come."""
    # Passes go on while the tables are read: what began meanwhile is not to come.
    latest = as_of.at + _WHILE_READING
    future = PassRun.objects.filter(Q(started_at__gt=latest) | Q(ended_at__gt=latest)).values_list("name", flat=True)
    yield from (f"pass {name} ran on a day to come" for name in future)
