"""What came of a decision sent to the body above?"""

from enum import StrEnum

from .carry_over import Outcome


class ProposalState(StrEnum):
    """How a proposal stands: on its way, on an agenda, or with what the body above said of it last."""

    SENT = "sent"
    ON_AGENDA = "on_agenda"
    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    CARRIED = "carried"
    WITHDRAWN = "withdrawn"


def proposal_state(*, is_withdrawn: bool, is_placed: bool, outcome: str | None) -> ProposalState:
    """The state of a proposal: withdrawn or not, placed on an agenda or not, the last outcome that a report says.

    What a report said stands until another says otherwise, whatever agenda the proposal is carried to meanwhile.
    """
    if is_withdrawn:
        return ProposalState.WITHDRAWN
    if outcome is not None:
        return ProposalState(Outcome(outcome).value)
    return ProposalState.ON_AGENDA if is_placed else ProposalState.SENT


def may_be_withdrawn(state: ProposalState) -> bool:
    """May its sender still take it back? Not once the body above has said what came of it."""
    return state in {ProposalState.SENT, ProposalState.ON_AGENDA}


def must_stay(state: ProposalState) -> bool:
    """Must the line stay on the agenda? Until the body has said once what came of it; after that it may let it go."""
    return state is ProposalState.ON_AGENDA
