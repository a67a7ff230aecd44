"""What is asked of whoever carries a message to a server, and what may come of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class Answer(StrEnum):
    """What came of handing a message over."""

    TAKEN = "taken"
    REFUSED = "refused"
    LOST = "lost"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Handed:
    """The answer, and the server's code in a few words (never an address).

    Of a refusal: ``wait`` is how many seconds the server asks to be left alone, ``reached`` whether the person has the
    message all the same, on another device. GONE: there is nobody left to hand it to.
    """

    answer: Answer
    detail: str = ""
    wait: int = 0
    reached: bool = False


class Mailer(Protocol):
    """Speaks to a server of one channel."""

    def open(self) -> Handed:
        """Connect; TAKEN when messages may be handed over."""
        ...

    def hand_over(self, letter: Any, /) -> Handed:
        """Hand one message over."""
        ...

    def close(self) -> None:
        """Say goodbye."""
        ...
