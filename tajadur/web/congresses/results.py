"""Who was elected: proposed by the region, confirmed by an administrator; and the committee of a region without one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.congresses import operations, queries
from tajadur.foundation import clock
from tajadur.organisation.people import operations as people
from tajadur.policy.matrix import Act
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import PlainForm

from .acting import done, page
from .forms import ElectedForm

COMMITTEE = "preparatory"


@enter(get=Act.CONDUCT_CONGRESS, post=Act.CONDUCT_CONGRESS)
def elected(request: ActorRequest, congress_id: int) -> HttpResponse:
    """The region says who was elected, post by post."""
    congress = queries.congress_for(request.actor, congress_id, Act.CONDUCT_CONGRESS)
    form = ElectedForm(
        request.POST if request.method == "POST" else None,
        posts=[(post.pk, str(post.post_type)) for post in queries.posts_to_fill(congress.unit_id)],
        persons=[(person.pk, person.name) for person in queries.persons_known(congress, request.actor.on)],
    )

    def act() -> None:
        said = form.cleaned_data
        operations.propose_elected(
            congress_id=congress_id,
            post_id=said["post"],
            person_id=said["person"],
            name_ar=said["name_ar"],
            name_latin=said["name_latin"],
            sex=said["sex"],
            identity_confirmed="identity_number" in form.confirmed,
            by=request.actor,
            at=clock.now(),
        )

    if done(form, act):
        messages.success(request, _("Proposed. An administrator confirms it."))
        return redirect("congresses:elected", congress_id)
    rows = list(queries.elected_in(congress))
    return page(request, "congresses/elected.html", form, congress=congress, rows=rows)


@enter(post=Act.CONDUCT_CONGRESS)
def withdraw(request: ActorRequest, congress_id: int, elected_id: int) -> HttpResponse:
    """The region takes one of the elected back."""
    congress = queries.congress_for(request.actor, congress_id, Act.CONDUCT_CONGRESS)
    form = PlainForm({})

    def act() -> None:
        operations.withdraw_elected(congress_id=congress_id, elected_id=elected_id, by=request.actor, at=clock.now())

    if done(form, act):
        messages.success(request, _("Taken back."))
        return redirect("congresses:elected", congress_id)
    rows = list(queries.elected_in(congress))
    return page(request, "congresses/elected.html", form, congress=congress, rows=rows)


@enter(get=Act.MANAGE_MANDATES)
def waiting(request: ActorRequest) -> HttpResponse:
    """The congresses whose elected wait for an administrator."""
    return render(request, "congresses/waiting.html", {"rows": _waiting(request)})


@enter(post=Act.MANAGE_MANDATES)
def confirm(request: ActorRequest, congress_id: int) -> HttpResponse:
    """Confirm all who were elected by one congress."""
    form = PlainForm({})
    counted: list[operations.Confirmed] = []

    def act() -> None:
        counted.append(operations.confirm_results(congress_id=congress_id, by=request.actor, at=clock.now()))

    if done(form, act):
        said = ngettext(
            "%(n)s mandate begins tomorrow; the former ones end today.",
            "%(n)s mandates begin tomorrow; the former ones end today.",
            counted[0].began,
        )
        messages.success(request, said % {"n": counted[0].began})
        return redirect("congresses:waiting")
    return render(request, "congresses/waiting.html", {"rows": _waiting(request), "form": form}, status=422)


@enter(post=Act.MANAGE_MANDATES)
def form_committee(request: ActorRequest, congress_id: int) -> HttpResponse:
    """Open the posts of the preparatory committee, through which a region without a secretary works."""
    congress = queries.congress_for(request.actor, congress_id, Act.MANAGE_MANDATES)
    form = PlainForm({})

    def act() -> None:
        people.form_body(unit_id=congress.unit_id, code=COMMITTEE, by=request.actor, at=clock.now())

    if not done(form, act):
        return page(request, "congresses/undo.html", form, congress=congress)
    messages.success(request, _("The posts of the preparatory committee are open. Give its chair a mandate."))
    return redirect("units:detail", congress.unit_id)


def _waiting(request: ActorRequest) -> list[tuple[object, list[object]]]:
    return [(one, list(queries.elected_in(one))) for one in queries.results_waiting(request.actor)]
