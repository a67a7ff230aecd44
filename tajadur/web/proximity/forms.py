"""What a unit types of an activity: what, when, where, how many people, which help."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.proximity.operations.recording import ActivityData
from tajadur.activity.proximity.vocabulary import LONGEST_HELP, LONGEST_PLACE, MOST_REACHED, PROBLEMS, ProximityKind
from tajadur.web.forms import CountField, DayField, LineField, TextField
from tajadur.web.record_forms import RecordForm


class ActivityForm(RecordForm):
    """An activity; people are a count alone."""

    mistaken = _("It was recorded by mistake: it did not take place")

    kind = forms.ChoiceField(
        label=_("What was done"),
        choices=ProximityKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["kind_required"], "invalid_choice": PROBLEMS["kind_required"]},
    )
    held_on = DayField(label=_("On which day"), error_messages={"required": PROBLEMS["held_required"]})
    place = LineField(
        label=_("Where it took place"),
        limit=LONGEST_PLACE,
        error_messages={"required": PROBLEMS["place_required"]},
        help_text=_("A street, a quarter, a village, a market."),
    )
    reached = CountField(
        label=_("People reached"),
        least=1,
        most=MOST_REACHED,
        error_messages={"required": PROBLEMS["reached_required"]},
        help_text=_("A count alone; nobody is named."),
    )
    help_given = TextField(
        label=_("Which help was given"),
        limit=LONGEST_HELP,
        error_messages={"required": PROBLEMS["help_required"]},
        help_text=_("Write no names of people who were helped."),
    )

    def typed(self) -> dict[str, Any]:
        """The activity."""
        return {"data": ActivityData(**super().typed())}
