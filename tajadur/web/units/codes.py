"""The units with their codes, as the second sheet of a workbook that is to be filled in: codes to copy."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from tajadur.foundation.installation import scripts


def unit_titles() -> list[str]:
    """The titles of the columns."""
    names = [_("Name in Arabic"), _("Name in Latin letters")][: len(scripts())]
    return [_("Code"), *names, _("Level"), _("Under"), _("Code of the parent")]


def unit_rows(units: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    """A row of texts for each unit."""
    for unit in units:
        parent = (unit.parent.name, unit.parent.code) if unit.parent else ("", "")
        names = (unit.name_ar, unit.name_latin) if len(scripts()) > 1 else (unit.name,)
        yield (unit.code, *names, unit.kind.name, *parent)
