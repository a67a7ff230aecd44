"""The plan of one unit: what it follows and states, and what of its record is linked to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tajadur.activity.dysfunctions.models import Case
from tajadur.activity.meetings.models import ActionItem
from tajadur.foundation.errors import NotVisible
from tajadur.organisation.units.models import Unit
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.queries import attached_file

from ..models import (
    AdoptedAction,
    AdoptedTarget,
    PlanAdoption,
    PlanEdition,
    PlanLink,
    PlanNews,
    StatedValue,
    StatedValueFile,
)


@dataclass(frozen=True, slots=True)
class UnitWords:
    """What a unit said: values by indicator, news and links by action it follows; the last first."""

    values: dict[int, list[StatedValue]]
    news: dict[int, list[PlanNews]]
    links: dict[int, list[PlanLink]]


def adoptions_of(unit: Unit, edition: PlanEdition) -> list[PlanAdoption]:
    """What the unit follows of an edition. One query."""
    rows = PlanAdoption.objects.filter(unit=unit, objective__axis__edition=edition)
    return list(rows.select_related("unit").order_by("pk"))


def words_of_unit(unit: Unit, adoptions: Sequence[PlanAdoption]) -> UnitWords:
    """Values with their files, news and links of these adoptions. Four queries."""
    words = UnitWords({}, {}, {})
    objectives = [adoption.objective_id for adoption in adoptions]
    standing_values = StatedValue.objects.filter(unit=unit, is_current=True, is_void=False)
    values = standing_values.filter(indicator__action__objective__in=objectives)
    for value in values.prefetch_related("attachments__file").order_by("-valued_on", "-pk"):
        words.values.setdefault(value.indicator_id, []).append(value)
    own = [adoption.pk for adoption in adoptions]
    for news in PlanNews.objects.filter(adopted__adoption__in=own).order_by("-told_on", "-pk"):
        words.news.setdefault(news.adopted_id, []).append(news)
    for link in PlanLink.objects.filter(adopted__adoption__in=own).select_related("case", "action_item").order_by("pk"):
        words.links.setdefault(link.adopted_id, []).append(link)
    return words


def adoption_shown(unit: Unit, adoption_id: int) -> PlanAdoption:
    """One adoption of the unit, with its objective and edition. Raises NotVisible."""
    rows = PlanAdoption.objects.select_related("objective__axis__edition", "unit")
    row = rows.filter(unit=unit, pk=adoption_id).first()
    if row is None:
        raise NotVisible
    return row


def targets_of(adoption: PlanAdoption) -> dict[int, AdoptedTarget]:
    """The target of each indicator as it was said last. One query."""
    rows = AdoptedTarget.objects.filter(adoption=adoption).order_by("said_at", "pk")
    return {row.indicator_id: row for row in rows}


def action_shown(unit: Unit, adopted_id: int) -> AdoptedAction:
    """One action the unit follows. Raises NotVisible."""
    rows = AdoptedAction.objects.select_related("adoption__objective__axis__edition", "action")
    row = rows.filter(adoption__unit=unit, pk=adopted_id).first()
    if row is None:
        raise NotVisible
    return row


def target_shown(unit: Unit, indicator_id: int) -> AdoptedTarget:
    """The first target of an indicator the unit follows, with the indicator. Raises NotVisible."""
    rows = AdoptedTarget.objects.select_related("indicator", "adoption")
    row = rows.filter(adoption__unit=unit, indicator=indicator_id).order_by("said_at", "pk").first()
    if row is None:
        raise NotVisible
    return row


def actions_to_link(unit: Unit) -> list[AdoptedAction]:
    """The actions the unit follows and has not done. One query."""
    rows = AdoptedAction.objects.filter(adoption__unit=unit, done_on=None).select_related("action")
    return list(rows.order_by("adoption", "action__position", "pk"))


def link_of(**thing: int) -> PlanLink | None:
    """What a case (``case``) or an action of a meeting (``action_item``) is linked to. One query."""
    return PlanLink.objects.filter(**thing).select_related("adopted__action", "adopted__adoption").first()


def file_of_value(unit: Unit, value_id: int, file_id: int) -> StoredFile:
    """One file of a value of the unit. Raises NotVisible."""
    return attached_file(StatedValueFile, file_id, value__unit=unit, value=value_id)


def actions_of(adoption: PlanAdoption) -> list[AdoptedAction]:
    """What the unit does under an objective it follows, with the actions of the plan. One query."""
    rows = AdoptedAction.objects.filter(adoption=adoption).select_related("action")
    return list(rows.order_by("action__position", "pk"))


def linkable(unit: Unit, *, case: int | None = None, action_item: int | None = None) -> None:
    """Is it a case or an action of a meeting of this unit? Raises NotVisible where it is not."""
    is_case = case is not None and Case.objects.filter(pk=case, unit=unit).exists()
    is_item = action_item is not None and ActionItem.objects.filter(pk=action_item, unit=unit).exists()
    if not (is_case or is_item):
        raise NotVisible
