"""The columns of declarations to the authority, as a file."""

from django.utils.translation import gettext_lazy as _

from tajadur.activity.filings.vocabulary import Occasion
from tajadur.web.exports.columns import ExportedList, day, text

from .labels import filing_badge

FILINGS = ExportedList(
    "declarations",
    _("Declarations to the authority"),
    (
        text(_("Unit"), "unit.name"),
        text(_("Level"), "unit.kind.name"),
        text(_("Occasion"), lambda row: Occasion(row.occasion).label),
        day(_("In office since"), "since_on"),
        day(_("To be declared by"), "due_on"),
        text(_("Where it stands"), lambda row: filing_badge(row.state)),
    ),
)
