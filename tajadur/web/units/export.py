"""The list of units as a sheet, filtered as the page is: codes to copy into other sheets."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _


def unit_titles() -> list[str]:
    """The titles of the columns."""
    return [_("Code"), _("Name in Arabic"), _("Name in Latin letters"), _("Level"), _("Under"), _("Code of the parent")]


def unit_rows(units: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """A row of texts for each unit."""
    for unit in units:
        parent = (unit.parent.name, unit.parent.code) if unit.parent else ("", "")
        yield (unit.code, unit.name_ar, unit.name_latin, unit.kind.name, *parent)
