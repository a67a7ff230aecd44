"""The two short forms of a declaration."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.declarations.vocabulary import PROBLEMS, NotHeldReason
from tajadur.web.forms import DayField, LineField, PlainForm, TextField


class DoneForm(PlainForm):
    """It was done, on which day, and what shows it. ``corrects`` is the declaration this one takes the place of."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    corrects = forms.IntegerField(widget=forms.HiddenInput, required=False)
    happened_on = DayField(label=_("Day on which it was done"), error_messages={"required": PROBLEMS["day_required"]})
    evidence = LineField(
        label=_("What shows it"),
        limit=300,
        required=False,
        help_text=_("Number of the minutes or of the receipt, or the address of a document."),
    )
    note = TextField(label=_("In a few words"), limit=2000, required=False)


class NotHeldForm(PlainForm):
    """It was not held, and why."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reason = forms.ChoiceField(
        label=_("Why it was not held"),
        choices=NotHeldReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["reason_required"], "invalid_choice": PROBLEMS["reason_required"]},
    )
    note = TextField(label=_("In a few words"), limit=2000, required=False)
