"""What the ledger and the inbox may be asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.registry.notices.vocabulary import Fate, NoticeKind, Outside
from tajadur.rules.reminders import FIRST_HOUR, LAST_HOUR
from tajadur.web.forms import DayField, LineField, PlainForm, hour_field


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
    """One line of the inbox, those that say the same as one, or all of them."""

    like = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)
    item = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class LeaveForm(PlainForm):
    """Why a message in trouble is left as it is."""

    reason = LineField(label=_("Why it is left as it is"), limit=200)


def secret_field() -> LineField:
    """The secret address of a channel: typed once, never shown again."""
    return LineField(
        label=_("Secret address"),
        help_text=_("As in the examples, with {to} where the person's number or name goes. It is never shown again."),
        limit=500,
        about_persons=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class NewChannelForm(PlainForm):
    """A new channel."""

    kind = forms.ChoiceField(label=_("Kind of channel"), choices=Outside.choices)
    name = LineField(label=_("Name people will recognise"), limit=60)
    hour_from = hour_field(FIRST_HOUR, LAST_HOUR - 1, label=_("Messages leave from"), initial=FIRST_HOUR)
    hour_to = hour_field(FIRST_HOUR + 1, LAST_HOUR, label=_("and before"), initial=LAST_HOUR)
    url = secret_field()


class PushForm(PlainForm):
    """Whom push services may write to when something is wrong."""

    contact = LineField(
        label=_("E-mail address for push services"),
        help_text=_("They may write to it when something is wrong. It goes with each message."),
        limit=190,
        about_persons=False,
        widget=forms.TextInput({"dir": "ltr", "inputmode": "email", "autocomplete": "email"}),
    )


class SecretForm(PlainForm):
    """Another secret address of a channel."""

    url = secret_field()


class TestForm(PlainForm):
    """Where the test message goes."""

    address = LineField(label=_("Your own number or name there"), limit=100, about_persons=False)
