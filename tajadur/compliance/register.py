"""The register of processing: what data about persons is kept, why, and who reads it (law 09-08, art. 3, 23 and 26).

How long stands beside it in ``own_data``, from the rules of retention; who may read what is decided by the policy table
(``permissions/matrix.py``), of which this says the gist.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """``data`` the categories of data, ``purpose`` why they are kept, ``readers`` who reads them."""

    data: str | Promise
    purpose: str | Promise
    readers: str | Promise


_THEMSELVES = _("The person; nobody else")
_WHO_ACTS = _("The person; whoever decides or confirms the act")

REGISTER: dict[str, RegisterEntry] = {
    "person": RegisterEntry(
        _("Names, telephone, e-mail, sex, year of birth, day of consent"),
        _("To know who holds which office and to reach them; sex and year of birth for quotas only"),
        _("The person; their unit and those above it; whoever follows the unit; administrators"),
    ),
    "mandates": RegisterEntry(
        _("Offices held, from when to when, and what was decided of them"),
        _("Rights follow the office; the history of the organisation"),
        _("Whoever reads the unit; telephone and e-mail are not part of it"),
    ),
    "account": RegisterEntry(
        _("User name, sealed password, addresses, links by which one came in"),
        _("To let in those who hold an office, and nobody else"),
        _("The person; administrators, without the password, which nobody can read"),
    ),
    "notified": RegisterEntry(
        _("Hours, channels and devices the person agreed to"),
        _("To remind of what is due, where and when the person wishes"),
        _THEMSELVES,
    ),
    "told": RegisterEntry(
        _("What was told, when, over which channel, to which address"),
        _("To prove that a reminder went, and to send it once"),
        _("The person; administrators see that a letter failed"),
    ),
    "training": RegisterEntry(
        _("Sessions attended, after consent"),
        _("To follow the training of those who hold an office"),
        _("The person; whoever organised the session"),
    ),
    "decided": RegisterEntry(
        _("Who asked, who confirmed, when"),
        _("What gives power takes two persons"),
        _WHO_ACTS,
    ),
    "did": RegisterEntry(
        _("Act, instant, office, person by number"),
        _("To know who did what; nobody changes it"),
        _("Whoever reads what the act was about"),
    ),
    "read": RegisterEntry(
        _("Page, instant, person by number"),
        _("To notice that persons are looked up without need"),
        _("The person whose details were opened; administrators"),
    ),
    "typed": RegisterEntry(
        _("Texts and files on their way into the record of the unit"),
        _("That nothing that was typed is lost"),
        _("Those who write the record of the unit"),
    ),
}
