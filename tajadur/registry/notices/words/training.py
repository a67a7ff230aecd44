"""What is told of training: ``event`` and its sentence, with the values of the notice."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    # to the units invited
    "invited": _("Your unit is invited to a training session on %(from_on)s: see its programme, and who is invited."),
    "changed": _("The training session to which your unit is invited changed: it is on %(from_on)s. See its page."),
    "left_out": _("Your unit is no longer invited to the training session of %(from_on)s."),
    "cancelled": _("The training session of %(from_on)s is cancelled. The reason is on its page."),
    # to the post that organised it
    "undeclared": _("The training session of %(to_on)s is over: declare who came, in numbers."),
}
