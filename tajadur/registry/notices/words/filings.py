"""The sentences of reminders about declarations to the authority."""

from django.utils.translation import gettext_lazy as _

# Before the last day, after it, and to those above.
REMINDERS = (
    _("%(name)s, %(period)s: the receipt is awaited by %(due_on)s. The sheet to hand in is on its page."),
    _("%(name)s, %(period)s: was to be declared by %(due_on)s, and no receipt is recorded."),
    _("%(name)s, %(period)s: no receipt is recorded since %(due_on)s. A word of support may help."),
)
