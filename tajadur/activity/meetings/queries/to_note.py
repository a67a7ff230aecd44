"""The reports that came in and that nobody at the reader's own level has noted yet."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from tajadur.organisation.people.models import Post
from tajadur.organisation.units.queries.tree import of_tree
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere, within
from tajadur.permissions.matrix import MATRIX, Permission

from ..models import ReceiptNote, Report

# A note says that a report came in: of older ones nobody is still in doubt.
LOOKED_BACK_DAYS = 90


def reports_to_note(actor: Actor, on: date, *, region_id: int | None = None, tree: str = "") -> QuerySet[Report]:
    """The latest versions sent in the last LOOKED_BACK_DAYS that no post of the reader's body noted, oldest first.

    Needs NOTE_RECEIPT. A note on an earlier version does not count for a correction.
    """
    require_anywhere(actor, Permission.NOTE_RECEIPT)
    level = {grant.body_id for grant in actor.grants if grant.role in MATRIX[Permission.NOTE_RECEIPT]}
    newer = Report.objects.filter(meeting=OuterRef("meeting"), version__gt=OuterRef("version"))
    noted = ReceiptNote.objects.filter(report=OuterRef("pk"), post__in=Post.objects.filter(body__in=level))
    rows = Report.objects.filter(of_tree(tree, "meeting__unit"), submitted_on__gt=on - timedelta(days=LOOKED_BACK_DAYS))
    rows = within(rows, actor, Permission.NOTE_RECEIPT, "meeting__unit__path")
    if region_id:
        rows = rows.filter(meeting__unit__path__contains=f".{region_id}.")
    rows = rows.filter(~Exists(newer), ~Exists(noted))
    return rows.select_related("meeting__unit__kind", "meeting__body__body_type").order_by("submitted_at", "pk")
