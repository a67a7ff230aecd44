"""Reading congresses: one, its road, the board of an edition, the seats of a province."""

from .board import Board, Change, board
from .comments import Comment, comments_on
from .finding import (
    OwnShare,
    congress_for,
    congress_of,
    congress_owed,
    congresses_within,
    last_meetings,
    own_share,
    road_for,
    shares_within,
    step_for,
)
from .results import ElectedBody, elected_in, elected_of, lists_of, persons_known, posts_to_fill, results_waiting
from .roads import Road, RoadStep, SeatsOfProvince, roads_of, shares_of
from .templates import Template, posts_responsible, template_of, templates
from .weighing import aims_of, weights_of

__all__ = [
    "Board",
    "BoardTerm",
    "Change",
    "Comment",
    "ElectedBody",
    "OwnShare",
    "Road",
    "RoadStep",
    "SeatsOfProvince",
    "Template",
    "aims_of",
    "board",
    "comments_on",
    "congress_for",
    "congress_of",
    "congress_owed",
    "congresses_within",
    "elected_in",
    "elected_of",
    "last_meetings",
    "lists_of",
    "own_share",
    "persons_known",
    "posts_responsible",
    "posts_to_fill",
    "results_waiting",
    "road_for",
    "roads_of",
    "shares_of",
    "shares_within",
    "step_for",
    "template_of",
    "templates",
    "weights_of",
]
