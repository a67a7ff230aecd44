"""The declared table, continued: advice, visits, promises and observations."""

from tests.access import payloads_of_help as say
from tests.access.roles import (
    ANSWERING,
    CARRIED_ON,
    FROM_ABOVE,
    GENERAL,
    HELP_READ,
    HELPERS,
    OVERSEEN,
    PROMISING,
    RECORD,
    SAID_BY,
    VISITING,
    WITH_HELP,
    rule,
)
from tests.access.rows import Row, of

OF_A_LIST = HELPERS | {"other_tree": ("404",) * 3}  # the figure is of a unit that another tree does not see
# Visits are of the cell and the Secretary General; a case may also be opened by a secretary of the unit itself.
VISITS_OF_A_LIST = rule("""
responsible, responsible_other, assistant, general ok
secretary, superior, member, pole, bureau, admin, other_tree no
""")
OPENED_OF_A_LIST = OF_A_LIST

SUPPORT: dict[str, Row] = {
    "support:index": Row(get=WITH_HELP),
    "support:acts": Row(get=FROM_ABOVE, at=of("unit")),
    "support:many": Row(get=OF_A_LIST, post=OF_A_LIST, query=say.listed),
    "support:many_visits": Row(get=VISITS_OF_A_LIST, post=VISITS_OF_A_LIST, query=say.listed),
    "support:many_cases": Row(get=OPENED_OF_A_LIST, post=OPENED_OF_A_LIST, query=say.listed),
    "support:many_reminders": Row(get=OF_A_LIST, post=OF_A_LIST, query=say.listed),
    "support:observe": Row(get=FROM_ABOVE, post=FROM_ABOVE, at=of("unit"), data=say.observation),
    "support:advise": Row(get=FROM_ABOVE, post=FROM_ABOVE, at=of("unit"), data=say.advice),
    "support:advice": Row(get=RECORD, at=of("advices", "advice_id")),
    "support:answer": Row(post=ANSWERING, at=of("advices", "advice_id"), data=say.answer, writes=True),
    "support:used": Row(post=ANSWERING, at=of("advices", "advice_id"), writes=True),
    "support:reply": Row(post=FROM_ABOVE, at=of("advices", "advice_id"), data=say.reply),
    "support:advice_withdraw": Row(post=SAID_BY, at=of("advices", "advice_id")),
    "support:advice_promise": Row(get=PROMISING, post=PROMISING, at=of("advices", "advice_id"), data=say.promise),
    "support:plan": Row(get=VISITING, post=VISITING, at=of("unit"), data=say.visit),
    "support:visit": Row(get=HELP_READ, at=of("visit")),
    "support:visit_move": Row(get=CARRIED_ON, post=CARRIED_ON, at=of("visit"), data=say.visit),
    "support:visit_made": Row(get=CARRIED_ON, post=CARRIED_ON, at=of("visit"), data=say.made),
    "support:visit_drop": Row(get=CARRIED_ON, post=CARRIED_ON, at=of("visit"), data=say.dropped),
    "support:visit_promise": Row(get=CARRIED_ON, post=CARRIED_ON, at=of("mades", "visit_id"), data=say.promise),
    "support:decision_promise": Row(get=FROM_ABOVE, post=FROM_ABOVE, at=of("unit"), data=say.promise),
    "support:promise": Row(get=HELP_READ, at=of("promise")),
    "support:promise_keep": Row(get=SAID_BY, post=SAID_BY, at=of("promise"), data=say.kept),
    "support:promise_withdraw": Row(get=SAID_BY, post=SAID_BY, at=of("promise"), data=say.reason),
    "support:members": Row(get=WITH_HELP),
    "support:member": Row(get=OVERSEEN, at=say.its_follower),
    "support:terms": Row(get=GENERAL),
    "support:terms_change": Row(get=GENERAL, post=GENERAL, at=lambda *_: {"kind": "advice"}),
}
