"""The forms of the day of a congress: a desk, a text with its vote, the counts of an election."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.activity.congresses.operations.deciding import TEXT_LIMIT, ResolutionFields, VoteFields
from tajadur.activity.congresses.vocabulary import PROBLEMS, ResolutionKind
from tajadur.web.components.widgets import DigitsInput
from tajadur.web.forms import CountField, LineField, PlainForm, TextField

_MOST = 9999


class CodeForm(PlainForm):
    """The code of one delegate."""

    number = LineField(
        label=_("Code of the delegate"),
        help_text=_("Ten digits, beside the square on the card. The camera of the phone reads the square."),
        limit=40,
        about_persons=False,
        widget=DigitsInput(0, 9_999_999_999, {"class": "ltr"}),
        error_messages={"required": PROBLEMS["code_unknown"]},
    )


class InsideForm(PlainForm):
    """So many delegates of one province."""

    unit = forms.TypedChoiceField(
        label=_("Province"), coerce=int, error_messages={"invalid_choice": PROBLEMS["province_unknown"]}
    )
    count = CountField(
        label=_("Delegates who came in now"),
        help_text=_("Added to those counted in already, at this desk or another."),
        least=1,
        most=_MOST,
        error_messages={"required": PROBLEMS["count_required"]},
    )

    def __init__(self, *args: Any, provinces: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = provinces  # type: ignore[attr-defined]


def _seen() -> forms.CharField:
    """What stood there when the form was opened."""
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)


class ResolutionForm(PlainForm):
    """A text and its vote by show of hands."""

    kind = forms.ChoiceField(label=_("What it is"), choices=ResolutionKind.choices)
    text = TextField(
        label=_("Text"), limit=TEXT_LIMIT, rows=4, error_messages={"required": PROBLEMS["resolution_text"]}
    )
    seen = _seen()
    votes_for = CountField(label=pgettext_lazy("votes", "For"), most=_MOST)
    votes_against = CountField(label=pgettext_lazy("votes", "Against"), most=_MOST)
    abstained = CountField(label=pgettext_lazy("votes", "Abstained"), most=_MOST)

    @property
    def resolution(self) -> ResolutionFields:
        """What was typed; valid forms only."""
        return ResolutionFields(**{name: self.cleaned_data[name] for name in ResolutionFields.__dataclass_fields__})


class VoteForm(PlainForm):
    """The counts of the election to one post."""

    post = forms.TypedChoiceField(
        label=_("Post"), coerce=int, error_messages={"invalid_choice": PROBLEMS["post_unknown"]}
    )
    seen = _seen()
    candidates = CountField(label=_("Candidates"), least=1, most=_MOST)
    cast = CountField(label=_("Ballots cast"), most=_MOST)
    spoiled = CountField(label=_("of which blank or spoiled"), most=_MOST)
    won = CountField(
        label=_("Votes of who was elected"),
        help_text=_("For a post with one holder. Empty: nobody was elected, or several were."),
        most=_MOST,
        required=False,
    )

    def __init__(self, *args: Any, posts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]

    @property
    def counts(self) -> VoteFields:
        """What was typed; valid forms only."""
        return VoteFields(**{name: self.cleaned_data[name] for name in VoteFields.__dataclass_fields__})
