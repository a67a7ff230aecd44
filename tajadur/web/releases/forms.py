"""The forms of a request, of its decision, and of a release given without being asked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.releases.vocabulary import PROBLEMS, ReleaseKind
from tajadur.web.forms import DayField, PlainForm, TextField

GRANT, REFUSE = "grant", "refuse"


class AskForm(PlainForm):
    """What is asked, until when, and why. Any kind can be sent: the operation says which is too late."""

    kind = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=ReleaseKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["kind_required"], "invalid_choice": PROBLEMS["kind_required"]},
    )
    until = DayField(label=_("Until"), required=False, help_text=_("For more time only."))
    reason = TextField(label=_("Reason"), limit=2000, error_messages={"required": PROBLEMS["reason_required"]})

    def __init__(self, *args: Any, kinds: Sequence[ReleaseKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _narrow(self.fields["kind"], kinds)
        if ReleaseKind.EXTENSION not in {*kinds, self.data.get("kind")}:
            del self.fields["until"]
        self.fields["kind"].initial = kinds[0] if kinds else None


class DecideForm(PlainForm):
    """Granted or refused, the day granted, and why."""

    answer = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(GRANT, _("Grant")), (REFUSE, _("Refuse"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose to grant or to refuse.")},
    )
    until = DayField(label=_("Until"), required=False, help_text=_("The day asked; you may give another."))
    reason = TextField(
        label=_("Reason"),
        limit=2000,
        help_text=_("The unit reads it."),
        error_messages={"required": PROBLEMS["reason_required"]},
    )

    def __init__(self, *args: Any, until: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if until is None:
            del self.fields["until"]
        else:
            self.fields["until"].initial = until


def _narrow(field: forms.Field, kinds: Sequence[ReleaseKind]) -> None:
    """Only what is open today is shown, also beside an error; what else is sent still meets the operation."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type of the field above
    field.widget.choices = [(kind.value, kind.label) for kind in kinds]
