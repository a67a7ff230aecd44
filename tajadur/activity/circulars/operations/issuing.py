"""Issuing a circular or its next version, and withdrawing it: one number, all posts at once, one transaction."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from tajadur.duties.directives.models import Directive, LadderStep
from tajadur.duties.directives.vocabulary import DirectiveStatus, FulfilmentKind
from tajadur.duties.obligations.operations.addressing import cancel_addressed
from tajadur.duties.obligations.vocabulary import CancelledBecause
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.locks import take_lock
from tajadur.foundation.text import clean_text
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.circulars import LADDER, acknowledgement_days
from tajadur.rules.periods import PeriodType
from tajadur.rules.reminders import Level, ladder_rows

from ..models import Addressee, Circular, CircularVersion
from ..queries.audience import audience_of
from ..vocabulary import CIRCULAR, LONGEST_REASON, CircularStatus
from .asking import ask
from .steps import begin, drafted_version, drop_version, log, names_of

_RANK = 1000  # after every directive, wherever both stand


@transaction.atomic
def issue_circular(*, circular_id: int, count: int | None, on: date, by: Actor, at: datetime) -> int:
    """Issue what is drafted: the circular with its number, or its next version; returns its id.

    ``count`` is the number of posts the sender read and typed. Every addressee who can log in owes an
    acknowledgement from ``on``; what the version before asked and did not get is cancelled. Raises NotVisible,
    PermissionDenied, Conflict ``not_a_draft``, BadInput ``nobody_addressed``, ``count_differs`` (param ``count``).
    """
    circular, grant = begin(circular_id, Permission.ISSUE_CIRCULAR, by)
    version = drafted_version(circular)
    if version is None or circular.standing == CircularStatus.WITHDRAWN:
        raise Conflict("not_a_draft")
    is_first = circular.standing == CircularStatus.DRAFT
    if is_first:
        posts = list(audience_of(circular, on).order_by("unit__path", "pk"))
    posts_count = len(posts) if is_first else circular.addressees.count()
    if not posts_count:
        raise BadInput("", "nobody_addressed")
    if count != posts_count:
        raise BadInput("count", "count_differs", count=posts_count)
    if is_first:
        _number(circular, on)
        circular.standing, circular.issued_on, circular.issued_at = CircularStatus.ISSUED, on, at
        circular.listed_at, circular.mandate_id = at, grant.mandate_id
    circular.version = version.number
    version.issued_on, version.issued_at, version.mandate_id = on, at, grant.mandate_id
    version.save(update_fields=["issued_on", "issued_at", "mandate_id"])
    _lay_down(circular, version, on, at)
    circular.save()
    if is_first:
        Addressee.objects.bulk_create(Addressee(circular=circular, post=post) for post in posts)
    else:
        cancel_addressed(because=CancelledBecause.AMENDED, on=on, at=at, directive_id=circular.directive_id)
    asked = ask(on=on, at=at, circular_ids=[circular.pk], event="issued" if is_first else "amended")
    act = "issued" if is_first else "amended"
    log(act, circular, by, at, grant, posts=posts_count, asked=asked, version=version.number)
    return circular.pk


@transaction.atomic
def withdraw_circular(*, circular_id: int, reason: str, on: date, by: Actor, at: datetime) -> int:
    """Withdraw a circular: what is owed is cancelled, what was confirmed stays, and the posts are told; returns its id.

    Raises NotVisible, PermissionDenied, Conflict ``not_in_force``, BadInput ``reason_required``, ``text_too_long``.
    """
    circular, grant = begin(circular_id, Permission.ISSUE_CIRCULAR, by)
    if circular.standing != CircularStatus.ISSUED or circular.directive is None:
        raise Conflict("not_in_force")
    because = clean_text(reason, field="reason", limit=LONGEST_REASON)
    if not because:
        raise BadInput("reason", "reason_required")
    circular.standing, circular.withdrawn_on, circular.withdrawn_at = CircularStatus.WITHDRAWN, on, at
    circular.withdrawn_because = because
    if (drafted := drafted_version(circular)) is not None:
        drop_version(drafted)
    circular.save()
    directive = circular.directive
    directive.standing, directive.withdrawn_on = DirectiveStatus.WITHDRAWN, on
    directive.save(update_fields=["standing", "withdrawn_on"])
    cancelled = cancel_addressed(because=CancelledBecause.WITHDRAWN, on=on, at=at, directive_id=directive.pk)
    _tell_withdrawn(circular, on, at)
    log("withdrawn", circular, by, at, grant, taken_back=len(cancelled))
    return circular.pk


def _number(circular: Circular, on: date) -> None:
    """The next number of the unit and year, without a gap: whoever issues meanwhile waits, and a failure gives none."""
    take_lock("circular_numbers")
    numbered = Circular.objects.filter(unit_id=circular.unit_id, year=on.year)
    last: int | None = numbered.aggregate(last=Max("number"))["last"]
    circular.number, circular.year = (last or 0) + 1, on.year


def _lay_down(circular: Circular, version: CircularVersion, on: date, at: datetime) -> None:
    """The directive by which the acknowledgements are owed, with its ladder as rows; called by the latest subject."""
    names = {f"name_{language}": name for language, name in names_of(circular, version).items()}
    if circular.directive is not None:
        for field, name in names.items():
            setattr(circular.directive, field, name)
        circular.directive.save(update_fields=list(names))
        return
    days = acknowledgement_days(on, circular.days, circular.grace_days)
    circular.directive = Directive.objects.create(
        code=f"circular-{circular.unit_id}-{circular.year}-{circular.number}",
        unit_kind_id=circular.unit.kind_id,
        fulfilment=FulfilmentKind.ACKNOWLEDGE,
        period_type=PeriodType.ONCE,
        once_opens_on=days.starts_on,
        once_by_on=days.due_on,
        report_days=0,
        grace_days=circular.grace_days,
        in_force_from=on,
        released_by=Level.SECRETARY_GENERAL,
        standing=DirectiveStatus.ISSUED,
        issued_at=at,
        rank=_RANK,
        **names,
    )
    LadderStep.objects.bulk_create(LadderStep(directive=circular.directive, **row) for row in ladder_rows(LADDER))


def _tell_withdrawn(circular: Circular, on: date, at: datetime) -> None:
    directive = circular.directive
    assert directive is not None  # noqa: S101  a circular in force has one: the database says so
    names = {"ar": directive.name_ar, "fr": directive.name_fr, "en": directive.name_en}
    told = circular.addressees.exclude(obligation=None).order_by("pk").values_list("post_id", "post__unit_id")
    notify(
        requests=[
            NotificationRequest(
                kind=NoticeKind.CIRCULAR,
                subject=(CIRCULAR, circular.pk),
                step="withdrawn",
                post_id=post_id,
                unit_id=unit_id,
                step_on=on,
                params={"event": "withdrawn", "name": names},
            )
            for post_id, unit_id in told
        ],
        at=at,
    )
