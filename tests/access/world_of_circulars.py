"""Circulars in the world of the walk: one a unit sent and its own secretary is asked to confirm, one it drafted."""

from datetime import date, time, timedelta

from tajadur.activity.circulars.models import Addressee, Circular, CircularVersion
from tajadur.activity.circulars.operations.asking import ask
from tajadur.activity.circulars.operations.drafting import CircularDraft, draft_circular
from tajadur.duties.directives.models import Directive
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Account, Mandate
from tajadur.organisation.units.models import Unit
from tests.factories.party import acting

TEXTS = {"subject_ar": "تحضير المؤتمر", "text_ar": "يعقد كل مكتب اجتماعا."}


def lay_circulars(unit: Unit, secretary: Account, today: date) -> tuple[int, int]:
    """(a circular in force in the name of the unit, addressed to its own secretary too, as none is sent; its draft)."""
    by, at = acting(secretary, today), instant(today, time(9))
    sent, draft = (
        draft_circular(unit=unit, draft=CircularDraft(TEXTS), on=today, by=by, at=at) for _number in range(2)
    )
    directive = Directive.objects.create(
        code=f"circular-{unit.pk}-{today.year}-1", name_ar="م", name_fr="c", name_en="c", unit_kind=unit.kind,
        fulfilment="acknowledge", period_type="once", once_opens_on=today, once_by_on=today + timedelta(days=5),
        report_days=0, grace_days=2, in_force_from=today, released_by="secretary_general", standing="issued",
        issued_at=at, rank=1000,
    )  # fmt: skip
    issue = {"issued_on": today, "issued_at": at}
    Circular.objects.filter(pk=sent).update(
        standing="issued", number=1, year=today.year, version=1, directive=directive, listed_at=at, **issue
    )
    CircularVersion.objects.filter(circular=sent).update(**issue)
    Addressee.objects.create(circular_id=sent, post=Mandate.objects.get(person_id=secretary.person_id).post)
    ask(on=today, at=at, circular_ids=[sent], event="issued")
    return sent, draft
