"""What the ledger and the inbox may be asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.registry.notices.vocabulary import Fate, NoticeKind
from tajadur.web.forms import DayField, LineField, PlainForm


class LedgerForm(forms.Form):
    """From which day to which, what came of it, of which kind."""

    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)
    fate = forms.ChoiceField(choices=[("", _("All")), *Fate.choices], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All")), *NoticeKind.choices], required=False)


class ForecastForm(forms.Form):
    """Which day."""

    day = DayField(label=_("Day"), required=False)


class ReadForm(forms.Form):
    """One line of the inbox, or all of them."""

    item = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class LeaveForm(PlainForm):
    """Why a message in trouble is left as it is."""

    reason = LineField(label=_("Why it is left as it is"), limit=200)
