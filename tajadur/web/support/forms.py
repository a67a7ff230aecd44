"""The forms of help from above. Choices come from the queries; operations judge what was typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.support.operations.promising import PromiseData
from tajadur.activity.support.vocabulary import PROBLEMS, SHORT_LIMIT, TEXT_LIMIT, AnswerKind, VisitOutcome
from tajadur.web.forms import DayField, PlainForm, TextField

Choices = Sequence[tuple[Any, str]]
PROMISE_ROWS = 3
_UNKNOWN_SUBJECT = {"invalid_choice": PROBLEMS["subject_unknown"]}


def text_field(label: Any, *, rows: int = 4, limit: int = TEXT_LIMIT, code: str = "text_required", **more: Any) -> Any:
    """A text that has to be written."""
    return TextField(label=label, rows=rows, limit=limit, error_messages={"required": PROBLEMS[code]}, **more)


class SubjectForm(PlainForm):
    """A form that may be about a meeting or something owed: ``subject`` is «meeting:12», or empty."""

    subject = forms.ChoiceField(label=_("About"), required=False, error_messages=_UNKNOWN_SUBJECT)

    def __init__(self, *args: Any, subjects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [("", _("The unit as a whole")), *subjects]  # type: ignore[attr-defined]

    @property
    def about(self) -> tuple[str, int] | None:
        """What is chosen, as the operations take it."""
        kind, _colon, number = self.cleaned_data["subject"].partition(":")
        return (kind, int(number)) if number else None


class AdviseForm(SubjectForm):
    """What is advised, about what, and whether an answer is wanted."""

    text = text_field(_("Your advice"), rows=6, help_text=_("The unit reads it, with your office and the day."))
    wants_answer = forms.BooleanField(label=_("I ask the unit for an answer"), required=False, initial=True)

    field_order = ("text", "subject", "wants_answer")


class ObserveForm(SubjectForm):
    """What was seen, and when."""

    text = text_field(_("What you saw"), help_text=_("The unit reads it, with your office and the day."))
    seen_on = DayField(label=_("Seen on"), error_messages={"required": PROBLEMS["observed_day_required"]})

    field_order = ("text", "seen_on", "subject")


class AdviceAnswerForm(PlainForm):
    """The unit's word."""

    kind = forms.ChoiceField(
        label=_("What do you say?"),
        choices=AnswerKind.choices,
        initial=AnswerKind.ANSWER,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["answer_kind"], "invalid_choice": PROBLEMS["answer_kind"]},
    )
    text = text_field(_("Your words"))


class ReplyForm(PlainForm):
    """What those above add."""

    text = text_field(_("Your words to the unit"), rows=3)


class PlanForm(PlainForm):
    """The day, the aim, and who comes."""

    planned_on = DayField(
        label=_("Day of the visit"),
        help_text=_("A visit that was made without being planned: its day, within the last month."),
        error_messages={"required": PROBLEMS["visit_day_required"]},
    )
    aim = text_field(_("Aim of the visit"), rows=3, help_text=_("The unit reads it."))
    visitors = forms.TypedMultipleChoiceField(
        label=_("Who visits"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": PROBLEMS["visitors_required"], "invalid_choice": PROBLEMS["visitors_unknown"]},
    )

    def __init__(self, *args: Any, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visitors"].choices = posts  # type: ignore[attr-defined]


class VisitMoveForm(PlainForm):
    """Another day."""

    planned_on = DayField(label=_("New day"), error_messages={"required": PROBLEMS["visit_day_required"]})


class DropForm(PlainForm):
    """Not made, or cancelled, and why."""

    what = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(VisitOutcome.NOT_MADE, _("It was not made")), (VisitOutcome.CANCELLED, _("It is cancelled"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of the visit.")},
    )
    because = text_field(_("Reason"), rows=3, code="reason_required", help_text=_("The unit reads it."))


class PromiseForm(PlainForm):
    """What is promised, by when, by whom; by which decision, where it comes from one."""

    text = text_field(_("What is promised"), rows=3, help_text=_("The unit reads it."))
    due_on = DayField(label=_("To be done by"), error_messages={"required": PROBLEMS["promise_due_required"]})
    owner = forms.TypedChoiceField(
        label=_("Who does it"), coerce=int, error_messages={"invalid_choice": PROBLEMS["promise_owner"]}
    )
    decision = forms.TypedChoiceField(
        label=_("The decision it carries out"),
        coerce=int,
        error_messages={"required": PROBLEMS["decision_unknown"], "invalid_choice": PROBLEMS["decision_unknown"]},
    )

    field_order = ("decision", "text", "due_on", "owner")

    def __init__(self, *args: Any, owners: Choices, decisions: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]
        if decisions is None:
            del self.fields["decision"]
        else:
            self.fields["decision"].choices = [("", "—"), *decisions]  # type: ignore[attr-defined]

    @property
    def promise(self) -> PromiseData:
        """What is typed, as the operations take it."""
        values = self.cleaned_data
        return PromiseData(text=values["text"], due_on=values["due_on"], owner_id=values["owner"])


class MadeForm(PlainForm):
    """The visit was made: when, whom they met, what was seen, and up to three promises."""

    made_on = DayField(label=_("Made on"), error_messages={"required": PROBLEMS["made_day_required"]})
    met = forms.TypedMultipleChoiceField(
        label=_("Whom you met"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": PROBLEMS["met_required"], "invalid_choice": PROBLEMS["met_unknown"]},
    )
    seen = text_field(_("What you saw"), rows=5, help_text=_("The unit reads it."))

    def __init__(self, *args: Any, posts: Choices, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met"].choices = posts  # type: ignore[attr-defined]
        for number in range(PROMISE_ROWS):
            self.fields[f"text{number}"] = TextField(
                label=_("What is promised"), rows=2, limit=TEXT_LIMIT, required=False
            )
            self.fields[f"due_on{number}"] = DayField(label=_("To be done by"), required=False)
            self.fields[f"owner{number}"] = forms.TypedChoiceField(
                label=_("Who does it"), coerce=int, empty_value=None, required=False, choices=owners,
                error_messages={"invalid_choice": PROBLEMS["promise_owner"]},
            )  # fmt: skip

    @property
    def main_fields(self) -> list[Any]:
        """The fields of the visit itself, and the ticks asked for."""
        return [field for field in self.visible_fields() if not field.name[-1].isdigit()]

    @property
    def promise_rows(self) -> list[list[Any]]:
        """The fields of each promise."""
        return [[self[f"{name}{n}"] for name in ("text", "due_on", "owner")] for n in range(PROMISE_ROWS)]

    @property
    def promises(self) -> list[PromiseData]:
        """The rows in which a text or a day was typed."""
        values = self.cleaned_data
        return [
            PromiseData(values.get(f"text{n}") or "", values.get(f"due_on{n}"), values.get(f"owner{n}"), number=n)
            for n in range(PROMISE_ROWS)
            if values.get(f"text{n}") or values.get(f"due_on{n}")
        ]


class KeepForm(PlainForm):
    """When it was done, and how that can be seen."""

    kept_on = DayField(label=_("Done on"), error_messages={"required": PROBLEMS["kept_day_required"]})
    proof = text_field(
        _("How it can be seen"),
        rows=3,
        limit=SHORT_LIMIT,
        code="proof_required",
        help_text=_("A receipt number, an address, what the unit holds in its hands. The unit reads it."),
    )


class WithdrawalForm(PlainForm):
    """Why something is withdrawn."""

    because = text_field(
        _("Reason"), rows=3, limit=SHORT_LIMIT, code="reason_required", help_text=_("The unit reads it.")
    )
