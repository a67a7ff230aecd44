#!/bin/sh
# Seen: Babel finds gettext("…") inside an f-string when it runs on Python 3.12 and later, and passes over it on 3.11.
# A good guess is wrong: extraction looks like reading text, so one catalogue is expected whatever interpreter made it.
# Follows: a sentence is lost for whoever extracts on 3.11; here a gettext inside an f-string is refused by the checks.
set -eu
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check Babel==2.18.0
"$folder/venv/bin/python" - <<'PY'
import io
import sys
from importlib.metadata import version

from babel.messages.extract import extract_python

source = b"""
from gettext import gettext as _
name = "x"
first = f"{_('within')} {name}"
second = _("beside")
"""
found = [message for _, _, message, _ in extract_python(io.BytesIO(source), ["_"], [], {})]
print("Babel", version("babel"), "on Python", ".".join(map(str, sys.version_info[:3])), "extracts", found)
expected = ["within", "beside"] if sys.version_info >= (3, 12) else ["beside"]
sys.exit(found != expected)
PY
