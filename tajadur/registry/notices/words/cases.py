"""What is told of the register of dysfunctions: ``event`` and its sentence, with the values of the notice."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tajadur.rules.dysfunctions import CaseKind

KIND_WORDS: Mapping[CaseKind, Promise] = {
    CaseKind.SILENT: _("Silent unit"),
    CaseKind.VACANT: _("Secretary’s post vacant"),
    CaseKind.EXPIRED: _("Mandate of the office ended"),
    CaseKind.QUORUM: _("Quorum not reached"),
    CaseKind.UNPROGRAMMED: _("Meetings never programmed"),
    CaseKind.ACTIONS: _("Actions without news"),
    CaseKind.COPIED: _("Reports empty or repeated"),
    CaseKind.CONGRESS: _("Congress that will miss its day"),
    CaseKind.WOMEN: _("No women in a leading body"),
    CaseKind.UNDECLARED: _("Renewal or opening not declared"),
    CaseKind.FILING: _("Declaration to the authority overdue"),
    CaseKind.PREMISES: _("No premises"),
    CaseKind.OTHER: _("Another matter"),
}
SENTENCES: Mapping[str, Promise] = {
    "opened": _(
        "The register of dysfunctions notes for this unit: «%(kind)s». See what was found, agree what helps, or answer."
    ),
    "remedy": _("A remedy was agreed for a dysfunction of this unit, to be done by %(due_on)s."),
    "dismissed": _(
        "A case of this unit was dismissed by the follow-up cell: nothing is asked. The reason is on its page."
    ),
    "settled": _("This unit settled a case of the register of dysfunctions and says what was done."),
}
# Of notices that were told before they named the kind.
_OPENED_OF_NO_KIND = _(
    "The register of dysfunctions notes a matter of this unit that needs attention. See what was found, agree what "
    "helps, or answer."
)


def case_sentence(params: Mapping[str, Any], shown: Mapping[str, Any]) -> str:
    """The sentence of a notice about a case; ``shown``: the values of its ``params`` as a reader sees them."""
    if params["event"] != "opened":
        return str(SENTENCES[params["event"]]) % shown
    if "kind" not in params:
        return str(_OPENED_OF_NO_KIND)
    return str(SENTENCES["opened"]) % {**shown, "kind": KIND_WORDS[CaseKind(params["kind"])]}
