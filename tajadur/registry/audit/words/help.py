"""The acts of help from above, and what the unit answers: advice, visits, promises, cases, resources, circulars."""

from django.utils.translation import gettext_lazy as _

from tajadur.permissions.matrix import Permission

from .kinds import ActFamily, acts

_SUPPORT = {
    "advice.given": _("Advice was given"),
    "advice.withdrawn": _("Advice was taken back"),
    "advice.read": _("The unit read the advice"),
    "advice.answered": _("The unit answered the advice"),
    "advice.replied": _("The unit's answer was replied to"),
    "advice.used": _("The unit marked the advice as used"),
    "observed": _("An observation was written"),
    "visit.planned": _("A visit was planned"),
    "visit.moved": _("A visit was moved"),
    "visit.made": _("A visit was made"),
    "visit.not_made": _("A visit was not made"),
    "visit.cancelled": _("A visit was cancelled"),
    "promise.made": _("A promise was made to the unit"),
    "promise.kept": _("A promise was kept"),
    "promise.withdrawn": _("A promise was taken back"),
}
_CASES = {
    "case.opened": _("A dysfunction was opened"),
    "case.raised": _("A dysfunction grew more severe"),
    "case.remedy": _("A remedy was agreed"),
    "case.remedy_done": _("A remedy was carried out"),
    "case.answered": _("The unit answered about a dysfunction"),
    "case.settled": _("The unit closed a dysfunction"),
    "case.dismissed": _("A dysfunction was dismissed as a false alarm"),
    "case.ended_by_facts": _("A dysfunction ended with what the unit did"),
    "case.moved": _("A dysfunction followed the unit that moved"),
    "case.ended_with_unit": _("A dysfunction ended with the unit"),
}
_RESOURCES = {
    "resources.asked": _("The unit asked for resources"),
    "resources.endorsed": _("The request for resources was endorsed"),
    "resources.not_endorsed": _("The request for resources was not endorsed"),
    "resources.recommended": _("The request for resources was recommended"),
    "resources.not_recommended": _("The request for resources was not recommended"),
    "resources.granted": _("The request for resources was granted"),
    "resources.refused": _("The request for resources was refused"),
    "resources.withdrawn": _("The unit took its request for resources back"),
    "resources.delivered": _("Resources were delivered"),
    "resources.confirmed": _("The unit confirmed what was delivered"),
    "resources.closed": _("The request for resources was closed"),
}
_CIRCULARS = {
    "circular.issued": _("A circular was issued"),
    "circular.amended": _("A circular was amended"),
    "circular.completed": _("The text that waited was added to a circular"),
    "circular.withdrawn": _("A circular was withdrawn"),
    "circular.confirmed": _("A circular was confirmed"),
}
_CIRCULARS_DRAFTED = {
    "circular.drafted": _("A circular was drafted"),
    "circular.edited": _("The draft of a circular was changed"),
    "circular.amendment_drafted": _("An amendment of a circular was drafted"),
    "circular.discarded": _("The draft of a circular was dropped"),
}

HELP = {
    **acts(ActFamily.HELP, _SUPPORT, reads=Permission.READ_ADVICE),
    **acts(ActFamily.HELP, _CASES, reads=Permission.READ_CASES),
    **acts(ActFamily.RESOURCES, _RESOURCES, reads=Permission.READ_RESOURCES),
    **acts(ActFamily.CIRCULARS, _CIRCULARS, reads=Permission.READ_CIRCULARS),
    **acts(ActFamily.CIRCULARS, _CIRCULARS_DRAFTED, is_draft=True),
}
