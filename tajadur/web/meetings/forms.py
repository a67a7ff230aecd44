"""The forms of programming. Choices come from the vocabulary and the queries; operations judge what was typed."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tajadur.activity.meetings.agenda import TYPED, AgendaPoint
from tajadur.activity.meetings.vocabulary import CONFIRMATIONS, PACE_CHOICES, PACES, NthWeekday, PointKind, Weekday
from tajadur.rules.periods import PeriodType
from tajadur.web.components.widgets import MarkedSelect
from tajadur.web.forms import DayField, LineField, LinesField, PlainForm, TextField, TimeField

LENGTHS = (
    (60, _("1 hour")),
    (90, _("1 hour and a half")),
    (120, _("2 hours")),
    (180, _("3 hours")),
    (240, _("4 hours")),
    (480, _("All day")),
)
_ONE_PER_LINE = _("One per line.")
_ORDER = ("body", "pace", "place_in_month", "weekday", "month_day", "starts_on", "ends_on", "planned_on", "wall_time")


def lines_of(text: str) -> list[str]:
    """The lines of a text; an empty text has none."""
    return text.split("\n") if text else []


class MeetingsForm(PlainForm):
    """Asks its questions in the words of meetings."""

    def ask(self, code: str, label: str | Promise | None = None) -> None:
        """Show the tick by which the user confirms ``code``."""
        super().ask(code, label or CONFIRMATIONS.get(code))


class PointsForm(MeetingsForm):
    """Objectives and agenda, one per line: a field for each name of TYPED."""

    objectives = LinesField(label=_("Objectives"), help_text=_ONE_PER_LINE, rows=2)
    agenda = LinesField(label=_("Agenda"), help_text=_ONE_PER_LINE, rows=4)

    @property
    def points(self) -> list[AgendaPoint]:
        """The points typed, as the operations want them; the inverse of ``initial_of``."""
        return [point for kind in PointKind for point in self._typed(kind)]

    @property
    def points_fields(self) -> list[forms.BoundField]:
        """The fields where points are typed."""
        return [self[name] for name in TYPED]

    def _typed(self, kind: PointKind) -> list[AgendaPoint]:
        """The points of a kind. An empty line counts once, for the numbers that problems name, and not at the start."""
        names = {column: name for name, (of, column) in TYPED.items() if of == kind}
        columns = [lines_of(self.cleaned_data[name]) for name in names.values()]
        points: list[AgendaPoint] = []
        was_empty = True
        for line in zip_longest(*columns, fillvalue=""):
            is_empty = not any(cell.strip() for cell in line)
            if not (is_empty and was_empty):
                points.append(AgendaPoint.of(kind, dict(zip(names, line, strict=True))))
            was_empty = is_empty
        return points


class WhereWhenForm(MeetingsForm):
    """Hour, place and length: what a series, a single meeting and a move have in common."""

    wall_time = TimeField(label=_("Hour"))
    place = LineField(label=_("Place"))
    minutes = forms.TypedChoiceField(label=_("Length"), coerce=int, choices=LENGTHS, initial=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {value for value, _label in LENGTHS}
        typed = str(self.initial.get("minutes", ""))  # a form that comes back after the log-in brings what was typed
        length = int(typed) if typed.isdecimal() and len(typed) <= 4 else 0
        if length and length not in known:
            words = ngettext("%(n)s minute", "%(n)s minutes", length) % {"n": length}
            self.fields["minutes"].choices = [*LENGTHS, (length, words)]  # type: ignore[attr-defined]


class ProgrammeForm(PointsForm, WhereWhenForm):
    """What the two programming forms share: the body that meets."""

    body = forms.TypedChoiceField(label=_("Body"), coerce=int)

    def __init__(self, *args: Any, bodies: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(body.pk, body.body_type.name) for body in bodies]
        field = self.fields["body"]
        field.choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            field.initial = choices[0][0]
            field.widget = forms.HiddenInput()
        self.order_fields(_ORDER)


class OnceForm(ProgrammeForm):
    """One meeting."""

    planned_on = DayField(label=_("Day"))


class RegularForm(ProgrammeForm):
    """A series: its rhythm in plain choices."""

    pace = forms.ChoiceField(
        label=_("Rhythm"),
        choices=PACE_CHOICES,
        initial=PeriodType.MONTHLY,
        widget=MarkedSelect("data-weeks", [name for name, pace in PACES.items() if pace.is_weekly]),
    )
    place_in_month = forms.ChoiceField(
        label=_("Which one in the month"),
        choices=NthWeekday.choices,
        initial=NthWeekday.FIRST,
        help_text=_("Not used for weekly rhythms."),
    )
    weekday = forms.ChoiceField(label=_("Weekday"), choices=Weekday.choices, initial=Weekday.SATURDAY)
    month_day = forms.TypedChoiceField(
        label=_("Day of the month"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "—"), *((day, str(day)) for day in range(1, 29)), (-1, _("Last day of the month"))],
        help_text=_("Only for a fixed day of the month."),
    )
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"), required=False)

    def clean(self) -> dict[str, Any]:
        """A rhythm on a fixed day of the month says which."""
        cleaned = super().clean()
        pace = PACES.get(cleaned.get("pace", ""))
        if (
            not (pace and pace.is_weekly)
            and cleaned.get("place_in_month") == NthWeekday.DAY
            and not cleaned.get("month_day")
        ):
            self.add_error("month_day", _("Choose the day of the month."))
        return cleaned


class MoveForm(WhereWhenForm):
    """Another day, hour or place."""

    planned_on = DayField(label=_("New day"))
    field_order = ("planned_on", "wall_time", "place", "minutes")


class CancelForm(MeetingsForm):
    """Why a meeting is cancelled."""

    because = TextField(label=_("Why is it cancelled?"), limit=300, rows=2)


class UsualForm(PointsForm, WhereWhenForm):
    """The usual hour, place and points of a series."""

    field_order = ("wall_time", "place", "minutes", *TYPED)


class StopForm(MeetingsForm):
    """From when a series stops, and why."""

    from_on = DayField(label=_("From which day"))
    because = TextField(label=_("Why does it stop?"), limit=300, rows=2)
    cancel_meetings = forms.BooleanField(
        label=_("Also cancel its meetings already opened from that day on"), required=False, initial=True
    )


def initial_of(points: Iterable[AgendaPoint]) -> dict[str, str]:
    """What a form of points starts with: each on its line, in every field where points are typed."""
    points = list(points)
    return {
        name: "\n".join(getattr(point, column) for point in points if point.kind == kind).rstrip("\n")
        for name, (kind, column) in TYPED.items()
    }


def where_when_of(source: Any) -> dict[str, Any]:
    """Hour, place and length of a proposal or a series, to start a form with."""
    return {name: getattr(source, name) for name in ("wall_time", "place", "minutes")}
