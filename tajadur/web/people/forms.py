"""What is typed about persons and mandates."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.organisation.people.operations.persons import Details
from tajadur.organisation.people.vocabulary import Sex
from tajadur.rules.attendance import whole_number
from tajadur.web.components.widgets import DigitsInput
from tajadur.web.forms import AddressField, CountField, DayField, LineField, LinesField, PlainForm


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


class HandOverForm(DaysForm):
    """What a post is handed over with, kept from the form of a mandate to its preview."""

    person = forms.IntegerField(widget=forms.HiddenInput, max_value=2**63 - 1)
    post = forms.IntegerField(widget=forms.HiddenInput, max_value=2**63 - 1)


class RenewalForm(PlainForm):
    """A whole body on a day: who follows in each post for one, who leaves and who comes in those that many hold.

    ``rows`` are the posts with their holders.
    """

    from_on = DayField(
        label=_("First day of those who follow"), help_text=_("Those who leave end the day before; it may be to come.")
    )

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            if row.post.post_type.single_holder:
                self._for_one(row)
            else:
                self._for_many(row)

    def names(self) -> dict[str, list[tuple[str, int | None]]]:
        """Field -> the names typed there, each with the year of birth after it, if any."""
        typed: dict[str, list[tuple[str, int | None]]] = {}
        for name in self.fields:
            if name.startswith(("next_", "names_")):
                lines = [line for line in self.cleaned_data.get(name, "").splitlines() if line.strip()]
                typed[name] = [_name_and_year(line) for line in lines]
        return typed

    def _for_one(self, row: Any) -> None:
        held = ", ".join(mandate.person.name for mandate in row.mandates)
        self.fields[f"next_{row.post.pk}"] = LineField(
            label=_("%(post)s: who follows") % {"post": row.post.post_type.name},
            help_text=_("Now: %(who)s. Empty: stays.") % {"who": held} if held else _("Vacant now. Empty: stays so."),
            limit=160,
            required=False,
        )
        if row.held:
            self.fields[f"vacant_{row.post.pk}"] = forms.BooleanField(
                label=_("%(post)s: nobody follows yet") % {"post": row.post.post_type.name}, required=False
            )

    def _for_many(self, row: Any) -> None:
        for mandate in row.mandates:
            names = {"post": row.post.post_type.name, "who": mandate.person.name}
            self.fields[f"leaves_{mandate.pk}"] = forms.BooleanField(
                label=_("%(post)s: %(who)s leaves") % names, required=False
            )
        self.fields[f"names_{row.post.pk}"] = LinesField(
            label=_("%(post)s: who comes, one person a line") % {"post": row.post.post_type.name},
            limit=20_000,
            required=False,
        )


def _name_and_year(line: str) -> tuple[str, int | None]:
    """«name», or «name, 1981»."""
    for comma in (",", "،"):
        name, parted, year = line.rpartition(comma)
        number = whole_number(year) if parted else None
        if number is not None and name.strip():
            return name.strip(), number
    return line.strip(), None


class EndForm(PlainForm):
    """The last day in office."""

    to_on = DayField(label=_("Last day"), help_text=_("Access ends with this day."))


class ReasonForm(PlainForm):
    """Why an interim is refused."""

    reason = LineField(label=_("Reason"), help_text=_("It is shown beside the mandate."), limit=300)


class EndInterimForm(EndForm, ReasonForm):
    """The last day of an interim, and why it ends."""

    field_order = ("to_on", "reason")
