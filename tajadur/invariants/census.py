"""Census campaigns: each form is a version of a campaign, each answer stands under the declaration it came with."""

import hashlib
import json
from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from tajadur.activity.census.models import AnswersDraft, BranchAnswers, Campaign
from tajadur.activity.declarations.models import Declaration
from tajadur.duties.directives.vocabulary import FulfilmentKind

from .as_of import AsOf


def campaigns_consistent(as_of: AsOf) -> Iterator[str]:
    """A campaign is a directive asked once and answered with a form; its versions are numbered from 1 without gaps."""
    for campaign in Campaign.objects.select_related("directive").prefetch_related("forms"):
        directive = campaign.directive
        if directive.fulfilment != FulfilmentKind.FORM or directive.period_type != "once":
            yield f"the directive of campaign {campaign.pk} is not asked once with a form"
        versions = sorted(form.version for form in campaign.forms.all())
        if versions != list(range(1, len(versions) + 1)) or not versions:
            yield f"campaign {campaign.pk} has the versions {versions}"
        for form in campaign.forms.all():
            if form.added_at < campaign.drafted_at or not form.definition.get("items"):
                yield f"version {form.version} of campaign {campaign.pk} is older than it, or asks nothing"
    elsewhere = AnswersDraft.objects.exclude(obligation__directive__fulfilment=FulfilmentKind.FORM)
    for pk in elsewhere.values_list("pk", flat=True):
        yield f"draft of answers {pk} is of an obligation without a form"


def answers_declared(as_of: AsOf) -> Iterator[str]:
    """Answers stand under a declaration of what they answer, late when it was; each such declaration has answers."""
    rows = BranchAnswers.objects.annotate(
        owed=F("obligation__directive_id"),
        asked=F("form__campaign__directive_id"),
        declared=F("declaration__obligation_id"),
        on=F("declaration__submitted_on"),
        last=F("obligation__directive__once_by_on"),
    )
    for row in rows.iterator():
        name = f"the answers {row.pk}"
        if row.declared != row.obligation_id or row.owed != row.asked:
            yield f"{name} answer another form than their declaration is about"
        if row.is_late != (row.on > row.last):
            yield f"{name} say late or in time, their day says otherwise"
        text = json.dumps(row.answers, ensure_ascii=False, sort_keys=True)
        if hashlib.sha256(text.encode()).hexdigest() != row.digest:
            yield f"{name} are not what was sent"
    answered = Exists(BranchAnswers.objects.filter(declaration=OuterRef("pk")))
    bare = Declaration.objects.filter(obligation__directive__fulfilment=FulfilmentKind.FORM).exclude(answered)
    for pk in bare.values_list("pk", flat=True):
        yield f"declaration {pk} came without the answers of its form"
