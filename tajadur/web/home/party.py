"""The party's own name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.profile.operations.naming import NAME_LIMIT, SHORT_LIMIT, name_party
from tajadur.organisation.profile.queries import party_names
from tajadur.organisation.profile.vocabulary import PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import LineField, PlainForm, add_problems


class PartyForm(PlainForm):
    """The name in three languages, and how the party is called for short."""

    name_ar = LineField(label=_("Name in Arabic"), limit=NAME_LIMIT, about_persons=False)
    name_fr = LineField(label=_("Name in French"), limit=NAME_LIMIT, about_persons=False)
    name_en = LineField(label=_("Name in English"), limit=NAME_LIMIT, about_persons=False)
    short_name_ar = LineField(label=_("Short name in Arabic"), limit=SHORT_LIMIT, about_persons=False, required=False)
    short_name_fr = LineField(
        label=_("Short name in Latin letters"), limit=SHORT_LIMIT, about_persons=False, required=False
    )


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def party(request: ActorRequest) -> HttpResponse:
    """Read and write the name of the party."""
    form = PartyForm(request.POST if request.method == "POST" else None, initial=party_names())
    if request.method == "POST" and form.is_valid():
        names = {field: form.cleaned_data[field] for field in PartyForm.base_fields}
        try:
            name_party(**names, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, gettext("The name of the party is kept."))
            return redirect("home")
    return render(request, "home/party.html", {"form": form}, status=422 if form.errors else 200)
