"""The forms by which a unit writes a part of its record: shown, done, or shown again with why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.web.access import ActorRequest
from tajadur.web.forms import PlainForm, add_problems

Sentences = Mapping[str, str | Promise]
DONE = 302
_SHOWN, _TOO_LATE, _REFUSED = 200, 409, 422


Operation = Callable[..., Any]


class RecordForm(PlainForm):
    """A form that says what its operation takes; of a row that is corrected, with a tick that takes it back."""

    mistaken: str | Promise = ""

    def __init__(self, *args: Any, row: Any | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {**self.begins_with(row), "is_void": row.is_void}
        super().__init__(*args, **kwargs)
        self.corrects, self.was_corrected = row is not None, row is not None and not row.is_current
        if self.corrects:
            self.fields["is_void"] = forms.BooleanField(required=False, label=str(self.mistaken))

    def begins_with(self, row: Any) -> dict[str, Any]:
        """The form as it was filled in."""
        return {name: getattr(row, name) for name in self.base_fields}

    def values(self) -> dict[str, Any]:
        """What was typed, by the names its operation gives it; of a form that is valid."""
        typed = self.typed()
        return {**typed, "is_void": self.cleaned_data["is_void"]} if self.corrects else typed

    def typed(self) -> dict[str, Any]:
        """What was typed beside the tick."""
        return {name: self.cleaned_data[name] for name in self.base_fields}


def typed_in(request: ActorRequest) -> Any:
    """What was sent; None where the form is only opened."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True, slots=True)
class RecordForms:
    """The forms of one part of the record: its page (a name of ``urls``), its form's template, its sentences."""

    page: str
    template: str
    problems: Sentences
    conflicts: Sentences

    def answer(
        self,
        request: ActorRequest,
        unit: Any,
        form: RecordForm,
        operation: Operation,
        title: str,
        **which: int,
    ) -> HttpResponse:
        """The form, again with what was typed when it cannot be accepted; else the page of the unit.

        ``which``: the row that is corrected, as the operation names it; one that was corrected meanwhile opens no form.
        """
        if request.method == "GET" and form.was_corrected:
            (corrected,) = self.conflicts.values()
            messages.error(request, str(corrected))
            return redirect(self.page, unit.pk)
        status = self.status(request, unit, form, operation, **which) if request.method == "POST" else _SHOWN
        if status == DONE:
            messages.success(request, _("It is kept; those above read it."))
            return redirect(self.page, unit.pk)
        context = {"unit": unit, "form": form, "title": title, "page_url": reverse(self.page, args=[unit.pk])}
        return render(request, self.template, context, status=status)

    def status(self, request: ActorRequest, unit: Any, form: RecordForm, operation: Operation, **which: int) -> int:
        """302 when it was done; else the status of the page with the form, which says why not."""
        if not form.is_valid():
            return _REFUSED
        actor = request.actor
        try:
            operation(unit_id=unit.pk, **which, **form.values(), on=actor.on, by=actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, self.problems)
            return _REFUSED
        except Conflict as error:
            form.add_error(None, str(self.conflicts[error.code]))
            return _TOO_LATE
        return DONE
