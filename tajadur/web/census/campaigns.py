"""The campaigns, one campaign with its progress and questions, its branches, the results of a question."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tajadur.activity.census.queries.campaigns import (
    Progress,
    campaign_for,
    campaigns_for,
    owed_in,
    own_obligations,
    place_under,
    progress_by_place,
    state_of_campaign,
)
from tajadur.activity.census.queries.results import AnswerTally, QuestionResult, earlier_with, questions_of, result_of
from tajadur.activity.census.queries.tables import NUMBERS
from tajadur.activity.census.queries.writings import writings
from tajadur.activity.census.vocabulary import STATE_WORDS
from tajadur.duties.directives.vocabulary import DirectiveStatus
from tajadur.foundation.questionnaires.definition import QuestionKind, text_in
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission
from tajadur.rules.campaigns import CampaignState
from tajadur.web.access import ActorRequest, enter
from tajadur.web.components.states import badge
from tajadur.web.exports.offering import offer_rows
from tajadur.web.exports.taking import exported
from tajadur.web.paging import number_in, page_of_many, same_list
from tajadur.web.paging import text_in as text_asked

from .exported import BRANCHES, CAMPAIGNS

LOOKS = {
    CampaignState.DRAFT: ("idle", "pencil"),
    CampaignState.WITHDRAWN: ("idle", "ban"),
    CampaignState.AHEAD: ("info", "calendar-days"),
    CampaignState.RUNNING: ("warn", "clock-3"),
    CampaignState.LATE: ("late", "triangle-alert"),
    CampaignState.CLOSED: ("ok", "circle-check"),
}
FIGURES_ONLY = "counts of branches and of their answers, no branch's own record"


@enter(get=Permission.READ_FIGURES)
@exported(CAMPAIGNS)
def index(request: ActorRequest) -> HttpResponse:
    """The campaigns, newest first, with what the reader's own branch owes for each."""
    actor = request.actor
    campaigns = campaigns_for(actor)
    own = own_obligations(actor, [campaign.pk for campaign, _progress in campaigns])
    rows = [
        {"campaign": campaign, "progress": progress, "badge": _badge(campaign, actor.on), "own": own.get(campaign.pk)}
        for campaign, progress in campaigns
    ]
    offer_rows(request, rows)
    context = {"rows": rows, "drafts": may_anywhere(actor, Permission.DRAFT_DIRECTIVE)}
    return render(request, "census/index.html", context)


@enter(get=Permission.READ_FIGURES, shows=FIGURES_ONLY)
def detail(request: ActorRequest, campaign_id: int) -> HttpResponse:
    """How far the campaign is in each place, and its questions; ``under`` narrows to a place."""
    actor = request.actor
    campaign = campaign_for(actor, campaign_id)
    under = place_under(actor, number_in(request, "under"))
    places = progress_by_place(actor, campaign, under)
    language = get_language() or "ar"
    narrowed = {"state": "missing", **({"under": under.pk} if under else {})}
    context = {
        "campaign": campaign,
        "badge": _badge(campaign, actor.on),
        "under": under,
        "everywhere": same_list(request, under=""),
        "places": places,
        "own": own_obligations(actor, [campaign.pk]).get(campaign.pk),
        "missing_url": f"{reverse('census:branches', args=[campaign.pk])}?{urlencode(narrowed)}",
        "whole": _sum(progress for _unit, progress in places),
        "questions": [(name, text_in(question.label, language)) for name, question in questions_of(campaign).items()],
        "drafts": may_anywhere(actor, Permission.DRAFT_DIRECTIVE),
        "reads_directives": may_anywhere(actor, Permission.READ_DIRECTIVES),
        "is_draft": campaign.directive.standing == DirectiveStatus.DRAFT,
    }
    return render(request, "census/detail.html", context)


@enter(get=Permission.READ_FIGURES, shows=FIGURES_ONLY)
@exported(BRANCHES)
def branches(request: ActorRequest, campaign_id: int) -> HttpResponse:
    """The branches that owe, those that have not declared first; ``state`` narrows to one or the other."""
    actor = request.actor
    campaign = campaign_for(actor, campaign_id)
    under = place_under(actor, number_in(request, "under"))
    state = text_asked(request, "state")
    rows = owed_in(actor, campaign, under).select_related("unit")
    if state in {"missing", "declared"}:
        rows = rows.filter(filed_on__isnull=state == "missing")
    context = {
        "campaign": campaign,
        "under": under,
        "page": page_of_many(request, rows, ("path", "pk")),
        "chips": [
            {"label": words, "url": same_list(request, state=value), "current": state == value}
            for value, words in (("", _("All branches")), ("missing", _("Not declared")), ("declared", _("Declared")))
        ],
        "reads": may_anywhere(actor, Permission.READ_RECORD),
    }
    return render(request, "census/branches.html", context)


@enter(get=Permission.READ_FIGURES, shows=FIGURES_ONLY)
def result(request: ActorRequest, campaign_id: int, name: str) -> HttpResponse:
    """What was answered to one question: counts and shares, by place, and beside the campaign before."""
    actor = request.actor
    campaign = campaign_for(actor, campaign_id)
    under = place_under(actor, number_in(request, "under"))
    shown = result_of(actor, campaign, name, under)
    earlier, versions = earlier_with(actor, campaign, name) or (None, [])
    before = result_of(actor, earlier, name, under, versions=versions, by_place=False) if earlier else None
    language = get_language() or "ar"
    context = {
        "campaign": campaign,
        "under": under,
        "everywhere": same_list(request, under=""),
        "name": name,
        "label": text_in(shown.question.label, language),
        "result": shown,
        "choices": _choices(shown, before, language) if shown.question.kind.chooses else [],
        "places": [(unit, _cells(tally, shown, language), tally) for unit, tally in shown.places],
        "is_number": shown.question.kind in NUMBERS,
        "reads_words": shown.question.kind == QuestionKind.TEXT and may_anywhere(actor, Permission.READ_RECORD),
        "earlier": earlier,
        "before": before,
    }
    return render(request, "census/result.html", context)


@enter(get=Permission.READ_RECORD, shows="what many branches wrote, in one list; the answers of one are noted")
def words(request: ActorRequest, campaign_id: int, name: str) -> HttpResponse:
    """What branches wrote to a question answered in words, the last first; ``under`` narrows to a place."""
    actor = request.actor
    campaign = campaign_for(actor, campaign_id)
    under = place_under(actor, number_in(request, "under"))
    written = writings(actor, campaign, name, under)
    rows = written.rows.select_related("obligation__unit", "declaration")
    page = page_of_many(request, rows, ("-pk",))
    context = {
        "campaign": campaign,
        "under": under,
        "everywhere": same_list(request, under=""),
        "name": name,
        "label": text_in(written.question.label, get_language() or "ar"),
        "page": page,
        "written": [(row, written.texts(row.answers)) for row in page.rows],
    }
    return render(request, "census/words.html", context)


def _choices(result: QuestionResult, before: QuestionResult | None, language: str) -> list[dict[str, Any]]:
    labels = {
        **result.labels,
        **({name: label for name, label in before.labels.items() if name not in result.labels} if before else {}),
    }
    return [
        {
            "label": text_in(label, language),
            "count": result.whole.values[name],
            "whole": result.whole.answered,
            "here": name in result.labels,
            "gone": name in result.gone or name not in result.labels,
            "before": before.whole.values[name] if before else None,
            "before_whole": before.whole.answered if before else 0,
        }
        for name, label in labels.items()
    ]


def _cells(tally: AnswerTally, result: QuestionResult, language: str) -> list[tuple[str, int, int]]:
    return [(text_in(label, language), *tally.share(name)) for name, label in result.labels.items()]


def _badge(campaign: Any, on: Any) -> Any:
    state = state_of_campaign(campaign, on)
    tone, icon = LOOKS[state]
    return badge(tone, icon, str(STATE_WORDS[state]))


def _sum(rows: Any) -> Progress:
    rows = list(rows)
    return Progress(*(sum(getattr(row, name) for row in rows) for name in ("owed", "declared", "late")))
