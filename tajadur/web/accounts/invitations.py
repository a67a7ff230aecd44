"""Single-use links: made by an administrator, opened once by the person."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tajadur.activity.meetings.queries.sharing import share_link
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.formats import day
from tajadur.foundation.sentences import filled
from tajadur.organisation.people.operations.accounts import accept_invitation, invite_person
from tajadur.organisation.people.queries.accounts import LinkState, account_with_person, link_of
from tajadur.permissions.matrix import Permission
from tajadur.web.access import PUBLIC, ActorRequest, enter
from tajadur.web.forms import add_problems
from tajadur.web.language import browser_language, remember_language
from tajadur.web.once import shown_once
from tajadur.web.paging import row_number

from .forms import PROBLEMS, InvitationForm


@enter(post=Permission.INVITE)
def invite(request: ActorRequest) -> HttpResponse:
    """Make the link of a person (POST ``person_id``) and show it, once, to be copied or shared."""
    person_id = row_number(request.POST.get("person_id", ""))
    if person_id is None:
        raise NotVisible
    at = clock.now()
    try:
        token = invite_person(person_id=person_id, valid_hours=settings.INVITATION_HOURS, by=request.actor, at=at)
    except BadInput as error:
        problem = filled(PROBLEMS[error.code], error.params)
        return render(request, "accounts/invited.html", {"problem": problem, "person_id": person_id}, status=422)
    link = settings.BASE_URL + reverse("accounts:invitation", args=[token])
    until = (at + timedelta(hours=settings.INVITATION_HOURS)).astimezone(clock.ZONE)
    text = _("Your link to enter Tajadur. It works once, until %(day)s: %(link)s") % {"day": day(until), "link": link}
    context = {
        "link": link,
        "until": until,
        "text": text,
        "whatsapp_url": share_link(text),
        "person_id": person_id,
    }
    return shown_once(render(request, "accounts/invited.html", context))


@sensitive_post_parameters("password")
@enter(get=PUBLIC, post=PUBLIC)
def invitation(request: ActorRequest, token: str) -> HttpResponse:
    """Open the link: choose a user name, a password and a language, and come in. A link that is spent says why.

    It opens in the language of the browser: whoever comes for the first time has chosen none.
    """
    spoken = browser_language(request)
    with translation.override(spoken):
        response = _invitation(request, token, spoken)
        response["Content-Language"] = spoken
        return response


def _invitation(request: ActorRequest, token: str, spoken: str) -> HttpResponse:
    at = clock.now()
    link = link_of(token=token, at=at, on=request.actor.on)
    if link.state != LinkState.OPEN:
        return _spent(request, link.state)
    form = InvitationForm(request.POST if request.method == "POST" else None, initial={"language": spoken})
    if link.username:
        form.fields["username"].required = False
        form.fields["username"].disabled = True
        form.initial["username"] = link.username
    if request.method == "POST" and form.is_valid():
        try:
            account_id = accept_invitation(token=token, **_chosen(form), at=at)
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        except NotVisible:  # another request was quicker
            return _spent(request, link_of(token=token, at=at, on=request.actor.on).state)
        else:
            get_adapter().login(request, account_with_person(account_id, clock.today()))
            response = redirect("home")
            remember_language(response, form.cleaned_data["language"])
            return response
    status = 422 if form.errors else 200
    page = render(request, "accounts/invitation.html", {"form": form, "link": link}, status=status)
    page["Cache-Control"] = "private, no-store"
    return page


def _chosen(form: InvitationForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("username", "password", "language")}


def _spent(request: ActorRequest, state: LinkState) -> HttpResponse:
    status = 404 if state == LinkState.UNKNOWN else 410
    return render(request, "accounts/invitation_spent.html", {"state": str(state)}, status=status)
