"""What the audit log keeps of an act, by key: how it is called and shown, or why it is not. Nothing is shown raw."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.activity.declarations.vocabulary import DeclarationKind, NotHeldReason
from tajadur.activity.dysfunctions.vocabulary import KIND_CHOICES
from tajadur.activity.releases.vocabulary import ReleaseKind
from tajadur.activity.situations.vocabulary import STATUS_CHOICES
from tajadur.activity.training.vocabulary import TrainingKind
from tajadur.duties.directives.vocabulary import LEVEL_CHOICES, PERIOD_CHOICES
from tajadur.organisation.people.vocabulary import POWER_ACT_CHOICES

Words = Mapping[str, str | Promise]


class ShownAs(StrEnum):
    """How a value is written."""

    DAY = "day"
    NUMBER = "number"
    AMOUNT = "dirhams"
    YES_NO = "yes_no"
    TEXT = "text"
    UNIT = "unit"
    STAGE = "stage"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class ShownField:
    """The name of a value and how it is written; ``words`` of its codes."""

    label: str | Promise
    shown: ShownAs
    words: Words | None = None


def _days(**labels: str | Promise) -> dict[str, ShownField]:
    return {key: ShownField(label, ShownAs.DAY) for key, label in labels.items()}


def _numbers(**labels: str | Promise) -> dict[str, ShownField]:
    return {key: ShownField(label, ShownAs.NUMBER) for key, label in labels.items()}


_PERSON_FIELDS: Words = {
    "name_ar": _("Name in Arabic"),
    "name_latin": _("Name in Latin letters"),
    "sex": _("Sex"),
    "birth_year": _("Year of birth"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "consented_on": _("Consent"),
}
FIELDS: dict[str, ShownField] = {
    **_days(
        from_on=pgettext_lazy("day", "From"),
        to_on=_("Last day"),
        opened_on=_("Exists from"),
        closed_on=_("Closed from"),
        planned_on=_("Planned on"),
        planned=_("Planned before"),
        declared_on=_("Declared on"),
        until=pgettext_lazy("day", "Until"),
        done_on=_("Done on"),
        happened_on=_("Done on"),
        held_on=_("Took place on"),
        received_on=_("Day of the receipt"),
        told_on=_("Told of"),
        valued_on=_("Value of the day"),
        made_on=_("Made on"),
        kept_on=_("Kept on"),
        due_on=_("Due on"),
        needed_by=_("Needed by"),
        delivered_on=_("Delivered on"),
        in_force_to=_("In force until"),
        period_type_from=_("The new frequency holds from"),
    ),
    **_numbers(
        members=_("Members"),
        report_days=_("Days for the report"),
        grace_days=_("Days of grace"),
        lock_days=_("Days until it closes"),
        seats=_("Seats"),
        floor=_("Seats at least for each"),
        elected=_("Delegates"),
        women=_("Women"),
        youth=_("Young people"),
        version=_("Version"),
        proposed=_("Mandates proposed"),
        began=_("Mandates begun"),
        ended=_("Mandates ended"),
        opened=_("Meetings opened"),
        cancelled=_("Meetings cancelled"),
        objective=_("Objectives"),
        item=_("Points of the agenda"),
        files=_("Files"),
        recurrence=_("Times within a year"),
        reached=_("People reached"),
        targets=_("Targets changed"),
        days=_("Days changed"),
        people=pgettext_lazy("training", "People"),
        representatives=_("Representatives found"),
        trained=_("Representatives trained"),
    ),
    "amount": ShownField(_("Amount"), ShownAs.AMOUNT),
    "late": ShownField(_("Declared late"), ShownAs.YES_NO),
    "leaves_period": ShownField(_("Counts for another period"), ShownAs.YES_NO),
    "whole_subtree": ShownField(_("With everything below it"), ShownAs.YES_NO),
    "receipt": ShownField(_("Receipt"), ShownAs.TEXT),
    "name_ar": ShownField(_("Name in Arabic"), ShownAs.TEXT),
    "name_latin": ShownField(_("Name in Latin letters"), ShownAs.TEXT),
    "parent": ShownField(_("Stands under"), ShownAs.UNIT),
    "attending": ShownField(_("They came from"), ShownAs.UNIT),
    "stage": ShownField(_("Stage"), ShownAs.STAGE),
    "reason": ShownField(_("Reason"), ShownAs.WORDS, dict(NotHeldReason.choices)),
    "period_type": ShownField(_("How often"), ShownAs.WORDS, dict(PERIOD_CHOICES)),
    "released_by": ShownField(_("Who excuses, extends and reopens"), ShownAs.WORDS, dict(LEVEL_CHOICES)),
    "act": ShownField(_("Act"), ShownAs.WORDS, dict(POWER_ACT_CHOICES)),
    "status": ShownField(_("Situation"), ShownAs.WORDS, dict(STATUS_CHOICES)),
    "fields": ShownField(_("What was corrected"), ShownAs.WORDS, _PERSON_FIELDS),
}
# Where a key means something else in one act, or in all that begin so.
OF_ACT: dict[str, dict[str, ShownField]] = {
    "move_meeting": {
        "to": ShownField(pgettext_lazy("meeting", "Day"), ShownAs.DAY),
        "to_hour": ShownField(_("Hour"), ShownAs.TEXT),
        "to_minutes": ShownField(_("Minutes"), ShownAs.NUMBER),
    },
    **{act: {"to": FIELDS["parent"]} for act in ("move_unit", "apply_move", "withdraw_move", "case.moved")},
    "place_chapter": {"to": ShownField(_("Sits on"), ShownAs.UNIT)},
    **{
        f"release.{act}": {"kind": ShownField(_("What is asked"), ShownAs.WORDS, dict(ReleaseKind.choices))}
        for act in ("asked", "granted", "refused", "withdrawn")
    },
    "case.opened": {"kind": ShownField(_("About"), ShownAs.WORDS, dict(KIND_CHOICES))},
    **{
        f"training{act}": {
            "kind": ShownField(pgettext_lazy("training", "Subject"), ShownAs.WORDS, dict(TrainingKind.choices))
        }
        for act in ("_need.declared", "_need.corrected", "_need.withdrawn", ".organised", ".changed", ".cancelled")
    },
    "declaration.withdrawn": {"kind": ShownField(_("Declaration"), ShownAs.WORDS, dict(DeclarationKind.choices))},
}
# What a value was before, by the key of what it is now; «was», «before» and «after» may hold several at once.
BEFORE: dict[str, dict[str, str]] = {
    "set_members": {"members": "was"},
    "move_unit": {"to": "from"},
    "place_chapter": {"to": "from"},
    "case.moved": {"to": "from"},
    "move_meeting": {"to": "from", "to_hour": "from_hour", "to_minutes": "from_minutes"},
    "end_mandate": {"to_on": "before"},
    "visit.moved": {"planned_on": "before_on"},
}

_NUMBER = "the number of another row, of no use to a reader"
_WARNING = "which warnings were answered for: codes of the form"
NOT_SHOWN: dict[str, str] = {
    **dict.fromkeys(
        ("about", "asked_by", "body", "change", "channel", "congress", "decision", "declaration", "device", "entry",
         "exception", "go_on", "goes", "invitation", "mandate", "meeting", "merge", "new", "owner", "person", "post",
         "promise", "report", "request", "rule", "stays", "visit", "former", "meetings", "remedy", "number", "word",
         "plan_objective", "plan_action", "indicator", "case", "action_item",
         "checked", "constituency"),
        _NUMBER,
    ),
    **dict.fromkeys(("confirmed", "vouched", "identity_number_denied"), _WARNING),
    **dict.fromkeys(("from_place", "to_place"), "a place as it was typed: free text stays on the page of the meeting"),
    **dict.fromkeys(
        ("by_email", "digest_hour", "quiet_from", "weekly"), "a choice of one's own account, shown where it is made"
    ),
    "basis": "how seats are weighed: on the page of the congress",
    "changed": "which columns of a stage: on its page",
    "code": "the code of a unit, on its page, or of a directive that is no more",
    "former_period_type": "kept for older servers; the frequency before is shown",
    "kind": "a code that has words in some acts only",
    "on_purpose": "an answer, shown with the case",
    "outcome": "said by the act itself",
    "freed": "shown with the request",
    **dict.fromkeys(("posts", "asked", "taken_back", "language"), "shown on the page of the circular"),
    "replaces": _NUMBER,
    "rule": "a recurrence rule; the series shows it in words",
    "standing": "said by the act itself",
    "severity": "said with the case, in its words",
    "step": "a step of a ladder, shown with what is owed",
}  # fmt: skip


def field_of(act: str, key: str) -> ShownField | None:
    """How a key of an act is shown; None when it is not."""
    return OF_ACT.get(act, {}).get(key) or FIELDS.get(key)
