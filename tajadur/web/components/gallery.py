"""What the gallery of components shows: samples of every state, without a database."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tajadur.rules.forecast import Verdict

from .heat import HeatCell, HeatColumn, HeatRow, heat_table
from .states import LOOKS, month_mark
from .strip import ChartColumn, column_chart
from .verdicts import counts
from .widgets import DateInput, FreeText, ShortText, StepperInput, TimeInput

MONTHS = ["06", "07", "08", "09", "10", "11", "12", "01", "02", "03", "04", "05"]
UNITS = ["الرباط", "سلا", "الصخيرات-تمارة", "سيدي سليمان"]
SHARES = [41, 15, 12, 25, 31, 41, None, 31, 90, 71, 56, 33]
WORDS = {
    "export": _("Export"),
    "report": _("Meeting report"),
    "monday": _("Monday"),
    "met": _("Branches that held their meeting"),
    "offices": _("Provincial offices that met"),
    "on_time": _("Reports sent on time"),
    "overdue": _("Overdue obligations"),
    "strip": _("Last twelve months"),
    "of": _("of 346 branches"),
    "send": _("Send the report"),
    "sending": _("Sending…"),
    "later": _("Continue later"),
    "remove": _("Delete the draft"),
    "small": _("Remind"),
    "share": _("Meeting on Thursday at 18:30"),
    "filter": _("Filter"),
    "rate": _("Rate"),
    "sections": _("Sections of the report"),
    "note": _("After sending, the report belongs to the branch; it can be corrected, and the first version stays."),
    "date": _("Tuesday 30 June 2026"),
    "congresses": _("Regional congresses"),
    "task": _("Finish the report of 12 May"),
    "task_text": _("Three sections of five are complete"),
    "weekday": _("Thursday"),
    "month": _("May"),
    "meeting": _("Meeting of the branch office"),
    "place": _("Seat of the branch"),
    "done": _("Reading confirmed"),
    "empty": _("Nothing is overdue in this region"),
    "empty_text": _("The last report came yesterday."),
    "failed": _("The file could not be written; nothing else was touched."),
    "visit": _("Log a visit"),
}


class SampleForm(forms.Form):
    """One field of each kind."""

    place = forms.CharField(
        label=_("Place of the meeting"), help_text=_("As the invitation will show it"), widget=ShortText
    )
    held_on = forms.DateField(label=_("Date of the meeting"), widget=DateInput)
    starts_at = forms.TimeField(label=_("Hour"), widget=TimeInput, required=False)
    present = forms.IntegerField(label=_("Present"), widget=StepperInput())
    young = forms.IntegerField(label=_("Of whom young"), widget=StepperInput(0, 17), max_value=17)
    phone = forms.CharField(
        label=_("Phone"), required=False, widget=forms.TextInput({"type": "tel", "autocomplete": "off"})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("ordinary", _("Ordinary")), ("special", _("Extraordinary"))])
    held = forms.ChoiceField(
        label=_("Was it held?"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Summary"), widget=FreeText, required=False)
    public = forms.BooleanField(label=_("Open to members"), required=False)


def samples() -> dict[str, Any]:
    """The context of templates/gallery/gallery.html."""
    form = SampleForm(
        {"place": "مقر الفرع", "held_on": "2026-05-12", "starts_at": "18:30", "present": 17, "young": 19, "held": "yes"}
    )
    rows = [
        HeatRow(
            unit,
            [
                HeatCell(
                    (place * 3 + month) % 8,
                    0 if place == 3 and month < 2 else 7,
                    f"#{place}-{month}",
                    month % 3,
                    month == 11,
                )
                for month in range(12)
            ],
            url="#",
        )
        for place, unit in enumerate(UNITS)
    ]
    states = ["done"] + ["date"] * 5 + ["prep"] * 4 + ["none"] * 2
    return {
        "words": WORDS,
        "form": form,
        "states": list(LOOKS),
        "strip": SHARES,
        "strip_known": [share for share in SHARES if share is not None],
        "crumbs": [{"label": _("Home"), "url": "/"}, {"label": _("Components"), "url": ""}],
        "facts": [{"text": _("19 new reports"), "url": "#"}, {"text": _("Three offices changed secretary"), "url": ""}],
        "heatmap": heat_table(
            columns=[HeatColumn(month, current=month == "05") for month in MONTHS],
            rows=rows,
            total=HeatRow(str(_("Total")), [HeatCell(20 + month, 35) for month in range(12)]),
            label=str(_("Units by months, scrollable")),
            heading=str(_("Unit")),
        ),
        "columns": column_chart(
            [
                ChartColumn(month, share, None if share is None else max(share - 9, 0), month == "05")
                for month, share in zip(MONTHS, SHARES, strict=True)
            ],
            str(_("Share of branches that met, by month")),
        ),
        "chips": [
            {"label": _("All"), "url": "?", "current": True, "count": 23},
            {"label": _("Overdue"), "url": "?state=silent", "current": False, "count": 5},
        ],
        "rows": [
            {"label": "درعة-تافيلالت", "note": _("5 provinces"), "part": 9, "whole": 27, "state": "silent"},
            {"label": "سوس-ماسة", "note": _("6 provinces"), "part": 28, "whole": 33, "state": "on_time"},
            {"label": "الداخلة-وادي الذهب", "note": _("2 provinces"), "part": 0, "whole": 0, "state": "excused"},
        ],
        "cells": [{"label": f"{place}", "state": state} for place, state in enumerate(states, 1)],
        "counts": counts(
            [Verdict.HELD] + [Verdict.SAFE] * 5 + [Verdict.TIGHT] * 4 + [Verdict.WILL_MISS, Verdict.MISSED]
        ),
        "dates": [{"label": "الشرق", "url": "#", "date": _("Saturday 13 June")}],
        "steps": [
            {"title": _("Preparatory committee"), "note": _("9 April"), "state": "done", "badge": ""},
            {"title": _("Delegates elected"), "note": _("5 provinces of 7"), "state": "run", "badge": ""},
            {"title": _("Documents sent"), "note": _("before 25 May"), "state": "late", "badge": ""},
            {"title": _("Congress held"), "note": _("20 June"), "state": "goal", "badge": ""},
            {"title": _("Minutes and results"), "note": _("before 10 July"), "state": "", "badge": ""},
        ],
        "attention": [
            {
                "tone": tone,
                "icon": icon,
                "text": _("The mandate of a provincial office has expired"),
                "note": "سيدي سليمان",
                "url": "#",
                "action": _("Show"),
                "help": 0,
                "name": "",
            }
            for tone, icon in (("late", "triangle-alert"), ("warn", "hourglass"), ("info", "megaphone"))
        ],
        "months": [
            month_mark(state, int(month), month)
            for month, state in zip(MONTHS, [*list(LOOKS)[:10], None, "silent"], strict=True)
        ],
        "entries": [
            {
                "icon": "message-square-text",
                "tone": "info",
                "title": _("Advice"),
                "note": _("19 May"),
                "quote": "نقترح اجتماعا مشتركا قبل نهاية الشهر، مع جدول أعمال قصير.",
                "read": _("Read"),
            },
            {"icon": "map-pin", "tone": "ok", "title": _("Visit"), "note": _("16 May"), "quote": "", "read": ""},
        ],
    }
