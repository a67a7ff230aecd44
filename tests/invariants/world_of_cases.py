"""Cases of every fate in the world of plants: found, raised again, dismissed, settled by word and by facts."""

from collections.abc import Callable
from datetime import date

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.dysfunctions.nightly.find import find_dysfunctions
from tajadur.activity.dysfunctions.operations.closing import answer_case, dismiss_case, settle_case
from tajadur.activity.dysfunctions.operations.remedies import agree_remedy, mark_done
from tajadur.activity.dysfunctions.operations.settings import set_thresholds
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.rules.dysfunctions import CaseKind
from tests.factories.cases import make_case, observed
from tests.factories.duties import at_noon, secretary_general
from tests.factories.party import Party, acting

from .world_of_plans import planned

ON = date(2026, 6, 7)
MAY, JUNE = date(2026, 5, 10), date(2026, 6, 3)


def cases_of_every_fate(party: Party, name_of: Callable[[Unit], str]) -> None:
    """What the rules find on two days, and what is observed, agreed, answered, settled and dismissed."""
    above = acting(Account.objects.get(person__mandates__post__area=party.regions[0]), ON)
    chief = secretary_general(party, MAY)
    set_thresholds(kind="quorum_never", thresholds={"meetings": 4, "reached": 2}, by=chief, at=at_noon(MAY))
    for day in (MAY, ON):
        find_dysfunctions(on=day, at=at_noon(day))
    unit = party.branches[0][0][1]
    own = Account.objects.get(username=name_of(unit))
    case = observed(unit, acting(own, MAY))
    for day in (MAY, JUNE):
        by = acting(own, day)
        agree_remedy(
            case_id=case.pk, text="تدبير", owner_id=by.post_ids[0], due_on=date(2026, 7, 1), on=day, by=by,
            at=at_noon(day),
        )  # fmt: skip
    mark_done(case_id=case.pk, done_on=JUNE, on=JUNE, by=acting(own, JUNE), at=at_noon(JUNE))
    answer_case(case_id=case.pk, text="جواب", by=acting(own, JUNE), at=at_noon(JUNE))
    settle_case(case_id=case.pk, text="تم", on=JUNE, by=acting(own, JUNE), at=at_noon(JUNE))
    observed(unit, acting(own, ON))
    silent = Case.objects.filter(kind=CaseKind.SILENT, ended_on=None, path__startswith=party.regions[0].path).first()
    assert silent is not None
    dismiss_case(case_id=silent.pk, reason="لا خلل", on=ON, by=above, at=at_noon(ON))
    make_case(
        unit, kind=CaseKind.VACANT, on=MAY, facts=["vacancy:2026-04-01"], ended_on=JUNE, ended_at=at_noon(JUNE),
        ended_as="settled_by_facts",
    )  # fmt: skip
    planned(party)
