"""The form of a branch: filled in, kept while it is typed, sent; and what was answered, read."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from tajadur.activity.census.operations.declaring import AnswersFlawed, declare_answers
from tajadur.activity.census.operations.drafts import save_answers_draft
from tajadur.activity.census.queries.answering import AnswerSheet, answer_sheet, answers_for
from tajadur.activity.census.queries.known import known_answers
from tajadur.activity.census.vocabulary import CONFLICTS, DRAFT_LIMIT, PROBLEMS
from tajadur.activity.declarations.vocabulary import PROBLEMS as DECLARATION_PROBLEMS
from tajadur.duties.obligations.queries.finding import may_on
from tajadur.foundation import clock
from tajadur.foundation.errors import BadInput, Conflict
from tajadur.foundation.questionnaires.answering import AnswerFlaw, renumbered
from tajadur.foundation.questionnaires.planning import Asking
from tajadur.foundation.sentences import filled
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.vocabulary import RecordPart
from tajadur.web.access import ActorRequest, enter
from tajadur.web.components.questions import QuestionFields, rules_of
from tajadur.web.consulting import consulted
from tajadur.web.forms import IDENTITY, add_problems
from tajadur.web.paging import row_number
from tajadur.web.typed import came_back

from .forms import SendingForm
from .presenters import answer_rows, begun_with, flaw_sentence, identity_flaws, label_at, source_sentence, typed_from

Typed = Mapping[str, Sequence[str]]


@never_cache
@enter(get=Permission.DECLARE, post=Permission.DECLARE)
def answer(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """The form as far as it is filled in; POST sends it, or keeps it for later (``keep``)."""
    sheet = answer_sheet(request.actor, obligation_id)
    asking = Asking.of(sheet.asked.form.definition)
    if request.method == "GET":
        typed, known = _begun(sheet, asking, request.actor.on)
        return _page(request, sheet, asking, _fresh(sheet), typed, known=known)
    sent = dict(request.POST.lists())
    if "keep" in request.POST:
        return _keep(request, sheet, sent)
    form, typed = SendingForm(request.POST), renumbered(asking, sent)
    flaws: list[AnswerFlaw] = []
    if form.is_valid():
        flaws = [] if IDENTITY in form.confirmed else identity_flaws(asking, typed)
        if flaws:
            form.ask(IDENTITY)
    if form.is_valid() and not flaws:
        try:
            return _declared(request, obligation_id, form, typed)
        except AnswersFlawed as error:
            flaws = error.flaws
        except BadInput as error:
            add_problems(form, error, {**PROBLEMS, **DECLARATION_PROBLEMS})
        except Conflict as conflict:
            sentence = str(CONFLICTS[conflict.code])
            return _page(request, sheet, asking, _fresh(sheet), typed, conflict=sentence, status=409)
    return _page(request, sheet, asking, form, typed, flaws=flaws, status=422)


def _declared(request: ActorRequest, obligation_id: int, form: SendingForm, typed: Typed) -> HttpResponse:
    values = form.cleaned_data
    receipt = declare_answers(
        obligation_id=obligation_id,
        typed=typed,
        form_version=values["form_version"],
        client_key=values["client_key"],
        corrects=values["corrects"],
        by=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("The declaration is received. Receipt %(number)s") % {"number": receipt.number})
    return redirect("census:answers", obligation_id)


def _fresh(sheet: AnswerSheet) -> SendingForm:
    """Sent, it answers the present version and corrects the present declaration."""
    live = sheet.live.declaration_id if sheet.live else None
    return SendingForm(initial={"form_version": sheet.asked.form.version, "corrects": live})


@enter(post=Permission.DECLARE, once=False)
def draft(request: ActorRequest, obligation_id: int) -> JsonResponse:
    """Keep a draft: ``{version, payload}`` → 200 ``{version, saved_at}``, 409 ``{version, payload}``, 413, 422."""
    size = row_number(request.META.get("CONTENT_LENGTH") or "") or 0
    if size > 2 * DRAFT_LIMIT:
        return JsonResponse({"sentence": _sentence("draft_too_large", limit=DRAFT_LIMIT // 1000)}, status=413)
    try:
        if request.content_type != "application/json":  # what was read as a form cannot be read again
            raise ValueError(request.content_type)
        body = json.loads(request.body)
        version, payload = body["version"], body["payload"]
        if not isinstance(version, int) or not 0 <= version < 2**31:
            raise ValueError(version)
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"sentence": _sentence("draft_unreadable")}, status=422)
    at = clock.now()
    try:
        kept = save_answers_draft(
            obligation_id=obligation_id, payload=payload, version=version, by=request.actor, at=at
        )
    except BadInput as error:
        status = 413 if error.code == "draft_too_large" else 422
        return JsonResponse({"sentence": _sentence(error.code, **error.params)}, status=status)
    except Conflict as conflict:
        return JsonResponse(conflict.params, status=409)
    return JsonResponse({"version": kept, "saved_at": at.isoformat()})


@enter(get=Permission.READ_RECORD, shows=RecordPart.OBLIGATIONS)
def answers(request: ActorRequest, obligation_id: int) -> HttpResponse:
    """What the branch answered, question by question, with its receipt."""
    asked, live = answers_for(request.actor, obligation_id)
    consulted(request, asked.obligation.unit_id, asked.obligation.path)
    context = {
        "asked": asked,
        "live": live,
        "rows": answer_rows(Asking.of(live.form.definition), live.answers, get_language() or "ar") if live else [],
        "is_ours": may_on(request.actor, Permission.DECLARE, asked.obligation),
        "draft_key": f"census-{obligation_id}",
    }
    return render(request, "census/answers.html", context)


def _begun(sheet: AnswerSheet, asking: Asking, on: date) -> tuple[Typed, Mapping[str, str]]:
    """(what the fields begin with, whence those that are filled in have it: field -> sentence)."""
    if (returned := came_back()) is not None:
        return renumbered(asking, dict(returned.lists())), {}
    if sheet.draft:
        return renumbered(asking, sheet.draft.payload), {}
    if sheet.live:
        return typed_from(asking, sheet.live.answers), {}
    begun = begun_with(asking, known_answers(sheet.asked.obligation.unit_id, on))
    sources = {name: source_sentence(answer) for name, answer in begun.items()}
    return {name: [answer.text] for name, answer in begun.items()}, sources


def _keep(request: ActorRequest, sheet: AnswerSheet, sent: Typed) -> HttpResponse:
    """Kept without script: over whatever was kept before, for the one who pressed the button saw it."""
    version = sheet.draft.version if sheet.draft else 0
    payload = {name: list(texts) for name, texts in sent.items() if name not in {"keep", "csrfmiddlewaretoken"}}
    obligation_id = sheet.asked.obligation.pk
    save_answers_draft(obligation_id=obligation_id, payload=payload, version=version, by=request.actor, at=clock.now())
    messages.success(request, _("Kept: go on when you like."))
    return redirect("census:answer", obligation_id)


def _page(
    request: ActorRequest,
    sheet: AnswerSheet,
    asking: Asking,
    form: SendingForm,
    typed: Typed,
    *,
    flaws: Sequence[AnswerFlaw] = (),
    known: Mapping[str, str] | None = None,
    conflict: str = "",
    status: int = 200,
) -> HttpResponse:
    language = get_language() or "ar"
    errors: dict[str, list[str]] = {}
    for flaw in flaws:
        errors.setdefault(flaw.place, []).append(flaw_sentence(flaw, language))
    obligation_id = sheet.asked.obligation.pk
    context = {
        "draft_version": sheet.draft.version if sheet.draft else 0,
        "asked": sheet.asked,
        "form": form,
        "fields": QuestionFields(asking, language, typed, errors, known or {}).html(),
        "conflict": conflict,
        "flaws": [
            (place, label_at(asking, place, language), sentence)
            for place, sentences in errors.items()
            for sentence in sentences
        ],
        "rules": rules_of(asking),
        "today": request.actor.on.isoformat(),
        "draft_url": reverse("census:draft", args=[obligation_id]),
        "draft_key": f"census-{obligation_id}",
        "closed": request.actor.on > sheet.asked.taken_until,
        "late": request.actor.on > sheet.asked.campaign.closes_on,
    }
    return render(request, "census/answer.html", context, status=status)


def _sentence(code: str, **params: Any) -> str:
    return filled(PROBLEMS[code], params)
