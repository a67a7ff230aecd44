"""What a ladder of follow-ups says: before the day and on it, after it, and to whoever stands above."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tajadur.rules.follow_ups import FollowUpKind

# (until the day, after it, to those above); %(due)s is the day.
SENTENCES: Mapping[FollowUpKind, tuple[Promise, Promise, Promise]] = {
    FollowUpKind.ADVICE: (
        _("Advice from above awaits your answer by %(due)s."),
        _("Advice from above has awaited your answer since %(due)s."),
        _("Advice has awaited an answer since %(due)s. A word of support may help."),
    ),
    FollowUpKind.VISIT: (
        _("A visit is planned for %(due)s."),
        _("The visit planned for %(due)s: say whether it was made."),
        _("A visit was planned for %(due)s, and nothing was said since whether it was made."),
    ),
    FollowUpKind.PROMISE: (
        _("A promise to this unit is due on %(due)s."),
        _("A promise to this unit was due on %(due)s and is not kept yet."),
        _("A promise to this unit was due on %(due)s and is not kept yet."),
    ),
    FollowUpKind.REMEDY: (
        _("The agreed remedy of a dysfunction is due on %(due)s."),
        _("The agreed remedy of a dysfunction was due on %(due)s."),
        _("The agreed remedy of a dysfunction was due on %(due)s. A word of support may help."),
    ),
    FollowUpKind.ENDORSEMENT: (
        _("A request for resources awaits your endorsement by %(due)s."),
        _("A request for resources awaited your endorsement until %(due)s."),
        _("A request for resources awaited an endorsement until %(due)s."),
    ),
    FollowUpKind.RECOMMENDATION: (
        _("A request for resources awaits your recommendation by %(due)s."),
        _("A request for resources awaited your recommendation until %(due)s."),
        _("A request for resources awaited a recommendation until %(due)s."),
    ),
    FollowUpKind.GRANT: (
        _("A request for resources awaits a decision by %(due)s."),
        _("A request for resources has awaited a decision since %(due)s."),
        _("A request for resources has awaited a decision since %(due)s."),
    ),
    FollowUpKind.HANDING_OVER: (
        _("What was granted to this unit is to be delivered by %(due)s."),
        _("What was granted to this unit was to be delivered by %(due)s, and something is missing."),
        _("What was granted to this unit was to be delivered by %(due)s, and something is missing."),
    ),
    FollowUpKind.RECEIPT: (
        _("Something was delivered to your unit: confirm by %(due)s that you received it."),
        _("Something was delivered to your unit, and since %(due)s your confirmation is awaited."),
        _("Something was delivered to this unit, and its confirmation has been awaited since %(due)s."),
    ),
}
