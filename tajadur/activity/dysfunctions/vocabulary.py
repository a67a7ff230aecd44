"""The words of cases: their kinds with the rule behind each, their states, and what can go wrong."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.registry.notices.words.cases import KIND_WORDS
from tajadur.rules.cases import CaseEnd, CaseState
from tajadur.rules.dysfunctions import CaseKind, FactsSettle, Severity

SUBJECT = "case"  # of audit entries and notices

KIND_CHOICES = [(kind.value, KIND_WORDS[kind]) for kind in CaseKind]

# The rule in a sentence, with its thresholds by name.
RULE_WORDS: Mapping[CaseKind, Promise] = {
    CaseKind.SILENT: _(
        "Due periods of one directive in a row without an answer: %(periods)s or more; of high severity from "
        "%(high_from)s on. Settling is proposed once %(reported)s in a row are reported."
    ),
    CaseKind.VACANT: _(
        "The post of secretary of the office is vacant (days: %(days)s or more). It ends when a mandate begins."
    ),
    CaseKind.EXPIRED: _(
        "The mandate of the office ended, and no renewal was declared since (days: %(days)s or more). It ends with "
        "the renewal."
    ),
    CaseKind.QUORUM: _(
        "Meetings of one body in a row below its quorum of that day: %(meetings)s or more. It ends once quorum is "
        "reached again (meetings in a row: %(reached)s)."
    ),
    CaseKind.UNPROGRAMMED: _(
        "Periods in a row without a meeting programmed in their first days: %(periods)s; of these without a meeting "
        "held: %(not_held)s or more."
    ),
    CaseKind.ACTIONS: _(
        "Open actions that are old (days: more than %(days)s) and without news: %(actions)s or more, or %(percent)s "
        "per cent of the open ones and at least %(least)s. It ends when they are fewer."
    ),
    CaseKind.COPIED: _(
        "Among the last reports of one body (%(of_last)s of them), %(reports)s or more say next to nothing (letters: "
        "fewer than %(letters)s, and nothing that came of the meeting) or share %(similarity)s per cent or more with "
        "the one before, dates and numbers left aside."
    ),
    CaseKind.CONGRESS: _(
        "Two looks some time apart (days: %(days_apart)s) foresaw that the congress will miss its day; of high "
        "severity near the end (days left: %(high_days)s or fewer). It ends when a look foresees otherwise, or with "
        "the congress."
    ),
    CaseKind.WOMEN: _(
        "A leading body (members: %(members)s or more) has no woman among them. Law 29-11, article 26: one third is "
        "the aim. It ends when a woman takes office."
    ),
    CaseKind.UNDECLARED: _(
        "An opening or a new secretary of late (days: %(within_days)s at most), of which no declaration to the "
        "authority is asked on its own page, was not declared in time (days: %(days)s; law 29-11, articles 16 and "
        "17). It ends with the declaration."
    ),
    CaseKind.FILING: _(
        "A declaration to the authority has no receipt and is past its last day (days: %(days)s or more; law 29-11, "
        "articles 16 and 17). It ends with the receipt, or when it is no longer asked."
    ),
    CaseKind.PREMISES: _(
        "A unit with an office says that it has no premises (days: %(days)s or more), and said so of late (days: "
        "%(within_days)s at most). It ends when premises are recorded."
    ),
    CaseKind.OTHER: _("Observed by people only: no rule looks for it."),
}
SEVERITY_WORDS: Mapping[Severity, Promise] = {
    Severity.LOW: pgettext_lazy("severity", "Low"),
    Severity.MEDIUM: pgettext_lazy("severity", "Medium"),
    Severity.HIGH: pgettext_lazy("severity", "High"),
}
SEVERITY_CHOICES = [(severity.value, SEVERITY_WORDS[severity]) for severity in Severity]
STATE_WORDS: Mapping[CaseState, Promise] = {
    CaseState.OPEN: pgettext_lazy("case", "Open, no remedy yet"),
    CaseState.REMEDY: _("Remedy agreed"),
    CaseState.OVERDUE: _("Remedy past its day"),
    CaseState.DONE: _("Remedy done"),
    CaseState.PROPOSED: _("Settling proposed"),
    CaseState.SETTLED: pgettext_lazy("case", "Settled by the unit"),
    CaseState.FACTS: _("Settled by the facts"),
    CaseState.DISMISSED: pgettext_lazy("case", "Dismissed"),
    CaseState.UNIT_CLOSED: _("Ended with its unit"),
}
END_WORDS: Mapping[CaseEnd, Promise] = {
    CaseEnd.SETTLED: STATE_WORDS[CaseState.SETTLED],
    CaseEnd.FACTS: STATE_WORDS[CaseState.FACTS],
    CaseEnd.DISMISSED: STATE_WORDS[CaseState.DISMISSED],
    CaseEnd.UNIT_CLOSED: STATE_WORDS[CaseState.UNIT_CLOSED],
}
END_CHOICES = [(end.value, END_WORDS[end]) for end in CaseEnd]
FACTS_SETTLE_WORDS: Mapping[FactsSettle, Promise] = {
    FactsSettle.ENDS: _("Ends by itself when the facts are gone"),
    FactsSettle.PROPOSES: _("Settling is proposed when the facts are gone"),
    FactsSettle.NOTHING: _("Only the unit’s word ends it"),
}
# What a threshold counts, under its field.
THRESHOLD_WORDS: Mapping[str, Promise] = {
    "periods": _("Periods in a row"),
    "high_from": _("Periods from which severity is high"),
    "reported": _("Reported periods after which settling is proposed"),
    "days": _("Days"),
    "meetings": _("Meetings in a row"),
    "reached": _("Meetings with quorum that end it"),
    "not_held": _("Periods without a meeting among them"),
    "actions": _("Actions without news"),
    "percent": _("Or per cent of the open actions"),
    "least": _("From so many actions on"),
    "reports": _("Reports empty or repeated"),
    "of_last": _("Of the last reports"),
    "letters": _("Letters of a report that says something"),
    "similarity": _("Per cent shared with the one before"),
    "days_apart": _("Days between two looks"),
    "high_days": _("Last days in which severity is high"),
    "members": _("Members of the body"),
    "within_days": _("What began or was said in the last days"),
}


class FoundBy(models.TextChoices):
    """Who brought a case: the rule, or an office towards the unit."""

    RULE = "found_by_rule", _("Found by rule")
    UNIT = "found_by_unit", _("Observed by the unit")
    ABOVE = "found_by_above", _("Observed by the level above")
    CELL = "found_by_cell", _("Observed by the follow-up cell")
    GENERAL = "found_by_general", _("Observed by the Secretary General")


PROBLEMS = {
    "case_kind_required": _("Choose what it is about."),
    "severity_required": _("Choose how grave it is."),
    "case_text_required": _("Say in a few sentences what was observed."),
    "case_unit_closed": _("This unit is closed: no case is opened for it."),
    "remedy_text_required": _("Say what is to be done."),
    "remedy_owner_unknown": _("Choose the post that sees to it."),
    "remedy_day_required": _("Choose the day by which it is done."),
    "remedy_day_past": _("This day is past. Choose a day from %(today)s on."),
    "remedy_day_far": _("Choose a day within a year, until %(latest)s."),
    "done_day_required": _("Choose the day on which it was done."),
    "done_in_future": _("This day has not come yet: mark the remedy as done once it is."),
    "done_before_agreed": _("The remedy was agreed on %(agreed)s: it was not done before."),
    "what_done_required": _("Say in a sentence what was done."),
    "answer_required": _("Write the answer in a sentence."),
    "dismissal_reason_required": _("Say in a sentence why this is no dysfunction: the unit reads it."),
    "threshold_range": _("Choose a number from 1 to %(most)s."),
    "threshold_percent": _("Choose a share from 1 to 100 per cent."),
    "threshold_of_last": _("The reports counted cannot be more than the reports looked at."),
    "threshold_high": _("High severity begins with as many periods as open a case, or more."),
    "threshold_not_held": _("No more than the periods looked at."),
}
CONFLICTS = {
    "case_open_already": _("A case of this kind has been open for this unit since %(opened)s. It is shown below."),
    "case_ended": _("This case ended on %(ended)s. What was typed was not kept."),
    "remedy_missing": _("No remedy is agreed for this case, or it was replaced meanwhile."),
    "remedy_done_already": _("This remedy was marked as done on %(done)s."),
}
