"""What is typed of circulars: texts, whom they are for, the number of posts, the reason of a withdrawal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.circulars.operations.drafting import Audience, CircularDraft
from tajadur.activity.circulars.queries.audience import AudienceChoices
from tajadur.activity.circulars.vocabulary import LONGEST_REASON, LONGEST_SUBJECT, LONGEST_TEXT, PROBLEMS
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.rules.circulars import ACKNOWLEDGE_DAYS, GRACE_DAYS, MOST_DAYS
from tajadur.web.forms import CountField, LineField, PlainForm, TextField

TEXTS = ("subject_ar", "text_ar", "subject_fr", "text_fr")
_BOXES = forms.CheckboxSelectMultiple


class TextsForm(PlainForm):
    """The four texts; one of the two languages may wait."""

    subject_ar = LineField(label=_("Subject, in Arabic"), limit=LONGEST_SUBJECT, required=False)
    text_ar = TextField(label=_("Text, in Arabic"), limit=LONGEST_TEXT, rows=10, required=False)
    subject_fr = LineField(label=_("Subject, in French"), limit=LONGEST_SUBJECT, required=False)
    text_fr = TextField(
        label=_("Text, in French"),
        limit=LONGEST_TEXT,
        rows=10,
        required=False,
        help_text=_("One of the two may wait: the page then says that it follows."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (name for name in TEXTS if name in self.fields):
            language = name[-2:]
            self.fields[name].widget.attrs |= {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}

    @property
    def texts(self) -> dict[str, str]:
        """The texts typed."""
        return {name: self.cleaned_data.get(name, "") for name in TEXTS}


class CircularForm(TextsForm):
    """The texts, the audience by tree, kind, subtree, body and post, and the days to confirm."""

    tree = forms.ChoiceField(label=_("Which tree"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of units"), required=False, widget=_BOXES, help_text=_("None ticked: all of them."),
        error_messages={"invalid_choice": PROBLEMS["kind_unknown"]},
    )  # fmt: skip
    subtree = forms.ChoiceField(
        label=_("Only within"), required=False, error_messages={"invalid_choice": PROBLEMS["outside_subtree"]}
    )
    bodies = forms.MultipleChoiceField(
        label=_("Bodies"), required=False, widget=_BOXES, help_text=_("None ticked: all of them."),
        error_messages={"invalid_choice": PROBLEMS["body_unknown"]},
    )  # fmt: skip
    posts = forms.MultipleChoiceField(
        label=_("Posts"), required=False, widget=_BOXES,
        help_text=_("None ticked: all of them. Posts of one holder: each confirms for the post."),
        error_messages={"invalid_choice": PROBLEMS["post_unknown"]},
    )  # fmt: skip
    days = CountField(label=_("Days to confirm"), least=1, most=MOST_DAYS)
    grace_days = CountField(label=_("Then days of grace"), least=0, most=MOST_DAYS, required=False)

    def __init__(self, *args: Any, choices: AudienceChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = _("Everywhere") if choices.is_national else _("The whole subtree")
        for name, offered in (
            ("tree", [("", _("All")), *Tree.choices]),
            ("kinds", choices.kinds),
            ("subtree", [("", everywhere), *((str(pk), place) for pk, place in choices.places)]),
            ("bodies", choices.bodies),
            ("posts", choices.posts),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  narrows the type of the field above
            field.choices = offered
        if not choices.is_national:
            del self.fields["tree"]
        self.fields["days"].initial, self.fields["grace_days"].initial = ACKNOWLEDGE_DAYS, GRACE_DAYS

    def draft(self, files: Sequence[str]) -> CircularDraft:
        """What is typed, as the operation takes it, with the keys of its files."""
        typed = self.cleaned_data
        audience = Audience(
            tree=typed.get("tree", ""),
            kinds=typed["kinds"],
            subtree_id=int(typed["subtree"]) if typed["subtree"] else None,
            bodies=typed["bodies"],
            posts=typed["posts"],
        )
        return CircularDraft(self.texts, audience, typed["days"], typed["grace_days"] or 0, files)


class LanguageForm(PlainForm):
    """The text that waited."""

    subject = LineField(
        label=_("Subject"), limit=LONGEST_SUBJECT, error_messages={"required": PROBLEMS["subject_required"]}
    )
    text = TextField(
        label=_("Text"), limit=LONGEST_TEXT, rows=10, error_messages={"required": PROBLEMS["body_required"]}
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}


class IssueForm(PlainForm):
    """How many posts it goes to, typed by hand: what is sent cannot be unsent."""

    count = CountField(label=_("Type this number to send it"), least=0, most=1_000_000)


class WithdrawForm(PlainForm):
    """Why it is withdrawn."""

    reason = TextField(
        label=_("Reason"),
        limit=LONGEST_REASON,
        help_text=_("Whoever received it reads this."),
        error_messages={"required": PROBLEMS["reason_required"]},
    )
