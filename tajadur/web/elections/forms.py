"""What headquarters types of an election and its checklist, and what a unit says of its readiness."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.activity.elections.operations.items import ItemData
from tajadur.activity.elections.operations.recording import CountData, TickData
from tajadur.activity.elections.queries.drafting import posts_of_scope
from tajadur.activity.elections.vocabulary import (
    AGE_WORDS,
    LONGEST_EVIDENCE,
    LONGEST_NAME,
    MEN,
    MOST_COUNTED,
    PROBLEMS,
    SCOPE_CHOICES,
    WOMEN,
    ElectionKind,
    ItemEvidence,
)
from tajadur.foundation.arabic import digits
from tajadur.foundation.typed_days import EARLIEST_YEAR, LATEST_YEAR
from tajadur.rules.attendance import whole_number
from tajadur.rules.elections import MOST_DAYS_BEFORE, MOST_WEIGHT, AgeGroup, ItemScope
from tajadur.web.components.widgets import DigitsInput, ShortText
from tajadur.web.forms import CountField, DayField, LineField, PlainForm
from tajadur.web.record_forms import RecordForm

_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})")
_LONGEST_MONTH = 40


class MonthField(forms.Field):
    """A month: the browser's own, or typed as month/year, digits of any script; its first day. Empty gives None."""

    widget = ShortText({"type": "month"})

    def to_python(self, value: Any) -> date | None:
        """The first day of the month."""
        text = digits(str(value or "").strip()[:_LONGEST_MONTH])
        if not text:
            return None
        if match := _MONTH.fullmatch(text):
            year, month = int(match[1]), int(match[2])
        elif match := _MONTH_FIRST.fullmatch(text):
            year, month = int(match[2]), int(match[1])
        else:
            year, month = 0, 0
        if not (EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12):
            raise ValidationError(_("Type the month as month/year, for example 09/2027."), code="not_a_month")
        return date(year, month, 1)

    def prepare_value(self, value: Any) -> Any:
        """As the browser's month field takes it."""
        return f"{value:%Y-%m}" if isinstance(value, date) else value


class DaysBeforeField(CountField):
    """Days before the voting day; below zero is read, so that the refusal says what it means."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=MOST_DAYS_BEFORE, widget=DigitsInput(0, MOST_DAYS_BEFORE), **kwargs)

    def to_python(self, value: Any) -> int | None:
        """The number typed; -1 for any below zero."""
        text = digits(str(value or "").strip()[:_LONGEST_MONTH])
        if text[:1] in {"-", "\u2212"} and whole_number(text[1:]):
            return -1
        return super().to_python(value)


class VotingDayForm(PlainForm):
    """The month, and the voting day once the law fixes it."""

    month_on = MonthField(
        label=gettext_lazy("Month of the election"),
        required=False,
        help_text=gettext_lazy("While the day is not fixed, days are counted back from the first of this month."),
    )
    voting_on = DayField(
        label=gettext_lazy("Voting day"),
        required=False,
        help_text=gettext_lazy("Once it is fixed. Every day of the checklist follows it."),
    )


class ElectionForm(VotingDayForm):
    """A new election."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is elected?"),
        choices=ElectionKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["kind_required"], "invalid_choice": PROBLEMS["kind_required"]},
    )
    field_order = ("kind", "month_on", "voting_on")


class ItemForm(PlainForm):
    """An item of the checklist."""

    name_ar = LineField(
        label=gettext_lazy("What is to be done, in Arabic"), limit=LONGEST_NAME, about_persons=False,
        error_messages={"required": PROBLEMS["item_name_required"]},
    )  # fmt: skip
    name_fr = LineField(label=gettext_lazy("In French"), limit=LONGEST_NAME, about_persons=False, required=False)
    name_en = LineField(label=gettext_lazy("In English"), limit=LONGEST_NAME, about_persons=False, required=False)
    days_before = DaysBeforeField(label=gettext_lazy("Days before the voting day"))
    scope = forms.ChoiceField(
        label=gettext_lazy("Done once for"),
        choices=SCOPE_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["scope_required"], "invalid_choice": PROBLEMS["scope_required"]},
    )
    owner = forms.TypedChoiceField(
        label=gettext_lazy("Who sees to it"),
        coerce=int,
        error_messages={"required": PROBLEMS["owner_required"], "invalid_choice": PROBLEMS["owner_required"]},
    )
    evidence = forms.ChoiceField(
        label=gettext_lazy("What the unit writes when it is done"),
        choices=ItemEvidence.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["evidence_unknown"], "invalid_choice": PROBLEMS["evidence_unknown"]},
    )
    weight = CountField(
        label=gettext_lazy("Weight"),
        least=1,
        most=MOST_WEIGHT,
        help_text=gettext_lazy("From 1 to 5: what weighs more comes first among the gaps."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = {post.pk: post for scope in ItemScope for post in posts_of_scope(scope)}
        owner = self.fields["owner"]
        assert isinstance(owner, forms.TypedChoiceField)  # noqa: S101  narrows the type of the field above
        owner.choices = [(pk, f"{post.name} ({post.body_type.unit_kind.name})") for pk, post in posts.items()]

    def data_of_item(self) -> ItemData:
        """What was typed; of a form that is valid."""
        values = dict(self.cleaned_data)
        names = ("name_ar", "name_fr", "name_en", "days_before", "scope", "evidence", "weight")
        return ItemData(owner_id=values["owner"], **{name: values[name] for name in names})


class SeenForm(RecordForm):
    """A word of the unit; ``seen`` is the last one its page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def words_typed(self) -> dict[str, Any]:
        """What its operation takes beside ``seen``."""
        raise NotImplementedError

    def typed(self) -> dict[str, Any]:
        """All of it."""
        return {"seen": self.cleaned_data["seen"], **self.words_typed()}


class TickForm(SeenForm):
    """An item is done, on a day, with its proof; or it was not after all."""

    done_on = DayField(label=gettext_lazy("Done on"), error_messages={"required": PROBLEMS["done_required"]})
    evidence = LineField(
        label=gettext_lazy("Proof"), limit=LONGEST_EVIDENCE,
        error_messages={"required": PROBLEMS["evidence_required"]},
    )  # fmt: skip

    def __init__(self, *args: Any, asked: ItemEvidence, is_done: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_done = is_done
        proof = self.fields["evidence"]
        proof.help_text, proof.required = str(asked.label), asked is not ItemEvidence.NONE
        if is_done:
            self.fields["is_void"] = forms.BooleanField(required=False, label=_("It was not done: take this back"))

    def words_typed(self) -> dict[str, Any]:
        """The word on the item."""
        values = self.cleaned_data
        return {"data": TickData(values["done_on"], values["evidence"], values.get("is_void", False))}


class CountsForm(SeenForm):
    """Representatives of polling stations, and candidacies by sex and age group: counts alone."""

    representatives = CountField(
        label=gettext_lazy("Polling-station representatives found"), most=MOST_COUNTED,
        error_messages={"required": PROBLEMS["counts_required"]},
    )  # fmt: skip
    trained = CountField(
        label=gettext_lazy("Of these, trained"), most=MOST_COUNTED,
        error_messages={"required": PROBLEMS["counts_required"]},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for names, words in ((WOMEN, _("Women who stand, %(age)s")), (MEN, _("Men who stand, %(age)s"))):
            for name, group in zip(names, AgeGroup, strict=True):
                label = words % {"age": AGE_WORDS[group]}
                self.fields[name] = CountField(
                    label=label, most=MOST_COUNTED, error_messages={"required": PROBLEMS["counts_required"]}
                )

    def words_typed(self) -> dict[str, Any]:
        """The counts."""
        values = self.cleaned_data
        candidacies = {name: values[name] for name in (*WOMEN, *MEN)}
        return {"data": CountData(values["representatives"], values["trained"], candidacies)}


class CoordinatorForm(SeenForm):
    """The post whose holder coordinates."""

    post = forms.TypedChoiceField(
        label=gettext_lazy("Who coordinates"),
        coerce=int,
        empty_value=None,
        error_messages={"required": PROBLEMS["post_unknown"], "invalid_choice": PROBLEMS["post_unknown"]},
    )

    def __init__(self, *args: Any, posts: Sequence[Any], is_named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].required = not is_named
        field = self.fields["post"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  narrows the type of the field above
        shown = [(post.pk, f"{post.post_type.name} · {post.unit.name}") for post in posts]
        field.choices = [("", _("Nobody") if is_named else "—"), *shown]

    def words_typed(self) -> dict[str, Any]:
        """The post, None for nobody."""
        return {"post_id": self.cleaned_data["post"]}
