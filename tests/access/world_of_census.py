"""A census campaign in the world of the walk: one for all, owed by each target's unit, answered by nobody."""

from datetime import date, time, timedelta

from tajadur.activity.census.models import Campaign, CampaignForm
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.models import Obligation
from tajadur.foundation.calendar import instant
from tajadur.foundation.questionnaires.storing import as_data
from tajadur.organisation.units.models import Unit
from tests.factories.questionnaires import situation_form


def lay_campaign(unit: Unit, today: date) -> tuple[int, int]:
    """(the campaign, what the unit owes for it)."""
    at, last = instant(today, time(9)), today + timedelta(days=30)
    directive, is_new = Directive.objects.get_or_create(
        code="census-walk",
        defaults={
            "name_ar": "حصر", "name_fr": "recensement", "name_en": "census", "unit_kind": unit.kind,
            "fulfilment": "form", "period_type": "once", "once_opens_on": today, "once_by_on": last, "report_days": 0,
            "grace_days": 15, "in_force_from": today, "released_by": "above", "standing": "issued", "issued_at": at,
        },
    )  # fmt: skip
    if is_new:
        campaign = Campaign.objects.create(directive=directive, drafted_at=at)
        CampaignForm.objects.create(campaign=campaign, version=1, definition=as_data(situation_form()), added_at=at)
    row = Obligation.objects.create(
        directive=directive, unit=unit, period_key="once", period_start=today, period_end=last, due_on=last,
        overdue_from=last + timedelta(days=16), report_days=0, calendar=False, path=unit.path,
    )  # fmt: skip
    return directive.campaign.pk, row.pk
