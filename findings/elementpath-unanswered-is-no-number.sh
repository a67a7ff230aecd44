#!/bin/sh
# Seen: elementpath's XPath 1.0 parser raises an error where a question without an answer is compared with a number.
# A good guess is wrong: XPath 1.0 makes no number of an empty text, and such a comparison is false; libxml2 says so.
# Follows: «relevant» and «constraint» of an XLSForm meet unanswered questions all the time; they are asked for first.
set -eu
python=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check elementpath==5.1.4 lxml==6.0.2
"$folder/venv/bin/python" - <<'PY'
import elementpath
from elementpath import ElementPathError, XPath1Parser, select
from lxml import etree

ANSWERS = etree.fromstring("<answers><members>12</members><women/><opened>2026-06-05</opened></answers>")
EXPRESSIONS = ("members > 3", "women > 3", "opened < '2026-06-15'", "number(women) > 3", "women = ''")


def by_elementpath(expression):
    try:
        return select(ANSWERS, expression, parser=XPath1Parser)
    except ElementPathError as error:
        return f"error {error.code}"


seen = {}
print("elementpath", elementpath.__version__, "lxml", etree.__version__)
for expression in EXPRESSIONS:
    seen[expression] = by_elementpath(expression), ANSWERS.xpath(expression)
    print(f"{expression:24} elementpath {seen[expression][0]!s:20} libxml2 {seen[expression][1]}")
assert seen["members > 3"] == (True, True)
assert seen["women > 3"] == ("error err:FORG0001", False), seen
assert seen["opened < '2026-06-15'"] == ("error err:FORG0001", False), seen
assert seen["number(women) > 3"] == (False, False)
PY
