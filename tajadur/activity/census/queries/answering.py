"""What a branch answers: its obligation, the campaign, the form in force, what it typed and declared so far."""

from dataclasses import dataclass
from datetime import date

from tajadur.duties.directives.vocabulary import FulfilmentKind
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.queries.finding import obligation_for
from tajadur.foundation.errors import NotVisible
from tajadur.permissions.actors import Actor
from tajadur.permissions.matrix import Permission

from ..models import AnswersDraft, BranchAnswers, Campaign, CampaignForm


@dataclass(frozen=True, slots=True)
class OwedAnswers:
    """One obligation with the campaign it is of and the latest version of the form."""

    obligation: Obligation
    campaign: Campaign
    form: CampaignForm

    @property
    def taken_until(self) -> date:
        """The last day on which an answer is taken: later where more time was given."""
        extended = self.obligation.extended_until
        return max(self.campaign.taken_until, extended) if extended else self.campaign.taken_until


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The form of a branch: its draft, and its declaration with answers when there is one already."""

    asked: OwedAnswers
    draft: AnswersDraft | None
    live: BranchAnswers | None


def asked_of(actor: Actor, obligation_id: int, permission: Permission) -> OwedAnswers:
    """What is asked of a unit, if ``permission`` is allowed: three queries. Raises NotVisible, PermissionDenied."""
    row = obligation_for(actor, obligation_id, permission)
    if row.directive.fulfilment != FulfilmentKind.FORM:
        raise NotVisible
    form = (
        CampaignForm.objects.filter(campaign__directive_id=row.directive_id)
        .select_related("campaign__directive")
        .order_by("-version")
        .first()
    )
    if form is None:
        raise NotVisible
    return OwedAnswers(row, form.campaign, form)


def answer_sheet(actor: Actor, obligation_id: int) -> AnswerSheet:
    """The form to fill in: five queries. Raises NotVisible, PermissionDenied."""
    asked = asked_of(actor, obligation_id, Permission.DECLARE)
    draft = AnswersDraft.objects.filter(obligation_id=obligation_id).first()
    return AnswerSheet(asked, draft, live_answers(obligation_id))


def live_answers(obligation_id: int) -> BranchAnswers | None:
    """The answers that count for an obligation, with their form and declaration; None when there are none."""
    rows = BranchAnswers.objects.filter(obligation_id=obligation_id, declaration__withdrawn_at=None)
    return rows.select_related("declaration", "form").first()


def answers_for(actor: Actor, obligation_id: int) -> tuple[OwedAnswers, BranchAnswers | None]:
    """What a branch answered, for whoever reads its record. Raises NotVisible, PermissionDenied."""
    return asked_of(actor, obligation_id, Permission.READ_RECORD), live_answers(obligation_id)
