"""What is told of the register of dysfunctions: ``event`` and its sentence, with the values of the notice."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "opened": _(
        "The register of dysfunctions notes a matter of this unit that needs attention. See what was found, agree what "
        "helps, or answer."
    ),
    "remedy": _("A remedy was agreed for a dysfunction of this unit, to be done by %(due_on)s."),
    "dismissed": _(
        "A case of this unit was dismissed by the follow-up cell: nothing is asked. The reason is on its page."
    ),
    "settled": _("This unit settled a case of the register of dysfunctions and says what was done."),
}
