"""The words of declarations to the authority."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.rules.filings import FilingState

SUBJECT = "filing"  # of its entries in the audit log, and what fulfils the obligation
LONGEST_NUMBER, LONGEST_AUTHORITY = 60, 120
# The names of the directives by which it is owed, one for each kind of unit; headquarters lays down nothing.
DIRECTIVE_NAMES = {
    "name_ar": "التصريح بالمكتب لدى السلطة",
    "name_fr": "Déclaration du bureau à l’autorité",
    "name_en": "Declaration of the office to the authority",
}


class Occasion(models.TextChoices):
    """Why it is declared."""

    CREATION = "creation", pgettext_lazy("declaration to the authority", "Creation")
    RENEWAL = "renewal", pgettext_lazy("declaration to the authority", "Renewal")


STATE_WORDS = {
    FilingState.RUNNING: pgettext_lazy("declaration to the authority", "To be declared"),
    FilingState.OVERDUE: pgettext_lazy("declaration to the authority", "Overdue"),
    FilingState.IN_TIME: pgettext_lazy("declaration to the authority", "Declared in time"),
    FilingState.LATE: pgettext_lazy("declaration to the authority", "Declared late"),
    FilingState.SUPERSEDED: pgettext_lazy("declaration to the authority", "No longer asked"),
}
PROBLEMS = {
    "number_required": _("Write the number of the receipt."),
    "day_required": _("Give the day of the receipt."),
    "day_in_future": _("This day is still to come. The receipt bears today’s day at the latest, %(today)s."),
    "day_before_renewal": _(
        "The office took up its duties on %(since)s: a receipt of an earlier day declares another office."
    ),
    "number_taken": _(
        "Your unit has recorded this number already, for the declaration of %(since)s. Check the number."
    ),
}
NOTING_PROBLEMS = {
    "asked_of_unit": _(
        "The office that began on %(since)s is to be declared by the unit itself: it records the receipt. Note here "
        "only what was declared before."
    ),
}
CONFLICTS = {
    "filing_superseded": _(
        "The office changed again meanwhile: this declaration is no longer asked. Declare the present office instead."
    ),
    "receipt_recorded": _("A receipt was recorded meanwhile: see above. Nothing was changed."),
}
