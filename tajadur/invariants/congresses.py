"""Congresses: seats that add up by the rule, lists and results that fit them, stages in their order."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, F, OuterRef

from tajadur.activity.congresses.models import (
    Congress,
    DelegateList,
    Elected,
    ElectedCount,
    SeatShare,
    Stage,
    StageChange,
    StageComment,
    StageTemplate,
)
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.units.models import Placement

from .as_of import AsOf


def seats_add_up(as_of: AsOf) -> Iterator[str]:
    """The seats of a congress are all shared out: a floor to each, the rest by weight with the largest remainders."""
    shares: dict[int, list[Any]] = defaultdict(list)
    rows = SeatShare.objects.order_by("congress_id", "pk")
    for row in rows.values_list("congress_id", "pk", "unit_id", "weight", "seats", named=True):
        shares[row.congress_id].append(row)
    below = Placement.objects.filter(unit_id=OuterRef("unit_id"), parent_id=OuterRef("congress__unit_id"))
    for pk in SeatShare.objects.exclude(Exists(below)).values_list("pk", flat=True):
        yield f"share {pk} is of a unit that never stood below that of its congress"
    for pk, seats, floor in Congress.objects.order_by("pk").values_list("pk", "seats", "seats_floor"):
        own = shares[pk]
        together = sum(row.seats for row in own)
        if together != seats:
            yield f"congress {pk} has {seats} seats, its provinces have {together}"
        elif own and not _is_by_the_rule([(row.weight, row.seats) for row in own], seats, floor):
            yield f"the seats of congress {pk} are not shared by its weights"


def _is_by_the_rule(shares: list[tuple[int, int]], seats: int, floor: int) -> bool:
    """No seat more could have gone to one with a larger remainder; who no longer takes part has no seat."""
    part = [(weight, own) for weight, own in shares if weight or own or not any(w for w, _ in shares)]
    rest = seats - floor * len(part)
    whole = sum(weight for weight, _ in part)
    exact = [Fraction(rest * weight, whole) if whole else Fraction(rest, len(part)) for weight, _ in part]
    over = [own - floor - int(share) for (_, own), share in zip(part, exact, strict=True)]
    if rest < 0 or any(more not in (0, 1) for more in over):
        return False
    keys = [(share - int(share), weight) for share, (weight, _) in zip(exact, part, strict=True)]
    got = [key for key, more in zip(keys, over, strict=True) if more]
    missed = [key for key, more in zip(keys, over, strict=True) if not more]
    return not got or not missed or min(got) >= max(missed)


def delegates_consistent(as_of: AsOf) -> Iterator[str]:
    """Versions of a list follow each other, the first day stays, the last one counts; its parts fit in it."""
    lists: dict[int, list[Any]] = defaultdict(list)
    names = ("pk", "share_id", "version", "elected", "women", "youth", "names", "filed_at", "filed_on", "is_latest")
    for row in DelegateList.objects.order_by("share_id", "version").values_list(*names, named=True):
        lists[row.share_id].append(row)
    for share_id, versions in lists.items():
        if [row.version for row in versions] != list(range(1, len(versions) + 1)):
            yield f"the lists of share {share_id} have the versions {[row.version for row in versions]}"
        if [row.is_latest for row in versions] != [False] * (len(versions) - 1) + [True]:
            yield f"of the lists of share {share_id} not the last one counts"
        first = civil_day(versions[0].filed_at)
        for row in versions:
            if row.filed_on != first:
                yield f"list {row.pk} was filed on {row.filed_on}, first on {first}"
            if max(row.women, row.youth, len(row.names.split("\n")) if row.names else 0) > row.elected:
                yield f"list {row.pk} names or counts more than were elected"
    shared = ("pk", "elected", "share__seats")
    for pk, elected, seats in DelegateList.objects.filter(version=1, is_latest=True).values_list(*shared):
        if elected > seats:
            yield f"list {pk} elects {elected} to {seats} seats"


def stages_consistent(as_of: AsOf) -> Iterator[str]:
    """Every congress has every stage; done on a day that had come, after what it waits for."""
    templates = {row.pk: row for row in StageTemplate.objects.all()}
    codes = {row.code for row in templates.values()}
    for row in templates.values():
        if not set(row.after) <= codes - {row.code}:
            yield f"stage {row.code} waits for one that is none"
    stages: dict[int, list[Any]] = defaultdict(list)
    names = (
        "pk", "congress_id", "template_id", "done_on", "marked_at", "kept_offset", "kept_anchor",
        "congress__unit_id", "meeting__unit_id", "congress__obligation__period_start",
    )  # fmt: skip
    for stage in Stage.objects.order_by("congress_id", "pk").values_list(*names, named=True):
        stages[stage.congress_id].append(stage)
    for pk in Congress.objects.values_list("pk", flat=True):
        if {stage.template_id for stage in stages[pk]} != set(templates):
            yield f"congress {pk} has not every stage"
        done = {templates[stage.template_id].code: stage.done_on for stage in stages[pk] if stage.done_on}
        for stage in stages[pk]:
            yield from _stage(stage, templates[stage.template_id], done)


def _stage(stage: Any, template: StageTemplate, done: dict[str, Any]) -> Iterator[str]:
    if (stage.kept_offset is None) != (stage.kept_anchor == ""):
        yield f"stage {stage.pk} keeps half of how it was counted"
    if stage.meeting__unit_id not in (None, stage.congress__unit_id):
        yield f"stage {stage.pk} is shown by a meeting of another unit"
    if stage.done_on is None:
        return
    if stage.done_on > civil_day(stage.marked_at):
        yield f"stage {stage.pk} was marked before its day"
    if stage.done_on < stage.congress__obligation__period_start:
        yield f"stage {stage.pk} was done before it was asked"
    if any(code in done and done[code] > stage.done_on for code in template.after):
        yield f"stage {stage.pk} was done before what it waits for"


def congresses_consistent(as_of: AsOf) -> Iterator[str]:
    """A congress is of the unit that owes it; what it owes knows the day fixed; comments come from above."""
    for pk in Congress.objects.exclude(unit_id=F("obligation__unit_id")).values_list("pk", flat=True):
        yield f"congress {pk} is of another unit than the one that owes it"
    for pk, planned, noted, since in Congress.objects.values_list(
        "pk", "planned_on", "obligation__planned_on", "obligation__programmed_on"
    ):
        if planned != noted or (planned is None) != (since is None):
            yield f"congress {pk} is planned for {planned}, what is owed knows of {noted} since {since}"
    own = StageComment.objects.filter(mandate__post__unit_id=F("stage__congress__unit_id"))
    yield from (f"comment {pk} is of the unit itself" for pk in own.values_list("pk", flat=True))


def results_consistent(as_of: AsOf) -> Iterator[str]:
    """The elected hold the mandates they were proposed for, from the day after the congress; counts fit in them."""
    rows = Elected.objects.exclude(post__unit_id=F("congress__unit_id"))
    yield from (f"elected {pk} is to a post of another unit" for pk in rows.values_list("pk", flat=True))
    names = ("pk", "post_id", "person_id", "mandate__post_id", "mandate__person_id", "mandate__from_on",
             "congress__obligation__held_on")  # fmt: skip
    for row in Elected.objects.exclude(mandate=None).values_list(*names, named=True):
        if (row.post_id, row.person_id) != (row.mandate__post_id, row.mandate__person_id):
            yield f"elected {row.pk} has the mandate of somebody else"
        held_on = row.congress__obligation__held_on
        if held_on is None or row.mandate__from_on < held_on + timedelta(days=1):
            yield f"elected {row.pk} begins on {row.mandate__from_on}, the congress was held on {held_on}"
    groups = Elected.objects.values("congress_id", "post__body_id").annotate(n=Count("person_id", distinct=True))
    strange = ElectedCount.objects.exclude(body__unit_id=F("congress__unit_id")).values_list("pk", flat=True)
    yield from (f"count {pk} is of a body of another unit" for pk in strange)
    chosen = {(row["congress_id"], row["post__body_id"]): row["n"] for row in groups}
    for pk, congress_id, body_id, women, youth in ElectedCount.objects.values_list(
        "pk", "congress_id", "body_id", "women", "youth"
    ):
        if max(women or 0, youth or 0) > chosen.get((congress_id, body_id), 0):
            yield f"count {pk} has more women or young people than were elected"


def stage_changes_followed(as_of: AsOf) -> Iterator[str]:
    """What was issued last of a stage is what it says now; no change was written against a version to come."""
    templates = {row.pk: row for row in StageTemplate.objects.all()}
    last: dict[int, StageChange] = {}
    for row in StageChange.objects.order_by("decided_at", "pk"):
        version = templates[row.template_id].version
        if row.version > version or (row.issued and row.version == version):
            yield f"stage change {row.pk} was written against version {row.version} of {version}"
        if row.decided_at is not None and row.decided_at < row.asked_at:
            yield f"stage change {row.pk} was decided before it was asked"
        if row.issued and "up" not in row.values:
            last[row.template_id] = row
    for template_id, row in last.items():
        if any(getattr(templates[template_id], name) != value for name, value in row.values.items()):
            yield f"stage {templates[template_id].code} is not as its change {row.pk} was issued"
