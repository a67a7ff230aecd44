"""What is typed of a pack: the decisions that are proposed, in both languages, and what is said of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.activity.packs.operations.writing import WrittenDecision
from tajadur.activity.packs.vocabulary import LANGUAGES, LONGEST_COMMENT, LONGEST_DECISION, PROBLEMS
from tajadur.foundation.installation import scripts
from tajadur.rules.attendance import whole_number
from tajadur.rules.packs import MOST_DECISIONS
from tajadur.web.forms import PlainForm, TextField


class DecisionsForm(PlainForm):
    """Three lines at most, each in the scripts the party writes; both left empty: no decision there."""

    def __init__(self, *args: Any, rows: Sequence[tuple[int, str, str]] = (), version: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._proposed = {pk: (arabic, french) for pk, arabic, french in rows}
        self.fields["version"] = forms.CharField(widget=forms.HiddenInput, initial=version)
        labels = {"ar": _("Decision %(n)s, in Arabic"), "fr": _("Decision %(n)s, in French")}
        asked = scripts()
        for number in range(1, MOST_DECISIONS + 1):
            pk, *texts = rows[number - 1] if number <= len(rows) else (0, "", "")
            self.fields[f"decision_{number}"] = forms.CharField(widget=forms.HiddenInput, initial=pk, required=False)
            for language, text in zip(LANGUAGES, texts, strict=True):
                if language not in asked:
                    continue
                label = labels[language] if len(asked) > 1 else _("Decision %(n)s")
                field = TextField(label=label % {"n": number}, limit=LONGEST_DECISION, rows=3, required=False)
                field.initial = text
                field.widget.attrs |= {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}
                self.fields[f"text_{language}_{number}"] = field

    @property
    def version(self) -> int:
        """The version of the pack that the form was opened on; 0 for what is none."""
        return whole_number(self.cleaned_data["version"]) or 0

    def decisions(self) -> list[WrittenDecision]:
        """The lines in their order; of a form that is valid."""
        rows = []
        for number in range(1, MOST_DECISIONS + 1):
            typed = {code: self.cleaned_data.get(f"text_{code}_{number}") for code in LANGUAGES}
            only = next((text for text in typed.values() if text is not None), "")
            arabic, french = (only if typed[code] is None else typed[code] or "" for code in LANGUAGES)
            pk = whole_number(self.cleaned_data[f"decision_{number}"]) or None
            proposed = pk is not None and self._proposed.get(pk) == (arabic, french)
            rows.append(WrittenDecision(pk, arabic, french, as_proposed=proposed))
        return rows


class PackCommentForm(PlainForm):
    """What a reader says."""

    text = TextField(
        label=gettext_lazy("Comment"),
        limit=LONGEST_COMMENT,
        rows=3,
        error_messages={"required": PROBLEMS["comment_required"]},
        help_text=gettext_lazy("Read by the pole, the cell, the Political Bureau and the Secretary General."),
    )
