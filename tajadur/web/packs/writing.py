"""Making a pack, writing its decisions, commenting and sending it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.packs.operations.making import make_pack
from tajadur.activity.packs.operations.sending import send_pack
from tajadur.activity.packs.operations.writing import comment_pack, write_decisions
from tajadur.activity.packs.queries.reading import desk_for, pack_for
from tajadur.activity.packs.vocabulary import CONFLICTS, PROBLEMS
from tajadur.compliance.pack import sheets
from tajadur.compliance.pack.facts import pack_facts
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.rules.attendance import whole_number
from tajadur.web.access import ActorRequest, enter
from tajadur.web.forms import add_problems

from .forms import DecisionsForm, PackCommentForm
from .views import COUNTRY, pack_page


@enter(post=Permission.PREPARE_PACK)
def make(request: ActorRequest) -> HttpResponse:
    """The draft of the next meeting of the figures of today; one that is there is made again."""
    actor, on = request.actor, request.actor.on
    desk = desk_for(actor, on)
    require(actor, Permission.PREPARE_PACK, desk.unit)
    try:
        pack_id = make_pack(facts=pack_facts(on), on=on, by=actor, at=clock.now())
    except Conflict as error:
        messages.error(request, str(CONFLICTS[error.code]))
        return redirect("packs:index")
    messages.success(request, _("The pack is made of the figures of today."))
    return redirect("packs:detail", pack_id)


@enter(get=Permission.PREPARE_PACK, post=Permission.PREPARE_PACK, shows=COUNTRY)
def decisions(request: ActorRequest, pack_id: int) -> HttpResponse:
    """The decisions that are proposed, as they read; until the pack is sent."""
    actor = request.actor
    pack = pack_for(actor, pack_id, Permission.PREPARE_PACK)
    texts = sheets.decision_texts(pack)
    rows = [(decision.pk, *texts[decision.pk]) for decision in pack.decisions.all()]
    if pack.is_sent and request.method != "POST":
        messages.error(request, str(CONFLICTS["pack_sent"]))
        return redirect("packs:detail", pack_id)
    form = DecisionsForm(request.POST if request.method == "POST" else None, rows=rows, version=pack.version)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                write_decisions(
                    pack_id=pack_id, version=form.version, decisions=form.decisions(), by=actor, at=clock.now()
                )
            except BadInput as error:
                add_problems(form, error, PROBLEMS)
            except Conflict as error:
                form.add_error(None, str(CONFLICTS[error.code]))
                form.renew(version=pack.version)
                status = 409
            else:
                messages.success(request, _("The decisions are written."))
                return redirect("packs:detail", pack_id)
    return render(request, "packs/decisions.html", {"form": form, "pack": pack}, status=status)


@enter(post=Permission.COMMENT_PACK)
def comment(request: ActorRequest, pack_id: int) -> HttpResponse:
    """Say something of a pack."""
    actor, form = request.actor, PackCommentForm(request.POST)
    pack = pack_for(actor, pack_id, Permission.COMMENT_PACK)
    if form.is_valid():
        try:
            comment_pack(pack_id=pack_id, text=form.cleaned_data["text"], by=actor, at=clock.now())
        except BadInput as error:
            add_problems(form, error, PROBLEMS)
        else:
            messages.success(request, _("The comment is added."))
            return redirect("packs:detail", pack_id)
    return pack_page(request, pack, form, 422)


@enter(post=Permission.SEND_PACK)
def send(request: ActorRequest, pack_id: int) -> HttpResponse:
    """Keep the pack as it is, in both languages, and tell its readers."""
    actor = request.actor
    pack = pack_for(actor, pack_id, Permission.SEND_PACK)
    version = whole_number(request.POST.get("version", "")) or 0
    try:
        if pack.is_sent:
            raise Conflict("pack_sent")
        send_pack(
            pack_id=pack_id,
            version=version,
            words=sheets.decision_texts(pack),
            sheets=sheets.sheets_of_pack(pack),
            by=actor,
            at=clock.now(),
        )
    except Conflict as error:
        messages.error(request, str(CONFLICTS[error.code]))
    else:
        messages.success(request, _("The pack is sent. It stays as it is from now on."))
    return redirect("packs:detail", pack_id)
