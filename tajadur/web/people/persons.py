"""Adding, correcting and erasing persons."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput
from tajadur.organisation.people.operations.blanking import erase_person
from tajadur.organisation.people.operations.persons import add_person, edit_person
from tajadur.organisation.people.queries.persons import person_for
from tajadur.organisation.people.vocabulary import PROBLEMS
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import IDENTITY, SAME_PERSON, PlainForm, add_problems
from tajadur.web.paging import number_in

from .forms import PersonForm

_KEPT = ("name_ar", "name_latin", "phone", "email", "sex", "birth_year", "consented_on")


@enter(get=Permission.MANAGE_PEOPLE, post=Permission.MANAGE_PEOPLE)
def add(request: ActorRequest) -> HttpResponse:
    """A new person; a post asked for in the address is given next."""
    return _person(request, None)


@enter(get=Permission.MANAGE_PEOPLE, post=Permission.MANAGE_PEOPLE)
def edit(request: ActorRequest, person_id: int) -> HttpResponse:
    """Correct what is known of a person."""
    return _person(request, person_for(request.actor, person_id, Permission.MANAGE_PEOPLE))


class EraseForm(PlainForm):
    """That the person asked for it."""

    asked = forms.BooleanField(
        label=gettext_lazy("This person asked to be forgotten, and I made sure that it was them"),
        error_messages={"required": gettext_lazy("Say that you made sure: it is not taken back.")},
    )


@enter(get=Permission.MANAGE_PEOPLE, post=Permission.MANAGE_PEOPLE)
def erase(request: ActorRequest, person_id: int) -> HttpResponse:
    """Blank who a person was, at their request."""
    person = person_for(request.actor, person_id, Permission.MANAGE_PEOPLE)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(person_id=person_id, by=request.actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("Nothing says any more who this was."))
            return redirect("people:index")
    context = {"form": form, "person": person}
    return render(request, "people/erase.html", context, status=422 if form.errors else 200)


def _person(request: ActorRequest, person: Any) -> HttpResponse:
    actor, at = request.actor, clock.now()
    known = {name: getattr(person, name) for name in _KEPT} if person else None
    post_id = None if person else number_in(request, "post")
    form = PersonForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        sure = IDENTITY in form.confirmed
        try:
            answers: dict[str, bool] = {"identity_confirmed": sure, "another_confirmed": SAME_PERSON in form.confirmed}
            if person:
                edit_person(person_id=person.pk, details=form.details(), **answers, by=actor, at=at)
            else:
                person = add_person(details=form.details(), **answers, by=actor, at=at)
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The person is recorded."))
            if post_id:
                return redirect(f"{reverse('people:mandate')}?person={person.pk}&post={post_id}")
            return redirect("people:detail", person_id=person.pk)
    context = {"form": form, "person": person, "cancel_url": _way_back(person, post_id)}
    return render(request, "people/person.html", context, status=422 if form.errors else 200)


def _way_back(person: Any, post_id: int | None) -> str:
    if person:
        return reverse("people:detail", args=[person.pk])
    return f"{reverse('people:mandate')}?post={post_id}" if post_id else reverse("people:index")
