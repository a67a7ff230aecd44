"""The next edition begins with everything of the one before."""

from typing import Any

from django.db.models import Model

from ..models import PlanEdition
from ..queries.editions import text_of


def copy_text(before: PlanEdition, edition: PlanEdition) -> None:
    """Copy every axis, objective, action and indicator; days after the edition's last become its last.

    Days before its first become its last as well: what was due is due anew.
    """
    for axis in text_of(before).axes:
        new_axis = _copy(axis.row, edition=edition)
        for objective in axis.objectives:
            new_objective = _copy(objective.row, axis=new_axis)
            for action in objective.actions:
                new_action = _copy(action.row, objective=new_objective, **_due(action.row, edition))
                for indicator in action.indicators:
                    _copy(indicator, action=new_action, **_due(indicator, edition))


def _due(row: Any, edition: PlanEdition) -> dict[str, Any]:
    inside = edition.starts_on <= row.due_on <= edition.ends_on
    return {"due_on": row.due_on if inside else edition.ends_on}


def _copy(row: Model, **changed: Any) -> Any:
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    values = {field.name: changed.get(field.name, getattr(row, field.attname)) for field in fields}
    return type(row)._default_manager.create(**values)
