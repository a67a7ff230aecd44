"""The plan in the living party: issued, adopted by a branch, adapted, told, stated, corrected, linked, measured."""

from datetime import date
from decimal import Decimal

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.plans.models import AdoptedAction
from tajadur.activity.plans.nightly import measure_plan
from tajadur.activity.plans.operations.linking import link_case
from tajadur.activity.plans.operations.news import add_own_action, tell_action
from tajadur.activity.plans.operations.stating import withdraw_value
from tajadur.organisation.people.models import Account
from tests.factories.duties import at_noon
from tests.factories.files import staged
from tests.factories.party import Party, acting
from tests.factories.plans import DUE, adapted, adopted, issued_plan, stated

ISSUED, ADOPTED, LATER, ON = date(2026, 5, 20), date(2026, 5, 25), date(2026, 6, 2), date(2026, 6, 7)


def planned(party: Party) -> None:
    """Everything a unit does with the plan, once; the pass of two nights."""
    unit = party.branches[0][0][1]
    account = Account.objects.get(username=f"of-{unit.code.lower().rstrip('.')}")
    by, after = acting(account, ADOPTED), acting(account, LATER)
    edition = issued_plan(party, ISSUED)
    measure_plan(on=ADOPTED, at=at_noon(ADOPTED))
    adoption = adopted(unit, edition, by)
    adapted(adoption, edition, after, stated=Decimal(8))
    own = add_own_action(
        unit_id=unit.pk, adoption_id=adoption.pk, text="لقاء الشباب", due_on=DUE, on=LATER, by=after, at=at_noon(LATER)
    )
    first = AdoptedAction.objects.filter(adoption=adoption).earliest("pk")
    for pk, is_end in ((first.pk, False), (own, True)):
        tell_action(
            unit_id=unit.pk, adopted_id=pk, text="تم", told_on=LATER, is_end=is_end, on=LATER, by=after,
            at=at_noon(LATER),
        )  # fmt: skip
    scan = str(staged(by, at=at_noon(ADOPTED)).key)
    stated(unit, edition, by, 2, files=[scan])
    stated(unit, edition, after, 3, valued_on=ADOPTED, files=[scan])
    mistaken = stated(unit, edition, after, 9)
    withdraw_value(unit_id=unit.pk, value_id=mistaken, on=LATER, by=after, at=at_noon(LATER))
    case = Case.objects.filter(unit=unit).latest("pk")
    link_case(unit_id=unit.pk, case_id=case.pk, adopted_id=first.pk, on=ON, by=acting(account, ON), at=at_noon(ON))
    measure_plan(on=ON, at=at_noon(ON))
