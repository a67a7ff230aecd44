"""What is told of circulars: by event, and by the ladder of what they ask; %(circular)s is number and subject."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "issued": _("%(circular)s. Read it, and confirm by %(due_on)s."),
    "taken_up": _("%(circular)s is in force for the post you hold. Read it, and confirm by %(due_on)s."),
    "amended": _("%(circular)s was amended. See what changed, and confirm the new version by %(due_on)s."),
    "withdrawn": _("%(circular)s was withdrawn. The reason is on the page; nothing more is asked of you."),
}
# (until the day, after it, to whoever stands above)
REMINDERS: tuple[Promise, Promise, Promise] = (
    _("%(circular)s awaits your confirmation by %(due_on)s."),
    _("%(circular)s has awaited your confirmation since %(due_on)s."),
    _("%(circular)s: the confirmation of this unit has been awaited since %(due_on)s. A word of support may help."),
)
