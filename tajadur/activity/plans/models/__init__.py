"""The tables of the plan: what is laid down, what units make of it, what is measured."""

from .followed import AdoptedAction, AdoptedTarget, PlanAdoption, PlanLink, PlanNews, StatedValue, StatedValueFile
from .laid_down import PlanAction, PlanAxis, PlanEdition, PlanIndicator, PlanObjective
from .measured import AdoptionStanding, MeasuredDay, MeasuredValue

__all__ = [
    "AdoptedAction",
    "AdoptedTarget",
    "AdoptionStanding",
    "MeasuredDay",
    "MeasuredValue",
    "PlanAction",
    "PlanAdoption",
    "PlanAxis",
    "PlanEdition",
    "PlanIndicator",
    "PlanLink",
    "PlanNews",
    "PlanObjective",
    "StatedValue",
    "StatedValueFile",
]
