"""The words of follow-ups."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tajadur.rules.follow_ups import FollowUpKind, FollowUpLevel

KIND_WORDS: Mapping[FollowUpKind, Promise] = {
    FollowUpKind.ADVICE: _("Answer to advice"),
    FollowUpKind.VISIT: _("Planned visit"),
    FollowUpKind.PROMISE: _("Promise made from above"),
    FollowUpKind.REMEDY: _("Agreed remedy"),
    FollowUpKind.ENDORSEMENT: _("Endorsement of a request for resources"),
    FollowUpKind.RECOMMENDATION: _("Recommendation on a request for resources"),
    FollowUpKind.GRANT: _("Decision on a request for resources"),
    FollowUpKind.HANDING_OVER: _("Delivery of what was granted"),
    FollowUpKind.RECEIPT: _("Confirmation of what was delivered"),
}
KIND_CHOICES = [(kind.value, KIND_WORDS[kind]) for kind in FollowUpKind]
LEVEL_WORDS: Mapping[FollowUpLevel, Promise] = {
    FollowUpLevel.OWNER: _("The post it is asked of"),
    FollowUpLevel.ABOVE: _("The level above"),
    FollowUpLevel.CELL: _("The follow-up cell"),
    FollowUpLevel.POLE: _("The organisation pole"),
    FollowUpLevel.SECRETARY_GENERAL: _("The Secretary General"),
}
LEVEL_CHOICES = [(level.value, LEVEL_WORDS[level]) for level in FollowUpLevel]

PROBLEMS = {
    "follow_up_days": _("Choose a number of days from 1 to %(most)s."),
    "follow_up_ladder_too_long": _("At most %(most)s reminders."),
    "follow_up_ladder_twice": _("Two reminders on the same day to the same post: keep one."),
    "follow_up_ladder_offset": _("A reminder stands at most a year before or after the day."),
}
