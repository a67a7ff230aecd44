"""What is typed about units."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.organisation.profile.operations.preparation import MOST_DAYS, NAME_LIMIT, StepFields
from tajadur.organisation.profile.operations.settings import MOST_CONVOCATION_DAYS, MOST_MONTHS, SOURCE_LIMIT
from tajadur.organisation.profile.vocabulary import PROBLEMS as STEP_PROBLEMS
from tajadur.organisation.units.operations.changing import MOST_MEMBERS
from tajadur.organisation.units.queries.places import TerritoryPlace
from tajadur.organisation.units.vocabulary import PROBLEMS
from tajadur.web.forms import CountField, DayField, LineField, PlainForm
from tajadur.web.paging import row_number

_UNKNOWN = {"invalid_choice": PROBLEMS["unknown_unit"]}
Choices = Sequence[tuple[str, Any]]


class NamesForm(PlainForm):
    """Both names."""

    name_ar = LineField(label=_("Name in Arabic"), limit=160, about_persons=False)
    name_latin = LineField(label=_("Name in Latin letters"), limit=160, about_persons=False)


class PlaceField(forms.ChoiceField):
    """A territory of the menu; any other number is answered by the act, which says what is wrong with it."""

    def valid_value(self, value: Any) -> bool:
        """A row's number is one."""
        return row_number(str(value)) is not None or super().valid_value(value)


class OpeningForm(PlainForm):
    """A new unit. Where the census knows places, choosing one fills names, code and population."""

    kind = forms.ChoiceField(label=_("Kind of unit"), error_messages={"invalid_choice": PROBLEMS["kind_not_below"]})
    place = forms.ChoiceField(
        label=_("Place of the census"),
        help_text=_("Its names, code and population are taken over. Leave it empty to type them yourself."),
        required=False,
        error_messages=_UNKNOWN,
    )
    name_ar = LineField(label=_("Name in Arabic"), limit=160, about_persons=False, required=False)
    name_latin = LineField(label=_("Name in Latin letters"), limit=160, about_persons=False, required=False)
    code = LineField(
        label=_("Code"), help_text=_("Made for you when left empty."), limit=40, about_persons=False, required=False
    )
    opened_on = DayField(label=_("Exists from"))
    sits_on = PlaceField(
        label=_("Territory on which it sits"),
        help_text=_("The province then sees it on its soil: its name, and whether somebody leads it."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        kinds: Choices,
        places: Iterable[TerritoryPlace] = (),
        soils: Choices = (),
        latin: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.code: place for place in places}
        self._choose("kind", kinds)
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = kinds[0][0]
        if self.places:
            named = [(place.code, place.name_latin if latin else place.name_ar) for place in self.places.values()]
            self._choose("place", [("", _("Another place")), *named])
        else:
            del self.fields["place"]
        if soils:
            self._choose("sits_on", [("", _("On none yet")), *soils])
        else:
            del self.fields["sits_on"]

    def _choose(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above as such
        field.choices = list(choices)

    @property
    def place_chosen(self) -> TerritoryPlace | None:
        """The place of the census that was chosen."""
        return self.places.get(self.cleaned_data.get("place", ""))

    def names(self) -> dict[str, str]:
        """Both names: those typed, else those of the place."""
        place, typed = self.place_chosen, self.cleaned_data
        return {
            "name_ar": typed["name_ar"] or (place.name_ar if place else ""),
            "name_latin": typed["name_latin"] or (place.name_latin if place else ""),
        }


class MovingForm(PlainForm):
    """Under which unit, from which day."""

    parent = forms.ChoiceField(label=_("New unit above"), error_messages=_UNKNOWN)
    from_on = DayField(label=_("From"), help_text=_("Figures of earlier periods stay where they were."))

    def __init__(self, *args: Any, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above as such
        field.choices = [("", _("Choose a unit")), *parents]


class SittingForm(PlainForm):
    """On which territory a chapter sits, from which day."""

    place = PlaceField(label=_("Territory on which it sits"), required=False)
    from_on = DayField(label=_("From"), help_text=_("Where it sat before stays as it was until that day."))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  declared above as such
        field.choices = [("", _("On no territory")), *places]

    @property
    def place_id(self) -> int | None:
        """The territory chosen; None for none."""
        return row_number(self.cleaned_data["place"])


class DeclarationForm(PlainForm):
    """The declaration of the unit to the authority."""

    declared_on = DayField(label=_("Declared on"))
    receipt = LineField(label=_("Number of the receipt"), limit=60, about_persons=False, required=False)


class SpellingForm(PlainForm):
    """Another way in which people write the name."""

    text = LineField(label=_("Spelling"), limit=160, about_persons=False)


class MembersForm(PlainForm):
    """How many seats of a body are filled."""

    members = CountField(
        label=_("Members"),
        help_text=_("Seats filled today. The quorum follows it from the next report on."),
        least=1,
        most=MOST_MEMBERS,
    )


_STEP_NAME: dict[str, Any] = {
    "limit": NAME_LIMIT,
    "about_persons": False,
    "error_messages": {"required": STEP_PROBLEMS["step_name_missing"]},
}


class BodySettingsForm(PlainForm):
    """What is asked of the bodies of a type, from which day."""

    from_on = DayField(
        label=_("Holds from"),
        help_text=_("Tomorrow or later. Reports, congresses and mandates of days before keep what held then."),
    )
    quorum_percent = CountField(
        label=_("Quorum, in percent of the members"), help_text=_("Empty: none is asked."), most=100, required=False
    )
    quorum_source = LineField(
        label=_("Where the quorum is written"), limit=SOURCE_LIMIT, about_persons=False, required=False
    )
    women_percent = CountField(label=_("Share of women aimed at, in percent"), most=100, required=False)
    youth_percent = CountField(label=_("Share of youth aimed at, in percent"), most=100, required=False)
    shares_source = LineField(
        label=_("Where the shares are written"), limit=SOURCE_LIMIT, about_persons=False, required=False
    )
    mandate_months = CountField(
        label=_("Term of a mandate, in months"),
        help_text=_("Empty: a mandate has no last day."),
        least=1,
        most=MOST_MONTHS,
        required=False,
    )
    convocation_days = CountField(
        label=_("Members are convened so many days before the meeting"),
        help_text=_("Empty: no number of days is asked."),
        least=1,
        most=MOST_CONVOCATION_DAYS,
        required=False,
    )
    adopts_minutes = forms.BooleanField(
        label=_("Minutes are circulated, then adopted by the next meeting"), required=False
    )


class StepForm(PlainForm):
    """A step by which the meetings of a body type are prepared."""

    name_ar = LineField(label=_("Name in Arabic"), **_STEP_NAME)
    name_fr = LineField(label=_("Name in French"), **_STEP_NAME)
    name_en = LineField(label=_("Name in English"), **_STEP_NAME)
    days_before = CountField(
        label=_("To be done so many days before the meeting"),
        help_text=_("Empty: the days by which members are convened."),
        most=MOST_DAYS,
        required=False,
    )

    @property
    def step(self) -> StepFields:
        """What is said of the step; valid forms only."""
        names = ("name_ar", "name_fr", "name_en", "days_before")
        return StepFields(**{name: self.cleaned_data[name] for name in names})


class NewStepForm(StepForm):
    """One more step, and from when it is asked."""

    from_on = DayField(label=_("Asked of meetings planned from"), help_text=_("Tomorrow or later."))


class ChangedStepForm(StepForm):
    """A step that is there: what is said of it, and from when it is no longer asked."""

    ended_on = DayField(
        label=_("No longer asked of meetings planned from"),
        help_text=_("Tomorrow or later. Empty: it goes on."),
        required=False,
    )


class ClosingForm(PlainForm):
    """From which day the unit no longer exists."""

    closed_on = DayField(label=_("Closed from"), help_text=_("The first day on which the unit no longer exists."))
    sure = forms.BooleanField(
        label=_("I have read what ends with it"),
        error_messages={"required": _("Tick that you have read what ends with the unit.")},
    )
