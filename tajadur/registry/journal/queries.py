"""Reading the journal."""

from django.db.models import QuerySet

from .models import Entry


def last_mark() -> int:
    """The number of the newest entry; 0 before the first. Two equal marks: no act was committed in between."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def last_entry(*, subject_kind: str, act: str) -> Entry | None:
    """The newest entry of one act about one kind of subject."""
    return Entry.objects.filter(subject_kind=subject_kind, act=act).order_by("-pk").first()


def entries_about(subject: tuple[str, int]) -> QuerySet[Entry]:
    """Every entry about one subject, newest first."""
    return Entry.objects.filter(subject_kind=subject[0], subject_id=subject[1]).order_by("-at", "-pk")
