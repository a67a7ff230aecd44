"""Acts on persons, posts, mandates and accounts."""

from .first import make_first_administrator
from .import_plan import ImportFlaw, ImportPlan, ImportRow, Planned, plan_import
from .importing import Imported, import_people
from .mandates import approve_interim, correct_mandate, end_mandate, give_mandate, refuse_interim
from .persons import Details, add_person, edit_person, phone_e164
from .posts import close_unit, form_body, form_elected_body, open_posts, open_unit
from .renewals import confirm_renewal, dissolve_body, propose_mandate, propose_mandates, withdraw_proposals

__all__ = [
    "Details",
    "ImportFlaw",
    "ImportPlan",
    "ImportRow",
    "Imported",
    "Planned",
    "add_person",
    "approve_interim",
    "close_unit",
    "confirm_renewal",
    "correct_mandate",
    "dissolve_body",
    "edit_person",
    "end_mandate",
    "form_body",
    "form_elected_body",
    "give_mandate",
    "import_people",
    "make_first_administrator",
    "open_posts",
    "open_unit",
    "phone_e164",
    "plan_import",
    "propose_mandate",
    "propose_mandates",
    "refuse_interim",
    "withdraw_proposals",
]
