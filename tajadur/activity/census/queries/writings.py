"""What branches wrote in words to one question, for whoever reads their record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value

from tajadur.foundation.errors import NotVisible
from tajadur.foundation.questionnaires.definition import Question, QuestionKind
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require_anywhere
from tajadur.permissions.matrix import Permission

from ..models import BranchAnswers, Campaign
from .results import answers_in, versions_of
from .tables import CampaignQuestion, asked_questions


@dataclass(frozen=True, slots=True)
class Writings:
    """A question that is answered in words, and the answers of those who wrote something, the last first."""

    asked: CampaignQuestion
    rows: QuerySet[BranchAnswers]

    @property
    def question(self) -> Question:
        """In its latest wording."""
        return self.asked.question

    def texts(self, answers: Mapping[str, Any]) -> list[str]:
        """What a branch wrote, entry by entry of a repeat."""
        return [str(text) for text in self.asked.given(answers)]


def writings(actor: Actor, campaign: Campaign, name: str, under: Unit | None) -> Writings:
    """One query, and those of the list. Raises PermissionDenied, and NotVisible for what is not asked in words."""
    require_anywhere(actor, Permission.READ_RECORD)
    asked = {each.question.name: each for each in asked_questions(versions_of(campaign))}.get(name)
    if asked is None or asked.question.kind != QuestionKind.TEXT:
        raise NotVisible
    path = f'$."{asked.repeat}"[*]."{name}"' if asked.repeat else f'$."{name}"'
    wrote = Func(
        F("answers"), Value(path), template="jsonb_path_exists(%(expressions)s::jsonpath)", output_field=BooleanField()
    )
    rows = answers_in(actor, campaign, under, Permission.READ_RECORD).alias(wrote=wrote).filter(wrote=True)
    return Writings(asked, rows)
