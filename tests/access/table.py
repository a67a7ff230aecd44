"""The declared table: every address, who is answered what. A new address is one line here, or the walk fails."""

from typing import Any

from tests.access import payloads as say
from tests.access.roles import (
    ADMINISTRATOR,
    CONSULTATIONS,
    DECIDE,
    DIRECTIVES,
    EVERYONE,
    FROM_ABOVE,
    GENERAL,
    HEADQUARTERS,
    MEMBERS,
    OFFICE_TOGETHER,
    PEOPLE,
    RECORD,
    RELEASERS,
    REMINDERS,
    SECRETARY_ONLY,
    SEE,
    SHUT,
    SHUT_TO_ALL,
    WITH_FORECAST,
    WITH_OFFICE,
    WITH_PEOPLE,
    WITH_RECORD,
)
from tests.access.rows import Row, of
from tests.access.table_of_census import CENSUS
from tests.access.table_of_circulars import CIRCULARS
from tests.access.table_of_congress_day import CONGRESS_DAY
from tests.access.table_of_councils import COUNCILS
from tests.access.table_of_files import FILES
from tests.access.table_of_filings import FILINGS
from tests.access.table_of_help import HELP
from tests.access.table_of_packs import PACKS
from tests.access.table_of_plans import PLANS
from tests.access.table_of_premises import PREMISES
from tests.access.table_of_resources import RESOURCES
from tests.access.table_of_situations import SITUATIONS
from tests.access.table_of_training import TRAINING
from tests.access.world import World


def figure(world: World, target: str) -> dict[str, Any]:
    """The lists behind a percentage of the unit."""
    return {"kind": "reporting", "unit_id": world.units[target]}


def a_template(world: World, target: str) -> dict[str, Any]:
    """A stage of every congress."""
    return {"code": "committee"}


def its_stage(world: World, target: str) -> dict[str, Any]:
    """The first stage of the unit's congress."""
    return {"congress_id": world.congresses[target], "code": "committee"}


def its_elected(world: World, target: str) -> dict[str, Any]:
    """Somebody the unit's congress elected."""
    return {"congress_id": world.congresses[target], "elected_id": world.elected[target]}


def its_elected_body(world: World, target: str) -> dict[str, Any]:
    """A body the unit's congress elects."""
    return {"congress_id": world.congresses[target], "body_id": world.bodys[target]}


def its_seats(world: World, target: str) -> dict[str, Any]:
    """The unit's seats in the congress of the one above."""
    return {"congress_id": world.shared[target], "unit_id": world.units[target]}


def no_spelling(world: World, target: str) -> dict[str, Any]:
    """A spelling the unit does not have."""
    return {"unit_id": world.units[target], "alias_id": 0}


def its_body(world: World, target: str) -> dict[str, Any]:
    """The unit's office."""
    return {"unit_id": world.units[target], "body_id": world.bodys[target]}


def its_directive(world: World, target: str) -> str:
    """The directive the unit owes."""
    return f"?directive={world.codes[target]}"


TABLE: dict[str, Row] = {
    "healthz": Row(get=EVERYONE),
    "gallery": Row(get=SHUT_TO_ALL),  # outside the demonstration
    "home": Row(get=MEMBERS),
    "home:forward": Row(post=ADMINISTRATOR | {"admin": ("404",) * 3}),  # outside the demonstration
    # coming in
    "account_login": Row(get=EVERYONE, post=EVERYONE),
    "account_logout": Row(get=MEMBERS, post=MEMBERS),
    "account_inactive": Row(get=EVERYONE),
    "account_change_password": Row(get=MEMBERS, post=MEMBERS),
    "account_reset_password": Row(get=EVERYONE, post=EVERYONE),
    "account_reset_password_done": Row(get=EVERYONE),
    "account_reset_password_from_key": Row(
        get=EVERYONE, post=EVERYONE, at=lambda *_: {"uidb36": "1", "key": "set-password"}
    ),
    "account_reset_password_from_key_done": Row(get=EVERYONE),
    "accounts:preferences": Row(get=MEMBERS, post=MEMBERS),
    **dict.fromkeys(("accounts:own_data", "accounts:register"), Row(get=MEMBERS)),
    **dict.fromkeys(("accounts:own_data_take", "accounts:telling"), Row(post=MEMBERS)),
    "accounts:channel": Row(post=MEMBERS, at=lambda *_: {"config_id": 0}),
    "accounts:channel_leave": Row(post=MEMBERS),
    "accounts:device_add": Row(post=MEMBERS),
    "accounts:device_remove": Row(post=SHUT, at=lambda *_: {"device_id": 0}),
    **dict.fromkeys(("service_worker", "offline"), Row(get=EVERYONE)),
    "accounts:language": Row(post=EVERYONE, data=say.french),
    "accounts:demo_enter": Row(post=SHUT_TO_ALL, data=say.sample),
    "accounts:invite": Row(post=ADMINISTRATOR, data=say.person),
    "accounts:invitation": Row(get=SHUT_TO_ALL, post=SHUT_TO_ALL, at=lambda *_: {"token": "unknown"}),
    # calendars
    "calendar:feed": Row(get=SHUT_TO_ALL, at=lambda *_: {"token": "unknown"}),
    "calendar:meeting": Row(get=RECORD, at=of("meeting")),
    "calendar:new": Row(post=RECORD, data=say.unit),
    "calendar:revoke": Row(post=SHUT, at=lambda *_: {"feed_id": 0}),
    # units, persons, mandates
    "units:index": Row(get=WITH_OFFICE),
    **dict.fromkeys(("units:detail", "units:changes"), Row(get=SEE, at=of("unit"))),
    "units:people": Row(get=SEE, at=of("unit")),
    "units:consultations": Row(get=CONSULTATIONS, at=of("unit")),
    "units:open_root": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "units:open": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("unit")),
    "units:edit": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("unit")),
    "units:move": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("unit")),
    "units:declare": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("unit")),
    "units:spelling": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("unit")),
    "units:spelling_remove": Row(post=ADMINISTRATOR | {"admin": ("404",) * 3}, at=no_spelling),
    "units:members": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=its_body),
    "units:body_types": Row(get=ADMINISTRATOR),
    "units:body_type": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("body_type")),
    "units:close": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("unit")),
    **dict.fromkeys(("units:close_withdraw", "units:move_withdraw"), Row(post=ADMINISTRATOR, at=of("unit"))),
    **dict.fromkeys(("people:index", "people:vacant", "people:against"), Row(get=WITH_PEOPLE)),
    **dict.fromkeys(("people:rules", "people:doubles"), Row(get=ADMINISTRATOR)),
    "people:rule_add": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "people:rule_end": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("rule")),
    **dict.fromkeys(("people:detail", "people:changes"), Row(get=PEOPLE, at=of("person"))),
    "people:add": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    **dict.fromkeys(("people:edit", "people:erase"), Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("person"))),
    "people:mandate": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "people:hand_over": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "people:renew": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("bodys", "body_id")),
    "people:merge": Row(
        get=ADMINISTRATOR, post=ADMINISTRATOR, query=say.two_records, data=lambda *_: {"account": "stays"}
    ),
    "people:merge_undo": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=say.merged),
    "people:take_back": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("mandate")),
    "units:census": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "party": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "people:invitations": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "people:import": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "people:import_confirm": Row(post=ADMINISTRATOR),
    "people:import_flaws": Row(post=ADMINISTRATOR),
    "people:import_template": Row(get=ADMINISTRATOR, at=lambda *_: {"kind": "csv"}),
    "meetings:holidays": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "meetings:ramadan": Row(post=ADMINISTRATOR),
    "people:waiting": Row(get=GENERAL),
    "people:acts": Row(get=HEADQUARTERS, post=HEADQUARTERS),
    "people:act_refuse": Row(get=HEADQUARTERS, post=HEADQUARTERS, at=of("act")),
    "people:mandate_end": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("mandate")),
    "people:mandate_correct": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("mandate")),
    "people:mandate_approve": Row(post=GENERAL, at=of("mandate")),
    "people:mandate_refuse": Row(get=HEADQUARTERS, post=HEADQUARTERS, at=of("mandate")),
    # notices
    **dict.fromkeys(("notices:inbox", "receipts:check", "accounts:consulted"), Row(get=MEMBERS)),
    "notices:read": Row(post=MEMBERS),
    "notices:forecast": Row(get=WITH_FORECAST),
    "notices:ledger": Row(get=HEADQUARTERS),
    "notices:trouble": Row(get=HEADQUARTERS),
    "notices:again": Row(post=ADMINISTRATOR | {"admin": ("404",) * 3}, at=lambda *_: {"delivery_id": 0}),
    "notices:channels": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    **dict.fromkeys((f"notices:push_{act}" for act in ("setup", "on", "off", "renew")), Row(post=ADMINISTRATOR)),
    "notices:channel_url": Row(post=ADMINISTRATOR, at=lambda *_: {"config_id": 0}),
    "notices:channel_test": Row(post=ADMINISTRATOR, at=lambda *_: {"config_id": 0}),
    "notices:channel_on": Row(post=ADMINISTRATOR | {"admin": ("404",) * 3}, at=lambda *_: {"config_id": 0}),
    "notices:channel_off": Row(post=ADMINISTRATOR | {"admin": ("404",) * 3}, at=lambda *_: {"config_id": 0}),
    "notices:leave": Row(post=ADMINISTRATOR, at=lambda *_: {"delivery_id": 0}),
    # meetings
    "meetings:index": Row(get=WITH_RECORD),
    "meetings:reach": Row(get=WITH_RECORD),
    "meetings:detail": Row(get=RECORD, at=of("meeting")),
    "meetings:series": Row(get=RECORD, at=of("series")),
    "meetings:programme": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("unit"), data=say.programme),
    "meetings:programme_regular": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("unit"), data=say.regular),
    "meetings:points": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("meeting"), data=say.points),
    "meetings:move": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("meeting"), data=say.move, writes=True),
    "meetings:cancel": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("meeting"), data=say.cancel, writes=True),
    "meetings:usual": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("series")),
    "meetings:stop": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("series")),
    # reports
    "reports:form": Row(get=OFFICE_TOGETHER, post=OFFICE_TOGETHER, at=of("past", "meeting_id"), data=say.report),
    "reports:draft": Row(post=OFFICE_TOGETHER, at=of("past", "meeting_id"), data=say.draft, writes=True),
    "reports:paper": Row(get=OFFICE_TOGETHER, at=of("past", "meeting_id")),
    "reports:detail": Row(get=RECORD, at=of("report")),
    "reports:correct": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("report")),
    "reports:note": Row(post=FROM_ABOVE, at=of("report")),
    "reports:close_action": Row(post=SECRETARY_ONLY, at=of("action"), writes=True),
    "reports:reopen_action": Row(post=SECRETARY_ONLY, at=of("action")),
    # what is asked, what is owed, what is declared
    "directives:index": Row(get=DIRECTIVES),
    **dict.fromkeys(("directives:detail", "directives:changes"), Row(get=DIRECTIVES, at=of("directive"))),
    "directives:new": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "directives:standard": Row(get=ADMINISTRATOR, post=ADMINISTRATOR),
    "directives:edit": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("directive")),
    "directives:discard": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("directive")),
    "directives:preview": Row(get=ADMINISTRATOR, at=of("directive")),
    "directives:issue": Row(get=GENERAL, post=GENERAL, at=of("directive")),
    "directives:amend": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("directive")),
    "directives:amendment_preview": Row(get=ADMINISTRATOR, at=of("directive")),
    "directives:amendment_issue": Row(get=GENERAL, post=GENERAL, at=of("directive")),
    "directives:amendment_discard": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("directive")),
    "directives:withdraw": Row(get=GENERAL, post=GENERAL, at=of("directive")),
    "directives:exception_new": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("directive")),
    "directives:exception_edit": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=of("exception")),
    "directives:exception_preview": Row(get=ADMINISTRATOR, at=of("exception")),
    "directives:exception_issue": Row(get=GENERAL, post=GENERAL, at=of("exception")),
    "directives:exception_withdraw": Row(get=GENERAL, post=GENERAL, at=of("exception")),
    "obligations:index": Row(get=WITH_OFFICE),
    "obligations:words": Row(get=REMINDERS),
    "obligations:detail": Row(get=SEE, at=of("obligation")),
    "obligations:snooze": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("obligation"), data=say.later),
    "declarations:done": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("obligation"), data=say.happened),
    "declarations:not_held": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("obligation"), data=say.not_held),
    "declarations:detail": Row(get=RECORD, at=of("declaration")),
    "declarations:withdraw": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("declaration"), writes=True),
    # congresses: here one of each target unit, and one above it in which the target has seats
    "congresses:index": Row(get=WITH_OFFICE),
    "congresses:detail": Row(get=SEE, at=of("congresses", "congress_id")),
    "congresses:of_obligation": Row(get=SEE, at=of("roads", "obligation_id")),
    "congresses:todo": Row(get=SECRETARY_ONLY, at=of("congresses", "congress_id")),
    "congresses:date": Row(
        get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("congresses", "congress_id"), data=say.congress_date
    ),
    "congresses:seats": Row(
        get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("congresses", "congress_id"), data=say.seats
    ),
    "congresses:stage": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=its_stage, data=say.stage, writes=True),
    "congresses:undo": Row(post=SECRETARY_ONLY, at=its_stage),
    "congresses:comment": Row(post=FROM_ABOVE, at=its_stage, data=say.advice),
    "congresses:delegates": Row(
        get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=its_seats, data=say.delegates, writes=True
    ),
    # requests to be released, and their decisions
    "releases:index": Row(get=RELEASERS),
    "releases:ask": Row(
        get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("askable", "obligation_id"), data=say.release, writes=True
    ),
    "releases:withdraw": Row(post=SECRETARY_ONLY, at=of("request"), writes=True),
    "releases:give": Row(get=DECIDE, post=DECIDE, at=of("askable", "obligation_id"), data=say.release),
    "releases:decide": Row(get=DECIDE, post=DECIDE, at=of("request"), data=say.decision),
    "congresses:elected": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("congresses", "congress_id")),
    "congresses:roster": Row(get=SECRETARY_ONLY, post=SECRETARY_ONLY, at=of("congresses", "congress_id")),
    "congresses:withdraw_body": Row(post=SECRETARY_ONLY, at=its_elected_body),
    "congresses:withdraw": Row(post=SECRETARY_ONLY, at=its_elected, writes=True),
    "congresses:committee": Row(post=ADMINISTRATOR, at=of("congresses", "congress_id")),
    "congresses:confirm": Row(post=ADMINISTRATOR, at=of("congresses", "congress_id")),
    "congresses:stages": Row(get=DIRECTIVES),
    "congresses:stage_change": Row(get=ADMINISTRATOR, post=ADMINISTRATOR, at=a_template),
    "congresses:stage_issue": Row(post=GENERAL, at=of("change")),
    "congresses:stage_drop": Row(post=HEADQUARTERS, at=of("change")),
    "congresses:stage_move": Row(post=ADMINISTRATOR, at=a_template),
    "congresses:waiting": Row(get=ADMINISTRATOR),
    # figures
    "compliance:dashboard": Row(get=WITH_OFFICE),
    "compliance:congresses": Row(get=WITH_OFFICE),
    "compliance:unit": Row(get=SEE, at=of("unit")),
    "compliance:figure": Row(get=SEE, at=figure, query=its_directive),
    "search:index": Row(get=WITH_OFFICE),
    **FILINGS,
    **HELP,
    **FILES,
    **RESOURCES,
    **CENSUS,
    **CIRCULARS,
    **SITUATIONS,
    **COUNCILS,
    **PREMISES, **PLANS, **PACKS, **TRAINING, **CONGRESS_DAY,
}  # fmt: skip

# Addresses of other packages that exist and open to nobody; visitors meet the log-in before some of them.
SHUT_NAMES: dict[str, Row] = {
    **dict.fromkeys(
        ("account_email", "account_set_password", "account_reauthenticate"),
        Row(get=SHUT, post=SHUT),
    ),
    **dict.fromkeys(
        ("account_signup", "account_confirm_email", "account_email_verification_sent", "account_confirm_login_code"),
        Row(get=SHUT_TO_ALL, post=SHUT_TO_ALL),
    ),
}
