"""A file that was accepted, and what every row that hangs one on a thing has.

Each app has such a row of its own, a subclass of ``Attachment`` with a foreign key to the thing: the database keeps
both together. Accounts and units lie in layers above: of an account the number is kept.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from .vocabulary import LONGEST_NAME, PAPERS, FileKind


class StoredFile(models.Model):
    """Staged by an account on a form that is not sent, or attached: then it is of a unit, and counted for it.

    What is in it lies in the store under ``stored_name``; ``digest`` is its SHA-256. Never changed.
    """

    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=4, choices=FileKind.choices)
    name = models.CharField(max_length=LONGEST_NAME)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    account_id = models.BigIntegerField(help_text="Who sent it.")
    staged_at = models.DateTimeField()
    unit = models.ForeignKey(
        "units.Unit",  # house: the database keeps them together
        models.PROTECT,
        related_name="files",
        null=True,
        blank=True,
        db_index=False,
    )
    attached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit"], name="file_of_unit", include=["size"], condition=Q(unit__isnull=False)),
            models.Index(fields=["account_id", "staged_at"], name="file_staged_by", condition=Q(unit=None)),
            models.Index(fields=["staged_at"], name="file_staged", condition=Q(unit=None)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="file_kind_known"),
            models.CheckConstraint(condition=~Q(name="") & Q(size__gt=0), name="file_is_something"),
            models.CheckConstraint(
                condition=Q(unit=None, attached_at=None) | Q(unit__isnull=False, attached_at__isnull=False),
                name="file_of_a_unit_once_attached",
            ),
        ]

    @property
    def stored_name(self) -> str:
        """Where it lies in the store."""
        return f"{self.key.hex[:2]}/{self.key.hex}{FileKind(self.kind).suffix}"

    @property
    def content_type(self) -> str:
        """As it is served."""
        return FileKind(self.kind).content_type


class Attachment(models.Model):
    """A file on a thing. A subclass adds the foreign key of the thing, and that a file hangs on it once.

    ``kinds``: what is taken there. ``unit_path``: from the row to the key of the unit whose thing it is.
    """

    kinds: ClassVar[frozenset[FileKind]] = PAPERS
    unit_path: ClassVar[str]

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def attachment_models() -> list[type[Attachment]]:
    """Every table that hangs files on things, of whichever app."""
    relations = StoredFile._meta.get_fields(include_hidden=True)
    pointing = (relation.related_model for relation in relations if relation.one_to_many and relation.auto_created)
    return [model for model in pointing if isinstance(model, type) and issubclass(model, Attachment)]
