"""What is told of proposals to the body above: ``event`` and its sentence, with the values of the notice."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Said of an outcome under its own code, as the report of the body above has it.
SENTENCES: Mapping[str, Promise] = {
    "placed": _("A decision sent from below stands on your agenda of %(agenda_on)s."),
    "reached": _("The body above dealt with your proposal on %(held_on)s: reached."),
    "partly": _("The body above dealt with your proposal on %(held_on)s: partly reached."),
    "not_reached": _("The body above dealt with your proposal on %(held_on)s: not reached. Its remark is on the page."),
    "carried": _("The body above carried your proposal on %(held_on)s to its next meeting."),
}
