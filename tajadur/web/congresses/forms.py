"""The forms of a congress: a stage, the date, the seats, the delegates, a comment, who was elected."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.congresses.vocabulary import PROBLEMS, Basis, EvidenceKind
from tajadur.web.forms import CountField, DayField, LineField, PlainForm, TextField


class StageForm(PlainForm):
    """A stage is done, on which day, and what shows it."""

    done_on = DayField(label=_("Day on which it was done"), error_messages={"required": PROBLEMS["day_required"]})
    number = CountField(label=_("How many"), error_messages={"required": PROBLEMS["count_required"]})
    reference = LineField(
        label=_("Number or address of the document"),
        limit=300,
        about_persons=False,
        error_messages={"required": PROBLEMS["evidence_required"]},
    )
    meeting_id = forms.TypedChoiceField(label=_("The meeting"), coerce=int, empty_value=None, required=False)
    note = TextField(label=_("In a few words"), limit=2000, required=False)

    def __init__(
        self, *args: Any, kind: str, meetings: list[tuple[int, str]], counted: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind != EvidenceKind.COUNT:
            del self.fields["number"]
        elif counted:
            self.fields["number"].label = counted
        if kind != EvidenceKind.REFERENCE:
            del self.fields["reference"]
        if kind == EvidenceKind.NOTE:
            self.fields["note"].required = True
            self.fields["note"].error_messages["required"] = PROBLEMS["evidence_required"]
        if kind == EvidenceKind.MEETING and meetings:
            self.fields["meeting_id"].choices = [("", _("None of these")), *meetings]  # type: ignore[attr-defined]
        else:
            del self.fields["meeting_id"]


class DateForm(PlainForm):
    """The day and the place of the congress."""

    planned_on = DayField(label=_("Day of the congress"), error_messages={"required": PROBLEMS["date_required"]})
    place = LineField(label=_("Place"), error_messages={"required": PROBLEMS["place_required"]})


class SeatsForm(PlainForm):
    """How the delegates are shared out among the provinces."""

    seats = CountField(
        label=_("Delegates of the whole congress"), most=5000, error_messages={"required": PROBLEMS["seats_required"]}
    )
    floor = CountField(
        label=_("At least, for each province"),
        most=200,
        required=False,
        help_text=_("Given to each province first; the rest is shared out by the rule below."),
    )
    basis = forms.ChoiceField(
        label=_("The rest is shared out by"),
        choices=Basis.choices,
        widget=forms.RadioSelect,
        help_text=_("Largest remainder: exact shares are rounded down, the seats left go to the largest remainders."),
    )


class DelegatesForm(PlainForm):
    """Whom a province elected: counts; names only if it wishes to keep them here."""

    elected = CountField(
        label=_("Delegates elected"), most=5000, error_messages={"required": PROBLEMS["elected_required"]}
    )
    women = CountField(label=_("of which women"), most=5000, required=False)
    youth = CountField(label=_("of which young people"), most=5000, required=False)
    names = TextField(
        label=_("Names, one per line"),
        limit=20_000,
        rows=6,
        required=False,
        help_text=_("Kept by your unit alone: nobody above ever sees them."),
    )


class CommentForm(PlainForm):
    """A word from above about one stage."""

    text = TextField(
        label=_("Advice about this stage"),
        limit=2000,
        rows=2,
        error_messages={"required": PROBLEMS["comment_required"]},
    )


class ElectedForm(PlainForm):
    """Somebody the congress elected to one post."""

    post = forms.TypedChoiceField(label=_("Post"), coerce=int)
    person = forms.TypedChoiceField(label=_("A person already known"), coerce=int, empty_value=None, required=False)
    name_ar = LineField(label=_("Or the name in Arabic"), limit=120, required=False)
    name_latin = LineField(label=_("Name in Latin letters"), limit=120, required=False)
    sex = forms.ChoiceField(
        label=_("Woman or man"), choices=[("", "—"), ("f", _("Woman")), ("m", _("Man"))], required=False
    )

    def __init__(self, *args: Any, posts: list[tuple[int, str]], persons: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", "—"), *persons]  # type: ignore[attr-defined]


class RosterForm(PlainForm):
    """All who were elected to a post that many hold, one person a line, and how many women and young people."""

    post = forms.TypedChoiceField(label=_("Elected as"), coerce=int)
    names = TextField(
        label=_("Names, one person a line"),
        limit=40_000,
        rows=10,
        help_text=_(
            "The name in Arabic; then, if you wish and with commas between: the name in Latin letters, woman or man, "
            "the year of birth. A list copied from a sheet or a message can be pasted. For example: "
            "مريم العلوي، Meryem Alaoui، امرأة، 1991"
        ),
        error_messages={"required": PROBLEMS["names_required"]},
    )
    women = CountField(
        label=_("Women in the body, all together"),
        most=5000,
        required=False,
        help_text=_("Empty: counted from the list, when every line says woman or man."),
    )
    youth = CountField(label=_("Young people in the body, all together"), most=5000, required=False)

    def __init__(self, *args: Any, posts: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = posts  # type: ignore[attr-defined]
