"""The sheet for the authority in words: everything the printed page holds, in the language it is printed in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from tajadur.activity.filings.queries.officers import Officer, officers_on, unit_above
from tajadur.activity.filings.vocabulary import Occasion
from tajadur.foundation.formats import day_month_year
from tajadur.foundation.typesetting import typeset
from tajadur.organisation.profile.queries import party_name

# The authority reads Arabic or French; the page itself may be in another language.
SHEET_LANGUAGES = ("ar", "fr")
NO_BREAK = "\u00a0"


def sheet_pdf(filing: Any, as_of: date, language: str) -> bytes:
    """The sheet of one declaration as of a day. The same as long as nobody corrects who was in office on it."""
    with override(language):
        content = sheet_content(filing, as_of, officers_on(filing, as_of), unit_above(filing, as_of), language)
    return typeset("filings/sheet.typ", content, dated=as_of)


def sheet_content(filing: Any, as_of: date, officers: Sequence[Officer], above: Any, language: str) -> dict[str, Any]:
    """What the template takes, in the language in force."""
    # A day is never cut at the end of a line.
    unit, since, day = filing.unit, *(day_month_year(each).replace(" ", NO_BREAK) for each in (filing.since_on, as_of))
    title = {
        Occasion.CREATION: _("Declaration of the creation of an office"),
        Occasion.RENEWAL: _("Declaration of the renewal of an office"),
    }[Occasion(filing.occasion)]
    lines = [
        (_("Unit"), unit.name),
        (_("Level"), unit.kind.name),
        (_("Under"), above.name if above else ""),
        (_("Body"), filing.body.body_type.name),
        (_("In office since"), since),
        (_("To be declared by"), day_month_year(filing.due_on)),
    ]
    return {
        "lang": language,
        "rtl": language == "ar",
        "title": title,
        "party": party_name(language),
        "law": _("Organic law 29-11 on political parties, articles 16 and 17"),
        "foot": f"{unit.name} · {since}",
        "lines": [{"label": label, "text": text} for label, text in lines if text],
        "officers_title": _("Who leads it, by post"),
        "heads": [_("No."), _("Post"), _("Name"), _("In office since")],
        "officers": [_row(number, officer) for number, officer in enumerate(officers, start=1)],
        "vacant": pgettext("post", "Vacant"),
        "statement": _(
            "The undersigned declares to the competent administrative authority that the office named above was "
            "composed as listed on %(day)s, and asks for the receipt that the law provides for."
        )
        % {"day": day},
        "place_and_day": _("Done at, on"),
        "signature": _("Name and signature of the secretary"),
        "authority_part": _("For the authority"),
        "receipt_number": _("Number of the receipt"),
        "receipt_day": _("Day of the receipt"),
        "stamp": _("Stamp and signature"),
    }


def _row(number: int, officer: Officer) -> dict[str, str]:
    post = _("%(post)s (acting)") % {"post": officer.post} if officer.interim else officer.post
    since = day_month_year(officer.from_on) if officer.from_on else ""
    return {"number": str(number), "post": post, "name": officer.name, "since": since}
