"""Is the attendance of a meeting plausible?"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_MOST_DIGITS = 9
_SPACES = " \u00a0\u202f\u200e\u200f"


class Weight(StrEnum):
    """What a remark asks for: it stops the report, wants a yes, or is only said."""

    REFUSE = "refuse"
    ASK = "ask"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing noticed: its code, the count it concerns, the most that count could be, what the counts make together.

    ``limit`` None: no limit; ``total`` None: the sum does not matter.
    """

    code: str
    field: str
    weight: Weight
    limit: int | None = None
    total: int | None = None


def whole_number(text: str) -> int | None:
    """The number typed, digits of any script, spaces inside allowed; None when it is not a whole number ≥ 0.

    More than nine digits is no number a meeting can have.
    """
    bare = text.translate(dict.fromkeys(map(ord, _SPACES))).strip()
    values = [unicodedata.decimal(char, None) for char in bare]
    if not values or len(values) > _MOST_DIGITS or None in values:
        return None
    return int("".join(map(str, values)))


def attendance_remarks(
    present: int, excused: int, absent: int, *, women: int | None, youth: int | None, body_size: int | None
) -> list[Remark]:
    """What is impossible or surprising in the counts of a meeting; empty when all is plausible.

    Refused: ``attendance_negative``, ``women_above_present``, ``youth_above_present``. Asked: ``attendance_nobody``
    (no one present), ``attendance_above_ten_times`` the body (one count, or all together), ``attendance_above_body``:
    present, excused and absent together are more than the body. Said: ``attendance_differs_from_body`` when they are
    fewer. ``body_size`` None or 0 is unknown.
    """
    counts = {"present": present, "excused": excused, "absent": absent, "women": women, "youth": youth}
    remarks = [
        Remark("attendance_negative", field, Weight.REFUSE, 0)
        for field, count in counts.items()
        if count is not None and count < 0
    ]
    if remarks:
        return remarks
    for field, part in (("women", women), ("youth", youth)):
        if part is not None and part > present:
            remarks.append(Remark(f"{field}_above_present", field, Weight.REFUSE, present))
    if present == 0:
        remarks.append(Remark("attendance_nobody", "present", Weight.ASK))
    return remarks + _against_body(present, excused, absent, body_size)


def most_plausible(body_size: int) -> int:
    """The most who may take part, or be missing, without being asked about: ten times the body."""
    return 10 * body_size


def _against_body(present: int, excused: int, absent: int, body_size: int | None) -> list[Remark]:
    if not body_size:
        return []
    most = most_plausible(body_size)
    beyond = [
        Remark("attendance_above_ten_times", field, Weight.ASK, most)
        for field, count in (("present", present), ("excused", excused), ("absent", absent))
        if count > most
    ]
    total = present + excused + absent
    if beyond or total == body_size:
        return beyond
    if total > most:  # each count may be plausible and their sum not
        return [Remark("attendance_above_ten_times", "present", Weight.ASK, most)]
    if total > body_size:
        return [Remark("attendance_above_body", "present", Weight.ASK, body_size, total)]
    return [Remark("attendance_differs_from_body", "present", Weight.HINT, body_size)]
