"""A real installation starts with the six directives, from the day the party chose."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tajadur.duties.directives.models import Directive, LadderStep
from tajadur.duties.obligations.models import Obligation
from tajadur.jobs.passes import run_pass
from tests.factories.duties import at_noon

FIRST = date(2027, 1, 1)


def test_load_directives_asks_for_the_territory_first(db: None) -> None:
    with pytest.raises(CommandError, match="load_territory"):
        call_command("load_directives")


def test_a_real_installation_asks_from_the_day_chosen_and_a_second_run_changes_nothing(db: None) -> None:
    call_command("load_territory")
    call_command("load_directives", from_on=FIRST)
    run_pass("open_periods", on=date(2027, 1, 4), at=at_noon(date(2027, 1, 4)))
    monthly = Obligation.objects.filter(directive__code="provincial-office")
    assert set(monthly.values_list("period_key", flat=True)) == {"2027-01", "2027-02", "2027-03"}
    assert monthly.filter(period_key="2027-01").count() == 75
    before = list(Directive.objects.values()), LadderStep.objects.count()
    call_command("load_directives", from_on=date(2028, 1, 1))
    assert (list(Directive.objects.values()), LadderStep.objects.count()) == before
