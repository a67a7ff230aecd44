"""What is typed about persons and mandates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.organisation.people.operations.persons import Details
from tajadur.organisation.people.vocabulary import Sex
from tajadur.web.components.widgets import DigitsInput
from tajadur.web.forms import AddressField, CountField, DayField, LineField, PlainForm


class PersonForm(PlainForm):
    """Names, how to reach the person, sex and birth year for quotas, consent. Nothing else is kept."""

    name_ar = LineField(label=_("Name in Arabic"), limit=120)
    name_latin = LineField(label=_("Name in Latin letters"), limit=120, required=False)
    phone = LineField(
        label=_("Telephone"),
        help_text=_("06 61 23 45 67, or with + and the country code."),
        limit=40,
        about_persons=False,
        required=False,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )
    email = AddressField(label=_("E-mail"), required=False, max_length=254)
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", _("Not said")), *Sex.choices], required=False)
    birth_year = CountField(
        label=_("Year of birth"),
        help_text=_("For the shares of youth; no other use."),
        least=0,
        most=9999,
        required=False,
        widget=DigitsInput(0, 9999, {"class": "ltr"}),
    )
    consented_on = DayField(
        label=_("Agreed on to be recorded"), help_text=_("The day the person agreed."), required=False
    )

    def details(self) -> Details:
        """What was typed, for the operation."""
        return Details(**{name: self.cleaned_data[name] for name in Details.__dataclass_fields__})


class DaysForm(PlainForm):
    """First and last day in office."""

    from_on = DayField(label=_("First day"))
    to_on = DayField(label=_("Last day"), help_text=_("Leave it empty when no end is known."), required=False)


class MandateForm(DaysForm):
    """The days of a new mandate, and whether it is lent."""

    interim = forms.BooleanField(
        label=_("Interim: 90 days at most, once the Secretary General approves"), required=False
    )
    person = forms.IntegerField(widget=forms.HiddenInput)
    post = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["person", "post", "from_on", "to_on", "interim"])


class EndForm(PlainForm):
    """The last day in office."""

    to_on = DayField(label=_("Last day"), help_text=_("Access ends with this day."))


class ReasonForm(PlainForm):
    """Why an interim is refused."""

    reason = LineField(label=_("Reason"), help_text=_("It is shown beside the mandate."), limit=300)


class EndInterimForm(EndForm, ReasonForm):
    """The last day of an interim, and why it ends."""

    field_order = ("to_on", "reason")
