"""What is told of the pack of a meeting: ``event`` and its sentence, with the values of the notice."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "sent": _("The pack of the meeting of %(for_on)s is ready: one page, in Arabic and in French."),
}
