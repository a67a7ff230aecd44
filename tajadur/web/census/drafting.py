"""A campaign is drafted with its form, and its form replaced; the form as a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.census.operations.campaigns import (
    CampaignTerms,
    days_problem,
    draft_campaign,
    replace_form,
)
from tajadur.activity.census.queries.campaigns import campaign_for, latest_form
from tajadur.activity.census.vocabulary import CONFLICTS, PROBLEMS
from tajadur.duties.directives.vocabulary import PROBLEMS as DIRECTIVE_PROBLEMS
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.questionnaires.definition import Questionnaire
from tajadur.foundation.questionnaires.storing import from_data
from tajadur.foundation.questionnaires.xlsform_reading import XlsFormError, read_xlsform
from tajadur.foundation.questionnaires.xlsform_writing import write_xlsform
from tajadur.organisation.units.queries.tree import regions_for
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems
from tajadur.web.sheets.labels import SHEET_PROBLEMS
from tajadur.web.sheets.writing import file_answer

from .forms import CampaignDraftForm, FileForm
from .presenters import refusal_rows


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def new(request: ActorRequest) -> HttpResponse:
    """Draft a campaign: names, days, and the form as a file."""
    actor = request.actor
    places = [(region.pk, region.name) for region in regions_for(actor)]
    form = CampaignDraftForm(*_posted(request), places=places)
    refusals: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        terms = CampaignTerms(
            (values["name_ar"], values["name_fr"], values["name_en"]),
            values["opens_on"],
            values["closes_on"],
            values["subtree"],
        )
        drawn, refusals = _drawn(form)
        if problem := days_problem(terms, actor.on):
            add_problems(form, problem, PROBLEMS)
        if drawn and not form.errors:
            try:
                campaign_id = draft_campaign(terms=terms, form=drawn, on=actor.on, by=actor, at=clock.now())
            except BadInput as error:
                add_problems(form, error, {**PROBLEMS, **DIRECTIVE_PROBLEMS})
            else:
                messages.success(request, _("The campaign is drafted. Another person puts it in force."))
                return redirect("census:detail", campaign_id)
    context = {"form": form, "refusals": refusals, "campaign": None}
    return render(request, "census/new.html", context, status=422 if form.errors else 200)


@enter(get=Permission.DRAFT_DIRECTIVE, post=Permission.DRAFT_DIRECTIVE)
def replace(request: ActorRequest, campaign_id: int) -> HttpResponse:
    """Give the campaign a newer version of its form."""
    campaign = campaign_for(request.actor, campaign_id)
    form = FileForm(*_posted(request))
    refusals: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        drawn, refusals = _drawn(form)
        if drawn:
            try:
                replace_form(campaign_id=campaign_id, form=drawn, by=request.actor, at=clock.now())
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            except Conflict as conflict:
                form.add_error(None, str(CONFLICTS[conflict.code]))
            else:
                messages.success(request, _("The campaign asks with the new form from now on."))
                return redirect("census:detail", campaign_id)
    context = {"form": form, "refusals": refusals, "campaign": campaign}
    return render(request, "census/new.html", context, status=422 if form.errors else 200)


@enter(get=Permission.READ_FIGURES, shows="the form itself, nothing of a unit")
def form_file(request: ActorRequest, campaign_id: int) -> HttpResponse:
    """The form in force as an XLSForm."""
    campaign = campaign_for(request.actor, campaign_id)
    return file_answer(write_xlsform(from_data(latest_form(campaign).definition)), "form", "xlsx")


def _posted(request: ActorRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _drawn(form: FileForm) -> tuple[Questionnaire | None, list[dict[str, Any]]]:
    """The form in the file; or None and the cells that are why, said on the page."""
    try:
        return read_xlsform(form.cleaned_data["file"].read()), []
    except XlsFormError as error:
        form.add_error("file", _("This form is not taken: every cell that is why stands in the table below."))
        return None, refusal_rows(error.refusals)
    except BadInput as error:
        add_problems(form, error, {**SHEET_PROBLEMS, **PROBLEMS})
        return None, []
