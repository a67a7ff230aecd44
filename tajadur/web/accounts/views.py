"""One's own account: language, appearance, mandates; the demonstration's buttons."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tajadur.foundation.errors import NotVisible
from tajadur.foundation.installation import offered
from tajadur.organisation.people.operations.accounts import choose_language
from tajadur.organisation.people.queries.accounts import last_term_of, sample_account
from tajadur.web.access import MEMBER, PUBLIC, ActorRequest, enter
from tajadur.web.language import YEAR, ask_on_the_way_in, remember_language
from tajadur.web.way_back import is_own_address

from .forms import PreferencesForm
from .preferences import preferences_page, present_choices


@enter(get=MEMBER, post=MEMBER)
def preferences(request: ActorRequest) -> HttpResponse:
    """Language and appearance, the way to the password, one's own mandates with their days."""
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=present_choices(request))
    if request.method == "POST" and form.is_valid():
        choose_language(account_id=request.user.pk, language=form.cleaned_data["language"], by=request.actor)
        response = redirect("accounts:preferences")
        remember_language(response, form.cleaned_data["language"])
        response.set_cookie("theme", form.cleaned_data["theme"], max_age=YEAR, secure=settings.SECURE, samesite="Lax")
        return response
    return preferences_page(request, form=form, status=422 if form.errors else 200)


@enter(post=PUBLIC)
def language(request: ActorRequest) -> HttpResponse:
    """The switch on every page: keep the choice on this device and in the account, and go back."""
    way_back = request.POST.get("next", "")
    response = redirect(way_back if is_own_address(request, way_back) else "home")
    asked = request.POST.get("language", "")
    if asked in offered():
        remember_language(response, asked)
        if request.actor.account_id:
            choose_language(account_id=request.actor.account_id, language=asked, by=request.actor)
        else:
            ask_on_the_way_in(response, asked)
    return response


@enter(post=PUBLIC)
def demo_enter(request: ActorRequest) -> HttpResponse:
    """Enter as one of the demonstration's accounts, without password. Outside the demonstration: no such page."""
    account = sample_account(username=request.POST.get("username", "")) if settings.DEMO else None
    if account is None:
        raise NotVisible
    get_adapter().login(request, account)
    way_back = request.POST.get("next", "")
    return redirect(way_back if is_own_address(request, way_back) else "home")


def no_mandate(request: ActorRequest) -> HttpResponse:
    """For ``home``: whoever holds no mandate today reads since when, and nothing else."""
    last = last_term_of(person_id=request.actor.person_id, on=request.actor.on)
    return render(request, "accounts/no_mandate.html", {"last": last})
