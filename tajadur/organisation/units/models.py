"""Units in three trees, their bodies, other names, and where each stood from which day."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language

from tajadur.organisation.profile.models import BodyType, UnitKind


class DateRange(Func):
    """``daterange(from, to, '[)')``; an empty end is open."""

    function = "daterange"
    output_field: "models.Field[Any, Any]" = models.Field()


class ClosedDateRange(Func):
    """``daterange(from, to, '[]')``: the last day belongs to the range; an empty end is open."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field: "models.Field[Any, Any]" = models.Field()


class Unit(models.Model):
    """A node of one tree. ``path`` is ``1.5.12.``: ids from the root down to itself, as it stands today."""

    kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="units", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, unique=True)
    depth = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, unique=True, help_text="HCP code for territory.")
    official_type = models.CharField(
        max_length=20, blank=True, help_text="province, prefecture, commune, arrondissement"
    )
    name_ar = models.CharField(max_length=160)
    name_latin = models.CharField(max_length=160)
    sort_ar = models.CharField(max_length=160)
    sort_latin = models.CharField(max_length=160)
    folded = models.TextField(help_text="All names and aliases, folded, for search.")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True, help_text="First day on which it no longer exists.")
    declared_on = models.DateField(null=True, blank=True)
    receipt = models.CharField(max_length=60, blank=True)
    population_2024 = models.PositiveIntegerField(null=True, blank=True)
    population_2014 = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "path"], name="unit_kind_path"),
            GinIndex(OpClass(F("folded"), name="gin_trgm_ops"), name="unit_folded_trigram"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="unit_closes_after_opening"
            ),
            models.CheckConstraint(condition=Q(path__endswith="."), name="unit_path_ends_with_dot"),
            models.CheckConstraint(
                condition=Q(parent=None, depth=0) | Q(parent__isnull=False, depth__gt=0), name="unit_root_has_no_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the script of the page's language."""
        return self.name_ar if (get_language() or "ar").startswith("ar") else self.name_latin


class Alias(models.Model):
    """Another spelling by which people look for a unit."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=160)
    folded = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "folded"], name="alias_once_per_unit")]


class Placement(models.Model):
    """Under which parent a unit stands from a day (included) to a day (excluded, empty: still)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements", db_index=False)
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "from_on"], name="placement_one_start"),
            ExclusionConstraint(
                name="placement_never_two_parents",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (DateRange("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class ChapterPlace(models.Model):
    """On which unit of the territory a chapter of another tree sits, from a day (included) to a day (excluded)."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="chapter_places", db_index=False)
    place = models.ForeignKey(Unit, models.PROTECT, related_name="chapters")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")), name="chapter_place_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="chapter_never_on_two_places",
                expressions=[
                    ("unit", RangeOperators.EQUAL),
                    (DateRange("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]


class Body(models.Model):
    """A body of a unit: office, council, congress, pole, cell."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies", db_index=False)
    body_type = models.ForeignKey(BodyType, models.PROTECT, related_name="bodies")
    members = models.PositiveSmallIntegerField(default=0, help_text="Seats filled, for quorum and attendance.")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "body_type"], name="body_once_per_unit")]

    def __str__(self) -> str:
        return f"{self.body_type} · {self.unit}"
