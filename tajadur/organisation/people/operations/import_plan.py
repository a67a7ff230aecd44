"""The dry run of an import: what each row would do, and every row that cannot be taken, without writing anything."""

from collections.abc import Sequence
from typing import Any

from tajadur.foundation.errors import BadInput
from tajadur.foundation.sheets.lines import RowFlaw
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may, require_anywhere
from tajadur.permissions.matrix import Permission

from .holding import against_rules
from .import_clashes import between_rows, with_recorded
from .import_posts import LONGEST_SHOWN, NamedPost, Posts
from .import_rows import ANOTHER, Answers, Doubt, ImportPlan, ImportRow, Planned
from .match_people import People
from .persons import checked


def plan_import(*, rows: Sequence[ImportRow], answers: Answers | None = None, by: Actor) -> ImportPlan:
    """Try every row against what is recorded and against the other rows: six to eight queries, whatever their number.

    ``answers``: by the number of a row, who it is, as the doubts of a plan before proposed. Raises PermissionDenied for
    whoever does not manage people and mandates.
    """
    require_anywhere(by, Permission.MANAGE_PEOPLE)
    require_anywhere(by, Permission.MANAGE_MANDATES)
    plan = ImportPlan([], [], [], [])
    posts = Posts(rows, by)
    places = {row.number: place for row in rows if (place := _placed(row, posts, plan))}
    posts.load(places.values())
    for row in rows:
        facts = _facts(row, by, plan)
        if entry := _entry(row, places.get(row.number), facts, posts, by, plan):
            plan.planned.append(entry)
    _match(plan, answers or {}, by)
    plan.flaws += between_rows(plan.planned)
    plan.flaws += with_recorded(plan.planned)
    _keep_to_rules(plan)
    plan.flaws.sort(key=lambda flaw: (flaw.row, flaw.field))
    wrong = {flaw.row for flaw in plan.flaws}
    plan.doubts = [
        Doubt(entry.row.number, entry.values["name_ar"], entry.likely)
        for entry in plan.planned
        if entry.likely and entry.row.number not in wrong
    ]
    return plan


def _placed(row: ImportRow, posts: Posts, plan: ImportPlan) -> NamedPost | None:
    try:
        place = posts.place(row)
    except BadInput as problem:
        plan.flaws.append(_flaw(row, problem))
        return None
    if place.spelled:
        shown = {"typed": row.unit[:LONGEST_SHOWN], "unit": place.unit.name, "code": place.unit.code}
        plan.notes.append(RowFlaw(row.number, row.column, "unit_read_as", shown))
    return place


def _facts(row: ImportRow, by: Actor, plan: ImportPlan) -> dict[str, Any] | None:
    try:
        return checked(row.details, by.on, False)
    except BadInput as error:
        plan.flaws += [_flaw(row, problem) for problem in error.problems]
        return None


def _entry(
    row: ImportRow, place: NamedPost | None, facts: dict[str, Any] | None, posts: Posts, by: Actor, plan: ImportPlan
) -> Planned | None:
    """The row on its own; its flaws are added to the plan."""
    if place is None:
        return None
    try:
        post = posts.post(place, row)
    except BadInput as problem:
        plan.flaws.append(_flaw(row, problem))
        return None
    problems = _days(row, post.unit)
    if not may(by, Permission.MANAGE_MANDATES, post.unit):
        problems.append(BadInput(row.column, "unit_unknown", typed=row.unit[:LONGEST_SHOWN]))
    plan.flaws += [_flaw(row, problem) for problem in problems]
    if problems or facts is None or row.from_on is None:
        return None
    return Planned(row, post, facts, f"row {row.number}", row.from_on)


def _days(row: ImportRow, unit: Unit) -> list[BadInput]:
    if row.from_on is None:
        return []  # the form has said so already
    problems = []
    if row.to_on and row.to_on < row.from_on:
        problems.append(BadInput("to_on", "mandate_ends_before_start"))
    if row.from_on < unit.opened_on:
        problems.append(BadInput("from_on", "mandate_before_unit", day=unit.opened_on))
    if unit.closed_on and (row.to_on is None or row.to_on >= unit.closed_on):
        problems.append(BadInput("to_on", "mandate_after_unit", day=unit.closed_on))
    return problems


def _match(plan: ImportPlan, answers: Answers, by: Actor) -> None:
    """Say of each row who it is: by contact, else by the answer, else the namesakes it may be."""
    people = People([entry.values for entry in plan.planned])
    by_number = {entry.row.number: entry for entry in plan.planned}
    for entry in plan.planned:
        number, own_key = entry.row.number, entry.key
        try:
            entry.person_id, entry.key = people.match(entry.values, number, own_key)
        except BadInput as problem:
            plan.flaws.append(_flaw(entry.row, problem))
        namesakes = people.namesakes(entry.values, number, entry.key)
        if not entry.person_id and entry.key == own_key:
            offered = {namesake.answer: namesake for namesake in namesakes}
            answer = answers.get(number, "")
            if chosen := offered.get(answer):
                other = by_number.get(chosen.other or 0)
                entry.person_id = chosen.person_id or (other.person_id if other else None)
                entry.key = other.key if other else entry.key
            elif answer != ANOTHER:
                entry.likely = tuple(namesakes)
        if entry.person_id and entry.person_id == by.person_id:
            plan.flaws.append(RowFlaw(number, "", "mandate_for_oneself"))


def _keep_to_rules(plan: ImportPlan) -> None:
    """What refuses is a flaw of its row, what asks a note; a reason is asked for when it is carried out."""
    ended = {mandate.pk: entry.last_day for entry in plan.planned for mandate in entry.ends}
    rows = {f"row {entry.row.number}": entry.row for entry in plan.planned}
    for each in against_rules([entry.beginning for entry in plan.planned], ended=ended):
        row = next(row for key, row in rows.items() if key in each.breach.held)
        (plan.notes if each.asks else plan.flaws).append(_flaw(row, each.problem))
        plan.against += [each] if each.asks else []


def _flaw(row: ImportRow, problem: BadInput) -> RowFlaw:
    return RowFlaw(row.number, problem.field, problem.code, problem.params)
