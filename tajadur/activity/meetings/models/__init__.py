"""The tables of meetings: Django finds the models of an app in this one module."""

from .attachments import ReportAttachment  # house: Django reads the models of an app here
from .minutes import MinutesCirculation, PreparationTick  # house: Django reads the models of an app here
from .proposals import Proposal  # house: Django reads the models of an app here
from .records import (  # house: Django reads the models of an app here
    ActionItem,
    ActionNews,
    Decision,
    Draft,
    Meeting,
    Point,
    PointOutcome,
    ReceiptNote,
    Report,
    Series,
)

__all__ = [  # house: what is imported here to be found here
    "ActionItem",
    "ActionNews",
    "Decision",
    "Draft",
    "Meeting",
    "MinutesCirculation",
    "Point",
    "PointOutcome",
    "PreparationTick",
    "Proposal",
    "ReceiptNote",
    "Report",
    "ReportAttachment",
    "Series",
]
