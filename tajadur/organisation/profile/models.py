"""The party's own words as data: name, kinds of unit, body types, post types."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import get_language

from tajadur.permissions.matrix import Role
from tajadur.rules.holding import MOST_COUNTED, HoldingEffect, HoldingKind, HoldingScope, HoldingTerms, PostsMeant
from tajadur.rules.reminders import FIRST_HOUR, LAST_HOUR

from .vocabulary import (
    HOLDING_EFFECT_CHOICES,
    HOLDING_KIND_CHOICES,
    HOLDING_SCOPE_CHOICES,
    ROLE_CHOICES,
    Tree,
    holding_sentence,
)

RAMADAN_FROM, RAMADAN_TO = 10, 17  # until the party says otherwise: in the hours of work, before the fast is broken


class NamedModel(models.Model):
    """Something with a name in Arabic, French and English."""

    name_ar = models.CharField(max_length=160)
    name_fr = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return str(getattr(self, f"name_{(get_language() or 'ar')[:2]}", self.name_ar))


class Profile(NamedModel):
    """The party itself: one row. Nothing due before ``installed_on`` is ever mailed."""

    short_name_ar = models.CharField(max_length=60, blank=True)
    short_name_fr = models.CharField(max_length=60, blank=True)
    installed_on = models.DateField()
    sample_until = models.DateField(null=True, blank=True, help_text="Last day covered by sample data, if any.")
    ramadan_from = models.PositiveSmallIntegerField(
        default=RAMADAN_FROM, db_default=RAMADAN_FROM, help_text="Messages leave from this hour on in Ramadan."
    )
    ramadan_to = models.PositiveSmallIntegerField(
        default=RAMADAN_TO, db_default=RAMADAN_TO, help_text="And before this one."
    )
    languages = models.CharField(max_length=8, default="ar,fr,en", db_default="ar,fr,en")  # offered, the default first
    own_code = models.SlugField(max_length=40, blank=True, default="", db_default="")  # of its file; none: the standard
    holidays_of = models.CharField(max_length=2, blank=True, default="MA", db_default="MA")  # country; none: no holiday
    closed_rooms = models.CharField(max_length=200, blank=True, default="", db_default="")  # not used, by commas
    names_folded = models.PositiveSmallIntegerField(
        db_default=1, help_text="The folding by which the stored names were written last."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="profile_is_one_row"),
            models.CheckConstraint(
                condition=Q(ramadan_from__gte=FIRST_HOUR, ramadan_to__lte=LAST_HOUR, ramadan_from__lt=F("ramadan_to")),
                name="profile_ramadan_hours",
            ),
        ]


class UnitKind(NamedModel):
    """A level of one tree: region, provincial section, branch…"""

    code = models.SlugField(max_length=40, unique=True)
    tree = models.CharField(max_length=12, choices=Tree.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    rank = models.PositiveSmallIntegerField(help_text="Depth in its tree, 0 for the root.")
    plural_ar = models.CharField(max_length=160, blank=True)
    plural_fr = models.CharField(max_length=160, blank=True)
    plural_en = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["tree", "rank"]
        constraints = [models.CheckConstraint(condition=models.Q(tree__in=Tree.values), name="unit_kind_tree_known")]

    @property
    def plural(self) -> str:
        """The name of the level, in the language of the page."""
        return str(getattr(self, f"plural_{(get_language() or 'ar')[:2]}", "")) or self.name


def _share(column: str) -> models.Q:
    return models.Q(**{f"{column}__lte": 100}) | models.Q(**{column: None})


class BodyType(NamedModel):
    """A kind of body of a kind of unit. What is asked of it over time is in its ``BodyTypeSettings``."""

    code = models.SlugField(max_length=40)
    unit_kind = models.ForeignKey(UnitKind, models.PROTECT, related_name="body_types")
    usual_members = models.PositiveSmallIntegerField(default=0, help_text="Seats of a body that is opened.")
    usual_period = models.CharField(max_length=12, blank=True)
    on_demand = models.BooleanField(default=False, help_text="Formed when it is needed, not with its unit.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_kind", "code"], name="body_type_once_per_kind")]


class BodyTypeSettings(models.Model):
    """What is asked of the bodies of a type from a day on, until a later row of the type."""

    body_type = models.ForeignKey(BodyType, models.PROTECT, related_name="settings", db_index=False)
    from_on = models.DateField(help_text="The first day they hold.")
    quorum_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_source = models.CharField(max_length=200, blank=True)
    women_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    youth_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    shares_source = models.CharField(max_length=200, blank=True)
    mandate_months = models.PositiveSmallIntegerField(null=True, blank=True)
    convocation_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many days before the meeting its members are convened; none: any."
    )
    adopts_minutes = models.BooleanField(
        default=False, db_default=False, help_text="The minutes are circulated, then adopted by the next meeting."
    )
    decided_at = models.DateTimeField(null=True, blank=True, help_text="Empty: laid down with the body type.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body_type", "from_on"], name="body_type_settings_once_a_day"),
            models.CheckConstraint(
                condition=_share("quorum_percent") & _share("women_percent") & _share("youth_percent"),
                name="body_type_settings_shares",
            ),
        ]


class PreparationStep(NamedModel):
    """A line of the checklist by which meetings of a body type are prepared."""

    body_type = models.ForeignKey(BodyType, models.PROTECT, related_name="preparation_steps", db_index=False)
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    days_before = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Done so many days before the meeting; none: the days of convocation."
    )
    from_on = models.DateField(
        null=True, blank=True, help_text="Asked of meetings planned from this day on; none: always."
    )
    ended_on = models.DateField(null=True, blank=True, help_text="Not asked of meetings planned from this day on.")

    class Meta:
        ordering = ["body_type", "position"]
        constraints = [
            models.UniqueConstraint(fields=["body_type", "code"], name="preparation_step_once_per_body_type"),
            models.CheckConstraint(
                condition=Q(days_before=None) | Q(days_before__lte=366), name="preparation_step_within_a_year"
            ),
        ]


class PostType(NamedModel):
    """A kind of post in a kind of body and its role; of one that follows areas also the tree it is named for."""

    code = models.SlugField(max_length=40)
    body_type = models.ForeignKey(BodyType, models.PROTECT, related_name="post_types")
    area_tree = models.CharField(max_length=12, choices=Tree.choices, default=Tree.TERRITORY, db_default=Tree.TERRITORY)
    office = models.CharField(max_length=20, choices=ROLE_CHOICES)
    single_holder = models.BooleanField(default=True)
    rank = models.PositiveSmallIntegerField(default=10)

    class Meta:
        ordering = ["body_type", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["body_type", "code"], name="post_type_once_per_body_type"),
            models.CheckConstraint(
                condition=Q(office__in=[role.value for role in Role]), name="post_type_office_known"
            ),
            models.CheckConstraint(condition=Q(area_tree__in=Tree.values), name="post_type_area_tree_known"),
        ]


def _posts(post_type: str, body_type: str) -> Any:
    """One number for the posts meant, whether by their type or by that of their body."""
    return Coalesce(F(post_type) * 2, F(body_type) * 2 + 1)


def _one_of(post_type: str, body_type: str) -> Q:
    return Q(**{f"{post_type}__isnull": True}) ^ Q(**{f"{body_type}__isnull": True})


_MEANT, _EXCLUDED = _posts("post_type", "body_type"), _posts("other_post_type", "other_body_type")


class HoldingRule(models.Model):
    """What one person may hold of the posts of a type, or of a type of body: exclusions, mandates, terms in a row."""

    kind = models.CharField(max_length=10, choices=HOLDING_KIND_CHOICES)
    post_type = models.ForeignKey(PostType, models.PROTECT, related_name="+", null=True, blank=True)
    body_type = models.ForeignKey(BodyType, models.PROTECT, related_name="+", null=True, blank=True)
    other_post_type = models.ForeignKey(PostType, models.PROTECT, related_name="+", null=True, blank=True)
    other_body_type = models.ForeignKey(BodyType, models.PROTECT, related_name="+", null=True, blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Mandates, or terms in a row.")
    scope = models.CharField(max_length=10, choices=HOLDING_SCOPE_CHOICES)
    effect = models.CharField(max_length=10, choices=HOLDING_EFFECT_CHOICES)
    source = models.CharField(max_length=200)
    from_on = models.DateField(help_text="The first day it holds.")
    to_on = models.DateField(null=True, blank=True, help_text="The last one; none: until it is ended.")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in HoldingKind])
                & Q(scope__in=[str(scope) for scope in HoldingScope])
                & Q(effect__in=[str(effect) for effect in HoldingEffect]),
                name="holding_rule_words_known",
            ),
            models.CheckConstraint(condition=_one_of("post_type", "body_type"), name="holding_rule_about_posts"),
            models.CheckConstraint(
                condition=Q(kind=HoldingKind.EXCLUDES.value, most=None) & _one_of("other_post_type", "other_body_type")
                | ~Q(kind=HoldingKind.EXCLUDES.value)
                & Q(most__gte=1, most__lte=MOST_COUNTED, other_post_type=None, other_body_type=None),
                name="holding_rule_says_one_thing",
            ),
            models.CheckConstraint(
                condition=(Q(post_type=None) | Q(other_post_type=None) | ~Q(post_type=F("other_post_type")))
                & (Q(body_type=None) | Q(other_body_type=None) | ~Q(body_type=F("other_body_type"))),
                name="holding_rule_excludes_others",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="holding_rule_has_source"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="holding_rule_days"),
            ExclusionConstraint(
                name="holding_rule_said_once",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    (Least(_MEANT, _EXCLUDED), RangeOperators.EQUAL),
                    (Greatest(_MEANT, _EXCLUDED), RangeOperators.EQUAL),
                    (
                        Func(
                            F("from_on"),
                            F("to_on"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    @property
    def sentence(self) -> str:
        """What it says, in the language of the page, without its source."""
        return holding_sentence(
            self.kind,
            subject=_meant_in_words(self.post_type, self.body_type),
            other=_meant_in_words(self.other_post_type, self.other_body_type),
            most=self.most or 1,
            scope=self.scope,
        )

    @property
    def terms(self) -> HoldingTerms:
        """As the pure rule wants it."""
        return HoldingTerms(
            key=self.pk,
            kind=HoldingKind(self.kind),
            subject=PostsMeant(self.post_type_id, self.body_type_id),
            other=PostsMeant(self.other_post_type_id, self.other_body_type_id),
            scope=HoldingScope(self.scope),
            most=self.most or 1,
            from_on=self.from_on,
            to_on=self.to_on,
        )


def _meant_in_words(post_type: PostType | None, body_type: BodyType | None) -> str:
    if post_type is not None:
        return post_type.name
    return f"{body_type.name} ({body_type.unit_kind.name})" if body_type is not None else ""


class ObservedDay(models.Model):
    """The day an Islamic holiday is kept on, once announced; ``estimated_on`` is what the computed calendar says."""

    estimated_on = models.DateField(unique=True)
    observed_on = models.DateField()
    decided_at = models.DateTimeField()
