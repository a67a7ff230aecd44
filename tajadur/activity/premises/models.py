"""What units say of their premises. Nothing is changed: what corrects a row stands beside it and takes its place."""

from django.db import models
from django.db.models import F, Q

from tajadur.organisation.units.models import Unit
from tajadur.rules.map_links import LONGEST_LINK

from .vocabulary import LONGEST_ADDRESS, PremisesCondition, Sharing


class Premises(models.Model):
    """Where a unit receives people, from a day to a last day (None: still).

    ``corrects``: the row whose place this one takes; only the last one of such a chain ``is_current``. ``is_void``: it
    was recorded by mistake and never was.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=LONGEST_ADDRESS)
    condition = models.CharField(max_length=12, choices=PremisesCondition.choices)
    sharing = models.CharField(max_length=8, choices=Sharing.choices)
    shared_with = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    map_link = models.CharField(max_length=LONGEST_LINK, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, related_name="correction", null=True, blank=True)
    is_current = models.BooleanField(default=True)
    is_void = models.BooleanField(default=False)
    said_on = models.DateField()
    said_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-from_on", "-id"], name="premises_by_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="premises_end_after"),
            models.CheckConstraint(condition=Q(from_on__lte=F("said_on")), name="premises_have_begun"),
            models.CheckConstraint(condition=~Q(address=""), name="premises_have_an_address"),
            models.CheckConstraint(
                condition=Q(condition__in=PremisesCondition.values), name="premises_condition_known"
            ),
            models.CheckConstraint(
                condition=Q(sharing=Sharing.UNIT, shared_with__isnull=False)
                | Q(sharing__in=[Sharing.ALONE, Sharing.OTHERS], shared_with=None),
                name="premises_shared_with_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(shared_with=None) | ~Q(shared_with=F("unit")), name="premises_shared_with_another"
            ),
            models.CheckConstraint(
                condition=Q(map_link="") | Q(map_link__startswith="https://"), name="premises_link_is_https"
            ),
        ]


class OpeningHours(models.Model):
    """A span of hours in which premises are open, on a day of the week (0 is Monday)."""

    premises = models.ForeignKey(Premises, models.PROTECT, related_name="hours", db_index=False)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["premises", "weekday", "opens"], name="opening_hours_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_of_a_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="opening_hours_in_order"),
        ]


class NoPremises(models.Model):
    """A unit said that it has no premises from a day on. It holds until premises begin on a later day.

    ``corrects``, ``is_current``: as of ``Premises``. ``is_void``: the word was a mistake and is taken back.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    from_on = models.DateField()
    corrects = models.OneToOneField("self", models.PROTECT, related_name="correction", null=True, blank=True)
    is_current = models.BooleanField(default=True, db_default=True)
    is_void = models.BooleanField(default=False, db_default=False)
    said_on = models.DateField()
    said_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-said_on", "-id"], name="no_premises_by_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(from_on__lte=F("said_on")), name="no_premises_has_begun"),
        ]
