"""A declaration to the authority in the world of the walk: of the office that began ten days ago, with its receipt."""

from datetime import date, time, timedelta

from tajadur.activity.filings.models import Filing
from tajadur.activity.filings.operations.recording import record_receipt
from tajadur.duties.directives.models import Directive
from tajadur.duties.obligations.operations.addressing import AddressedDuty, open_addressed
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.rules.filings import filing_key, last_day


def lay_filing(unit: Unit, mandate_id: int, today: date, by: Actor) -> int:
    """What the secretary's post owed since, and the receipt it brought."""
    post, since, at = Mandate.objects.get(pk=mandate_id).post, today - timedelta(days=10), instant(today, time(8))
    directive = Directive.objects.create(
        code=f"authority-{unit.pk}", name_ar="م", name_fr="d", name_en="d", unit_kind=unit.kind, fulfilment="filing",
        body_type=post.body.body_type, period_type="once", once_opens_on=since, once_by_on=last_day(since),
        report_days=0, grace_days=0, in_force_from=since, released_by="secretary_general", standing="issued",
        issued_at=at, rank=1000,
    )  # fmt: skip
    due = last_day(since)
    duty = AddressedDuty(directive.pk, filing_key(since), since, due, due + timedelta(days=1))
    (owed,) = open_addressed(duty=duty, posts=[(post.pk, unit.pk)], at=at)
    filing = Filing.objects.create(
        unit=unit, body=post.body, obligation_id=owed.id, occasion="renewal", since_on=since, due_on=due
    )
    record_receipt(filing_id=filing.pk, number="7/2026", received_on=since, on=today, by=by, at=at)
    return filing.pk
