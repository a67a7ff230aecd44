"""The unit circulates the minutes of a meeting: the version of its report that counts, to the members of the body."""

from datetime import datetime

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.organisation.people.models import Post
from tajadur.organisation.profile.queries import settings_on
from tajadur.organisation.units.queries.bodies import in_body
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.registry.notices.operations.requests import NotificationRequest, notify
from tajadur.registry.notices.vocabulary import NoticeKind
from tajadur.rules.minutes import FINAL

from ..models import Meeting, MinutesCirculation, Report
from ..queries.minutes import minutes_facts
from .adoption import place_adoptions


@transaction.atomic
def circulate_minutes(*, report_id: int, by: Actor, at: datetime) -> MinutesCirculation:
    """Send this version to the members as the minutes; the next meeting of the body has them on its agenda.

    The other posts of the body are told. Raises BadInput ``minutes_not_asked`` where its body has no minutes adopted;
    Conflict ``not_the_latest``, ``already_circulated``, ``already_adopted``; NotVisible, PermissionDenied.
    """
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "body")
    meeting = rows.filter(pk__in=Report.objects.filter(pk=report_id).values("meeting")).first()
    if meeting is None:
        raise NotVisible
    grant = require(by, Permission.REPORT, in_body(meeting.unit, meeting.body))
    versions = {report.pk: report for report in Report.objects.filter(meeting=meeting).order_by("version")}
    report, today = versions[report_id], civil_day(at)
    if not settings_on(meeting.body.body_type_id, report.held_on).adopts_minutes:
        raise BadInput("", "minutes_not_asked")
    if report_id != list(versions)[-1]:
        raise Conflict("not_the_latest")
    facts = minutes_facts([meeting.pk]).get(meeting.pk)
    known = facts.status(today) if facts else None
    if known and known.state in FINAL:
        raise Conflict("already_adopted")
    if known and known.version == report.version:
        raise Conflict("already_circulated")
    circulated = MinutesCirculation.objects.create(
        meeting=meeting, report=report, circulated_on=today, circulated_at=at, mandate_id=grant.mandate_id
    )
    place_adoptions(on=today, body_ids=[meeting.body_id], after=meeting.planned_on)
    posts = Post.objects.filter(body_id=meeting.body_id).exclude(pk__in=by.post_ids).values_list("pk", flat=True)
    event = "circulated_again" if known else "circulated"
    notify(
        requests=[
            NotificationRequest(
                kind=NoticeKind.MINUTES,
                subject=("report", report.pk),
                step=event,
                post_id=post,
                unit_id=meeting.unit_id,
                step_on=today,
                params={"event": event, "held_on": report.held_on.isoformat()},
            )
            for post in posts
        ],
        at=at,
    )
    log_action(
        act="minutes.circulated",
        by=by,
        at=at,
        grant=grant,
        unit_id=meeting.unit_id,
        subject=("report", report.pk),
        detail={"meeting": meeting.pk, "version": report.version},
    )
    return circulated
