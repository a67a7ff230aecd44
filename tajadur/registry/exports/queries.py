"""Reading one's own files."""

from collections.abc import Iterator

from django.db.models import QuerySet

from tajadur.foundation.errors import NotVisible
from tajadur.permissions.actors import Actor

from ..files.queries import file_store
from .models import Export
from .vocabulary import ExportState


def exports_of(actor: Actor) -> QuerySet[Export]:
    """The files the actor asked for, the last first."""
    return Export.objects.filter(account=actor.account_id).order_by("-asked_at", "-pk")


def export_for(actor: Actor, export_id: int) -> Export:
    """One of the actor's own. Raises NotVisible."""
    row = exports_of(actor).filter(pk=export_id).first()
    if row is None:
        raise NotVisible
    return row


def may_fetch(actor: Actor, export: Export) -> bool:
    """Is it there, and does the actor still hold every mandate it was asked under? A file ends with the mandate."""
    held = {grant.mandate_id for grant in actor.grants}
    return export.state == ExportState.DONE and set(export.mandate_ids) <= held


def content_of_export(export: Export) -> Iterator[bytes]:
    """What is in the file, block by block. Raises NotVisible at once where the store has lost it."""
    if not file_store().exists(export.stored_name):
        raise NotVisible
    return _blocks(export.stored_name)


def _blocks(name: str) -> Iterator[bytes]:
    with file_store().open(name) as stored:
        yield from stored.chunks()
