"""Fields and forms of every app: input is cleaned once; when refused, it stays on the page with a sentence why."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tajadur.foundation.arabic import digits
from tajadur.foundation.errors import BadInput, NeedsConfirmation
from tajadur.foundation.formats import day_month_year
from tajadur.foundation.mail_address import clean_address
from tajadur.foundation.text import LINE_LIMIT, TEXT_LIMIT, clean_line, clean_lines, clean_text
from tajadur.foundation.typed_days import EARLIEST_YEAR, LATEST_YEAR, read_day
from tajadur.rules.attendance import whole_number
from tajadur.rules.identity import looks_like_identity_number
from tajadur.web.components.widgets import DateInput, FreeText, ShortText, StepperInput, TimeInput

from .names import leave_out_names
from .typed import came_back

Sentences = Mapping[str, str | Promise]

IDENTITY = "identity_number"
YES = frozenset({"on", "true", "1", "True"})
_CONFIRM = "confirm_"
_CONFIRMABLE = re.compile(r"confirm_[a-z0-9_]{1,60}")
_WALL = re.compile(r"(\d{1,2})[:hH.](\d{2})(?::\d{2})?")
# Marks a phone's keyboard may leave around digits; they say nothing in a date or an hour.
_LONGEST_FIGURE = 40
_MARKS = dict.fromkeys((0x200E, 0x200F, 0x061C, 0xA0, 0x202F))

PROBLEMS: Sentences = {
    "text_too_long": ngettext_lazy(
        "This text has %(length)s character. %(limit)s at most: shorten it.",
        "This text has %(length)s characters. %(limit)s at most: shorten it.",
        "length",
    ),
    "text_has_nul": _("This text holds a character that cannot be kept. Type it again instead of pasting it."),
    "text_has_broken_characters": _("This text holds a broken character. Type it again instead of pasting it."),
    IDENTITY: _(
        "This looks like an identity number: %(found)s. Remove it, or tick «This is not an identity number» below."
    ),
    "unknown": _("This could not be accepted. Check what was typed."),
}
_DAY_PROBLEMS: Sentences = {
    "not_a_day": _("Type the day as day/month/year, for example 21/05/2026."),
    "year_out_of_range": _("The year must be from %(earliest)s to %(latest)s, in the civil calendar."),
    "no_such_day": _("This day does not exist in the calendar. Check the day and the month."),
}
SAME_PERSON = "same_person"
CONFIRMATIONS: Sentences = {
    IDENTITY: _("This is not an identity number"),
    SAME_PERSON: _("This is another person of the same name"),
}


class AddressField(forms.EmailField):
    """An e-mail address; marks without width that came with a paste are taken out before it is judged."""

    def to_python(self, value: Any) -> str:
        """The address as it is kept."""
        return clean_address(str(super().to_python(value)))


class PlainForm(forms.Form):
    """A form that can ask «are you sure?»: each answer is a tick named ``confirm_<code>``, shown once it is needed.

    Texts of ``LineField`` and ``TextField`` that look like an identity number are refused until its tick is set.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._came_back = came_back() if (not args and kwargs.get("data") is None) or args[:1] == (None,) else None
        if self._came_back is not None:
            kwargs["initial"] = {**(kwargs.get("initial") or {}), **self._came_back.dict()}
        super().__init__(*args, **kwargs)
        self._not_offered = leave_out_names(self.fields)
        typed = self.data if self._came_back is None else self._came_back
        for name in sorted({key for key in typed if _CONFIRMABLE.fullmatch(self._bare(key))}):
            self.ask(self._bare(name).removeprefix(_CONFIRM))

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """What the field begins with; what was typed in it, when the form comes back after a session that ended."""
        if self._came_back is not None and any(self.add_prefix(name) in self._came_back for name in self.fields):
            return field.widget.value_from_datadict(self._came_back, {}, self.add_prefix(field_name))
        return super().get_initial_for_field(field, field_name)

    def leave_unjudged(self) -> None:
        """Show what was typed and judge nothing of it: only a part of the form was sent."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def renew(self, **values: Any) -> None:
        """Let hidden fields hold what is so by now when the form is shown again: the rest stays as it was typed."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            self.data[self.add_prefix(name)] = value  # type: ignore[index]

    @property
    def confirmed(self) -> frozenset[str]:
        """The codes the user has ticked; pass them to the operation."""
        return frozenset(
            name.removeprefix(_CONFIRM)
            for name in self.fields
            if name.startswith(_CONFIRM) and self.data.get(self.add_prefix(name)) in YES
        )

    def ask(self, code: str, label: str | Promise | None = None) -> None:
        """Show the tick by which the user confirms ``code``."""
        words = label or CONFIRMATIONS.get(code) or _("Yes, this is right")
        self.fields.setdefault(_CONFIRM + code, forms.BooleanField(required=False, label=str(words)))

    def clean(self) -> dict[str, Any]:
        """Refuse what looks like an identity number unless it was confirmed."""
        cleaned = super().clean() or self.cleaned_data
        cleaned.update((name, cleaned.get(given, "")) for name, given in self._not_offered.items())
        if IDENTITY in self.confirmed:
            return cleaned
        for name, field in list(self.fields.items()):
            if not isinstance(field, LineField | TextField) or not field.about_persons:
                continue
            if numbers := looks_like_identity_number(cleaned.get(name) or ""):
                words = str(PROBLEMS[IDENTITY])
                self.add_error(name, ValidationError(words, code=IDENTITY, params={"found": numbers[0]}))
                self.ask(IDENTITY)
        return cleaned

    def _bare(self, key: str) -> str:
        return key.removeprefix(f"{self.prefix}-") if self.prefix else key


def add_problems(form: forms.BaseForm, error: BadInput, problems: Sentences) -> None:
    """Put the sentences of ``error`` on ``form``; ``problems`` maps the app's codes to sentences.

    A problem of a field the form does not have goes to the top of the form. A NeedsConfirmation adds its tick.
    Days among the values are written as the language writes them.
    """
    for problem in error.problems:
        sentence: Any = problems.get(problem.code) or PROBLEMS.get(problem.code) or PROBLEMS["unknown"]
        field = problem.field if problem.field in form.fields else None
        shown = {
            key: day_month_year(value) if isinstance(value, date) else value for key, value in problem.params.items()
        }
        form.add_error(field, ValidationError(sentence, code=problem.code, params=shown or None))
        if isinstance(problem, NeedsConfirmation) and isinstance(form, PlainForm):
            form.ask(problem.code)


class LineField(forms.CharField):
    """One line of text. ``about_persons`` False for receipts, circular numbers and the like."""

    widget = ShortText

    def __init__(self, *, limit: int = LINE_LIMIT, about_persons: bool = True, **kwargs: Any) -> None:
        self.limit, self.about_persons = limit, about_persons
        super().__init__(strip=False, **kwargs)
        # Django's own refusal of NUL would hide our sentence, which tells the way out.
        self.validators = []

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The browser stops typing at the limit, and points out what looks like an identity number."""
        persons = {"data-persons": ""} if self.about_persons else {}
        return {**super().widget_attrs(widget), "maxlength": str(self.limit), **persons}

    def to_python(self, value: Any) -> str:
        """The cleaned line."""
        return _cleaned(clean_line, value, self.limit)


class TextField(forms.CharField):
    """Text of several lines, cleaned as ``LineField``."""

    widget = FreeText

    def __init__(self, *, limit: int = TEXT_LIMIT, about_persons: bool = True, rows: int = 3, **kwargs: Any) -> None:
        self.limit, self.about_persons = limit, about_persons
        kwargs.setdefault("widget", FreeText({"rows": rows}))
        super().__init__(strip=False, **kwargs)
        self.validators = []  # as in LineField

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """As those of a line, without its limit: a long text is counted by the server."""
        persons = {"data-persons": ""} if self.about_persons else {}
        return {**super().widget_attrs(widget), **persons}

    def to_python(self, value: Any) -> str:
        """The cleaned text."""
        return _cleaned(clean_text, value, self.limit)


class LinesField(TextField):
    """Text of which each line says something by itself, or of the same line of another field."""

    def to_python(self, value: Any) -> str:
        """The cleaned lines, each where it was typed."""
        return _cleaned(clean_lines, value, self.limit)


class CountField(forms.Field):
    """A whole number from ``least`` to ``most``, digits of any script. Empty gives None."""

    widget = StepperInput

    def __init__(self, *, least: int = 0, most: int = 99_999, **kwargs: Any) -> None:
        self.least, self.most = least, most
        kwargs.setdefault("widget", StepperInput(least, most))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        """The number typed."""
        text = _marked(value)
        if not text:
            return None
        number = whole_number(text)
        if number is None and re.fullmatch(r"[-\u2212]\d+", digits(text)):
            raise ValidationError(_("This cannot be below zero."), code="negative")
        if number is None:
            raise ValidationError(_("Type a whole number, for example 12."), code="not_a_number")
        if not self.least <= number <= self.most:
            raise ValidationError(
                _("Type a number from %(least)s to %(most)s."),
                code="out_of_range",
                params={"least": self.least, "most": self.most},
            )
        return number


class DayField(forms.Field):
    """A civil day: the browser's own date, or typed in any form that means one day. Empty gives None."""

    widget = DateInput

    def to_python(self, value: Any) -> date | None:
        """The day typed."""
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value or ""))
        except BadInput as error:
            code = {"day_islamic": "year_out_of_range"}.get(error.code, error.code)
            code = code if code in _DAY_PROBLEMS else "not_a_day"
            window = {"earliest": str(EARLIEST_YEAR), "latest": str(LATEST_YEAR)}
            params = window if code == "year_out_of_range" else None
            raise ValidationError(str(_DAY_PROBLEMS[code]), code=code, params=params) from None


class TimeField(forms.Field):
    """Hours and minutes on the wall, 24 h, digits of any script. Empty gives None."""

    widget = TimeInput

    def to_python(self, value: Any) -> time | None:
        """The time typed."""
        if isinstance(value, time):
            return value
        text = digits(_marked(value))
        if not text:
            return None
        match = _WALL.fullmatch(text)
        if not match or int(match[1]) > 23 or int(match[2]) > 59:
            raise ValidationError(_("Type the hour as hours:minutes, for example 18:30."), code="not_a_time")
        return time(int(match[1]), int(match[2]))


def _marked(value: Any) -> str:
    """What was typed for a number, a day or an hour; a long text is cut so that it is none, for little work."""
    text = str(value if value is not None else "").translate(_MARKS).strip()
    return text if len(text) <= _LONGEST_FIGURE else f"{text[:_LONGEST_FIGURE]}…"


def hour_field(first: int, last: int, **more: Any) -> forms.TypedChoiceField:
    """A choice among the full hours from ``first`` to ``last``."""
    hours = [(hour, f"{hour:02}:00") for hour in range(first, last + 1)]
    return forms.TypedChoiceField(choices=hours, coerce=int, **more)


def _cleaned(clean: Callable[..., str], value: Any, limit: int) -> str:
    try:
        return clean(str(value) if value is not None else "", limit=limit)
    except BadInput as error:
        sentence: Any = PROBLEMS[error.code]
        raise ValidationError(sentence, code=error.code, params=error.params or None) from None
