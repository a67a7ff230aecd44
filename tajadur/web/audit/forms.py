"""What a list of changes may be asked."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.registry.audit.words.kinds import ActFamily
from tajadur.web.forms import DayField


class ChangesForm(forms.Form):
    """Which kind of acts, from which day to which."""

    family = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *ActFamily.choices], required=False)
    first = DayField(label=pgettext_lazy("day", "From"), required=False)
    last = DayField(label=_("To"), required=False)
