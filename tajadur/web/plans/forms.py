"""What is typed of the plan: at headquarters its text, by a unit its targets, actions, news and values."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.activity.plans.operations.adopting import OwnTarget, OwnTerms
from tajadur.activity.plans.operations.drafting import PlanItemData
from tajadur.activity.plans.vocabulary import (
    DIRECTION_CHOICES,
    LONGEST_NAME,
    LONGEST_NEWS,
    LONGEST_PROOF,
    MEASURE_CHOICES,
    MEASURED_IN_CHOICES,
    MEASURED_IN_WORDS,
    PROBLEMS,
    PlanLevel,
)
from tajadur.foundation.arabic import digits
from tajadur.rules.plans import MeasuredIn
from tajadur.web.forms import CountField, DayField, LineField, PlainForm, TextField
from tajadur.web.names import leave_out_names
from tajadur.web.record_forms import RecordForm

_LONGEST_NUMBER = 16
_DAY_REQUIRED = {"required": PROBLEMS["plan_due_required"]}
_LANGUAGES = {
    "name_ar": gettext_lazy("In Arabic"),
    "name_fr": gettext_lazy("In French"),
    "name_en": gettext_lazy("In English"),
}


class NumberField(forms.Field):
    """A number with decimals, digits of any script, a point or a comma."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": PROBLEMS["value_required"]})
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """The number typed."""
        text = digits(str(value if value is not None else "")).strip().replace(",", ".").replace("٫", ".")
        if not text:
            return None
        if len(text) > _LONGEST_NUMBER or not text.lstrip("-").replace(".", "", 1).isdecimal():
            raise ValidationError(str(PROBLEMS["value_required"]), code="value_required")
        try:
            return Decimal(text)
        except InvalidOperation:
            raise ValidationError(str(PROBLEMS["value_required"]), code="value_required") from None

    def prepare_value(self, value: Any) -> Any:
        """As it is typed: no decimals where there are none."""
        return plain_number(value) if isinstance(value, Decimal) else value


def plain_number(value: Decimal) -> str:
    """«40» and «33.5»."""
    return f"{value.normalize():f}"


class _NamedForm(PlainForm):
    """A name in each language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        required = {"required": str(PROBLEMS["plan_name_required"])}
        names = {
            name: LineField(label=label, limit=LONGEST_NAME, about_persons=False, error_messages=required)
            for name, label in _LANGUAGES.items()
        }
        self.fields = {**names, **self.fields}
        self._not_offered = leave_out_names(self.fields)

    @property
    def names(self) -> tuple[str, str, str]:
        """The names, of a form that is valid."""
        return (self.cleaned_data["name_ar"], self.cleaned_data["name_fr"], self.cleaned_data["name_en"])


class EditionForm(_NamedForm):
    """The names and days of an edition."""

    starts_on = DayField(label=gettext_lazy("First day"), error_messages=_DAY_REQUIRED)
    ends_on = DayField(label=gettext_lazy("Last day"), error_messages=_DAY_REQUIRED)


class PlanItemForm(_NamedForm):
    """An item of the draft, of whatever level; ``parents``: (level and id, name) of what it may stand under."""

    def __init__(self, *args: Any, level: PlanLevel, parents: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.level = level
        if level is not PlanLevel.AXIS:
            self.fields["under"] = forms.CharField(
                label=_("Stands under"), widget=forms.Select(choices=[("", "—"), *parents]),
                error_messages={"required": PROBLEMS["under_required"]},
            )  # fmt: skip
        if level is PlanLevel.OBJECTIVE:
            self.fields["weight"] = CountField(
                label=_("Weight in the axis, in percent"), required=False, least=1, most=100,
                help_text=_("Leave it empty under every objective of the axis, or let all add up to 100."),
            )  # fmt: skip
        if level in (PlanLevel.ACTION, PlanLevel.INDICATOR):
            self.fields["due_on"] = DayField(label=_("By which day"), error_messages=_DAY_REQUIRED)
        if level is PlanLevel.INDICATOR:
            self._indicator()

    def _indicator(self) -> None:
        stated = ("", _("Each unit states it"))
        self.fields["measure"] = forms.CharField(
            label=_("Where the value comes from"), required=False,
            widget=forms.Select(choices=[stated, *MEASURE_CHOICES]),
        )  # fmt: skip
        for name, label, choices in (
            ("measured_in", _("Measured in"), MEASURED_IN_CHOICES),
            ("direction", _("Where it is to go"), DIRECTION_CHOICES),
        ):
            self.fields[name] = forms.CharField(
                label=label, widget=forms.Select(choices=[("", "—"), *choices]),
                error_messages={"required": PROBLEMS[f"{name}_required"]},
            )  # fmt: skip
        self.fields["start"] = NumberField(label=_("From"))
        self.fields["target"] = NumberField(label=_("Target"), help_text=_("Of yes or no: 1 or 0."))

    def data_typed(self) -> PlanItemData:
        """What was typed, of a form that is valid."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in _LANGUAGES}
        level, _point, pk = values.pop("under", "").partition("-")
        under = (level, int(pk)) if pk.isdecimal() and len(pk) < 19 else (level, 0) if level else None
        known = {name: values[name] for name in PlanItemData.__dataclass_fields__ if name in values}
        return PlanItemData(self.names, under=under, **known)


class OwnTermsForm(RecordForm):
    """The unit's own targets and days for an objective."""

    def __init__(
        self,
        *args: Any,
        indicators: Sequence[Any],
        actions: Sequence[Any],
        last_targets: Mapping[int, Any] | None = None,
        followed: Mapping[int, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicators, self.actions = indicators, actions
        for row in indicators:
            begins = last_targets[row.pk] if last_targets else row
            words = str(MEASURED_IN_WORDS[MeasuredIn(row.measured_in)])
            about = _("%(label)s: %(text)s") % {"label": row.name, "text": words}
            if not row.measure:
                self.fields[f"start{row.pk}"] = NumberField(label=_("From"), initial=begins.start, help_text=about)
            self.fields[f"target{row.pk}"] = NumberField(label=_("Your target"), initial=begins.target, help_text=about)
            self.fields[f"due{row.pk}"] = DayField(
                label=_("By which day"), initial=begins.due_on, help_text=row.name, error_messages=_DAY_REQUIRED
            )
        for action in actions:
            known = followed.get(action.pk) if followed else None
            self.fields[f"day{action.pk}"] = DayField(
                label=_("Done by which day"), initial=(known or action).due_on, help_text=action.name,
                error_messages=_DAY_REQUIRED,
            )  # fmt: skip

    def typed(self) -> dict[str, Any]:
        """The terms."""
        typed = self.cleaned_data
        targets = {
            row.pk: OwnTarget(typed[f"target{row.pk}"], typed[f"due{row.pk}"], typed.get(f"start{row.pk}"))
            for row in self.indicators
        }
        days: dict[int, date | None] = {action.pk: typed[f"day{action.pk}"] for action in self.actions}
        return {"terms": OwnTerms(targets, days)}

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each indicator and action, under its name; for the page."""
        field_groups = []
        for row in self.indicators:
            names = [f"{name}{row.pk}" for name in ("start", "target", "due")]
            field_groups.append((row.name, [self[name] for name in names if name in self.fields]))
        return [*field_groups, *((action.name, [self[f"day{action.pk}"]]) for action in self.actions)]


class OwnActionForm(RecordForm):
    """An action of the unit's own."""

    text = LineField(
        label=gettext_lazy("What your unit does"), limit=LONGEST_NAME,
        error_messages={"required": PROBLEMS["action_text_required"]},
    )  # fmt: skip
    due_on = DayField(label=gettext_lazy("By which day"), error_messages=_DAY_REQUIRED)


class PlanNewsForm(RecordForm):
    """What was done of an action."""

    text = TextField(
        label=gettext_lazy("What was done"), limit=LONGEST_NEWS, error_messages={"required": PROBLEMS["news_required"]}
    )
    told_on = DayField(label=gettext_lazy("On which day"), error_messages={"required": PROBLEMS["news_day_required"]})
    is_end = forms.BooleanField(label=gettext_lazy("With this the action is done"), required=False)


class ValueForm(RecordForm):
    """A value with its day and how it is known."""

    value = NumberField(label=gettext_lazy("Value"), error_messages={"required": PROBLEMS["value_required"]})
    valued_on = DayField(label=gettext_lazy("Of which day"), error_messages={"required": PROBLEMS["valued_required"]})
    proof = TextField(
        label=gettext_lazy("How it is known"), limit=LONGEST_PROOF,
        error_messages={"required": PROBLEMS["proof_required"]},
        help_text=gettext_lazy("A list, minutes, a count made on a day; no names of people."),
    )  # fmt: skip


class LinkForm(PlainForm):
    """Which action of the plan it serves."""

    def __init__(self, *args: Any, actions: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(row.pk), row.action.name if row.action else row.text) for row in actions]
        self.fields["adopted"] = forms.ChoiceField(
            label=_("Action of the plan"), required=False, choices=[("", _("None")), *names],
            error_messages={"invalid_choice": str(PROBLEMS["plan_link_unknown"])},
        )  # fmt: skip
