"""Drafting a circular, changing the draft, amending one in force, adding the text that waited."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tajadur.activity.circulars.operations.drafting import (
    add_language,
    discard_draft,
    draft_amendment,
    draft_circular,
    edit_circular,
)
from tajadur.activity.circulars.queries.acting import require_in_name_of, unit_to_send_for
from tajadur.activity.circulars.queries.audience import audience_choices
from tajadur.activity.circulars.queries.files import files_of
from tajadur.activity.circulars.queries.listing import circular_for, versions_of
from tajadur.activity.circulars.vocabulary import CONFLICTS, LANGUAGE_WORDS, PROBLEMS, CircularStatus
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict, NotVisible
from tajadur.permissions.matrix import Permission
from tajadur.registry.files.vocabulary import EVERY_KIND
from tajadur.registry.files.vocabulary import PROBLEMS as FILE_PROBLEMS
from tajadur.web.access import ActorRequest, enter
from tajadur.web.files.attached import EARLIER, AttachedFiles, attached_files
from tajadur.web.forms import PlainForm, add_problems

from .forms import TEXTS, CircularForm, LanguageForm, TextsForm

OF_THE_SENDER = "a circular of the reader's own unit, before or after it is sent"


@enter(get=Permission.DRAFT_CIRCULAR, post=Permission.DRAFT_CIRCULAR, shows=OF_THE_SENDER)
def new(request: ActorRequest, unit_id: int) -> HttpResponse:
    """Draft a circular in the name of a unit."""
    actor = request.actor
    unit = unit_to_send_for(actor, unit_id)
    form = CircularForm(typed(request), choices=audience_choices(unit, actor.on))
    attached = attached_files(request, by=actor, kinds=EVERY_KIND)

    def act() -> int:
        return draft_circular(unit=unit, draft=form.draft(attached.keys), on=actor.on, by=actor, at=clock.now())

    status, circular_id = done(request, form, act, attached)
    if circular_id:
        return redirect("circulars:issue", circular_id)
    context = {"form": form, "unit": unit, "circular": None, "attached": attached}
    return render(request, "circulars/draft.html", context, status=status)


@enter(get=Permission.DRAFT_CIRCULAR, post=Permission.DRAFT_CIRCULAR, shows=OF_THE_SENDER)
def edit(request: ActorRequest, circular_id: int) -> HttpResponse:
    """Change a draft; of one in force, its amendment."""
    actor = request.actor
    circular = circular_for(actor, circular_id)
    require_in_name_of(actor, Permission.DRAFT_CIRCULAR, circular.unit)
    if circular.version:
        return redirect("circulars:amend", circular_id)
    [version, *_older] = versions_of(circular, drafts=True)
    initial: dict[str, Any] = {name: getattr(version, name) for name in TEXTS}
    initial |= {name: getattr(circular, name) for name in ("tree", "kinds", "bodies", "posts", "days", "grace_days")}
    initial["subtree"] = str(circular.subtree_id or "")
    form = CircularForm(typed(request), choices=audience_choices(circular.unit, actor.on), initial=initial)
    form.fields["days"].initial, form.fields["grace_days"].initial = circular.days, circular.grace_days
    attached = attached_files(request, by=actor, kinds=EVERY_KIND, earlier=files_of(version))

    def act() -> int:
        draft = form.draft(attached.keys)
        return edit_circular(circular_id=circular_id, draft=draft, on=actor.on, by=actor, at=clock.now())

    status, saved = done(request, form, act, attached)
    if saved:
        return redirect("circulars:issue", circular_id)
    context = {"form": form, "unit": circular.unit, "circular": circular, "attached": attached}
    return render(request, "circulars/draft.html", context, status=status)


@enter(get=Permission.DRAFT_CIRCULAR, post=Permission.DRAFT_CIRCULAR, shows=OF_THE_SENDER)
def amend(request: ActorRequest, circular_id: int) -> HttpResponse:
    """Draft the next version of a circular in force."""
    actor = request.actor
    circular = circular_for(actor, circular_id)
    require_in_name_of(actor, Permission.DRAFT_CIRCULAR, circular.unit)
    if not circular.version:
        return redirect("circulars:edit", circular_id)
    if is_over(request, circular):
        return redirect("circulars:detail", circular_id)
    [version, *older] = versions_of(circular, drafts=True)
    form = TextsForm(typed(request), initial={name: getattr(version, name) for name in TEXTS})
    attached = _files_of_amendment(request, version, older)

    def act() -> int:
        texts, files = form.texts, attached.keys
        return draft_amendment(circular_id=circular_id, texts=texts, files=files, by=actor, at=clock.now())

    status, saved = done(request, form, act, attached)
    if saved:
        return redirect("circulars:issue", circular_id)
    context = {
        "form": form, "unit": circular.unit, "circular": circular, "number": circular.version + 1,
        "attached": attached,
    }  # fmt: skip
    return render(request, "circulars/amend.html", context, status=status)


def _files_of_amendment(request: ActorRequest, version: Any, older: list[Any]) -> AttachedFiles:
    """Those of the version in force, ticked; of an amendment drafted already, its own, the others unticked."""
    own = known = files_of(version)
    initial: dict[str, Any] | None = None
    if version.issued_at is None:
        known = [*(file for file in files_of(older[0]) if file not in own), *own]
        initial = {EARLIER: [str(file.key) for file in own]}
    return attached_files(request, by=request.actor, kinds=EVERY_KIND, earlier=known, initial=initial)


@enter(get=Permission.ISSUE_CIRCULAR, post=Permission.ISSUE_CIRCULAR, shows=OF_THE_SENDER)
def language(request: ActorRequest, circular_id: int) -> HttpResponse:
    """Add the text that waited to the version in force: nobody is asked again."""
    actor = request.actor
    circular = circular_for(actor, circular_id)
    require_in_name_of(actor, Permission.ISSUE_CIRCULAR, circular.unit)
    if is_over(request, circular):
        return redirect("circulars:detail", circular_id)
    version = next((row for row in versions_of(circular, drafts=False)), None)
    if version is None or not version.waiting:
        raise NotVisible
    form = LanguageForm(typed(request), language=version.waiting)
    status, saved = done(
        request,
        form,
        lambda: add_language(
            circular_id=circular_id,
            subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            by=actor,
            at=clock.now(),
        ),
    )
    if saved:
        messages.success(request, _("The text is added. Nobody is asked again: it says the same."))
        return redirect("circulars:detail", circular_id)
    context = {
        "form": form, "circular": circular, "version": version, "language": LANGUAGE_WORDS[version.waiting],
        "title": _("Add the text that waits"), "button": _("Add the text"),
    }  # fmt: skip
    return render(request, "circulars/act.html", context, status=status)


@enter(post=Permission.DRAFT_CIRCULAR)
def discard(request: ActorRequest, circular_id: int) -> HttpResponse:
    """Drop the draft of a circular, or of its amendment."""
    actor = request.actor
    try:
        left = discard_draft(circular_id=circular_id, by=actor, at=clock.now())
    except Conflict as error:
        messages.error(request, str(CONFLICTS[error.code]))
        left = circular_id
    else:
        messages.success(request, _("The draft is dropped."))
    return redirect("circulars:detail", left) if left else redirect("circulars:index")


def typed(request: ActorRequest) -> Any:
    """What was sent, None when the form is opened."""
    return request.POST if request.method == "POST" else None


def is_over(request: ActorRequest, circular: Any) -> bool:
    """Is a form opened that nothing can come of, the circular being withdrawn? Says so for the page that follows."""
    over = request.method == "GET" and circular.standing == CircularStatus.WITHDRAWN
    if over:
        messages.error(request, str(CONFLICTS["not_in_force"]))
    return over


def done(
    request: ActorRequest, form: PlainForm, act: Callable[[], Any], attached: AttachedFiles | None = None
) -> tuple[int, Any]:
    """(status of the page with the form, what the operation gave back; None when nothing was done)."""
    if request.method != "POST":
        return 200, None
    if attached is not None and (status := attached.answer_to(form)):
        return status, None
    if not form.is_valid():
        return 422, None
    try:
        return 200, act()
    except BadInput as error:
        add_problems(form, error, {**FILE_PROBLEMS, **PROBLEMS})
        return 422, None
    except Conflict as error:
        form.add_error(None, str(CONFLICTS[error.code]))
        return 409, None
