"""Files: each has its content in the store, hangs on a thing of its unit, and none waits longer than a day."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage
from django.db.models import F

from tajadur.registry.files.models import StoredFile, attachment_models
from tajadur.registry.files.queries import file_store, unheld
from tajadur.registry.files.vocabulary import STAGED_FOR

from .as_of import AsOf

# The sweep looks at each part of the store five times a day.
_UNTIL_THE_SWEEP = timedelta(hours=5)


def contents_in_the_store(as_of: AsOf) -> Iterator[str]:
    """What is in every file lies in the store, as long as it was; asked of the store folder by folder."""
    store = file_store()
    lengths: dict[str, int] = {}
    folder = None
    for row in StoredFile.objects.order_by("key").iterator():
        name = row.stored_name
        if name[:2] != folder:
            folder = name[:2]
            lengths = _lengths(store, folder)
        if lengths.get(name) != row.size:
            yield f"file {row.pk} has {row.size} bytes, the store {lengths.get(name, 'none')}"


def files_hang_on_their_unit(as_of: AsOf) -> Iterator[str]:
    """A file hangs on things of the unit it is counted for, of a kind taken there; what waits hangs on nothing."""
    for model in attachment_models():
        label = model._meta.label
        rows = model._default_manager.annotate(unit_of_thing=F(model.unit_path)).select_related("file")
        for row in rows.order_by("pk").iterator():
            if row.file.unit_id != row.unit_of_thing:
                yield f"{label} {row.pk} hangs a file of unit {row.file.unit_id} on a thing of unit {row.unit_of_thing}"
            if row.file.kind not in model.kinds:
                yield f"{label} {row.pk} hangs a file of a kind that is not taken there"
    if as_of.passes_run:
        free = unheld(StoredFile.objects.filter(attached_at__lt=as_of.at - _UNTIL_THE_SWEEP))
        yield from (f"file {pk} hangs on nothing" for pk in free.values_list("pk", flat=True))


def staged_files_go(as_of: AsOf) -> Iterator[str]:
    """A file of a form that was never sent is kept for a day."""
    if not as_of.passes_run:
        return
    old = StoredFile.objects.filter(unit=None, staged_at__lt=as_of.at - STAGED_FOR - _UNTIL_THE_SWEEP)
    yield from (f"file {pk} waits for more than a day" for pk in old.values_list("pk", flat=True))


def _lengths(store: Storage, folder: str) -> dict[str, int]:
    try:
        names = store.listdir(folder)[1]
    except FileNotFoundError:
        return {}
    return {f"{folder}/{name}": store.size(f"{folder}/{name}") for name in names}
