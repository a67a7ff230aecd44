"""From nothing to the first report: what a new installation still has to do, read from facts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists

from tajadur.activity.meetings.models import Meeting, Report
from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.vocabulary import ASKED_OF_UNITS, DirectiveStatus
from tajadur.organisation.people.actors import in_force
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.profile.models import Profile, UnitKind
from tajadur.organisation.profile.operations.naming import ACT as NAMED
from tajadur.organisation.profile.vocabulary import Tree
from tajadur.organisation.units.models import Unit
from tajadur.permissions.matrix import Role
from tajadur.registry.audit.models import AuditEntry

FOUNDED = "lay_down_party"  # the file of a party names it


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step of the beginning, by its code, and whether the facts say it is done."""

    code: str
    done: bool


def first_steps(on: date) -> list[FirstStep]:
    """The steps in their order; empty once all are done. One query."""
    leaves = UnitKind.objects.filter(tree=Tree.TERRITORY, children=None, parent__isnull=False)
    held = Mandate.objects.filter(in_force(on))
    secretaries = held.filter(post__post_type__office=Role.SECRETARY)
    facts = {
        "party": AuditEntry.objects.filter(act__in=(NAMED, FOUNDED)),
        "units": Unit.objects.filter(kind__in=leaves),
        "general": held.filter(post__post_type__office=Role.SECRETARY_GENERAL, person__account__isnull=False),
        "people": secretaries,
        "invitations": Account.objects.filter(is_active=True, person__in=secretaries.values("person")),
        "directives": Directive.objects.filter(standing=DirectiveStatus.ISSUED, fulfilment__in=ASKED_OF_UNITS),
        "meeting": Meeting.objects.all(),
        "report": Report.objects.all(),
    }
    row = Profile.objects.filter(id=1).annotate(**{f"has_{code}": Exists(rows) for code, rows in facts.items()})
    known = row.values(*(f"has_{code}" for code in facts)).first() or {}
    steps = [FirstStep(code, bool(known.get(f"has_{code}"))) for code in facts]
    return [] if all(step.done for step in steps) else steps
