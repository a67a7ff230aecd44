"""The form of a report: five sections, one field per point, rows that can be added."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tajadur.activity.meetings.operations.validation import ActionData, PointAnswer, ReportData
from tajadur.activity.meetings.queries.record import PointRow, ReportSheet
from tajadur.activity.meetings.vocabulary import (
    ADOPTION_CHOICES,
    OUTCOME_CHOICES,
    REPORT_CONFIRMATIONS,
    REPORT_PROBLEMS,
)
from tajadur.rules.carry_over import Outcome
from tajadur.web.components.widgets import StepperInput
from tajadur.web.forms import CountField, DayField, LineField, PlainForm, TextField, TimeField

MOST_ROWS = 20
# With fewer points than this, one tap each is quicker than reading one more line.
REST_FROM = 3
_NEEDED = {"required": REPORT_PROBLEMS["number_missing"]}


@dataclass(frozen=True, slots=True)
class BoundRow:
    """One row of decisions or actions: its fields, bound."""

    fields: Sequence[forms.BoundField]
    place: str


class OutcomeField(forms.ChoiceField):
    """What came of a point: needed, but one tick may answer it for all; the operation says when it is missing."""

    def validate(self, value: Any) -> None:
        """Refuse an unknown answer; none at all is left to the operation."""
        if value:
            super().validate(value)


class ReportForm(PlainForm):
    """What is typed for one meeting. ``sheet`` gives its points and who may own actions."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    held_on = DayField(label=_("Day of the meeting"))
    started = TimeField(label=_("Start"))
    ended = TimeField(label=_("End"), required=False)
    place = LineField(label=_("Place"), about_persons=False)
    present = CountField(label=_("Present"), error_messages=_NEEDED)
    women = CountField(label=_("Of whom women"), error_messages=_NEEDED)
    youth = CountField(label=_("Of whom young people"), error_messages=_NEEDED)
    excused = CountField(label=_("Excused"), required=False)
    absent = CountField(label=_("Absent"), required=False, help_text=_("Left empty, it is counted from the members."))
    text = TextField(label=_("What should be remembered"), required=False)

    MEETING = ("held_on", "started", "ended", "place")
    ATTENDANCE = ("present", "women", "youth", "excused", "absent")

    def __init__(self, data: QueryDict | None = None, *, sheet: ReportSheet, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.sheet = sheet
        self.fields["present"].help_text = (
            ngettext("Of %(members)s member", "Of %(members)s members", sheet.members) % {"members": sheet.members}
            if sheet.members
            else ""
        )
        for name in self.ATTENDANCE:
            if isinstance(self.fields[name].widget, StepperInput):
                self.fields[name].widget.attrs["data-most"] = 9999
        if "base_version" in initial or (data and "base_version" in data):
            self.fields["base_version"] = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32_000)
        for point in sheet.points:
            choices = OUTCOME_CHOICES if point.minutes_of_id is None else ADOPTION_CHOICES
            self.fields[f"outcome-{point.id}"] = OutcomeField(
                label=point.shown, choices=choices, widget=forms.RadioSelect
            )
            self.fields[f"note-{point.id}"] = LineField(label=_("Remark"), required=False, limit=500)
        if self.offers_rest:
            label = _("The points left without an answer were reached")
            self.fields["rest_reached"] = forms.BooleanField(label=label, required=False)
        for kind in ("decisions", "actions"):
            total = self._row_count(kind)
            self.fields[f"{kind}-TOTAL_FORMS"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
            self.initial[f"{kind}-TOTAL_FORMS"] = total
            for place in range(total):
                self.fields.update(self._row_fields(kind, place))

    @property
    def offers_rest(self) -> bool:
        """Is one tick for all unanswered points worth showing?"""
        return len(self.sheet.points) >= REST_FROM

    def ask(self, code: str, label: str | Promise | None = None) -> None:
        """Show the tick of ``code`` with this app's own words."""
        super().ask(code, label or REPORT_CONFIRMATIONS.get(code))

    def clean(self) -> dict[str, Any]:
        """Refuse a field that came twice; the rest as every form."""
        cleaned = super().clean()
        if isinstance(self.data, QueryDict):
            for name in list(self.fields):
                if len(self.data.getlist(name)) > 1:
                    self.add_error(name, forms.ValidationError(REPORT_PROBLEMS["repeated"], code="repeated"))
        return cleaned

    def report_data(self, files: Sequence[str] = ()) -> ReportData:
        """The report as the form has it, with the keys of its files, for the operation; call it on a valid form."""
        got = self.cleaned_data
        rest = Outcome.REACHED if got.get("rest_reached") else ""
        return ReportData(
            held_on=got["held_on"],
            started=got["started"],
            ended=got["ended"],
            place=got["place"],
            present=got["present"],
            excused=got["excused"] or 0,
            absent=got["absent"],
            women=got["women"],
            youth=got["youth"],
            outcomes={
                # One tick for the rest adopts nothing: minutes are answered by themselves.
                point.id: PointAnswer(
                    got[f"outcome-{point.id}"] or ("" if point.minutes_of_id else rest), got[f"note-{point.id}"]
                )
                for point in self.sheet.points
            },
            decisions=[got[f"decisions-{place}-text"] for place in range(self._row_count("decisions"))],
            decision_numbers=[
                got.get(f"decisions-{place}-number") or 0 for place in range(self._row_count("decisions"))
            ],
            actions=[
                ActionData(
                    got[f"actions-{place}-text"],
                    int(got[f"actions-{place}-owner"]) if got[f"actions-{place}-owner"] else None,
                    got[f"actions-{place}-due_on"],
                    got[f"actions-{place}-id"],
                    got[f"actions-{place}-decision"],
                )
                for place in range(self._row_count("actions"))
            ],
            text=got["text"],
            files=files,
        )

    def named(self, names: Sequence[str]) -> list[forms.BoundField]:
        """The bound fields of ``names``."""
        return [self[name] for name in names if name in self.fields]

    @property
    def meeting_fields(self) -> list[forms.BoundField]:
        """Day, hours, place."""
        return self.named(self.MEETING)

    @property
    def attendance_fields(self) -> list[forms.BoundField]:
        """The counts."""
        return self.named(self.ATTENDANCE)

    @property
    def decisions_total(self) -> forms.BoundField:
        """How many rows of decisions the page holds."""
        return self["decisions-TOTAL_FORMS"]

    @property
    def actions_total(self) -> forms.BoundField:
        """How many rows of actions the page holds."""
        return self["actions-TOTAL_FORMS"]

    @property
    def points(self) -> Iterator[tuple[PointRow, forms.BoundField, forms.BoundField]]:
        """Each point with its answer and its remark."""
        for point in self.sheet.points:
            yield point, self[f"outcome-{point.id}"], self[f"note-{point.id}"]

    @property
    def ticks(self) -> list[forms.BoundField]:
        """What the user is asked to confirm."""
        return [self[name] for name in self.fields if name.startswith("confirm_")]

    @property
    def decision_rows(self) -> list[BoundRow]:
        """The rows of decisions drawn by the server."""
        return self._rows("decisions")

    @property
    def action_rows(self) -> list[BoundRow]:
        """The rows of actions drawn by the server."""
        return self._rows("actions")

    @property
    def blank_decision(self) -> BoundRow:
        """A row that script copies."""
        return self._blank("decisions")

    @property
    def blank_action(self) -> BoundRow:
        """A row that script copies."""
        return self._blank("actions")

    def _rows(self, kind: str) -> list[BoundRow]:
        return [
            BoundRow(self.named(list(self._row_fields(kind, place))), str(place + 1))
            for place in range(self._row_count(kind))
        ]

    def _blank(self, kind: str) -> BoundRow:
        blank = PlainForm(auto_id=self.auto_id)
        blank.fields.update(self._row_fields(kind, "__prefix__"))
        return BoundRow(list(blank), "")

    def _row_count(self, kind: str) -> int:
        source = self.data if self.is_bound else self.initial
        typed = str(source.get(f"{kind}-TOTAL_FORMS") or "1")
        return min(MOST_ROWS, max(1, int(typed))) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else 1

    def _row_fields(self, kind: str, place: int | str) -> dict[str, forms.Field]:
        if kind == "decisions":
            text = LineField(label=_("Decision"), required=False, limit=500)
            fields: dict[str, forms.Field] = {f"decisions-{place}-text": text}
            if "base_version" in self.fields:
                number = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=32_000)
                fields[f"decisions-{place}-number"] = number
            return fields
        owners = [("", _("Choose…")), *self.sheet.owners]
        return {
            f"actions-{place}-text": LineField(label=_("What has to be done"), required=False, limit=500),
            f"actions-{place}-owner": forms.ChoiceField(label=_("Who does it"), choices=owners, required=False),
            f"actions-{place}-due_on": DayField(label=_("By which day"), required=False),
            f"actions-{place}-decision": CountField(
                label=_("No. of the decision it carries out"), required=False, least=1, most=MOST_ROWS
            ),
            f"actions-{place}-id": forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1),
        }


def first_values(sheet: ReportSheet, today: date) -> dict[str, Any]:
    """What the form shows when opened: the draft as it was typed, else what the app knows of the meeting."""
    if sheet.draft is not None:
        return {**_flat(sheet.draft), "client_key": _key_of(sheet.draft)}
    return {
        "client_key": str(uuid4()),
        "held_on": min(sheet.planned_on, today),
        "started": sheet.wall_time,
        "place": sheet.place,
        "excused": 0,
    }


def typed_values(post: QueryDict) -> dict[str, Any]:
    """What a form that was posted holds, as a draft keeps it: a text, or a list where a name came several times."""
    kept = {}
    for name, values in post.lists():
        if name not in {"csrfmiddlewaretoken", "keep", "tried", "version"}:
            kept[name] = values[0] if len(values) == 1 else values
    return kept


def _key_of(payload: Mapping[str, Any]) -> str:
    """The key made when the draft was begun: sending twice from two phones stays one report."""
    try:
        return str(UUID(str(payload.get("client_key"))))
    except ValueError:
        return str(uuid4())


def _flat(payload: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value[-1] if isinstance(value, list) and value else value for name, value in payload.items()}
