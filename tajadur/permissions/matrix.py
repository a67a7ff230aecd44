"""Who may do what to which unit: permission -> role -> relations. What is not written here is refused."""

from enum import StrEnum


class Role(StrEnum):
    """What a post lets its holder do; post types (data) each name one."""

    SECRETARY = "secretary"
    MEMBER = "member"
    COUNCIL = "council"
    RESPONSIBLE = "responsible"
    ASSISTANT = "assistant"
    POLE = "pole"
    BUREAU = "bureau"
    ADMINISTRATOR = "administrator"
    SECRETARY_GENERAL = "secretary_general"


class Relation(StrEnum):
    """Where a unit stands towards the office held.

    BELOW is what a province holds over its branches, and a region over its provinces. A body of the root of a tree
    (the Pole) is nobody's superior: what it may do to the units of the tree is named NATIONAL.
    """

    OWN = "own"
    BELOW = "below"
    NATIONAL = "national"
    ASSIGNED = "assigned"
    ANYWHERE = "anywhere"


class Permission(StrEnum):
    """Everything that can be done to a unit."""

    SEE_UNIT = "see_unit"
    READ_FIGURES = "read_figures"
    READ_RECORD = "read_record"
    READ_DRAFT = "read_draft"
    READ_PEOPLE = "read_people"
    PROGRAMME = "programme"
    DRAFT_REPORT = "draft_report"
    REPORT = "report"
    DECLARE = "declare"
    CONDUCT_CONGRESS = "conduct_congress"
    ASK_RELEASE = "ask_release"
    NOTE_RECEIPT = "note_receipt"
    REMIND = "remind"
    ADVISE = "advise"
    EXCUSE = "excuse"
    EXTEND = "extend"
    REOPEN = "reopen"
    MANAGE_UNITS = "manage_units"
    CONFIRM_DAYS = "confirm_days"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_MANDATES = "manage_mandates"
    PROPOSE_MANDATES = "propose_mandates"
    APPROVE_INTERIM = "approve_interim"
    REFUSE_INTERIM = "refuse_interim"
    CONFIRM_ACTS = "confirm_acts"
    INVITE = "invite"
    READ_DIRECTIVES = "read_directives"
    DRAFT_DIRECTIVE = "draft_directive"
    ISSUE_DIRECTIVE = "issue_directive"
    DROP_STAGE_CHANGE = "drop_stage_change"
    READ_LEDGER = "read_ledger"
    READ_FORECAST = "read_forecast"
    SNOOZE = "snooze"
    DECIDE_LETTERS = "decide_letters"
    MANAGE_CHANNELS = "manage_channels"


OWN, BELOW, ASSIGNED, ANYWHERE = Relation.OWN, Relation.BELOW, Relation.ASSIGNED, Relation.ANYWHERE
NATIONAL = Relation.NATIONAL
OWN_AND_BELOW = frozenset({OWN, BELOW})

_SECRETARY_ONLY = {Role.SECRETARY: frozenset({OWN})}
_OFFICE_TOGETHER = {Role.SECRETARY: frozenset({OWN}), Role.MEMBER: frozenset({OWN})}
_HELPERS = {
    Role.SECRETARY: frozenset({BELOW}),
    Role.RESPONSIBLE: frozenset({ASSIGNED}),
    Role.ASSISTANT: frozenset({ASSIGNED}),
    Role.SECRETARY_GENERAL: frozenset({ANYWHERE}),
}
_RELEASERS = {
    Role.SECRETARY: frozenset({BELOW}),
    Role.RESPONSIBLE: frozenset({ASSIGNED}),
    Role.SECRETARY_GENERAL: frozenset({ANYWHERE}),
}
_FIGURES = {
    Role.SECRETARY: OWN_AND_BELOW | {NATIONAL},
    Role.MEMBER: frozenset({OWN}),
    Role.COUNCIL: frozenset({OWN}),
    Role.RESPONSIBLE: frozenset({OWN, ANYWHERE}),
    Role.ASSISTANT: frozenset({OWN, ANYWHERE}),
    Role.POLE: frozenset({OWN, ANYWHERE}),
    Role.BUREAU: frozenset({ANYWHERE}),
    Role.ADMINISTRATOR: frozenset({ANYWHERE}),
    Role.SECRETARY_GENERAL: frozenset({ANYWHERE}),
}
_ADMINISTRATOR = {Role.ADMINISTRATOR: frozenset({ANYWHERE})}
_HEADQUARTERS = {Role.ADMINISTRATOR: frozenset({ANYWHERE}), Role.SECRETARY_GENERAL: frozenset({ANYWHERE})}

MATRIX: dict[Permission, dict[Role, frozenset[Relation]]] = {
    Permission.SEE_UNIT: _FIGURES,
    Permission.READ_FIGURES: _FIGURES,
    Permission.READ_RECORD: {
        Role.SECRETARY: OWN_AND_BELOW,
        Role.MEMBER: frozenset({OWN}),
        Role.RESPONSIBLE: frozenset({ASSIGNED}),
        Role.ASSISTANT: frozenset({ASSIGNED}),
        Role.BUREAU: frozenset({ANYWHERE}),
        Role.SECRETARY_GENERAL: frozenset({ANYWHERE}),
    },
    Permission.READ_DRAFT: _OFFICE_TOGETHER,
    Permission.READ_PEOPLE: {
        Role.SECRETARY: OWN_AND_BELOW,
        Role.MEMBER: frozenset({OWN}),
        Role.RESPONSIBLE: frozenset({ASSIGNED}),
        Role.ADMINISTRATOR: frozenset({ANYWHERE}),
        Role.SECRETARY_GENERAL: frozenset({ANYWHERE}),
    },
    Permission.PROGRAMME: _SECRETARY_ONLY,
    Permission.DRAFT_REPORT: _OFFICE_TOGETHER,
    Permission.REPORT: _SECRETARY_ONLY,
    Permission.DECLARE: _SECRETARY_ONLY,
    Permission.CONDUCT_CONGRESS: _SECRETARY_ONLY,
    Permission.ASK_RELEASE: _SECRETARY_ONLY,
    Permission.NOTE_RECEIPT: _HELPERS,
    Permission.REMIND: _HELPERS,
    Permission.ADVISE: _HELPERS,
    Permission.EXCUSE: _RELEASERS,
    Permission.EXTEND: _RELEASERS,
    Permission.REOPEN: _RELEASERS,
    Permission.MANAGE_UNITS: _ADMINISTRATOR,
    Permission.CONFIRM_DAYS: _ADMINISTRATOR,
    Permission.MANAGE_PEOPLE: _ADMINISTRATOR,
    Permission.MANAGE_MANDATES: _ADMINISTRATOR,
    Permission.PROPOSE_MANDATES: _SECRETARY_ONLY,
    Permission.APPROVE_INTERIM: {Role.SECRETARY_GENERAL: frozenset({ANYWHERE})},
    Permission.REFUSE_INTERIM: _HEADQUARTERS,
    Permission.CONFIRM_ACTS: _HEADQUARTERS,
    Permission.INVITE: _ADMINISTRATOR,
    Permission.READ_DIRECTIVES: _HEADQUARTERS
    | {Role.POLE: frozenset({ANYWHERE}), Role.RESPONSIBLE: frozenset({ANYWHERE})},
    Permission.DRAFT_DIRECTIVE: _ADMINISTRATOR,
    Permission.ISSUE_DIRECTIVE: {Role.SECRETARY_GENERAL: frozenset({ANYWHERE})},
    Permission.DROP_STAGE_CHANGE: _HEADQUARTERS,
    Permission.READ_LEDGER: _HEADQUARTERS,
    Permission.READ_FORECAST: _HEADQUARTERS
    | {Role.RESPONSIBLE: frozenset({ASSIGNED}), Role.ASSISTANT: frozenset({ASSIGNED})},
    Permission.SNOOZE: _SECRETARY_ONLY,
    Permission.DECIDE_LETTERS: _ADMINISTRATOR,
    Permission.MANAGE_CHANNELS: _ADMINISTRATOR,
}

# The unit's own record: only the unit writes it. No office reaches these acts from above, whatever its rank.
SELF_GOVERNING = frozenset(
    {
        Permission.PROGRAMME,
        Permission.DRAFT_REPORT,
        Permission.REPORT,
        Permission.DECLARE,
        Permission.CONDUCT_CONGRESS,
        Permission.ASK_RELEASE,
        Permission.SNOOZE,
        Permission.READ_DRAFT,
    }
)
