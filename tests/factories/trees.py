"""The two other trees, small: an organisation with one section, what it owes, and texts that nobody else may read."""

from dataclasses import dataclass
from datetime import date, timedelta

from tajadur.activity.meetings.models import Meeting, Report
from tajadur.activity.meetings.operations.proposals import send_proposal
from tajadur.activity.resources.operations.installing import install_kinds
from tajadur.activity.support.operations.observing import observe
from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.vocabulary import DirectiveStatus
from tajadur.duties.obligations.models import Obligation
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.cases import make_case
from tests.factories.duties import at_noon
from tests.factories.party import acting, holder, make_unit
from tests.factories.premises import recorded_activity, recorded_premises
from tests.factories.reports import make_meeting, make_obligation, submitted
from tests.factories.resources import asked_by
from tests.factories.support import planned, promised
from tests.factories.training import declared_need, organised

KINDS = {
    Tree.SECTORS: ("sectors", "sector", "sector_section"),
    Tree.PARALLEL: ("parallels", "parallel", "parallel_section"),
}


@dataclass(frozen=True)
class Grown:
    """A tree with one unit on each level, the secretary of the lowest one, and what is recorded there."""

    tree: Tree
    root: Unit
    middle: Unit
    section: Unit
    secretary: Account
    above: Account
    meeting: Meeting
    owed: Obligation
    canary: str

    @property
    def name(self) -> str:
        """The name of the section, as no other tree has it."""
        return self.section.name_ar


def grow(tree: Tree, *, on: date) -> Grown:
    """Lay a tree down, with a report of last month and a case of today in its section."""
    root_kind, kind, section_kind = KINDS[tree]
    root = make_unit(kind=root_kind)
    middle = make_unit(kind=kind, parent=root)
    section = make_unit(kind=section_kind, parent=middle, name=f"الفرع-{tree.value}")
    return record(tree, root, middle, section, on=on)


def record(tree: Tree, root: Unit, middle: Unit, section: Unit, *, on: date) -> Grown:
    """What a unit's section writes: a meeting, its report, a case; all its texts carry the same word."""
    canary = f"كناري-{tree.value}"
    secretary, above = holder(unit=section), holder(unit=middle)
    last = on.replace(day=1) - timedelta(days=1)
    owed = make_obligation(
        unit=section,
        period_start=last.replace(day=1),
        period_end=last,
        due_on=last + timedelta(days=7),
        overdue_from=last + timedelta(days=15),
    )
    Directive.objects.filter(pk=owed.directive_id).update(standing=DirectiveStatus.ISSUED, issued_at=at_noon(last))
    meeting = make_meeting(unit=section, planned_on=last - timedelta(days=9), place=canary)
    sent_by = acting(secretary, last - timedelta(days=7))
    submitted(meeting, sent_by, text=canary, place=canary, present=5, decisions=[canary])
    make_meeting(unit=section, planned_on=on + timedelta(days=3), place=canary)
    make_case(section, kind=CaseKind.OTHER, on=on)
    return Grown(tree, root, middle, section, secretary, above, meeting, owed, canary)


def record_in_rooms(grown: Grown, helper: Account, *, on: date) -> None:
    """What each further list shows of the section: its own word, and what ``helper`` says to it from above."""
    unit, own, above = grown.section, acting(grown.secretary, on), acting(helper, on)
    earlier = on - timedelta(days=9)
    recorded_premises(unit, own, address=grown.canary)
    recorded_activity(unit, own, held_on=earlier, place=grown.canary)
    declared_need(unit, own)
    organised(unit, own, from_on=on, to_on=on, place=grown.canary)
    install_kinds()
    asked_by(grown.secretary, unit, on=on, purpose=grown.canary)
    report = Report.objects.get(meeting=grown.meeting)
    send_proposal(report_id=report.pk, number=1, by=own, at=at_noon(on))
    promised(unit, above, on + timedelta(days=9))
    planned(unit, above, aim=grown.canary)
    observe(unit_id=unit.pk, seen_on=on, text=grown.canary, by=above, at=at_noon(on))
