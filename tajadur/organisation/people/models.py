"""Persons, the posts they may hold, their mandates, and the accounts they log in with."""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import get_language

from tajadur.foundation.arabic import fold, searchable, sort_key_ar
from tajadur.foundation.installation import default_language
from tajadur.organisation.profile.models import HoldingRule, PostType
from tajadur.organisation.units.models import Body, ClosedDateRange, Unit
from tajadur.rules.reminders import FIRST_HOUR, LAST_HOUR

from .managers import AccountManager
from .vocabulary import POWER_ACT_CHOICES, Language, MandateStatus, PendingStatus, Sex


class Person(models.Model):
    """Names, how to reach them, sex and birth year for quotas, consent. Nothing else, ever."""

    name_ar = models.CharField(max_length=120)
    name_latin = models.CharField(max_length=120, blank=True)
    folded = models.TextField(blank=True)
    sort_ar = models.TextField(blank=True, db_default="")
    sort_latin = models.TextField(blank=True, db_default="")
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True, help_text="E.164")
    email = models.EmailField(blank=True)
    consented_on = models.DateField(null=True, blank=True)
    blanked_on = models.DateField(null=True, blank=True, help_text="Who it was is no longer kept since.")
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="merged", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__range=(1900, 2100)), name="person_birth_year"
            ),
            models.CheckConstraint(condition=Q(phone="") | Q(phone__startswith="+"), name="person_phone_e164"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the script of the page's language, the Arabic one when there is no other."""
        return self.name_ar if (get_language() or "ar").startswith("ar") else self.name_latin or self.name_ar


def derived_names(name_ar: str, name_latin: str) -> dict[str, str]:
    """What search compares and what sorts in each script; a name without Latin letters comes after those that have."""
    latin = fold(name_latin) or fold(name_ar)
    return {"folded": searchable(name_ar, name_latin), "sort_ar": sort_key_ar(name_ar), "sort_latin": latin}


class Post(models.Model):
    """A seat in a body; it stays when its holder goes. ``area`` is the unit a follower is assigned to."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="posts", db_index=False)
    post_type = models.ForeignKey(PostType, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", help_text="The body's unit.")
    area = models.ForeignKey(Unit, models.PROTECT, related_name="followed_by", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "post_type", "area"], nulls_distinct=False, name="post_once_per_body_and_area"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_type} · {self.unit}"


class Mandate(models.Model):
    """A person holds a post from a day to a day, both included. Access follows it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    post = models.ForeignKey(Post, models.PROTECT, related_name="mandates", db_index=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True, help_text="Last day in office.")
    interim = models.BooleanField(default=False)
    standing = models.CharField(max_length=10, choices=MandateStatus.choices, default=MandateStatus.CONFIRMED)
    closed_because = models.CharField(
        max_length=300, blank=True, db_default="", help_text="Of an interim refused or ended."
    )
    exclusive = models.BooleanField(help_text="Copied from the post type: one holder at a time.")

    class Meta:
        indexes = [models.Index(fields=["post", "from_on"], name="mandate_post_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="mandate_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(interim=False) | Q(to_on__isnull=False, to_on__lte=F("from_on") + timedelta(days=90)),
                name="mandate_interim_at_most_90_days",
            ),
            ExclusionConstraint(
                name="mandate_single_holder",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (ClosedDateRange("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(exclusive=True, standing=MandateStatus.CONFIRMED),
            ),
            ExclusionConstraint(
                name="mandate_person_once_per_post",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (ClosedDateRange("from_on", "to_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(standing=MandateStatus.CONFIRMED),
            ),
        ]


class HeldAgainstRule(models.Model):
    """Why a mandate was given, or its record merged, against a rule that asks. The audit log says who wrote it."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="against_rules")
    rule = models.ForeignKey(HoldingRule, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="held_against_rule_has_reason")]


class ShortenedMandate(models.Model):
    """A mandate that ends with its unit: how long it would have lasted, while the closing may still be withdrawn."""

    mandate = models.OneToOneField(Mandate, models.CASCADE, related_name="shortened")
    to_on = models.DateField(null=True, blank=True, help_text="Last day it had before.")
    ends_on = models.DateField(help_text="Last day the closing gave it.")


class PendingAct(models.Model):
    """An act of administration that one person asked for and another has to confirm; before that nothing holds.

    ``values`` holds days and ids: what the act is done with. ``about`` is who gains or loses by it.
    """

    act = models.CharField(max_length=20, choices=POWER_ACT_CHOICES)
    about = models.ForeignKey(Person, models.PROTECT, related_name="pending_acts", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="pending_acts", null=True, blank=True)
    values = models.JSONField(default=dict)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    standing = models.CharField(max_length=10, choices=PendingStatus.choices, default=PendingStatus.WAITING)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], name="pending_act_waiting", condition=Q(standing=PendingStatus.WAITING))
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing=PendingStatus.WAITING, decided_by=None, decided_at=None)
                | ~Q(standing=PendingStatus.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="pending_act_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(standing=PendingStatus.CONFIRMED) | ~Q(decided_by=F("asked_by")),
                name="pending_act_of_two_persons",
            ),
            models.UniqueConstraint(
                fields=["act", "mandate"], condition=Q(standing=PendingStatus.WAITING), name="pending_act_once"
            ),
        ]


class Merge(models.Model):
    """Two records became one. ``kept`` holds ids and days: what taking it back needs."""

    stays = models.ForeignKey(Person, models.PROTECT, related_name="merges_into", db_index=False)
    goes = models.ForeignKey(Person, models.PROTECT, related_name="merges_from", db_index=False)
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    kept = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goes"], condition=Q(undone_at=None), name="merge_once")]


class FormerAddress(models.Model):
    """An e-mail address that was a person's. It opens nothing; for a time it is still told who comes to their power."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="former_addresses")
    email = models.EmailField()
    replaced_at = models.DateTimeField()


class Account(AbstractBaseUser):
    """What somebody logs in with. It keeps no rights: they come from mandates in force.
    ``email`` is the person's, kept here for the framework; two persons may share a mailbox."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account", null=True, blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=default_language)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False, help_text="Offered as a button on the demo's log-in page.")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]
    objects = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="account_username_once")]

    def __str__(self) -> str:
        return self.username


class Invitation(models.Model):
    """A single-use link by which a person makes an account; only the digest of its token is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class NotificationPreferences(models.Model):
    """How a person wishes to be told. Without a row: e-mail at the usual hour, quiet from nine in the evening."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="notification_preferences")
    by_email = models.BooleanField(default=True)
    digest_hour = models.PositiveSmallIntegerField(default=FIRST_HOUR)
    quiet_from = models.PositiveSmallIntegerField(default=LAST_HOUR)
    weekly = models.BooleanField(default=True, db_default=True, help_text="Told on Monday what came in the last week.")
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "people_telling"  # its first name: the class alone was renamed
        constraints = [
            models.CheckConstraint(
                condition=Q(digest_hour__gte=FIRST_HOUR, quiet_from__lte=LAST_HOUR, digest_hour__lt=F("quiet_from")),
                name="telling_hours",
            ),
        ]


class PersonChannel(models.Model):
    """A person agreed, on a day, to be told on a channel that leaves the server; one at a time, until withdrawn."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="channels", db_index=False)
    config = models.ForeignKey("notices.ChannelConfig", models.PROTECT, related_name="agreements", db_index=False)
    address = models.CharField(max_length=120, help_text="Emptied when the person withdraws.")
    consented_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(revoked_at=None), name="channel_one_per_person"),
            models.CheckConstraint(
                condition=Q(revoked_at=None) & ~Q(address="") | Q(revoked_at__isnull=False, address=""),
                name="channel_address_until_withdrawn",
            ),
        ]


class FeedToken(models.Model):
    """The private address of a calendar, of one's own office or of a ``unit``; only the digest of its token is kept.

    What it shows is what the account's mandates of the day let it read, never more.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="feeds", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    token_digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
                name="feed_one_live_per_calendar",
            ),
        ]
