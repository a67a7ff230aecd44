"""A campaign is drafted with its form, and its form replaced by a newer version. Issued as every directive is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.operations.terms import Terms, draft_directive
from tajadur.duties.directives.vocabulary import DirectiveStatus, FulfilmentKind
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.foundation.installation import leaf_kinds
from tajadur.foundation.questionnaires.definition import Questionnaire
from tajadur.foundation.questionnaires.storing import as_data, from_data
from tajadur.organisation.profile.models import UnitKind
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.periods import PeriodType
from tajadur.rules.reminders import Level

from ..models import Campaign, CampaignForm
from ..vocabulary import LATE_DAYS


@dataclass(frozen=True, slots=True)
class CampaignTerms:
    """Names in Arabic, French and English, first and last day, and the unit below which it is asked (None: all)."""

    names: tuple[str, str, str]
    opens_on: date
    closes_on: date
    subtree_id: int | None = None


def days_problem(terms: CampaignTerms, on: date) -> BadInput | None:
    """Why these days cannot be: BadInput ``opens_past`` and ``closes_before_opening``; None when they can."""
    problems = []
    if terms.opens_on < on:
        problems.append(BadInput("opens_on", "opens_past", today=on))
    if terms.closes_on < terms.opens_on:
        days = {"first": terms.opens_on, "last": terms.closes_on}
        problems.append(BadInput("closes_on", "closes_before_opening", **days))
    return BadInput.of(*problems) if problems else None


def _asked_kind() -> UnitKind:
    """The deepest level of the main tree answers."""
    return UnitKind.objects.filter(code__in=leaf_kinds()).order_by("rank").last() or UnitKind.objects.none().get()


@transaction.atomic
def draft_campaign(*, terms: CampaignTerms, form: Questionnaire, on: date, by: Actor, at: datetime) -> int:
    """A new draft; nothing is owed until its directive is issued by another person. Returns the campaign's id.

    Raises PermissionDenied; BadInput of ``days_problem``, and what a directive raises.
    """
    require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    if problem := days_problem(terms, on):
        raise problem
    number = Directive.objects.filter(code__startswith="census-").count() + 1
    directive_id = draft_directive(
        code=f"census-{terms.opens_on:%Y%m%d}-{number}",
        terms=Terms(
            names=terms.names,
            unit_kind_id=_asked_kind().pk,
            fulfilment=FulfilmentKind.FORM,
            period_type=PeriodType.ONCE,
            report_days=0,
            grace_days=LATE_DAYS,
            in_force_from=terms.opens_on,
            released_by=Level.ABOVE,
            subtree_id=terms.subtree_id,
            once_opens_on=terms.opens_on,
            once_by_on=terms.closes_on,
        ),
        by=by,
        at=at,
    )
    campaign = Campaign.objects.create(directive_id=directive_id, drafted_at=at)
    _add_version(campaign, 1, form, by, at)
    return campaign.pk


@transaction.atomic
def replace_form(*, campaign_id: int, form: Questionnaire, by: Actor, at: datetime) -> int:
    """The campaign asks with this form from now on; what was answered with an older one stays. Returns the version.

    Raises NotVisible, PermissionDenied, Conflict ``campaign_over``, BadInput ``form_unchanged``.
    """
    require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    campaign = Campaign.objects.select_for_update(of=("self",)).filter(pk=campaign_id).first()
    if campaign is None:
        raise NotVisible
    if campaign.directive.standing == DirectiveStatus.WITHDRAWN:
        raise Conflict("campaign_over")
    last = campaign.forms.order_by("-version")[0]
    if from_data(last.definition) == form:
        raise BadInput("file", "form_unchanged")
    return _add_version(campaign, last.version + 1, form, by, at)


def _add_version(campaign: Campaign, version: int, form: Questionnaire, by: Actor, at: datetime) -> int:
    grant = require_anywhere(by, Permission.DRAFT_DIRECTIVE)
    CampaignForm.objects.create(campaign=campaign, version=version, definition=as_data(form), added_at=at)
    log_action(
        act="census.form_added",
        by=by,
        at=at,
        grant=grant,
        subject=("directive", campaign.directive_id),
        detail={"version": version, "questions": len(form.questions)},
    )
    return version
