"""The forms of a campaign: its names, days and file; and what goes with the answers of a branch."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.web.forms import DayField, LineField, PlainForm


class FileForm(PlainForm):
    """The form as an XLSForm."""

    file = forms.FileField(
        label=_("Form (XLSForm: XLSX, XLS or ODS, 2 MB at most)"),
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.ods"}),
    )


class CampaignDraftForm(FileForm):
    """What is asked, of whom, from when to when."""

    name_ar = LineField(label=_("Name in Arabic"), limit=160, about_persons=False)
    name_fr = LineField(label=_("Name in French"), limit=160, about_persons=False)
    name_en = LineField(label=_("Name in English"), limit=160, about_persons=False)
    opens_on = DayField(label=_("Opens on"))
    closes_on = DayField(label=_("Closes at the end of"))
    subtree = forms.TypedChoiceField(
        label=_("Only in"), coerce=int, empty_value=None, required=False, help_text=_("Empty: everywhere.")
    )

    def __init__(self, *args: Any, places: Sequence[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subtree"].choices = [("", _("Everywhere")), *places]  # type: ignore[attr-defined]
        self.order_fields(["name_ar", "name_fr", "name_en", "opens_on", "closes_on", "subtree", "file"])


class SendingForm(PlainForm):
    """What goes with the answers: the client's own key, the version they answer, the declaration they correct."""

    client_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    form_version = forms.IntegerField(widget=forms.HiddenInput)
    corrects = forms.IntegerField(widget=forms.HiddenInput, required=False)
