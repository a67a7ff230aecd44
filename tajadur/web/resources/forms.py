"""The forms of a request for resources, of each act about it, of a budget line and of who decides."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tajadur.activity.resources.vocabulary import LONGEST_TEXT, PROBLEMS, DecisionOutcome
from tajadur.rules.money import centimes_of
from tajadur.web.components.widgets import ShortText
from tajadur.web.forms import CountField, DayField, LineField, PlainForm, TextField

YES, NO = "yes", "no"


class AmountField(forms.Field):
    """An amount typed in dirhams, digits of any script, as whole centimes. Empty gives None."""

    widget = ShortText({"inputmode": "decimal"})

    def to_python(self, value: Any) -> int | None:
        """The amount in centimes."""
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        centimes = centimes_of(text)
        if centimes is None:
            raise ValidationError(str(PROBLEMS["not_an_amount"]), code="not_an_amount")
        return centimes


class ResourceRequestForm(PlainForm):
    """What is asked for, how much, for what, by when."""

    kind = forms.ChoiceField(
        label=_("What do you ask for?"),
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["kind_required"], "invalid_choice": PROBLEMS["kind_required"]},
    )
    amount = AmountField(
        label=_("Amount in dirhams"), required=False, help_text=_("Empty for what is asked for without an amount.")
    )
    purpose = TextField(
        label=_("What is it for?"), limit=LONGEST_TEXT, error_messages={"required": PROBLEMS["purpose_required"]}
    )
    needed_by = DayField(
        label=_("Needed by"), required=False, error_messages={"required": PROBLEMS["needed_by_required"]}
    )

    def __init__(self, *args: Any, kinds: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type of the field above
        field.choices = [(kind.code, _kind_words(kind)) for kind in kinds]
        self.fields["needed_by"].required = True


class WordForm(PlainForm):
    """In favour or not, and why."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["answer_required"], "invalid_choice": PROBLEMS["answer_required"]},
    )
    reason = TextField(label=_("In a few words"), limit=LONGEST_TEXT, required=False, help_text=_("The unit reads it."))

    def __init__(self, *args: Any, label: str, yes: str, no: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type of the field above
        field.label, field.choices = label, [(YES, yes), (NO, no)]


class GrantForm(PlainForm):
    """Granted whole or in part, or not, until when it is to be delivered, and why."""

    outcome = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            (DecisionOutcome.WHOLE, _("Grant whole")),
            (DecisionOutcome.PART, _("Grant in part")),
            (DecisionOutcome.REFUSED, _("Refuse")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["outcome_required"], "invalid_choice": PROBLEMS["outcome_required"]},
    )
    amount = AmountField(label=_("Amount granted, in dirhams"), required=False, help_text=_("Only to grant in part."))
    deliver_by = DayField(label=_("To be delivered by"), required=False, help_text=_("Empty when you refuse."))
    reason = TextField(
        label=_("Reason"),
        limit=LONGEST_TEXT,
        required=False,
        help_text=_("The unit reads it. Required unless all is granted."),
    )

    def __init__(self, *args: Any, with_amount: bool, deliver_by: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deliver_by"].initial = deliver_by
        if not with_amount:
            del self.fields["amount"]


class DeliverForm(PlainForm):
    """A part that was handed over, and what proves it."""

    amount = AmountField(label=_("Amount delivered, in dirhams"), required=False)
    delivered_on = DayField(label=_("Day of the delivery"), required=False)
    proof = LineField(
        label=_("Number of the receipt or transfer"),
        about_persons=False,
        required=False,
        help_text=_("The proof itself is kept for ten years."),
    )
    note = TextField(label=_("What was delivered"), limit=LONGEST_TEXT, required=False)
    completes = forms.BooleanField(label=_("With this, everything granted is delivered"), required=False)

    def __init__(self, *args: Any, with_amount: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delivered_on"].initial = today
        self.fields["delivered_on"].required = True
        self.fields["delivered_on"].error_messages["required"] = PROBLEMS["delivered_on_required"]
        self.fields["proof"].required = True
        self.fields["proof"].error_messages["required"] = PROBLEMS["proof_required"]
        if with_amount:
            del self.fields["completes"]
            self.fields["amount"].required = True
            self.fields["amount"].error_messages["required"] = PROBLEMS["amount_required"]
        else:
            del self.fields["amount"]


class CloseForm(PlainForm):
    """Why nothing more is delivered."""

    reason = TextField(
        label=_("Reason"),
        limit=LONGEST_TEXT,
        help_text=_("The unit reads it."),
        error_messages={"required": PROBLEMS["reason_required"]},
    )


class ReceivedForm(PlainForm):
    """A word of the unit with what it received."""

    note = TextField(label=_("In a few words"), limit=LONGEST_TEXT, required=False)


class LineForm(PlainForm):
    """What may be granted of a kind in a year."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        error_messages={"required": PROBLEMS["kind_required"], "invalid_choice": PROBLEMS["kind_required"]},
    )
    year = CountField(label=_("Year"), least=2000, most=2100)
    amount = AmountField(label=_("Amount in dirhams"), error_messages={"required": PROBLEMS["amount_required"]})

    def __init__(self, *args: Any, kinds: Sequence[Any], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type of the field above
        field.choices = [(kind.code, kind.name) for kind in kinds]
        self.fields["year"].initial = year


class DeciderForm(PlainForm):
    """Which post decides about which kind."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        error_messages={"required": PROBLEMS["kind_required"], "invalid_choice": PROBLEMS["kind_required"]},
    )
    post = forms.TypedChoiceField(
        label=_("Post that decides"),
        coerce=int,
        error_messages={"required": PROBLEMS["post_required"], "invalid_choice": PROBLEMS["post_required"]},
    )

    def __init__(self, *args: Any, kinds: Sequence[Any], posts: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("kind", [(kind.code, kind.name) for kind in kinds]),
            ("post", [(post.pk, _post_words(post)) for post in posts]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type of the field above
            field.choices = choices


def _kind_words(kind: Any) -> str:
    return kind.name if kind.with_amount else str(_("%(kind)s (without an amount)") % {"kind": kind.name})


def _post_words(post: Any) -> str:
    """A post that several persons hold says so: each of them may decide."""
    if post.post_type.single_holder:
        return str(post.post_type.name)
    return str(_("%(post)s (each of its holders)") % {"post": post.post_type.name})
