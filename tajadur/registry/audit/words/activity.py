"""The acts of units: meetings, reports, what is owed and declared, requests to be released, congresses."""

from django.utils.translation import gettext_lazy as _

from tajadur.permissions.matrix import Permission

from .kinds import ActFamily, acts

_MEETINGS = {
    "programme_meeting": _("A meeting was programmed"),
    "move_meeting": _("A meeting was moved"),
    "cancel_meeting": _("A meeting was cancelled"),
    "edit_points": _("The agenda of a meeting was changed"),
    "programme_series": _("A regular meeting was programmed"),
    "edit_series": _("The usual points of a regular meeting were changed"),
    "stop_series": _("A regular meeting was stopped"),
    "report.submitted": _("A report was sent"),
    "report.corrected": _("A report was corrected"),
    "report.noted": _("Receipt of a report was noted"),
    "action.told": _("The unit told how far an action is"),
    "action.closed": _("An action was closed"),
    "action.reopened": _("An action was reopened"),
    "minutes.circulated": _("The minutes of a meeting were circulated"),
    "preparation.done": _("A step of the preparation of a meeting was noted as done"),
    "preparation.undone": _("A step of the preparation of a meeting was taken back"),
    "proposal.sent": _("A decision was sent to the body above"),
    "proposal.withdrawn": _("A proposal to the body above was taken back"),
}
_DUTIES = {
    "obligation.excuse": _("Excused by the level above"),
    "obligation.extension": _("Extension given"),
    "obligation.reopening": _("Reopened for a late report"),
    "obligation.reminded": _("Reminded from above"),
    "obligation.snoozed": _("Reminder put off by the unit"),
    "release.asked": _("The unit asked for a release"),
    "release.granted": _("The request was granted"),
    "release.refused": _("The request was not granted"),
    "release.withdrawn": _("The unit took its request back"),
    "declaration.done": _("Declared done by the unit"),
    "declaration.corrected": _("Declaration corrected by the unit"),
    "declaration.not_held": _("Declared not held by the unit"),
    "declaration.withdrawn": _("Declaration taken back by the unit"),
    "filing.recorded": _("The receipt of the authority was recorded"),
    "filing.corrected": _("The receipt of the authority was corrected"),
    "situation.agreed": _("The branch confirmed its situation"),
    "situation.disputed": _("The branch said that it stands otherwise"),
    "situation.endorsed": _("The word of the branch on its situation was endorsed"),
    "situation.not_endorsed": _("The word of the branch on its situation was not endorsed"),
}
_PLACE = {
    "premises.recorded": _("Premises were recorded"),
    "premises.corrected": _("What was recorded of premises was corrected"),
    "premises.withdrawn": _("Premises recorded by mistake were taken back"),
    "premises.none": _("The unit said that it has no premises"),
    "premises.none_corrected": _("The unit corrected since when it has no premises"),
    "premises.none_withdrawn": _("The unit took back its word that it has no premises"),
    "proximity.recorded": _("A proximity activity was recorded"),
    "proximity.corrected": _("A proximity activity was corrected"),
    "proximity.withdrawn": _("A proximity activity recorded by mistake was taken back"),
}
_PLAN = {
    "plan.adopted": _("The unit adopted an objective of the plan"),
    "plan.dropped": _("The unit took back an objective of the plan that it adopted by mistake"),
    "plan.adapted": _("The unit gave itself other targets or days in the plan"),
    "plan.action_added": _("The unit added an action of its own to the plan"),
    "plan.action_told": _("The unit told how far an action of the plan is"),
    "plan.action_done": _("An action of the plan was done"),
    "plan.value_stated": _("The unit stated a value of an indicator"),
    "plan.value_corrected": _("The unit corrected a value of an indicator"),
    "plan.value_withdrawn": _("The unit took back a value of an indicator"),
    "plan.linked": _("A remedy or an action of a meeting was linked to the plan"),
    "plan.unlinked": _("A remedy or an action of a meeting is no longer linked to the plan"),
}
_TRAINING = {
    "training_need.declared": _("A need of training was declared"),
    "training_need.corrected": _("A need of training was corrected"),
    "training_need.withdrawn": _("A need of training was taken back"),
    "training.organised": _("A training session was organised"),
    "training.changed": _("A training session was changed"),
    "training.cancelled": _("A training session was cancelled"),
    "training.attended": _("Who came to a training session was declared"),
    "training.attendance_corrected": _("Who came to a training session was corrected"),
    "training.attendance_withdrawn": _("What was declared of a training session by mistake was taken back"),
    "training.person_noted": _("Somebody who agreed was noted as present at a training session"),
    "training.person_taken_off": _("Somebody noted as present at a training session was taken off"),
}
_AGREED = {
    "training.agreed": _("Agreed that what one attends is kept"),
    "training.agreement_withdrawn": _("Withdrew the agreement that what one attends is kept"),
}
_ELECTIONS = {
    "election.ticked": _("An item of the preparation of an election was noted as done"),
    "election.corrected": _("What was said of an item of the preparation of an election was corrected"),
    "election.withdrawn": _("An item of the preparation of an election was taken back"),
    "election.counted": _("The counts of a constituency were recorded"),
    "election.coordinator_named": _("The coordinator of a constituency was named"),
    "election.coordinator_withdrawn": _("A constituency was left without coordinator"),
}
_CONGRESS = {
    "congress.date": _("The date of the congress was fixed"),
    "congress.stage": _("A stage of the congress was marked as done"),
    "congress.taken_back": _("A stage of the congress was marked as not done"),
    "congress.comment": _("A stage of the congress was commented on from above"),
    "congress.seats": _("The seats of the congress were shared out"),
    "congress.delegates": _("The list of delegates was filed"),
    "congress.codes": _("Codes of delegates were made"),
    "congress.checked_in": _("Delegates were counted in"),
    "congress.check_in_undone": _("Delegates counted in by mistake were taken back"),
    "congress.resolution": _("A text and its vote were written"),
    "congress.resolution_dropped": _("A text and its vote were taken off"),
    "congress.vote": _("The counts of an election were written"),
    "congress.elected": _("Somebody elected was recorded"),
    "congress.elected_withdrawn": _("Somebody recorded as elected was taken off"),
}
_RESULTS = {"congress.results_confirmed": _("The results of the congress were confirmed")}

ACTIVITY = {
    **acts(ActFamily.MEETINGS, _MEETINGS, reads=Permission.READ_RECORD),
    **acts(ActFamily.DUTIES, _DUTIES, reads=Permission.READ_RECORD),
    **acts(ActFamily.PLACE, _PLACE, reads=Permission.READ_RECORD),
    **acts(ActFamily.PLAN, _PLAN, reads=Permission.READ_RECORD),
    **acts(ActFamily.TRAINING, _TRAINING, reads=Permission.READ_RECORD),
    **acts(ActFamily.PEOPLE, _AGREED, is_private=True),
    **acts(ActFamily.ELECTIONS, _ELECTIONS, reads=Permission.READ_RECORD),
    **acts(ActFamily.CONGRESS, _CONGRESS, reads=Permission.READ_RECORD),
    **acts(ActFamily.CONGRESS, _RESULTS, reads=Permission.READ_FIGURES),
}
