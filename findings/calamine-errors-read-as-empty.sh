#!/bin/sh
# Seen: of a sheet where two cells hold #N/A and one a formula never computed, python-calamine gives empty texts for all.
# A good guess is wrong: openpyxl reads the same cells as «#N/A» and «=B2», and an empty cell means that nothing was said.
# Follows: an import looks into the file itself for errors and formulas, and names the cell; it never takes them as empty.
set -eu
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
"$folder/venv/bin/python" - "$folder/members.xlsx" <<'PY'
import sys
from importlib.metadata import version

from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

path = sys.argv[1]
book = Workbook()
for row in (["name", "phone", "copy"], ["Nadia", "#N/A", "=B2"], ["Said", "0600000000", "#N/A"]):
    book.active.append(row)
for cell in ("B2", "C3"):
    book.active[cell].data_type = "e"
book.save(path)
calamine = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
other = [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows(min_row=2)]
print("python-calamine", version("python-calamine"), "reads", calamine)
print("openpyxl", version("openpyxl"), "reads", other)
expected = [["Nadia", "", ""], ["Said", "0600000000", ""]]
sys.exit(calamine != expected or other != [["Nadia", "#N/A", "=B2"], ["Said", "0600000000", "#N/A"]])
PY
