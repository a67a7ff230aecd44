"""The word of a branch on its situation, and what the level above says of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.activity.situations.vocabulary import LONGEST_REMARK, PROBLEMS, SituationAnswer
from tajadur.web.forms import PlainForm, TextField

YES, NO = "yes", "no"


class SituationWordForm(PlainForm):
    """It is so, or not and how it is; ``status`` is what the page showed."""

    status = forms.CharField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Does your branch stand so?"),
        choices=SituationAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["answer_required"], "invalid_choice": PROBLEMS["answer_required"]},
    )
    remark = TextField(
        label=_("In a few words"),
        limit=LONGEST_REMARK,
        required=False,
        help_text=_("Required when it is not so. The levels above read it."),
    )


class SituationEndorsementForm(PlainForm):
    """Endorsed or not, and why; ``word`` is what the page showed."""

    word = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("Do you endorse the word of the branch?"),
        choices=[(YES, _("I endorse it")), (NO, _("I do not endorse it"))],
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["answer_required"], "invalid_choice": PROBLEMS["answer_required"]},
    )
    remark = TextField(
        label=_("In a few words"),
        limit=LONGEST_REMARK,
        required=False,
        help_text=_("Required when you do not endorse it. The branch reads it."),
    )
