"""What a unit types of its premises: where, since when, in which state, shared or not, open when."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.activity.premises.operations.validation import PremisesData
from tajadur.activity.premises.queries.reading import spans_of_premises
from tajadur.activity.premises.vocabulary import LONGEST_ADDRESS, PROBLEMS, PremisesCondition, Sharing
from tajadur.foundation.formats import weekday_name
from tajadur.rules.map_links import LONGEST_LINK
from tajadur.rules.opening_hours import DAYS_OF_WEEK, MOST_BLOCKS, HoursBlock, blocks_of
from tajadur.web.forms import DayField, LineField, TimeField
from tajadur.web.record_forms import RecordForm

_HOURS_PROBLEMS = ("hours_day_required", "hours_time_required", "hours_time_required")


class PremisesForm(RecordForm):
    """Premises with their hours: ``MOST_BLOCKS`` spans, each on the days of the week ticked beside it."""

    mistaken = _("It was recorded by mistake: we never had these premises")

    address = LineField(
        label=pgettext_lazy("premises", "Address"),
        limit=LONGEST_ADDRESS,
        error_messages={"required": PROBLEMS["address_required"]},
        help_text=_("Street, quarter, town: of an office, not of anybody’s home. Write no names of persons."),
    )
    from_on = DayField(label=_("Since which day"), error_messages={"required": PROBLEMS["from_required"]})
    to_on = DayField(
        label=_("Until which day"), required=False, help_text=_("The last day you have them; empty as long as you do.")
    )
    condition = forms.ChoiceField(
        label=_("In which state they are"),
        choices=PremisesCondition.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["condition_required"], "invalid_choice": PROBLEMS["condition_required"]},
    )
    sharing = forms.ChoiceField(
        label=_("Do you share them?"),
        choices=Sharing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PROBLEMS["sharing_required"], "invalid_choice": PROBLEMS["sharing_required"]},
    )
    shared_with = forms.TypedChoiceField(
        label=_("With which unit"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Only when you share them with a unit of the party."),
        error_messages={"invalid_choice": PROBLEMS["shared_unit_unknown"]},
    )
    map_link = LineField(
        label=_("Link to a map"),
        limit=2 * LONGEST_LINK,
        about_persons=False,
        required=False,
        help_text=_(
            "Of OpenStreetMap, Google Maps, Apple Maps or Waze: open the place there, share it, copy the link."
        ),
    )

    def __init__(self, *args: Any, near: Iterable[Any], row: Any | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        units = [("", "—"), *((unit.pk, unit.name) for unit in near)]
        if row is not None and row.shared_with_id and row.shared_with_id not in dict(units):
            units.append((row.shared_with_id, row.shared_with.name if row.shared_with else ""))
        self.fields["shared_with"].choices = units  # type: ignore[attr-defined]
        for number in range(MOST_BLOCKS):
            self.fields |= _block_fields(number)

    def begins_with(self, row: Any) -> dict[str, Any]:
        """The form as it was filled in."""
        values = {name: getattr(row, name) for name in self.base_fields if name != "shared_with"}
        values |= {"shared_with": row.shared_with_id}
        for number, block in enumerate(blocks_of(spans_of_premises(row.hours.all()))):
            values |= dict(zip(_names(number), (list(block.weekdays), block.opens, block.closes), strict=True))
        return values

    @property
    def blocks(self) -> list[list[forms.BoundField]]:
        """The fields of each span of hours."""
        return [[self[name] for name in _names(number)] for number in range(MOST_BLOCKS)]

    @property
    def more_blocks(self) -> list[list[forms.BoundField]]:
        """Those of the spans beyond the first."""
        return self.blocks[1:]

    @property
    def has_more_hours(self) -> bool:
        """Is anything typed, or wrong, beyond the first span?"""
        return any(field.value() or field.errors for block in self.more_blocks for field in block)

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The visible fields beside those of the hours."""
        of_hours = {name for number in range(MOST_BLOCKS) for name in _names(number)}
        return [field for field in self.visible_fields() if field.name not in of_hours]

    def clean(self) -> dict[str, Any]:
        """Hours are whole: days, from and to, or none of them."""
        cleaned = super().clean()
        for number in range(MOST_BLOCKS):
            names = _names(number)
            if any(name in self.errors for name in names) or not any(cleaned.get(name) for name in names):
                continue
            for name, code in zip(names, _HOURS_PROBLEMS, strict=True):
                if cleaned.get(name) in (None, []):
                    self.add_error(name, str(PROBLEMS[code]))
        return cleaned

    def typed(self) -> dict[str, Any]:
        """The premises with their hours."""
        blocks = []
        for number in range(MOST_BLOCKS):
            days, opens, closes = (self.cleaned_data[name] for name in _names(number))
            if days and isinstance(opens, time) and isinstance(closes, time):
                blocks.append(HoursBlock(tuple(days), opens, closes))
        return {"data": PremisesData(**super().typed(), hours=blocks)}


class NoPremisesForm(RecordForm):
    """Since which day the unit has none."""

    mistaken = _("It was said by mistake: take it back")
    from_on = DayField(
        label=_("Since which day you have none"), error_messages={"required": PROBLEMS["without_from_required"]}
    )


def _names(number: int) -> tuple[str, str, str]:
    return f"days{number}", f"opens{number}", f"closes{number}"


def _block_fields(number: int) -> dict[str, forms.Field]:
    days, opens, closes = _names(number)
    return {
        days: forms.TypedMultipleChoiceField(
            label=_("Open on"),
            choices=[(day, weekday_name(day)) for day in range(DAYS_OF_WEEK)],
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": PROBLEMS["hours_day_required"]},
        ),
        opens: TimeField(label=_("From what hour"), required=False),
        closes: TimeField(label=_("To what hour"), required=False),
    }
