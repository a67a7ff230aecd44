"""The columns of the sheet of people and mandates: their keys, their titles in every language, what a cell may say."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tajadur.foundation.arabic import digits, fold
from tajadur.foundation.errors import BadInput
from tajadur.foundation.mail_address import clean_address
from tajadur.organisation.people.operations.import_plan import ImportRow
from tajadur.organisation.people.operations.persons import Details
from tajadur.organisation.people.vocabulary import Sex
from tajadur.rules.attendance import whole_number
from tajadur.web.forms import DayField

TITLES: Mapping[str, Promise] = {
    "unit": _("Code of the unit"),
    "body": _("Body"),
    "post": _("Post"),
    "name_ar": _("Name in Arabic"),
    "name_latin": _("Name in Latin letters"),
    "sex": _("Sex"),
    "birth_year": _("Year of birth"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "from_on": _("First day"),
    "to_on": _("Last day"),
}
NEEDED = ("unit", "body", "post", "name_ar", "from_on")
_SEX = {
    **dict.fromkeys(("f", "femme", "woman", "ا", "امراه", "انثي", "انثى"), Sex.WOMAN),
    **dict.fromkeys(("m", "h", "homme", "man", "ذ", "رجل", "ذكر"), Sex.MAN),
}
_DAY = DayField(required=False)


@lru_cache(maxsize=1)
def known_titles() -> dict[str, str]:
    """Folded title, in any of the languages, or key -> key."""
    keys = {fold(key): key for key in TITLES}
    for language, _name in settings.LANGUAGES:
        with override(language):
            keys |= {fold(str(title)): key for key, title in TITLES.items()}
    return keys


def row_of(number: int, cells: Mapping[str, str]) -> tuple[ImportRow, list[BadInput]]:
    """The row with days, year and sex understood, and what could not be. Names and places are tried by the plan."""
    problems: list[BadInput] = []
    from_on, to_on = (_day(cells, name, problems) for name in ("from_on", "to_on"))
    if from_on is None and not any(problem.field == "from_on" for problem in problems):
        problems.append(BadInput("from_on", "from_missing"))
    details = Details(
        name_ar=cells.get("name_ar", ""),
        name_latin=cells.get("name_latin", ""),
        sex=_sex(cells.get("sex", ""), problems),
        birth_year=_year(cells.get("birth_year", ""), problems),
        phone=cells.get("phone", ""),
        email=_email(cells.get("email", ""), problems),
    )
    place = {name: cells.get(name, "").strip() for name in ("body", "post")}
    return ImportRow(
        number, digits(cells.get("unit", "")).strip(), **place, details=details, from_on=from_on, to_on=to_on
    ), problems


def _day(cells: Mapping[str, str], name: str, problems: list[BadInput]) -> date | None:
    try:
        return _DAY.to_python(cells.get(name, ""))
    except ValidationError as error:
        problems.append(BadInput(name, "said", sentence=" ".join(error.messages)))
        return None


def _sex(text: str, problems: list[BadInput]) -> str:
    typed = fold(text)
    if typed and typed not in _SEX:
        problems.append(BadInput("sex", "sex_unknown", woman=Sex.WOMAN.label, man=Sex.MAN.label))
    return _SEX.get(typed, "")


def _year(text: str, problems: list[BadInput]) -> int | None:
    year: int | None = whole_number(text.strip()) if text.strip() else None
    if text.strip() and year is None:
        problems.append(BadInput("birth_year", "year_shape"))
    return year


def _email(text: str, problems: list[BadInput]) -> str:
    typed = clean_address(text)
    if typed:
        try:
            validate_email(typed)
        except ValidationError:
            problems.append(BadInput("email", "email_shape"))
            return ""
    return typed
