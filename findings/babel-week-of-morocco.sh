#!/bin/sh
# Seen: with CLDR's data for Morocco (ar_MA, fr_MA) and for plain «fr», Babel calls 1 January 2027 week 1 of 2027.
# A good guess is wrong: ISO 8601, iCalendar's weeks and «fr_FR» of the same Babel say week 53 of 2026 of that Friday.
# Follows: the key of a week (2026W53) is made from isocalendar() alone, never from a locale; pages show a week's days.
set -eu
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check Babel==2.18.0
"$folder/venv/bin/python" - <<'PY'
import sys
from datetime import date
from importlib.metadata import version

from babel import Locale
from babel.dates import format_date

day = date(2027, 1, 1)
seen = {name: format_date(day, "YYYY'W'ww", locale=name) for name in ("ar_MA", "fr_MA", "fr", "fr_FR")}
iso = "{0}W{1:02}".format(*day.isocalendar())
least = {name: Locale.parse(name).min_week_days for name in seen}
print("Babel", version("babel"), day, "by locale", seen, "by ISO", iso, "days that make a first week", least)
expected = {"ar_MA": "2027W01", "fr_MA": "2027W01", "fr": "2027W01", "fr_FR": "2026W53"}
sys.exit(seen != expected or iso != "2026W53")
PY
