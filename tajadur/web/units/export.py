"""The list of units as a sheet, filtered as the page is: codes to copy into other sheets."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tajadur.foundation.errors import NotVisible
from tajadur.foundation.installation import scripts
from tajadur.organisation.units.queries.tree import unit_list
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.paging import number_in, text_in
from tajadur.web.sheets.writing import Page, csv_of, file_answer, xlsx_of
from tajadur.web.trees import tree_of

CLOSED = "closed"


def units_asked(request: ActorRequest) -> Any:
    """The units that the filters in the address ask for, as far as the actor sees them."""
    actor = request.actor
    return unit_list(
        actor,
        on=actor.on,
        words=text_in(request, "q"),
        kind=text_in(request, "kind"),
        region_id=number_in(request, "region"),
        closed=text_in(request, "state") == CLOSED,
        tree=tree_of(request, Permission.SEE_UNIT).narrows,
    )


@enter(get=Permission.SEE_UNIT)
def download(request: ActorRequest, kind: str) -> HttpResponse:
    """The list as ``xlsx`` or ``csv``."""
    rows = unit_rows(units_asked(request))
    if kind == "csv":
        return file_answer(csv_of(unit_titles(), rows), "units", kind)
    if kind == "xlsx":
        return file_answer(xlsx_of(Page(_("Units"), unit_titles(), rows)), "units", kind)
    raise NotVisible


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
