"""What came of a decision sent up."""

from itertools import product

import pytest

from tajadur.rules.carry_over import Outcome
from tajadur.rules.proposals import ProposalState, may_be_withdrawn, must_stay, proposal_state


@pytest.mark.parametrize("outcome", [None, *Outcome])
@pytest.mark.parametrize("is_placed", [False, True])
def test_what_is_taken_back_is_taken_back(outcome: Outcome | None, is_placed: bool) -> None:
    state = proposal_state(is_withdrawn=True, is_placed=is_placed, outcome=outcome)
    assert (state, may_be_withdrawn(state), must_stay(state)) == (ProposalState.WITHDRAWN, False, False)


def test_it_is_sent_then_on_an_agenda_then_what_the_report_says() -> None:
    states = [proposal_state(is_withdrawn=False, is_placed=placed, outcome=None) for placed in (False, True)]
    assert states == [ProposalState.SENT, ProposalState.ON_AGENDA]
    said = [proposal_state(is_withdrawn=False, is_placed=True, outcome=outcome) for outcome in Outcome]
    assert [state.value for state in said] == [outcome.value for outcome in Outcome]


def test_until_something_was_said_it_may_be_taken_back_and_afterwards_let_go() -> None:
    for placed, outcome in product((False, True), (None, *Outcome)):
        state = proposal_state(is_withdrawn=False, is_placed=placed, outcome=outcome)
        assert may_be_withdrawn(state) == (outcome is None)
        assert must_stay(state) == (outcome is None and placed)
