"""The forms of help from above, sent as in ``sendings``."""

from tests.access import payloads_of_help as say
from tests.access.laid import Sending, of, own
from tests.access.world import World


def in_advice(world: World) -> dict[str, int]:
    """Advice to the secretary's own unit."""
    return {"advice_id": world.advices["own"]}


OF_HELP = {
    "support:observe": Sending("responsible", of(say.observation), own("unit")),
    "support:advise": Sending("responsible", of(say.advice), own("unit")),
    **dict.fromkeys(
        ("support:many", "support:many_cases", "support:many_reminders"),
        Sending("responsible", of(say.confirmed), query="?pick={own}"),
    ),
    "support:many_visits": Sending("responsible", of(say.confirmed_visit), query="?pick={own}"),
    "support:answer": Sending("secretary", of(say.answer), in_advice),
    "support:used": Sending("secretary", at=in_advice),
    "support:reply": Sending("responsible", of(say.reply), in_advice),
    "support:advice_withdraw": Sending("responsible", at=in_advice),
    "support:advice_promise": Sending("responsible", of(say.promise), in_advice),
    "support:plan": Sending("responsible", of(say.visit), own("unit")),
    "support:visit_move": Sending("responsible", of(say.visit), own("visit")),
    "support:visit_made": Sending("responsible", of(say.made), own("visit")),
    "support:visit_drop": Sending("responsible", of(say.dropped), own("visit")),
    "support:visit_promise": Sending("responsible", of(say.promise), own("mades", "visit_id")),
    "support:promise_keep": Sending("responsible", of(say.kept), own("promise")),
    "support:promise_withdraw": Sending("responsible", of(say.reason), own("promise")),
    "support:terms_change": Sending(
        "general",
        {"days": "10", "step0_days": "0", "step0_side": "after", "step0_to": "owner"},
        lambda world: {"kind": "advice"},
    ),
}
