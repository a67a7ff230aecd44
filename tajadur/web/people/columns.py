"""The columns of the sheet of people and mandates: their headings, and what a cell may say."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tajadur.foundation.arabic import digits, fold
from tajadur.foundation.errors import BadInput
from tajadur.foundation.installation import scripts
from tajadur.foundation.mail_address import clean_address
from tajadur.foundation.sheets.layout import Column, Layout
from tajadur.foundation.sheets.lines import Line, RowFlaw, flaws_of
from tajadur.foundation.text import without_invisible
from tajadur.foundation.typed_days import is_plain, month_leads, read_day
from tajadur.organisation.people.operations.import_rows import ImportRow
from tajadur.organisation.people.operations.persons import Details
from tajadur.organisation.people.vocabulary import Sex
from tajadur.rules.attendance import whole_number

_PLACES = ("unit", "branch", "province", "region")
_ABOVE = ("province", "region")
_DAYS = ("from_on", "to_on")
_NAMES = ("given_ar", "name_ar", "family_ar")  # in the order in which they are said
LAYOUT = Layout(
    columns=(
        Column("unit", _("Code or name of the unit"), (
            "رمز الوحدة", "Code de l'unité", "Code of the unit", "الوحدة", "الرمز", "كود", "unité", "unit", "code",
            "code unité", "code hcp", "structure", "التنظيم", "اسم الوحدة", "nom de l'unité",
        )),
        Column("region", _("Region"), ("الجهة", "جهة", "région")),
        Column("province", _("Province"), (
            "الإقليم", "العمالة", "العمالة أو الإقليم", "الإقليم أو العمالة", "العمالة الإقليم", "الفرع الإقليمي",
            "province", "préfecture", "province ou préfecture", "section provinciale",
        )),
        Column("branch", _("Branch"), (
            "الفرع", "الفرع المحلي", "اسم الفرع", "الجماعة", "المقاطعة", "الجماعة أو المقاطعة", "section",
            "section locale", "branche", "commune", "arrondissement",
        )),
        Column("body", _("Body"), ("الهيئة", "الجهاز", "المكتب", "organe", "instance", "bureau"), once=True),
        Column("post", _("Post"), (
            "المنصب", "الصفة", "المهمة", "المسؤولية", "الصفة داخل المكتب", "المهمة داخل المكتب", "poste", "fonction",
            "qualité", "responsabilité", "mandat", "titre",
        ), once=True),
        Column("name_ar", _("Name in Arabic"), (
            "الاسم الكامل", "الاسم", "الاسم والنسب", "الاسم الشخصي والعائلي", "الاسم العائلي والشخصي",
            "الاسم بالعربية", "الاسم الكامل بالعربية", "nom en arabe", "nom complet", "nom", "nom et prénom",
            "nom prénom", "prénom et nom", "full name", "name",
        )),
        Column("given_ar", _("First name, where it has its own column"), ("الاسم الشخصي", "prénom", "first name")),
        Column("family_ar", _("Family name, where it has its own column"), (
            "النسب", "الاسم العائلي", "nom de famille", "family name", "last name",
        )),
        Column("name_latin", _("Name in Latin letters"), (
            "الاسم باللاتينية", "الاسم بالحروف اللاتينية", "الاسم بالفرنسية", "الاسم الكامل بالفرنسية",
            "nom en français", "nom latin", "nom en lettres latines", "nom complet en français",
        )),
        Column("sex", _("Sex"), ("الجنس", "النوع", "sexe", "genre", "civilité")),
        Column("birth_year", _("Year of birth"), (
            "سنة الازدياد", "تاريخ الازدياد", "سنة الميلاد", "تاريخ الميلاد", "année de naissance",
            "date de naissance", "né le", "date of birth",
        )),
        Column("phone", _("Telephone"), (
            "الهاتف", "رقم الهاتف", "الهاتف المحمول", "الهاتف النقال", "المحمول", "النقال", "الجوال", "téléphone",
            "tél", "tel", "gsm", "mobile", "portable", "numéro de téléphone", "n° de téléphone", "n° tel", "phone",
        )),
        Column("email", _("E-mail"), (
            "البريد الإلكتروني", "البريد", "الإيميل", "البريد الالكتروني", "courriel", "email", "e-mail", "mail",
            "adresse électronique", "adresse mail", "adresse e-mail",
        )),
        Column("from_on", _("First day"), (
            "اليوم الأول", "تاريخ الانتخاب", "تاريخ التعيين", "تاريخ البداية", "بداية الانتداب", "تاريخ بداية الانتداب",
            "تاريخ التجديد", "التاريخ", "ابتداء من", "premier jour", "date d'élection", "date de l'élection",
            "date de nomination", "date de début", "date d'effet", "début", "date", "début du mandat",
        ), once=True),
        Column("to_on", _("Last day"), (
            "اليوم الأخير", "تاريخ النهاية", "تاريخ الانتهاء", "نهاية الانتداب", "تاريخ نهاية الانتداب",
            "dernier jour", "date de fin", "fin", "fin du mandat",
        ), once=True),
    ),
    needs=(_PLACES, ("post",), ("name_ar", "given_ar"), ("from_on",)),
)  # fmt: skip
TITLES: Mapping[str, str | Promise] = {key: column.title for key, column in LAYOUT.by_key.items()}
# The empty sheet asks for these; the other columns are understood in sheets that offices made themselves.
ASKED = ("unit", "body", "post", "name_ar", "name_latin", "sex", "birth_year", "phone", "email", "from_on", "to_on")


def asked() -> tuple[str, ...]:
    """The columns of the empty sheet: the name once where one script is offered."""
    return ASKED if len(scripts()) > 1 else tuple(key for key in ASKED if key != "name_latin")


NEEDED = ("unit", "body", "post", "name_ar", "from_on")
_SEX = {
    **dict.fromkeys(map(fold, ("f", "femme", "woman", "ا", "امرأة", "أنثى", "mme", "madame", "mlle", "السيدة", "سيدة",
                               "الآنسة", "إناث", "féminin", "female")), Sex.WOMAN),
    **dict.fromkeys(map(fold, ("m", "h", "homme", "man", "ذ", "رجل", "ذكر", "mr", "monsieur", "السيد", "سيد", "ذكور",
                               "masculin", "male")), Sex.MAN),
}  # fmt: skip


def rows_of(lines: Sequence[Line]) -> tuple[list[ImportRow], list[RowFlaw], list[RowFlaw]]:
    """(the rows that can be tried further, what cannot be taken, what is read otherwise than it was typed).

    Places, names and telephones are tried by the plan.
    """
    flaws = flaws_of(list(lines))
    notes: list[RowFlaw] = []
    doubtful = {name for name in _DAYS if any(month_leads(line.cells.get(name, "")) for line in lines)}
    rows = []
    for line in lines:
        problems: list[BadInput] = []
        if not line.bad:
            rows.append(_row(line, doubtful, problems, notes))
        flaws += [RowFlaw(line.number, problem.field, problem.code, problem.params) for problem in problems]
    return rows, flaws, notes


def _row(line: Line, doubtful: set[str], problems: list[BadInput], notes: list[RowFlaw]) -> ImportRow:
    cells = line.cells
    from_on, to_on = (_day(line, name, name in doubtful, problems, notes) for name in _DAYS)
    if from_on is None and not any(problem.field == "from_on" for problem in problems):
        problems.append(BadInput("from_on", "from_missing"))
    name_ar, name_latin = " ".join(cells[name] for name in _NAMES if cells.get(name)), cells.get("name_latin", "")
    if len(scripts()) == 1:  # one name, whichever column it stands in
        name_ar, name_latin = name_ar or name_latin, name_latin or name_ar
    details = Details(
        name_ar=name_ar,
        name_latin=name_latin,
        sex=_sex(cells.get("sex", ""), problems),
        birth_year=_year(cells.get("birth_year", ""), problems),
        phone=cells.get("phone", ""),
        email=_email(line, problems, notes),
    )
    column = next((name for name in _PLACES if cells.get(name)), "unit")
    return ImportRow(
        line.number,
        digits(without_invisible(cells.get(column, ""))).strip(),
        body=cells.get("body", ""),
        post=cells.get("post", ""),
        details=details,
        from_on=from_on,
        to_on=to_on,
        above=tuple(cells[name] for name in _ABOVE if name != column and cells.get(name)),
        column=column,
    )


def _day(line: Line, name: str, doubtful: bool, problems: list[BadInput], notes: list[RowFlaw]) -> date | None:
    typed = line.cells.get(name, "")
    try:
        day = read_day(typed, doubtful_order=doubtful)
    except BadInput as problem:
        problems.append(BadInput(name, problem.code, **problem.params))
        return None
    if day and not is_plain(typed):
        notes.append(RowFlaw(line.number, name, "day_read_as", {"typed": typed[:40], "day": day}))
    return day


def _sex(text: str, problems: list[BadInput]) -> str:
    typed = fold(text)
    if typed and typed not in _SEX:
        problems.append(BadInput("sex", "sex_unknown", woman=Sex.WOMAN.label, man=Sex.MAN.label))
    return _SEX.get(typed, "")


def _year(text: str, problems: list[BadInput]) -> int | None:
    """A year, or the year of a day of birth: the day itself is not kept."""
    bare = without_invisible(text).strip()
    year: int | None = whole_number(bare) if bare else None
    if bare and (year is None or year > 9999):
        try:
            day = read_day(bare)
        except BadInput:
            day = None
        year = day.year if day else None
    if bare and year is None:
        problems.append(BadInput("birth_year", "year_shape"))
    return year


def _email(line: Line, problems: list[BadInput], notes: list[RowFlaw]) -> str:
    text = line.cells.get("email", "")
    typed = clean_address(text)
    if typed != text.strip():
        notes.append(RowFlaw(line.number, "email", "invisible_removed"))
    if typed:
        try:
            validate_email(typed)
        except ValidationError:
            problems.append(BadInput("email", "email_shape"))
            return ""
    return typed
