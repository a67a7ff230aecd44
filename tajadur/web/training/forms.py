"""What is typed of training: a need, a session, who came, why one is cancelled."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from tajadur.activity.training.operations.needs import NeedData
from tajadur.activity.training.operations.validation import SessionData
from tajadur.activity.training.vocabulary import (
    AGE_GROUPS,
    ATTENDANCE_PROBLEMS,
    COUNTS,
    LONGEST_NAMES,
    LONGEST_PLACE,
    LONGEST_PROGRAMME,
    LONGEST_REASON,
    MOST_PEOPLE,
    MOST_SEATS,
    NEED_PROBLEMS,
    OF_WHICH,
    PERSON_PROBLEMS,
    SESSION_PROBLEMS,
    SEXES,
    NeedPriority,
    TrainingKind,
)
from tajadur.web.forms import CountField, DayField, LineField, PlainForm, TextField
from tajadur.web.record_forms import RecordForm

Choices = Sequence[tuple[Any, str]]


def kind_field() -> forms.ChoiceField:
    """What is taught."""
    return forms.ChoiceField(
        label=pgettext_lazy("training", "Subject"),
        choices=[("", "—"), *TrainingKind.choices],
        error_messages={
            "required": SESSION_PROBLEMS["kind_required"],
            "invalid_choice": SESSION_PROBLEMS["kind_required"],
        },
    )


class NeedForm(RecordForm):
    """What people of the unit need to learn, how pressing it is, how many they are."""

    mistaken = _("We do not need it any more, or it was recorded by mistake")

    kind = kind_field()
    priority = forms.ChoiceField(
        label=pgettext_lazy("training", "How pressing it is"),
        choices=NeedPriority.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": NEED_PROBLEMS["priority_required"],
            "invalid_choice": NEED_PROBLEMS["priority_required"],
        },
    )
    people = CountField(
        label=_("How many people need it"),
        least=1,
        most=MOST_PEOPLE,
        error_messages={"required": NEED_PROBLEMS["people_required"]},
        help_text=_("A count alone; nobody is named."),
    )

    def typed(self) -> dict[str, Any]:
        """The need."""
        return {"data": NeedData(**super().typed())}


class SessionForm(PlainForm):
    """A session; ``number`` is the version that it changes."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = kind_field()
    from_on = DayField(label=_("First day"), error_messages={"required": SESSION_PROBLEMS["from_required"]})
    to_on = DayField(label=_("Last day"), error_messages={"required": SESSION_PROBLEMS["to_required"]})
    place = LineField(
        label=pgettext_lazy("training", "Place"),
        limit=LONGEST_PLACE,
        error_messages={"required": SESSION_PROBLEMS["place_required"]},
        help_text=_("A hall, a street, a town."),
    )
    held_in = forms.TypedChoiceField(
        label=_("In which province"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("That province then counts as reached."),
        error_messages={"invalid_choice": SESSION_PROBLEMS["province_unknown"]},
    )
    programme = TextField(
        label=_("Programme"),
        limit=LONGEST_PROGRAMME,
        rows=6,
        error_messages={"required": SESSION_PROBLEMS["programme_required"]},
        help_text=_("Hours and subjects. Those invited read it: write no names of persons."),
    )
    seats = CountField(
        label=pgettext_lazy("training", "Seats"),
        least=1,
        most=MOST_SEATS,
        error_messages={"required": SESSION_PROBLEMS["seats_required"]},
    )
    invited = forms.TypedMultipleChoiceField(
        label=_("Units invited, each with everything below it"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": SESSION_PROBLEMS["invited_required"],
            "invalid_choice": SESSION_PROBLEMS["invited_unknown"],
        },
    )
    trainers = forms.TypedMultipleChoiceField(
        label=_("Trainers, by post"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": SESSION_PROBLEMS["trainer_unknown"]},
    )
    trainer_names = LineField(
        label=_("Other trainers"),
        limit=LONGEST_NAMES,
        required=False,
        help_text=_("Names for your unit alone: nobody above reads them, and they are never sent."),
    )

    def __init__(self, *args: Any, invited: Choices, trainers: Choices, provinces: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["invited"].choices = invited  # type: ignore[attr-defined]
        self.fields["trainers"].choices = trainers  # type: ignore[attr-defined]
        self.fields["held_in"].choices = [("", "—"), *provinces]  # type: ignore[attr-defined]
        for name, choices in (("trainers", trainers), ("held_in", provinces)):
            if not choices:
                del self.fields[name]

    def data_typed(self) -> SessionData:
        """What was typed; of a form that is valid."""
        typed = self.cleaned_data
        names = ("kind", "from_on", "to_on", "place", "programme", "seats", "trainer_names")
        return SessionData(
            **{name: typed[name] for name in names},
            held_in=typed.get("held_in"),
            trainers=tuple(typed.get("trainers", ())),
            invited=tuple(typed["invited"]),
        )


class AttendanceForm(PlainForm):
    """How many came from a unit; ``corrects``: the form of a row that stands, which can be taken back."""

    attending = forms.TypedChoiceField(
        label=_("From which unit they came"),
        coerce=int,
        empty_value=None,
        error_messages={
            "required": ATTENDANCE_PROBLEMS["unit_required"],
            "invalid_choice": ATTENDANCE_PROBLEMS["unit_unknown"],
        },
    )

    def __init__(self, *args: Any, units: Choices = (), row: Any | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {name: getattr(row, name) for name in COUNTS} | {"is_void": row.is_void}
        super().__init__(*args, **kwargs)
        if row is None:
            self.fields["attending"].choices = [("", "—"), *units]  # type: ignore[attr-defined]
        else:
            del self.fields["attending"]
        labels = {
            f"{sex}_{group}": gettext("%(who)s, %(age)s") % {"who": who, "age": age}
            for sex, who in SEXES.items()
            for group, age in AGE_GROUPS.items()
        } | {name: str(label) for name, label in OF_WHICH.items()}
        for name in COUNTS:
            self.fields[name] = CountField(label=labels[name], most=MOST_PEOPLE, required=False)
        if row is not None:
            label = gettext("It was declared by mistake: nobody came from there")
            self.fields["is_void"] = forms.BooleanField(required=False, label=label)

    def counts(self) -> dict[str, int | None]:
        """The counts typed; of a form that is valid."""
        return {name: self.cleaned_data[name] for name in COUNTS}

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each sex, and those of which: with a heading."""
        of_which = (gettext("Of all of them"), [self[name] for name in OF_WHICH])
        return [*((str(who), [self[f"{sex}_{group}"] for group in AGE_GROUPS]) for sex, who in SEXES.items()), of_which]

    def rest(self) -> list[forms.BoundField]:
        """The ticks after the counts."""
        return [field for field in self.visible_fields() if field.name not in (*COUNTS, "attending")]


class SessionCancelForm(PlainForm):
    """Why it does not take place."""

    because = LineField(
        label=_("Reason"), limit=LONGEST_REASON, error_messages={"required": SESSION_PROBLEMS["reason_required"]}
    )


class AttendedPersonForm(PlainForm):
    """Somebody who agreed and came."""

    person = forms.TypedChoiceField(
        label=_("Person"),
        coerce=int,
        error_messages={
            "required": PERSON_PROBLEMS["person_required"],
            "invalid_choice": PERSON_PROBLEMS["person_not_agreed"],
        },
    )

    def __init__(self, *args: Any, persons: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "—"), *((person.pk, person.name) for person in persons)]  # type: ignore[attr-defined]
