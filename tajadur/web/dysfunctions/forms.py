"""The forms of a case: what was observed, what is agreed, and each word about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.dysfunctions.vocabulary import KIND_CHOICES, PROBLEMS, SEVERITY_CHOICES, THRESHOLD_WORDS
from tajadur.rules.dysfunctions import MOST
from tajadur.web.forms import CountField, DayField, PlainForm, TextField

LIMIT = 2000


class OpenForm(PlainForm):
    """What is observed, how grave it is, and of which kind."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[("", "—"), *KIND_CHOICES],
        error_messages={"required": PROBLEMS["case_kind_required"], "invalid_choice": PROBLEMS["case_kind_required"]},
    )
    severity = forms.TypedChoiceField(
        label=_("How grave is it?"),
        choices=SEVERITY_CHOICES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["severity_required"], "invalid_choice": PROBLEMS["severity_required"]},
    )
    text = TextField(
        label=_("What was observed?"),
        limit=LIMIT,
        help_text=_("The unit reads it."),
        error_messages={"required": PROBLEMS["case_text_required"]},
    )


class RemedyForm(PlainForm):
    """What is to be done, by which post, by when."""

    text = TextField(
        label=_("What is to be done?"), limit=LIMIT, error_messages={"required": PROBLEMS["remedy_text_required"]}
    )
    owner = forms.TypedChoiceField(
        label=_("Which post sees to it?"),
        coerce=int,
        error_messages={
            "required": PROBLEMS["remedy_owner_unknown"],
            "invalid_choice": PROBLEMS["remedy_owner_unknown"],
        },
    )
    due_on = DayField(label=_("By which day?"), error_messages={"required": PROBLEMS["remedy_day_required"]})

    def __init__(self, *args: Any, owners: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  narrows the type of the field above
        field.choices = [("", "—"), *owners]


class RemedyDoneForm(PlainForm):
    """The day on which the remedy was done."""

    done_on = DayField(label=_("Done on"), error_messages={"required": PROBLEMS["done_day_required"]})


class SettleForm(PlainForm):
    """What the unit did."""

    text = TextField(
        label=_("What was done?"), limit=LIMIT, error_messages={"required": PROBLEMS["what_done_required"]}
    )


class AnswerForm(PlainForm):
    """The unit's answer."""

    text = TextField(label=_("Your answer"), limit=LIMIT, error_messages={"required": PROBLEMS["answer_required"]})
    on_purpose = forms.BooleanField(label=_("The same matter again, and on purpose"), required=False)


class DismissForm(PlainForm):
    """Why it is no dysfunction."""

    reason = TextField(
        label=_("Why is this no dysfunction?"),
        limit=LIMIT,
        help_text=_("The unit reads it. The rule stays silent for a year, unless something new is found."),
        error_messages={"required": PROBLEMS["dismissal_reason_required"]},
    )


class ThresholdsForm(PlainForm):
    """The thresholds of one rule."""

    def __init__(self, *args: Any, thresholds: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in thresholds.items():
            self.fields[name] = CountField(label=THRESHOLD_WORDS[name], least=1, most=MOST, initial=value)
