"""The interface of a transport, which carries a message to a server, and the results it may have."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class SendOutcome(StrEnum):
    """What came of handing a message over."""

    TAKEN = "taken"
    REFUSED = "refused"
    LOST = "lost"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class SendResult:
    """The outcome, and the server's code in a few words (never an address).

    Of a refusal: ``wait`` is how many seconds the server asks to be left alone, ``reached`` whether the person has the
    message all the same, on another device, ``final`` whether trying again is useless. GONE: there is nobody left to
    hand it to.
    """

    outcome: SendOutcome
    detail: str = ""
    wait: int = 0
    reached: bool = False
    final: bool = False


class Transport(Protocol):
    """Speaks to a server of one channel."""

    def open(self) -> SendResult:
        """Connect; TAKEN when messages may be handed over."""
        ...

    def send(self, letter: Any, /) -> SendResult:
        """Hand one message over."""
        ...

    def close(self) -> None:
        """Say goodbye."""
        ...
