"""The columns of a sheet of constituencies: their headings, and the rows that can be tried."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tajadur.activity.elections.operations.import_plan import SheetRow
from tajadur.foundation.sheets.layout import Column, Layout
from tajadur.foundation.sheets.lines import Line, RowFlaw, flaws_of
from tajadur.rules.elections import names_voters

LAYOUT = Layout(
    columns=(
        Column("code", _("Code of the constituency"), (
            "رمز الدائرة", "رقم الدائرة", "الدائرة", "code", "code circonscription", "n° circonscription",
            "circonscription", "constituency",
        )),
        Column("name_ar", _("Name of the constituency in Arabic"), (
            "اسم الدائرة", "اسم الدائرة الانتخابية", "الدائرة الانتخابية", "nom de la circonscription en arabe",
        )),
        Column("name_latin", _("Name of the constituency in Latin letters"), (
            "اسم الدائرة بالفرنسية", "nom de la circonscription", "nom circonscription", "constituency name",
        )),
        Column("unit", _("Code of the commune or arrondissement"), (
            "رمز الجماعة", "رمز الجماعة أو المقاطعة", "رمز المقاطعة", "code commune", "code de la commune", "code hcp",
            "code arrondissement", "commune code",
        )),
        Column("seats", pgettext_lazy("sheet", "Seats"), (
            "المقاعد", "عدد المقاعد", "sièges", "nombre de sièges", "number of seats",
        )),
        Column("quota", pgettext_lazy("sheet", "Seats reserved"), (
            "المقاعد المخصصة", "المقاعد المخصصة للنساء", "الكوطا", "sièges réservés", "quota", "reserved",
        )),
        Column("stations", _("Polling stations"), (
            "مكاتب التصويت", "عدد مكاتب التصويت", "bureaux de vote", "nombre de bureaux de vote", "bureaux", "stations",
        )),
        Column("place", _("Commune or arrondissement"), (
            "الجماعة أو المقاطعة", "اسم الجماعة", "الجماعة", "المقاطعة", "commune", "arrondissement",
            "nom de la commune",
        )),
    ),
    needs=(("code",), ("unit",)),
    refuses=names_voters,
)  # fmt: skip
TITLES: Mapping[str, str | Promise] = {key: column.title for key, column in LAYOUT.by_key.items()}
NEEDED = ("code", "name_ar", "unit", "seats")


# A row of our own sheet that nobody filled in says these alone: its place is left out.
_GIVEN = {"unit", "place"}


def rows_of(lines: Sequence[Line]) -> tuple[list[SheetRow], list[RowFlaw]]:
    """(the rows to try, the cells that hold no value). A row that names a place and nothing else is none."""
    keys = [key for key in LAYOUT.by_key if key != "place"]
    filled = [line for line in lines if not line.cells.keys() <= _GIVEN]
    rows = [SheetRow(line.number, **{key: line.cells.get(key, "") for key in keys}) for line in filled if not line.bad]
    return rows, flaws_of(filled)
