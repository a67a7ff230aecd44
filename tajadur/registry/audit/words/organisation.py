"""The acts on units, bodies, mandates and persons."""

from django.utils.translation import gettext_lazy as _

from tajadur.permissions.matrix import Permission

from .kinds import ActFamily, acts

_UNITS = {
    "open_unit": _("The unit was opened"),
    "edit_unit": _("The names of the unit were corrected"),
    "move_unit": _("A move of the unit was decided"),
    "apply_move": _("The unit moved"),
    "withdraw_move": _("The move of the unit was taken back"),
    "place_chapter": _("The territory on which the chapter sits was set"),
    "close_unit": _("The closing of the unit was decided"),
    "withdraw_closing": _("The closing of the unit was taken back"),
    "add_alias": _("A spelling of the name was added"),
    "remove_alias": _("A spelling of the name was removed"),
    "set_members": _("The number of members of a body was changed"),
    "set_declared": _("The declaration to the authority was noted"),
    "form_body": _("A body was formed"),
    "dissolve_body": _("A body was dissolved"),
}
_MANDATES = {
    "give_mandate": _("A mandate was given"),
    "propose_mandate": _("A mandate was proposed"),
    "propose_mandates": _("Mandates were proposed"),
    "withdraw_proposal": _("A proposed mandate was taken back"),
    "confirm_renewal": _("The mandate of an elected person was confirmed"),
    "refuse_mandate": _("A proposed mandate was refused"),
    "propose_interim": _("An interim mandate was proposed"),
    "approve_interim": _("An interim mandate was approved"),
    "refuse_interim": _("An interim mandate was refused"),
    "correct_mandate": _("The days of a mandate were corrected"),
    "end_mandate": _("A mandate was ended"),
    "hand_over": _("A post was handed over"),
    "take_back_mandate": _("A mandate to come was taken back"),
    "hold_against_rule": _("A reason was given for going against a rule about holding posts"),
    "first_admin": _("The first administrator was recorded"),
    "ask_second": _("An act was asked that needs a second person"),
    "act_confirmed": _("A second person confirmed an act"),
    "act_refused": _("A second person refused an act"),
}
_PERSONS = {
    "add_person": _("The person was recorded"),
    "edit_person": _("The details of the person were corrected"),
    "blank_person": _("Who the person was is no longer kept, long after their last office"),
    "erase_person": _("Who the person was is no longer kept, at their request"),
    "merge_persons": _("Two records were made one"),
    "undo_merge": _("One record was made two again"),
    "invite": _("A link to enter was made"),
}
_FEEDS = {
    "open_feed": _("A private calendar address was opened"),
    "revoke_feed": _("A private calendar address was stopped"),
}
_ONE_S_OWN = {
    "accept_invitation": _("A link to enter was opened and a password chosen"),
    "add_device": _("A device to be notified was added"),
    "remove_device": _("A device to be notified was removed"),
    "end_device": _("A device takes no notifications any more"),
    "choose_telling": _("The choice of letters was changed"),
    "take_own_data": _("A person took along what is kept about them"),
    "agree_to_channel": _("Another channel was agreed to"),
    "leave_channel": _("Another channel was left"),
}

ORGANISATION = {
    **acts(ActFamily.UNIT, _UNITS, reads=Permission.SEE_UNIT),
    **acts(ActFamily.PEOPLE, _MANDATES, reads=Permission.READ_PEOPLE),
    **acts(ActFamily.PEOPLE, _PERSONS),
    **acts(ActFamily.MEETINGS, _FEEDS, reads=Permission.READ_RECORD),
    **acts(ActFamily.PEOPLE, _ONE_S_OWN, is_private=True),
}
