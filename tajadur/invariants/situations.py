"""The words of branches on their situation: each of its own unit and of its day, endorsed from right above."""

from collections.abc import Iterator

from tajadur.activity.situations.models import SituationSettings, SituationWord
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate

from .as_of import AsOf


def words_of_branches(as_of: AsOf) -> Iterator[str]:
    """Each word is of a mandate of its branch, each endorsement of the unit right above; limits were set beforehand."""
    for limits in SituationSettings.objects.order_by("pk"):
        if limits.from_on <= civil_day(limits.decided_at):
            yield f"the limits of the situation from {limits.from_on} were set when that day had begun"
    rows = list(SituationWord.objects.select_related("unit", "endorsement").order_by("pk"))
    given = [row.mandate_id for row in rows]
    given += [row.endorsement.mandate_id for row in rows if hasattr(row, "endorsement")]
    units = dict(Mandate.objects.filter(pk__in=given).values_list("pk", "post__unit_id"))
    for row in rows:
        name = f"the word {row.pk} of branch {row.unit_id} on its situation"
        if units.get(row.mandate_id) != row.unit_id:
            yield f"{name} was given under a mandate of another unit"
        if row.given_on != civil_day(row.given_at):
            yield f"{name} is of {row.given_on}, its instant of {civil_day(row.given_at)}"
        endorsement = getattr(row, "endorsement", None)
        if endorsement is None:
            continue
        if units.get(endorsement.mandate_id) == row.unit_id:
            yield f"{name} was endorsed by the branch itself"
        if endorsement.given_on != civil_day(endorsement.given_at) or endorsement.given_on < row.given_on:
            yield f"{name} was endorsed on {endorsement.given_on}, its instant or the word says otherwise"
