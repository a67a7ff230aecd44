"""What is asked when a decision is sent up."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.meetings.vocabulary import PROPOSAL_PROBLEMS
from tajadur.web.forms import PlainForm


class SendForm(PlainForm):
    """From which proposal of further below the decision comes, where any stood on the agenda of the meeting."""

    origin = forms.TypedChoiceField(
        label=_("Taken on a proposal from below?"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": PROPOSAL_PROBLEMS["origin_unknown"]},
    )

    def __init__(self, *args: Any, origins: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(origins)
        if choices:
            self.fields["origin"].choices = [("", _("No")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["origin"]
