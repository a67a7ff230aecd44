"""A council of the living party: its minutes circulated, the next meeting prepared."""

from datetime import date

from tajadur.activity.meetings.operations.preparation import mark_prepared
from tajadur.organisation.people.models import Account
from tajadur.organisation.profile.models import PreparationStep
from tests.factories.councils import circulated, council_held, council_on
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting

from .world_of_packs import packed

PROGRAMMED, HELD, SENT, PREPARED = date(2026, 4, 20), date(2026, 5, 9), date(2026, 5, 12), date(2026, 5, 28)


def councils(party: Party) -> None:
    """Held and circulated; two meetings ahead, the first with the adoption on its agenda and two steps looked at."""
    packed(party)  # the pole meets before any council: the last meeting stays a council's or an office's
    unit = party.provinces[0][0]
    account = Account.objects.get(username=f"of-{unit.code.lower().rstrip('.')}")
    report = council_held(council_on(HELD, unit=unit, account=account, on=PROGRAMMED), account=account, on=SENT)
    coming = council_on(date(2026, 6, 27), unit=unit, account=account, on=PREPARED)
    council_on(date(2026, 6, 28), unit=unit, account=account, on=PREPARED)
    circulated(report, account=account, on=PREPARED)
    steps = PreparationStep.objects.filter(body_type=coming.body.body_type_id).order_by("position")
    for step, done in ((steps[0], True), (steps[1], True), (steps[1], False)):
        by = acting(account, PREPARED)
        mark_prepared(meeting_id=coming.pk, step_id=step.pk, is_done=done, by=by, at=at_noon(PREPARED))
