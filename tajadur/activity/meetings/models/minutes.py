"""Minutes that went to the members of the body, and what was prepared before a meeting."""

from django.db import models

from tajadur.organisation.profile.models import PreparationStep


class MinutesCirculation(models.Model):
    """A version of a report went to the members as the minutes of their meeting; adopted by a later one."""

    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="circulations")
    report = models.OneToOneField("meetings.Report", models.PROTECT, related_name="circulation")
    circulated_on = models.DateField()
    circulated_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()


class PreparationTick(models.Model):
    """The unit says that a step of the preparation of its meeting is done."""

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="ticks", db_index=False)
    step = models.ForeignKey(PreparationStep, models.PROTECT, related_name="ticks")
    done_on = models.DateField()
    days_before = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="How many days before the meeting it was to be done, as asked when it was done.",
    )
    done_at = models.DateTimeField()
    mandate_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "step"], name="preparation_tick_once")]
