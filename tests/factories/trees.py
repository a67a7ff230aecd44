"""The two other trees, small: an organisation with one section, what it owes, and texts that nobody else may read."""

from dataclasses import dataclass
from datetime import date, timedelta

from tajadur.activity.meetings.models import Meeting
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
from tests.factories.reports import make_meeting, make_obligation, submitted

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
    submitted(meeting, acting(secretary, last - timedelta(days=7)), text=canary, place=canary, present=5)
    make_meeting(unit=section, planned_on=on + timedelta(days=3), place=canary)
    make_case(section, kind=CaseKind.OTHER, on=on)
    return Grown(tree, root, middle, section, secretary, above, meeting, owed, canary)
