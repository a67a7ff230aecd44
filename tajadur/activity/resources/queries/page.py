"""What the page of a request shows: where it stands, its stages, which post did what, what the reader may do."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from tajadur.foundation.errors import NotVisible
from tajadur.organisation.people.actors import names_of
from tajadur.organisation.people.models import Mandate, Post
from tajadur.permissions.actors import Actor
from tajadur.registry.files.models import StoredFile
from tajadur.registry.files.queries import attached_file, attachments_of
from tajadur.rules.resource_stages import RequestStage, stages_on
from tajadur.rules.resources import RequestStatus, Turn, status_of_request

from ..models import BudgetLine, RequestAttachment, ResourceDelivery, ResourceRequest
from .acting import RequestAct, acts_open, is_turn, require_act
from .budget import line_of
from .levels import deciding_posts, delivering_post, levels_of
from .requests import facts_of, request_for


class PostTitle(NamedTuple):
    """The names of a post (ar, fr, en) and of its place (ar, latin)."""

    post_names: tuple[str, str, str]
    place_names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class RequestPage:
    """``posts``: mandate -> the post it was of, in words; ``turn_post``: the post whose turn it is."""

    request: ResourceRequest
    now: RequestStatus
    stages: list[RequestStage]
    acts: set[RequestAct] = field(default_factory=set)
    posts: dict[int, PostTitle] = field(default_factory=dict)
    turn_post: PostTitle | None = None
    line: BudgetLine | None = None
    is_open: bool = True
    files: list[StoredFile] = field(default_factory=list)


def page_of_request(actor: Actor, request_id: int, on: date) -> RequestPage:
    """The page of one request. Thirteen queries at most. Raises NotVisible, PermissionDenied."""
    request = request_for(actor, request_id)
    facts = facts_of(request)
    now = status_of_request(facts, max(on, request.asked_on))
    return RequestPage(
        request=request,
        now=now,
        stages=stages_on(facts, max(on, request.asked_on)),
        acts=acts_open(actor, request, now, on),
        posts=_posts(request),
        turn_post=_turn_post(request, now, on),
        files=[row.file for row in attachments_of(RequestAttachment, request=request)],
    )


def file_of_request(actor: Actor, request_id: int, file_id: int) -> tuple[ResourceRequest, StoredFile]:
    """The request and one of its files, read by whoever reads it. Raises NotVisible, PermissionDenied."""
    request = request_for(actor, request_id)
    return request, attached_file(RequestAttachment, file_id, request=request)


def request_to(actor: Actor, request_id: int, act: RequestAct, on: date) -> RequestPage:
    """The request for the form of an act, with the line a decision would take from; ``is_open``: is it its turn?

    Raises NotVisible, PermissionDenied (with who can).
    """
    request = request_for(actor, request_id)
    require_act(actor, act, request)
    facts = facts_of(request)
    now = status_of_request(facts, max(on, request.asked_on))
    takes = act is RequestAct.DECIDE and request.amount is not None
    return RequestPage(
        request=request,
        now=now,
        stages=[],
        line=line_of(request.kind_id, on.year) if takes else None,
        is_open=is_turn(actor, act, request, now),
    )


def request_of_delivery(delivery_id: int) -> int:
    """The id of the request a delivery belongs to. Raises NotVisible."""
    request_id = ResourceDelivery.objects.filter(pk=delivery_id).values_list("decision__request_id", flat=True).first()
    if request_id is None:
        raise NotVisible
    return request_id


def _posts(request: ResourceRequest) -> dict[int, PostTitle]:
    """One query."""
    decision = getattr(request, "decision", None)
    words = [getattr(request, name, None) for name in ("endorsement", "recommendation")]
    rows = [request, *words, decision, getattr(decision, "closing", None)]
    for delivery in decision.deliveries.all() if decision else ():
        rows += [delivery, getattr(delivery, "confirmation", None)]
    mandates = Mandate.objects.filter(pk__in={row.mandate_id for row in rows if row is not None})
    wanted = ("post__post_type", "post__unit", "post__area")
    return {mandate.pk: PostTitle(*names_of(mandate.post)) for mandate in mandates.select_related(*wanted)}


def _turn_post(request: ResourceRequest, now: RequestStatus, on: date) -> PostTitle | None:
    if now.turn is Turn.NOBODY:
        return None
    if now.turn is Turn.DECIDER:
        post_id = deciding_posts([request.kind_id], on).get(request.kind_id)
    elif now.turn is Turn.DELIVERER:
        post_id = delivering_post()
    else:
        levels = levels_of(request.unit, on)
        post_id = {Turn.ABOVE: levels.above, Turn.CELL: levels.cell, Turn.UNIT: next(iter(levels.own), None)}[now.turn]
    post = Post.objects.filter(pk=post_id or 0).select_related("post_type", "unit", "area").first()
    return PostTitle(*names_of(post)) if post else None
