"""The form of a dated exception."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.duties.directives.vocabulary import CALENDAR_CHOICES, PROBLEMS
from tajadur.rules.periods import CALENDAR_TYPES
from tajadur.web.forms import DayField, LineField, PlainForm, TextField

SUSPENDED = "suspended"


class ExceptionForm(PlainForm):
    """Another frequency or none, from a day to a day; ``period_type`` is the directive's own."""

    whole_subtree = forms.BooleanField(label=_("Everything below it too"), required=False)
    frequency = forms.ChoiceField(label=_("During these days"), widget=forms.RadioSelect)
    from_on = DayField(label=_("From"))
    to_on = DayField(label=_("To"))
    reason = TextField(label=_("Reason"), limit=2000, error_messages={"required": PROBLEMS["reason_required"]})
    authority = LineField(label=_("Decided by"), limit=160, error_messages={"required": PROBLEMS["authority_required"]})

    def __init__(self, *args: Any, period_type: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = CALENDAR_CHOICES if period_type in CALENDAR_TYPES else []
        choices = [(SUSPENDED, _("Nothing is asked")), *(pair for pair in others if pair[0] != period_type)]
        frequency = self.fields["frequency"]
        assert isinstance(frequency, forms.ChoiceField)  # noqa: S101  narrows the type of the field above
        frequency.choices = choices
        frequency.initial = SUSPENDED

    @property
    def values(self) -> dict[str, Any]:
        """The arguments of the operation; no frequency («suspended») is an empty ``period_type``."""
        given = {name: self.cleaned_data[name] for name in ("whole_subtree", "from_on", "to_on", "reason", "authority")}
        frequency = self.cleaned_data["frequency"]
        return given | {"period_type": "" if frequency == SUSPENDED else frequency}
