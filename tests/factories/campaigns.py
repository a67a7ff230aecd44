"""A census campaign in force over the small party, and what a branch types."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tajadur.activity.census.models import Campaign
from tajadur.activity.census.operations.campaigns import CampaignTerms, draft_campaign
from tajadur.activity.census.operations.declaring import declare_answers
from tajadur.duties.directives.operations.terms import issue_directive
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation.questionnaires.definition import Questionnaire
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.rules.receipt import Receipt
from tests.factories.duties import administrator, at_noon, read, secretary_general
from tests.factories.party import Party
from tests.factories.questionnaires import situation_form

NAMES = ("حصر الفروع", "Recensement des sections", "Census of branches")
WHOLE = {
    "has_office": ["yes"],
    "formed_on": ["2025-05-21"],
    "members": ["9"],
    "women": ["3"],
    "adherents_total": ["120"],
    "activities~0~activity": ["لقاء تواصلي"],
    "activities~0~attendance": ["40"],
}


def campaign(
    party: Party, on: date, *, form: Questionnaire | None = None, days: int = 30, opened: date | None = None
) -> Campaign:
    """In force since ``on`` for so many days, everything it asks opened by ``opened``."""
    terms = CampaignTerms(NAMES, on, on + timedelta(days=days))
    admin = administrator(party, on)
    pk = draft_campaign(terms=terms, form=form or situation_form(), on=on, by=admin, at=at_noon(on))
    made = Campaign.objects.select_related("directive").get(pk=pk)
    issuing = {"seen": read(made.directive_id), "by": secretary_general(party, on), "at": at_noon(on)}
    issue_directive(directive_id=made.directive_id, **issuing)
    open_periods(on=opened or on, at=at_noon(opened or on))
    made.directive.refresh_from_db()
    return made


def asked(made: Campaign, unit: Unit) -> Obligation:
    """What a branch owes for it."""
    return Obligation.objects.get(directive=made.directive_id, unit=unit)


def declares(row: Obligation, by: Actor, on: date, typed: dict[str, list[str]] | None = None, **more: Any) -> Receipt:
    """The branch declares, with everything filled in unless said otherwise."""
    given = {"form_version": 1, "client_key": uuid4(), **more}
    return declare_answers(obligation_id=row.pk, typed=typed or WHOLE, by=by, at=at_noon(on), **given)
