"""The forms of a directive: drafted in words, amended once in force."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tajadur.duties.directives.operations.terms import Terms
from tajadur.duties.directives.vocabulary import (
    ASKED_OF_UNITS_CHOICES,
    CALENDAR_CHOICES,
    LEVEL_WORDS,
    PERIOD_CHOICES,
    RELEASING_LEVELS,
    FulfilmentKind,
)
from tajadur.foundation.arabic import digits
from tajadur.rules.deadlines import MOST_DAYS
from tajadur.rules.periods import CALENDAR_TYPES, PeriodType
from tajadur.rules.reminders import DEFAULT_LADDER, Ladder
from tajadur.web.components.widgets import DigitsInput
from tajadur.web.forms import CountField, DayField, LineField

from .ladder_rows import LadderForm

RELEASING = [(level.value, LEVEL_WORDS[level]) for level in RELEASING_LEVELS]
_NAMES = ("name_ar", "name_fr", "name_en")
_DAY_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})")


class DayMonthField(forms.CharField):
    """A day of every year, «30/06». Empty gives None."""

    def to_python(self, value: Any) -> Any:
        """(day, month) as typed; whether a year has it, the rule says."""
        text = digits(str(value or "")[:40]).strip()[:20]
        if not text:
            return None
        if not (match := _DAY_MONTH.fullmatch(text)):
            raise ValidationError(_("Type the day as day/month, for example 30/06."), code="not_a_day")
        return int(match[1]), int(match[2])


def _days(label: Any, hint: Any = "", *, required: bool = True) -> CountField:
    return CountField(label=label, help_text=hint, most=MOST_DAYS, required=required, widget=DigitsInput(0, MOST_DAYS))


# A form comes with its campaign: neither is drafted here.
FULFILMENT_CHOICES = [choice for choice in ASKED_OF_UNITS_CHOICES if choice[0] != FulfilmentKind.FORM]


class DirectiveForm(LadderForm):
    """What is asked, of whom, how often, by when, who releases, who is told."""

    name_ar = LineField(label=_("Name in Arabic"), limit=160, about_persons=False)
    name_fr = LineField(label=_("Name in French"), limit=160, about_persons=False)
    name_en = LineField(label=_("Name in English"), limit=160, about_persons=False)
    unit_kind = forms.TypedChoiceField(label=_("Who owes it"), coerce=int)
    subtree = forms.TypedChoiceField(
        label=_("Only in"), coerce=int, empty_value=None, required=False, help_text=_("Empty: everywhere.")
    )
    fulfilment = forms.ChoiceField(label=_("What fulfils it"), choices=FULFILMENT_CHOICES)
    body_type = forms.TypedChoiceField(
        label=_("Which body"), coerce=int, empty_value=None, required=False, help_text=_("For a meeting.")
    )
    period_type = forms.ChoiceField(
        label=_("How often"),
        choices=PERIOD_CHOICES,
        help_text=_("Weekly: the steps of the ladder come nearer together, unless you change them below."),
    )
    opens = DayMonthField(label=_("Opens each year on"), required=False, help_text=_("Day/month, when it is by a day."))
    by = DayMonthField(label=_("Due each year by"), required=False, help_text=_("Day/month, when it is by a day."))
    once_opens_on = DayField(label=_("Opens on"), required=False, help_text=_("When it is asked once."))
    once_by_on = DayField(label=_("Due by"), required=False, help_text=_("When it is asked once."))
    report_days = _days(_("Report days"), _("Days after the period until the report is due."))
    grace_days = _days(_("Grace days"), _("Days after that until silence counts as overdue."))
    lock_days = _days(
        _("Days until closed to reports"), _("From the first overdue day; empty: never closed."), required=False
    )
    in_force_from = DayField(label=_("In force from"))
    in_force_to = DayField(label=_("In force until"), required=False)
    released_by = forms.ChoiceField(label=_("Who excuses, extends and reopens"), choices=RELEASING)
    owed_if_opened_inside = forms.BooleanField(label=_("A unit opened inside a period owes it too"), required=False)

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["unit_kind"], choices.kinds)
        _choose(self.fields["subtree"], [("", _("Everywhere")), *choices.places])
        _choose(self.fields["body_type"], [("", _("None")), *choices.bodies])

    @property
    def terms(self) -> Terms:
        """What the operation takes; days that the frequency does not use are left out."""
        values = self.cleaned_data
        dated, once = values["period_type"] == PeriodType.DATED, values["period_type"] == PeriodType.ONCE
        own = ("fulfilment", "period_type", "report_days", "grace_days", "lock_days", "in_force_from", "in_force_to")
        return Terms(
            names=(values["name_ar"], values["name_fr"], values["name_en"]),
            unit_kind_id=values["unit_kind"],
            subtree_id=values["subtree"],
            body_type_id=values["body_type"],
            opens=values["opens"] if dated else None,
            by=values["by"] if dated else None,
            once_opens_on=values["once_opens_on"] if once else None,
            once_by_on=values["once_by_on"] if once else None,
            released_by=values["released_by"],
            owed_if_opened_inside=values["owed_if_opened_inside"],
            **{name: values[name] for name in own},
        )

    @property
    def typed_ladder(self) -> Ladder | None:
        """The ladder, or None when it is the one a new page begins with: each frequency has its own usual one."""
        return None if list(self.ladder) == list(DEFAULT_LADDER) else self.ladder


class AmendForm(LadderForm):
    """What may change once a directive is in force."""

    report_days = _days(_("Report days"), _("Days after the period until the report is due."))
    grace_days = _days(_("Grace days"), _("Days after that until silence counts as overdue."))
    lock_days = _days(
        _("Days until closed to reports"), _("From the first overdue day; empty: never closed."), required=False
    )
    in_force_to = DayField(label=_("In force until"), required=False)
    released_by = forms.ChoiceField(label=_("Who excuses, extends and reopens"), choices=RELEASING)
    period_type = forms.ChoiceField(
        label=_("How often"), help_text=_("Begins on the first day that begins a period in both.")
    )

    def __init__(self, *args: Any, directive: Any, ladder: Any, drafted: Any = None, **kwargs: Any) -> None:
        """``ladder``: the one in force; ``drafted``: (changes, ladder or None) to begin with."""
        self.directive, self.laid = directive, ladder
        changes, drafted_ladder = drafted or ({}, None)
        names = ("report_days", "grace_days", "lock_days", "in_force_to", "released_by", "period_type")
        initial = {name: getattr(directive, name) for name in names}
        shown = ladder if drafted_ladder is None else drafted_ladder
        super().__init__(*args, ladder=shown, initial=initial | changes, **kwargs)
        if directive.period_type in CALENDAR_TYPES:
            _choose(self.fields["period_type"], CALENDAR_CHOICES)
        else:
            del self.fields["period_type"]

    @property
    def changes(self) -> dict[str, Any]:
        """The terms that differ from the directive's own."""
        names = [name for name in self.initial if name in self.fields]
        return {
            name: self.cleaned_data[name] for name in names if self.cleaned_data[name] != getattr(self.directive, name)
        }

    @property
    def new_ladder(self) -> Any:
        """The ladder when it differs in more than the order of its steps, else None."""
        return self.ladder if set(self.ladder) != set(self.laid) or len(self.ladder) != len(self.laid) else None


def _choose(field: forms.Field, choices: Sequence[Any]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type of the field above
    field.choices = choices
