"""What an import of people and mandates works on: rows, what each would do, and what must be asked first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tajadur.foundation.sheets.lines import RowFlaw
from tajadur.permissions.powers import POWERFUL

from ..models import Mandate, Post
from .holding import AgainstRule, Beginning
from .match_people import Namesake
from .persons import Details

ANOTHER = "new"  # the answer: somebody else than those pointed out


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of the file: its number there, where the office is (in words or codes), who holds it, from when to when.

    ``unit`` is a code or a name, ``above`` what the row says of where the unit stands; ``columns`` tells which column
    said it, for what is to be corrected.
    """

    number: int
    unit: str
    body: str
    post: str
    details: Details
    from_on: date | None
    to_on: date | None = None
    above: tuple[str, ...] = ()
    column: str = "unit"


@dataclass(slots=True)
class Planned:
    """What a row would do. ``person_id`` is the recorded person it was matched with, else ``key`` names the new one.

    ``likely`` is who may be meant as long as nobody has said it; ``ends`` are the mandates that end the day before for
    it: of the holder who hands over, or the same person's.
    """

    row: ImportRow
    post: Post
    values: dict[str, Any]
    key: str
    from_on: date
    person_id: int | None = None
    likely: tuple[Namesake, ...] = ()
    ends: list[Mandate] = field(default_factory=list)

    @property
    def who(self) -> int | str:
        """What tells the persons of the rows apart."""
        return self.person_id or self.key

    @property
    def last_day(self) -> date:
        """The last day of those who end."""
        return self.from_on - timedelta(days=1)

    @property
    def is_renewed(self) -> bool:
        """Does the person follow themselves?"""
        return any(mandate.person_id == self.person_id for mandate in self.ends)

    @property
    def beginning(self) -> Beginning:
        """As the rules about holding posts see it."""
        return Beginning(self.who, self.post, self.from_on, self.row.to_on, key=f"row {self.row.number}")

    def overlaps(self, from_on: date, to_on: date | None) -> bool:
        """Do both have a day in common?"""
        return (self.row.to_on is None or from_on <= self.row.to_on) and (to_on is None or self.from_on <= to_on)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that would write down somebody a second time, as far as can be told; somebody must say who it is."""

    row: int
    name: str
    namesakes: tuple[Namesake, ...]

    @property
    def field(self) -> str:
        """The name under which the answer comes back."""
        return f"who_{self.row}"


@dataclass(slots=True)
class ImportPlan:
    """The answer of the dry run. It can be carried out when ``flaws`` and ``doubts`` are empty.

    ``notes`` are readings that are not as typed, and rows against a rule that asks (``against``: all of them).
    """

    planned: list[Planned]
    flaws: list[RowFlaw]
    doubts: list[Doubt]
    notes: list[RowFlaw]
    against: list[AgainstRule] = field(default_factory=list)

    @property
    def matched(self) -> int:
        """How many recorded persons get a mandate."""
        return len({entry.person_id for entry in self.planned if entry.person_id})

    @property
    def newcomers(self) -> int:
        """How many persons are new."""
        return len({entry.key for entry in self.planned if not entry.person_id})

    @property
    def waiting(self) -> int:
        """How many mandates will wait for a second person: those of posts with power."""
        return sum(1 for entry in self.planned if entry.post.post_type.office in POWERFUL)

    @property
    def hand_overs(self) -> list[Planned]:
        """The rows for which somebody's mandate ends the day before."""
        return [entry for entry in self.planned if entry.ends]


Answers = Mapping[int, str]
