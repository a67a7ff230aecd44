"""What is told of requests for resources: ``event`` and its sentence, with the values of the notice."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    # to whose turn it is
    "to_endorse": _("This unit asks for resources: your endorsement is awaited by %(due_on)s."),
    "to_recommend": _("This unit asks for resources: your recommendation is awaited by %(due_on)s."),
    "to_decide": _("This unit asks for resources: your decision is awaited by %(due_on)s."),
    "to_deliver": _("Resources were granted to this unit: they are to be delivered by %(due_on)s."),
    "to_confirm": _("A delivery to your unit was noted: confirm by %(due_on)s that you received it."),
    # to the unit that asked
    "endorsed": _("Your request for resources was endorsed by the level above."),
    "not_endorsed": _("Your request for resources was not endorsed by the level above; it goes on all the same."),
    "recommended": _("Your request for resources was recommended by the follow-up cell."),
    "not_recommended": _(
        "Your request for resources was not recommended by the follow-up cell; it goes on all the same."
    ),
    "passed_to_cell": _(
        "No word came from the level above in its days: your request for resources went on to the cell."
    ),
    "passed_to_decider": _(
        "No word came in the days given for it: your request for resources now awaits the decision."
    ),
    "whole": _("Your request for resources was granted, to be delivered by %(due_on)s."),
    "part": _(
        "Your request for resources was granted in part, to be delivered by %(due_on)s. The reason is on its page."
    ),
    "refused": _("Your request for resources was not granted. The reason is on its page."),
    "closed": _("Nothing more will be delivered for your request for resources. The reason is on its page."),
}
