"""The receipt of the authority, as the unit records it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.filings.vocabulary import LONGEST_AUTHORITY, LONGEST_NUMBER, PROBLEMS
from tajadur.web.forms import DayField, LineField, PlainForm


class ReceiptForm(PlainForm):
    """Number, day, and which authority gave it; ``corrects`` is the receipt this one takes the place of."""

    corrects = forms.IntegerField(widget=forms.HiddenInput, required=False)
    number = LineField(
        label=_("Number of the receipt"),
        limit=LONGEST_NUMBER,
        about_persons=False,
        error_messages={"required": PROBLEMS["number_required"]},
    )
    received_on = DayField(label=_("Day of the receipt"), error_messages={"required": PROBLEMS["day_required"]})
    authority = LineField(
        label=_("Authority that gave it"),
        limit=LONGEST_AUTHORITY,
        required=False,
        help_text=_("For example the pashalik or the caidat; not the name of a person."),
    )
