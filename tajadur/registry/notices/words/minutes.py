"""What is told of minutes to the members of the body: ``event`` and its sentence, with the values of the notice."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "circulated": _("The minutes of the meeting of %(held_on)s are circulated: read them before the next meeting."),
    "circulated_again": _("The minutes of the meeting of %(held_on)s were corrected and are circulated again."),
}
