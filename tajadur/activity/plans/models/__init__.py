"""The tables of the plan: Django finds the models of an app in this one module."""

from .followed import (  # house: Django reads the models of an app here
    AdoptedAction,
    AdoptedTarget,
    PlanAdoption,
    PlanLink,
    PlanNews,
    StatedValue,
    StatedValueFile,
)
from .measured import AdoptionProgress, MeasuredDay, MeasuredValue  # house: Django reads the models of an app here
from .national import (  # house: Django reads the models of an app here
    PlanAction,
    PlanAxis,
    PlanEdition,
    PlanIndicator,
    PlanObjective,
)

__all__ = [  # house: what is imported here to be found here
    "AdoptedAction",
    "AdoptedTarget",
    "AdoptionProgress",
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
