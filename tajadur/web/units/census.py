"""Opening branches on places of the census: a province, its places, a day, all at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.operations.posts import open_census_branches
from tajadur.organisation.units.queries.tree import branch_places_open, census_provinces, unit_for
from tajadur.organisation.units.vocabulary import PROBLEMS, OfficialType
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import DayField, PlainForm, add_problems
from tajadur.web.paging import number_in

TYPES = dict(OfficialType.choices)


class CensusForm(PlainForm):
    """The places ticked, or all of them, and the day from which their branches exist."""

    opened_on = DayField(label=_("Open from"), help_text=_("A meeting can be reported from this day on."))
    everything = forms.BooleanField(label=_("All the places of the list"), required=False)
    places = forms.MultipleChoiceField(
        label=_("Or only these places"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = places  # type: ignore[attr-defined]

    @property
    def codes(self) -> list[str]:
        """The codes of the places chosen."""
        chosen = self.fields["places"].choices if self.cleaned_data["everything"] else ()  # type: ignore[attr-defined]
        return [code for code, _label in chosen] or list(self.cleaned_data["places"])


@enter(get=Permission.MANAGE_UNITS, post=Permission.MANAGE_UNITS)
def census(request: ActorRequest) -> HttpResponse:
    """Choose a province (GET ``province``), tick its places, open their branches (POST)."""
    actor = request.actor
    asked = number_in(request, "province")
    province = unit_for(actor, asked, Permission.MANAGE_UNITS) if asked else None
    places = branch_places_open(province) if province else []
    labels = [(place.code, _label(place)) for place in places]
    form = CensusForm(_sent(request), places=labels, initial={"opened_on": actor.on})
    if request.method == "POST" and province and form.is_valid():
        try:
            made = open_census_branches(
                parent_id=province.pk,
                codes=form.codes,
                opened_on=form.cleaned_data["opened_on"],
                by=actor,
                at=clock.now(),
            )
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            sentence = ngettext("%(n)s branch is open in %(unit)s.", "%(n)s branches are open in %(unit)s.", len(made))
            messages.success(request, sentence % {"n": len(made), "unit": province.name})
            return redirect(f"{reverse('units:census')}?province={province.pk}")
    context = {
        "form": form,
        "province": province,
        "provinces": census_provinces(actor),
        "has_places": bool(places),
    }
    return render(request, "units/census.html", context, status=422 if form.errors else 200)


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _label(place: Any) -> str:
    """«Sidi Bouknadel», with what it is when that is no commune; the name of the page's script."""
    name = place.name_ar if (get_language() or "ar").startswith("ar") else place.name_latin
    return str(name) if place.official_type == OfficialType.COMMUNE else f"{name} ({TYPES[place.official_type]})"
