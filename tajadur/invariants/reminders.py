"""Reminders that somebody above sends by hand: each act has its notice and each notice its act, of one day."""

from collections.abc import Iterator
from datetime import date, timedelta

from tajadur.duties.obligations.operations.reminding import REMINDED
from tajadur.duties.obligations.queries.remindable import REST_DAYS
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate, Post
from tajadur.permissions.matrix import MATRIX, Permission, Role
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.notices.models import Notice

from .as_of import AsOf


def reminders_by_hand(as_of: AsOf) -> Iterator[str]:
    """Whoever reminds is noted, and one secretary of the unit is told, at that instant, of what is late or not yet."""
    acts = AuditEntry.objects.filter(act=REMINDED).values_list("pk", "subject_id", "unit_id", "at", "mandate_id")
    entries = list(acts.order_by("pk"))
    notices = list(Notice.objects.filter(kind="support", subject_kind="obligation").order_by("step_on", "pk"))
    told = {(row.subject_id, row.unit_id, row.decided_at) for row in notices}
    noted = {(subject_id, unit_id, at) for _, subject_id, unit_id, at, _ in entries}
    yield from (
        f"obligation {subject_id} was reminded of by hand at {at}, there is no notice"
        for subject_id, unit_id, at in sorted(noted - told)
    )
    yield from _by_mandates({mandate_id or 0: pk for pk, _, _, _, mandate_id in entries})
    secretaries = dict(
        Post.objects.filter(pk__in=[row.post_id for row in notices], post_type__office=Role.SECRETARY).values_list(
            "pk", "unit_id"
        )
    )
    last: dict[int, date] = {}
    for row in notices:
        name = f"the reminder by hand, notice {row.pk},"
        if (row.subject_id, row.unit_id, row.decided_at) not in noted:
            yield f"{name} was sent by nobody"
        if row.step != f"by-hand-{row.step_on.isoformat()}" or row.step_on != civil_day(row.decided_at):
            yield f"{name} is of {row.step_on}, its step and its instant say otherwise"
        due_on = date.fromisoformat(row.params["due_on"])
        if (row.params["event"] == "reminded_late") is not (due_on < row.step_on):
            yield f"{name} says «{row.params['event']}» of what is due on {due_on}"
        if secretaries.get(row.post_id) != row.unit_id:
            yield f"{name} went to post {row.post_id}, which is not of a secretary of unit {row.unit_id}"
        if row.subject_id in last and row.step_on - last[row.subject_id] < timedelta(days=REST_DAYS):
            yield f"{name} of {row.step_on} came too soon after that of {last[row.subject_id]}"
        last[row.subject_id] = row.step_on


def _by_mandates(entries: dict[int, int]) -> Iterator[str]:
    """``entries``: mandate -> an act under it."""
    allowed = [role.value for role in MATRIX[Permission.REMIND]]
    known = Mandate.objects.filter(pk__in=entries, post__post_type__office__in=allowed)
    for mandate_id in sorted(entries.keys() - set(known.values_list("pk", flat=True))):
        yield f"entry {entries[mandate_id]} reminds by hand under mandate {mandate_id}, which may not"
