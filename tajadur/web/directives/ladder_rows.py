"""The rows of a ladder in a form: so many days before or after a day, told to a level. An empty row is no step."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tajadur.duties.directives.vocabulary import LADDER_ANCHOR_CHOICES, LEVEL_CHOICES
from tajadur.rules.deadlines import MOST_DAYS
from tajadur.rules.reminders import LONGEST_LADDER, Ladder, LadderAnchor, ladder_from, ladder_rows
from tajadur.web.components.widgets import DigitsInput
from tajadur.web.forms import CountField, PlainForm

BEFORE, AFTER = "before", "after"
EMPTY_ROWS = 3
_PARTS = ("days", "side", "anchor", "to")


class LadderForm(PlainForm):
    """A form with ladder rows named ``step<i>_days``, ``…_side``, ``…_anchor``, ``…_to``."""

    def __init__(self, *args: Any, ladder: Ladder = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = self._asked_rows() if self.is_bound else min(LONGEST_LADDER, len(ladder) + EMPTY_ROWS)
        for number in range(self.rows):
            self._add_row(number)
        for number, row in enumerate(ladder_rows(ladder)[: self.rows]):
            self._fill(number, row)

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The rows as bound fields, for the page: {number, days, side, anchor, to}."""
        return [
            {"number": number + 1, **{part: self[_name(number, part)] for part in _PARTS}}
            for number in range(self.rows)
        ]

    @property
    def main_fields(self) -> list[Any]:
        """Every visible field that belongs to no row."""
        return [field for field in self.visible_fields() if not field.name.startswith("step")]

    @property
    def ladder(self) -> Ladder:
        """The rows with a level, as the operation takes them."""
        return ladder_from(self._plain(number) for number in self._filled())

    def row_on_page(self, row: int) -> int:
        """The number shown beside the ``row``-th filled row (from 1)."""
        filled = self._filled()
        return filled[row - 1] + 1 if row <= len(filled) else row

    def clean(self) -> dict[str, Any]:
        """A row with a level needs its days."""
        cleaned = super().clean()
        for number in range(self.rows):
            days = _name(number, "days")
            if cleaned.get(_name(number, "to")) and cleaned.get(days) is None and days not in self.errors:
                self.add_error(
                    days, ValidationError(_("Type the number of days, 0 for the day itself."), code="required")
                )
        return cleaned

    def _filled(self) -> list[int]:
        return [number for number in range(self.rows) if self.cleaned_data.get(_name(number, "to"))]

    def _plain(self, number: int) -> dict[str, object]:
        days, side, anchor, to = (self.cleaned_data[_name(number, part)] for part in _PARTS)
        return {"offset": -days if side == BEFORE else days, "anchor": anchor, "to": to}

    def _asked_rows(self) -> int:
        return sum(1 for number in range(LONGEST_LADDER) if self.add_prefix(_name(number, "to")) in self.data)

    def _add_row(self, number: int) -> None:
        self.fields[_name(number, "days")] = CountField(
            label=_("Days"), most=MOST_DAYS, required=False, widget=DigitsInput(0, MOST_DAYS)
        )
        self.fields[_name(number, "side")] = forms.ChoiceField(
            label=_("Before or after"), choices=((BEFORE, _("before")), (AFTER, _("after"))), initial=BEFORE
        )
        self.fields[_name(number, "anchor")] = forms.ChoiceField(
            label=_("Counted from"), choices=LADDER_ANCHOR_CHOICES, initial=LadderAnchor.DUE
        )
        self.fields[_name(number, "to")] = forms.ChoiceField(
            label=_("Who is told"), choices=[("", _("No step")), *LEVEL_CHOICES], required=False
        )

    def _fill(self, number: int, row: dict[str, Any]) -> None:
        self.fields[_name(number, "days")].initial = abs(row["offset"])
        self.fields[_name(number, "side")].initial = AFTER if row["offset"] > 0 else BEFORE
        self.fields[_name(number, "anchor")].initial = row["anchor"]
        self.fields[_name(number, "to")].initial = row["to"]


def ladder_of(steps: Iterable[Any]) -> Ladder:
    """The ladder of stored steps, in the order of time they are usually read."""
    rows: list[dict[str, Any]] = [{"anchor": step.anchor, "offset": step.offset, "to": step.to} for step in steps]
    order: list[Any] = list(LadderAnchor)
    return ladder_from(sorted(rows, key=lambda row: (order.index(row["anchor"]), row["offset"], row["to"])))


def _name(number: int, part: str) -> str:
    return f"step{number}_{part}"
