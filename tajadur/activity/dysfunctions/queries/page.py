"""All the page of one case shows: what was found, what was agreed and answered, what came before, what may be done."""

from dataclasses import dataclass
from datetime import date

from tajadur.organisation.people.models import Mandate
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.models import AuditEntry
from tajadur.registry.audit.queries import entries_about
from tajadur.rules.cases import CaseEnd, CaseFacts, CaseState, PeriodFigures, case_state
from tajadur.rules.dysfunctions import CaseKind

from ..models import Case, CaseAnswer, CaseClosing, CaseDismissal, Remedy
from ..vocabulary import SUBJECT
from .effects import effect_of
from .evidence import Evidence, evidence_of
from .reading import case_for, may_about
from .thresholds import thresholds_in_force

_NOTED = ("case.raised", "case.moved")


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case. ``posts``: names of the posts whose holders acted, by mandate. ``earlier``: others of its kind."""

    case: Case
    state: CaseState
    thresholds: dict[str, int]
    evidence: list[Evidence]
    remedies: list[Remedy]
    answers: list[CaseAnswer]
    closing: CaseClosing | None
    dismissal: CaseDismissal | None
    noted: list[AuditEntry]
    earlier: list[Case]
    posts: dict[int, str]
    effect: tuple[PeriodFigures, PeriodFigures] | None
    may_open: bool
    may_settle: bool
    may_dismiss: bool

    @property
    def remedy(self) -> Remedy | None:
        """The remedy in force."""
        return next((remedy for remedy in self.remedies if remedy.is_current), None)

    @property
    def is_open(self) -> bool:
        """May something still be done about it?"""
        return self.case.ended_on is None


def case_page(actor: Actor, case_id: int, on: date) -> CasePage:
    """One case as it stands on ``on``: eleven queries at most. Raises NotVisible or PermissionDenied."""
    case = case_for(actor, case_id, Permission.READ_CASES)
    remedies = list(case.remedies.select_related("owner__post_type", "owner__unit", "owner__area").order_by("-number"))
    answers = list(case.answers.order_by("-answered_at", "-pk"))
    others = Case.objects.filter(unit_id=case.unit_id, kind=case.kind).order_by("-opened_on", "-pk")
    family = {row.pk: row for row in others.select_related("closing", "dismissal")}
    itself = family.pop(case.pk, case)
    closing: CaseClosing | None = getattr(itself, "closing", None)
    dismissal: CaseDismissal | None = getattr(itself, "dismissal", None)
    current = next((remedy for remedy in remedies if remedy.is_current), None)
    done_on = current.done_on if current else None
    mandates = [case.mandate_id, *(remedy.mandate_id for remedy in remedies)]
    mandates += [remedy.done_mandate_id for remedy in remedies]
    mandates += [row.mandate_id for row in (*answers, closing, dismissal) if row is not None]
    thresholds = dict(thresholds_in_force().get(CaseKind(case.kind), {}))
    return CasePage(
        case=case,
        state=state_of(case, current, on),
        thresholds=thresholds,
        evidence=evidence_of(case, thresholds, on),
        remedies=remedies,
        answers=answers,
        closing=closing,
        dismissal=dismissal,
        noted=list(entries_about((SUBJECT, case.pk)).filter(act__in=_NOTED)),
        earlier=[row for row in family.values() if (row.opened_on, row.pk) < (case.opened_on, case.pk)],
        posts=_posts({pk for pk in mandates if pk}),
        effect=effect_of(case, done_on, on) if done_on else None,
        may_open=may_about(actor, Permission.OPEN_CASE, case),
        may_settle=may_about(actor, Permission.SETTLE_CASE, case),
        may_dismiss=may_about(actor, Permission.DISMISS_CASE, case),
    )


def state_of(case: Case, remedy: Remedy | None, on: date) -> CaseState:
    """The state of a case on a day, by the rule itself."""
    return case_state(
        CaseFacts(
            ended_on=case.ended_on,
            end=CaseEnd(case.ended_as) if case.ended_as else None,
            proposed_on=case.proposed_on,
            remedy_due_on=remedy.due_on if remedy else None,
            remedy_done_on=remedy.done_on if remedy else None,
        ),
        on,
    )


def _posts(mandate_ids: set[int]) -> dict[int, str]:
    """Mandate -> the name of its post and place; never a person's. One query."""
    rows = Mandate.objects.filter(pk__in=mandate_ids).select_related("post__post_type", "post__unit", "post__area")
    return {
        row.pk: f"{row.post.post_type.name} · {row.post.area.name if row.post.area else row.post.unit.name}"
        for row in rows
    }
