"""What is said of a congress that is coming, held or past its day, in words alone."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from tajadur.rules.forecast import Verdict

VERDICT_WORDS: Mapping[Verdict, Promise] = {
    Verdict.HELD: pgettext_lazy("congress", "Held"),
    Verdict.SAFE: gettext_lazy("Safe"),
    Verdict.TIGHT: gettext_lazy("Tight"),
    Verdict.WILL_MISS: gettext_lazy("Will miss"),
    Verdict.MISSED: gettext_lazy("Passed the last day"),
}
# What is not forecast yet: the edition is not asked for, or its stages are not opened.
UNKNOWN = gettext_lazy("no day known yet")


def past_words(days: int) -> str:
    """«passed the last day by 152 days», of what is still not held."""
    return ngettext("passed the last day by %(n)s day", "passed the last day by %(n)s days", days) % {"n": days}


def held_words(days: int) -> str:
    """«held 126 days late»."""
    return ngettext("held %(n)s day late", "held %(n)s days late", days) % {"n": days}
