#!/bin/sh
# Seen: EmailMessage with Content-Language set before its text and its HTML has none at the end: the header went away.
# A good guess is wrong: the header is of the letter and stands beside Subject and Date, which both stay (RFC 3282).
# Follows: the language of a letter in Arabic or French is named after its parts are added; a test reads the letter sent.
set -eu
python=${PYTHON:-python3}
"$python" - <<'PY'
import sys
from email.message import EmailMessage
from email.policy import SMTP


def letter(*, language_first: bool) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "تذكير"
    if language_first:
        message["Content-Language"] = "ar"
    message.set_content("نص")
    message.add_alternative("<p>نص</p>", subtype="html")
    if not language_first:
        message["Content-Language"] = "ar"
    return message


first, last = letter(language_first=True), letter(language_first=False)
anywhere = [part["Content-Language"] for part in first.walk()]
print("Python", sys.version.split()[0], "set before:", anywhere, "subject kept:", str(first["Subject"]))
print("set after:", last["Content-Language"])
sys.exit(anywhere != [None, None, None] or last["Content-Language"] != "ar")
PY
