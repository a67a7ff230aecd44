"""The forms of coming in: log-in and passwords (allauth's, in our words), invitation, preferences."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tajadur.foundation.mail_address import clean_address
from tajadur.organisation.people.queries.accounts import accounts_by_email
from tajadur.organisation.people.vocabulary import INVITATION_PROBLEMS, language_choices
from tajadur.rules.reminders import FIRST_HOUR, LAST_HOUR
from tajadur.web.forms import LineField, PlainForm, hour_field

PASSWORD_HINT = _("At least 12 characters. A short sentence only you know is easy to remember.")
PROBLEMS = INVITATION_PROBLEMS


def _bare(field: forms.Field, label: Any, hint: Any = "", **attrs: str) -> None:
    """Our label and hint, no placeholder: it would vanish when somebody types."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"dir": "ltr", **attrs}


class LoginForm(allauth_forms.LoginForm):
    """User name or e-mail, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bare(
            self.fields["login"],
            _("User name or e-mail"),
            autocomplete="username",
            autocapitalize="none",
            maxlength="254",
        )
        _bare(self.fields["password"], _("Password"), autocomplete="current-password", maxlength="256")
        self.fields["login"].max_length = 254


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    """The e-mail address of the account; the answer never says whether there is one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bare(self.fields["email"], _("E-mail address of your account"), autocomplete="email")

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """A letter for each account; without any, the mail server is only greeted, so that both take as long."""
        if not self.users:
            get_adapter(request).greet_mail_server()
        return str(super().save(request, **kwargs))

    def clean_email(self) -> str:
        """Keep in ``users`` the open accounts with this address, whatever its case; the address comes back."""
        self.users = accounts_by_email(clean_address(self.cleaned_data["email"]))
        return str(self.cleaned_data["email"])


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    """A new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bare(self.fields["password1"], _("New password"), PASSWORD_HINT)
        _bare(self.fields["password2"], _("New password, once more"))


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """The present password, then the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _bare(self.fields["oldpassword"], _("Present password"))
        _bare(self.fields["password1"], _("New password"), PASSWORD_HINT)
        _bare(self.fields["password2"], _("New password, once more"))


class InvitationForm(PlainForm):
    """What a person chooses when the link is opened. Without ``username`` when the account exists already."""

    username = LineField(
        label=_("User name"),
        help_text=_("With this name you will log in. Small Latin letters, digits, dots or dashes."),
        limit=40,
        about_persons=False,
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_HINT,
        strip=False,
        max_length=256,
        widget=forms.PasswordInput({"dir": "ltr", "autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)


class PreferencesForm(PlainForm):
    """Language of the pages, light or dark."""

    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
    theme = forms.ChoiceField(
        label=_("Appearance"),
        required=False,
        choices=[("", _("As this device")), ("light", _("Light")), ("dark", _("Dark"))],
    )


class NotificationPreferencesForm(PlainForm):
    """E-mail or not, from which hour, quiet from which hour."""

    by_email = forms.BooleanField(
        label=_("Send me the day's message by e-mail"),
        help_text=_("In the application everything arrives in any case."),
        required=False,
    )
    digest_hour = hour_field(FIRST_HOUR, LAST_HOUR - 1, label=_("Hour of the day's message"))
    quiet_from = hour_field(
        FIRST_HOUR + 1,
        LAST_HOUR,
        label=_("Quiet from"),
        help_text=_("No message from this hour until eight in the morning."),
    )
    weekly = forms.BooleanField(
        label=_("On Monday, tell me what came in the last week"),
        help_text=_("For whoever follows several units: in the application and by the ways chosen here."),
        required=False,
    )


class DeviceForm(PlainForm):
    """What a browser says of itself when it is to be notified; a script fills it in."""

    subscription = forms.CharField(required=False)
    key = forms.CharField(required=False, max_length=100)


class ChannelConsentForm(PlainForm):
    """One's own address on a channel, and the consent."""

    address = LineField(label=_("Your number or name there"), limit=100, about_persons=False)
    agreed = forms.BooleanField(label=_("I have read what leaves the server, and agree"))
