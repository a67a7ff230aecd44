"""Rules about holding posts."""

from datetime import date
from typing import Any

from tajadur.organisation.profile.models import HoldingRule, PostType
from tests.factories.duties import at_noon


def post_type(kind: str, body: str = "office", code: str = "member") -> PostType:
    """A kind of post by its codes."""
    return PostType.objects.get(body_type__unit_kind__code=kind, body_type__code=body, code=code)


def lay_rule(on: date, **what: Any) -> int:
    """A rule in force from ``on``; unless told otherwise: members of one branch office at a time, asked."""
    known: dict[str, Any] = {
        "kind": "mandates",
        "most": 1,
        "scope": "anywhere",
        "effect": "asks",
        "source": "المادة 12",
        "from_on": on,
        "decided_at": at_noon(on),
    }
    if not {"post_type", "body_type"} & what.keys():
        known["post_type"] = post_type("branch")
    return HoldingRule.objects.create(**known | what).pk
