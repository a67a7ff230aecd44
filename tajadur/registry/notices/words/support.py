"""What is told of advice, visits and promises: ``event`` and its sentence, with the values of the notice."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "advice_given": _("Advice from above came to this unit."),
    "advice_wanted": _("Advice from above came to this unit. Your answer is asked for by %(due_on)s."),
    "advice_withdrawn": _("Advice given to this unit was withdrawn: it needs no answer any more."),
    "advice_answered": _("This unit answered your advice."),
    "advice_asked": _("This unit asks you back about your advice."),
    "advice_used": _("This unit marked your advice as used."),
    "advice_replied": _("Something was added from above to the advice given to this unit."),
    "visit_planned": _("A visit to this unit is planned for %(planned_on)s."),
    "visit_moved": _("The visit to this unit is now planned for %(planned_on)s (before: %(before_on)s)."),
    "visit_made": _("The visit to this unit of %(made_on)s is noted: what was seen and what was promised."),
    "visit_not_made": _("The visit to this unit planned for %(planned_on)s was not made. The reason is on the page."),
    "visit_cancelled": _("The visit to this unit planned for %(planned_on)s is cancelled. The reason is on the page."),
    "reminded": _("%(name)s, %(period)s: those above you remind you that it is to be reported by %(due_on)s."),
    "reminded_late": _(
        "%(name)s, %(period)s: was due on %(due_on)s and nothing has come. Those above you remind you, and can help."
    ),
    "promise_made": _("Something was promised to this unit from above, by %(due_on)s."),
    "promise_yours": _("Something was promised to this unit by %(due_on)s, and it is yours to keep."),
    "promise_kept": _("A promise made to this unit is said to be kept on %(kept_on)s."),
    "promise_withdrawn": _("A promise made to this unit for %(due_on)s was withdrawn. The reason is on the page."),
}
