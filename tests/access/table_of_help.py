"""The declared table, continued: help from above and what a unit answers, asks and is told."""

from typing import Any

from tests.access import payloads as say
from tests.access.roles import DISMISSERS, GENERAL, HELPERS, OPENERS, PROPOSALS, RECORD, SECRETARY_ONLY, WITH_RECORD
from tests.access.rows import Row, of
from tests.access.table_of_support import SUPPORT
from tests.access.world import World


def a_rule(world: World, target: str) -> dict[str, Any]:
    """A rule that looks for dysfunctions."""
    return {"kind": "quorum_never"}


def second_decision(world: World, target: str) -> dict[str, Any]:
    """A decision of the unit's report that was not sent yet."""
    return {"report_id": world.reports[target], "number": 2}


HELP: dict[str, Row] = {
    "reports:to_note": Row(get=HELPERS, post=HELPERS),
    "proposals:index": Row(get=WITH_RECORD),
    "proposals:detail": Row(get=PROPOSALS, at=of("proposal")),
    "proposals:send": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=second_decision, writes=True),
    "proposals:withdraw": Row(post=SECRETARY_ONLY, at=of("proposal"), writes=True),
    "actions:index": Row(get=WITH_RECORD),
    "actions:decisions": Row(get=WITH_RECORD),
    **SUPPORT,
    # the register of dysfunctions
    "dysfunctions:index": Row(get=WITH_RECORD),
    "dysfunctions:board": Row(get=WITH_RECORD),
    "dysfunctions:months": Row(get=WITH_RECORD),
    "dysfunctions:print": Row(get=WITH_RECORD),
    "dysfunctions:rules": Row(get=WITH_RECORD),
    "dysfunctions:rule": Row(get=GENERAL, post=GENERAL, at=a_rule, data=say.thresholds),
    "dysfunctions:open": Row(get=OPENERS, post=OPENERS, at=of("unit"), data=say.case),
    "dysfunctions:detail": Row(get=RECORD, at=of("case")),
    "dysfunctions:remedy": Row(get=OPENERS, post=OPENERS, at=of("case"), data=say.remedy),
    "dysfunctions:done": Row(get=OPENERS, post=OPENERS, at=of("case"), data=say.remedy_done),
    "dysfunctions:settle": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("case"), data=say.advice, writes=True),
    "dysfunctions:answer": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("case"), data=say.advice, writes=True),
    "dysfunctions:dismiss": Row(get=DISMISSERS, post=DISMISSERS, at=of("case"), data=say.dismissal),
    "actions:detail": Row(get=RECORD, post=SECRETARY_ONLY, at=of("action"), data=say.news, writes=True),
}
