"""Where in a TOML text a key stands, which the library that reads it does not say; and the mistakes found there."""

import re
from dataclasses import dataclass, field

_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]?\]")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+)(?:\s*\.\s*([A-Za-z0-9_-]+))?\s*=")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong: the line it stands in (0: of the file as a whole), and a sentence."""

    line: int
    sentence: str
    file: str = ""

    def __str__(self) -> str:
        place = f"{self.file + ', ' if self.file else ''}line {self.line}: " if self.line else ""
        return f"{place}{self.sentence}"


@dataclass
class Marks:
    """The lines of tables and keys, and what was found wrong so far."""

    lines: dict[tuple[str, int, str], int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "Marks":
        """The lines of ``text``: by table («» before the first one), its number among those of that name, and key."""
        marks, counted = cls(), dict[str, int]()
        table, nth = "", 0
        for number, line in enumerate(text.splitlines(), 1):
            if header := _HEADER.match(line):
                table = header[1]
                nth = counted[table] = counted.get(table, -1) + 1
                marks.lines[table, nth, ""] = number
            elif key := _KEY.match(line):
                for name in (key[1], f"{key[1]}.{key[2]}" if key[2] else ""):
                    if name:
                        marks.lines.setdefault((table, nth, name), number)
        return marks

    def line(self, table: str, nth: int, key: str = "") -> int:
        """The line of a key, else of what holds it, else 0."""
        parts = key.split(".")
        for length in range(len(parts), 0, -1):
            if number := self.lines.get((table, nth, ".".join(parts[:length]))):
                return number
        return self.lines.get((table, nth, ""), self.lines.get(("", 0, table), 0))

    def wrong(self, table: str, nth: int, key: str, sentence: str) -> None:
        """Write down a mistake."""
        self.mistakes.append(Mistake(self.line(table, nth, key), sentence))
