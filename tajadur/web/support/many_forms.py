"""What is typed once for many units, and the words of who is left out and of what is refused."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tajadur.activity.dysfunctions.vocabulary import PROBLEMS as CASE_PROBLEMS
from tajadur.activity.support.vocabulary import PROBLEMS as SUPPORT_PROBLEMS
from tajadur.foundation.formats import day_month_year
from tajadur.organisation.units.queries.many import LeftOut
from tajadur.web.forms import DayField, PlainForm

from .forms import text_field

PROBLEMS: Mapping[str, Any] = {
    **CASE_PROBLEMS,
    **SUPPORT_PROBLEMS,
    "no_units": gettext_lazy("Tick at least one unit."),
    "too_many_units": gettext_lazy(
        "This is more than one act reaches (%(most)s at most): narrow the list, or tick fewer."
    ),
    "all_left_out": gettext_lazy("It is for none of those ticked: the list says why."),
}
_LEFT_OUT: Mapping[str, Promise] = {
    "closed": gettext_lazy("closed since %(day)s"),
    "closes": gettext_lazy("closes on %(day)s"),
    "visit_planned": gettext_lazy("a visit is planned there already, for %(day)s"),
    "case_open": gettext_lazy("has a case of this kind open since %(day)s"),
    "of_a_post": gettext_lazy("asked of one post, which is reminded by itself"),
    "not_owed_now": gettext_lazy("answered, released or not asked yet"),
    "nothing_late": gettext_lazy("is late with nothing"),
    "reminded_lately": gettext_lazy("was reminded on %(day)s, and nobody is reminded more often than every three days"),
    "vacant": gettext_lazy("nobody holds the post of its secretary"),
}


class AdviceForm(PlainForm):
    """One text for many units."""

    text = text_field(gettext_lazy("Your advice"), rows=6, help_text=gettext_lazy("Each unit reads it, as its own."))
    wants_answer = forms.BooleanField(label=gettext_lazy("I ask for an answer"), required=False, initial=True)


class VisitsForm(PlainForm):
    """The aim of the visits, the first day, and who comes."""

    aim = text_field(gettext_lazy("Aim of the visits"), rows=3, help_text=gettext_lazy("Each unit reads it."))
    first_on = DayField(
        label=gettext_lazy("Day of the first visit"),
        help_text=gettext_lazy(
            "The others follow, one a working day. You see and change the days before anything is sent."
        ),
        error_messages={"required": SUPPORT_PROBLEMS["visit_day_required"]},
    )
    visitor = forms.TypedChoiceField(
        label=gettext_lazy("Who visits"),
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": SUPPORT_PROBLEMS["visitors_unknown"]},
    )


class RemindForm(PlainForm):
    """Nothing is typed: what is owed is named in the reminder itself."""


def why_left_out(left_out: LeftOut) -> str:
    """In words, to stand behind the name of the unit."""
    day = day_month_year(left_out.day) if left_out.day else ""
    return str(_LEFT_OUT[left_out.because]) % {"day": day}
