"""What a unit types of an activity: what, when, where, how many people, which help."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.proximity.operations.recording import ActivityData
from tajadur.activity.proximity.vocabulary import LONGEST_HELP, LONGEST_PLACE, MOST_REACHED, PROBLEMS, ProximityKind
from tajadur.web.forms import CountField, DayField, LineField, PlainForm, TextField

_FIELDS = ("kind", "held_on", "place", "reached", "help_given")


class ActivityForm(PlainForm):
    """An activity; people are a count alone."""

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

    def __init__(self, *args: Any, row: Any | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {name: getattr(row, name) for name in (*_FIELDS, "is_void")}
        super().__init__(*args, **kwargs)
        if row is not None:
            self.fields["is_void"] = forms.BooleanField(
                required=False, label=_("It was recorded by mistake: it did not take place")
            )

    def typed(self) -> ActivityData:
        """What was typed, of a form that is valid."""
        return ActivityData(**{name: self.cleaned_data[name] for name in _FIELDS})
