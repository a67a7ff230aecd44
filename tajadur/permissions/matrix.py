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
    SEE_CHAPTERS = "see_chapters"
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
    VISIT = "visit"
    OBSERVE = "observe"
    PROMISE = "promise"
    READ_SUPPORT = "read_support"
    READ_ADVICE = "read_advice"
    ANSWER_SUPPORT = "answer_support"
    READ_CASES = "read_cases"
    OPEN_CASE = "open_case"
    DISMISS_CASE = "dismiss_case"
    SETTLE_CASE = "settle_case"
    READ_RESOURCES = "read_resources"
    ASK_RESOURCES = "ask_resources"
    ENDORSE_RESOURCES = "endorse_resources"
    RECOMMEND_RESOURCES = "recommend_resources"
    DECIDE_RESOURCES = "decide_resources"
    DELIVER_RESOURCES = "deliver_resources"
    MANAGE_BUDGET = "manage_budget"
    READ_CIRCULARS = "read_circulars"
    DRAFT_CIRCULAR = "draft_circular"
    ISSUE_CIRCULAR = "issue_circular"
    ACKNOWLEDGE = "acknowledge"
    PROPOSE = "propose"
    CONFIRM_SITUATION = "confirm_situation"
    ENDORSE_SITUATION = "endorse_situation"
    RECORD_PREMISES = "record_premises"
    RECORD_PROXIMITY = "record_proximity"
    DRAFT_PLAN = "draft_plan"
    READ_PLAN_DRAFT = "read_plan_draft"
    ISSUE_PLAN = "issue_plan"
    FOLLOW_PLAN = "follow_plan"
    DECLARE_TRAINING_NEED = "declare_training_need"
    ORGANISE_TRAINING = "organise_training"
    PREPARE_ELECTION = "prepare_election"
    DRAFT_ELECTION = "draft_election"
    ISSUE_ELECTION = "issue_election"
    RECORD_ELECTION = "record_election"
    READ_PACK = "read_pack"
    COMMENT_PACK = "comment_pack"
    PREPARE_PACK = "prepare_pack"
    SEND_PACK = "send_pack"
    READ_CONSULTATIONS = "read_consultations"
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
_CELL = dict.fromkeys((Role.RESPONSIBLE, Role.ASSISTANT), frozenset({ASSIGNED}))
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
_GENERAL = {Role.SECRETARY_GENERAL: frozenset({ANYWHERE})}
_HEADQUARTERS = _ADMINISTRATOR | _GENERAL
# Of headquarters, for headquarters; whoever leads the pole holds the role of a secretary there.
_PACK_MAKERS = {
    Role.SECRETARY: frozenset({NATIONAL}),
    **dict.fromkeys((Role.POLE, Role.RESPONSIBLE, Role.ASSISTANT, Role.SECRETARY_GENERAL), frozenset({OWN})),
}

_RECORD = {
    Role.SECRETARY: OWN_AND_BELOW,
    Role.MEMBER: frozenset({OWN}),
    Role.RESPONSIBLE: frozenset({ASSIGNED}),
    Role.ASSISTANT: frozenset({ASSIGNED}),
    Role.BUREAU: frozenset({ANYWHERE}),
    Role.SECRETARY_GENERAL: frozenset({ANYWHERE}),
}

MATRIX: dict[Permission, dict[Role, frozenset[Relation]]] = {
    Permission.SEE_UNIT: _FIGURES,
    # Which chapters of other trees sit on the soil of a unit, and whether they are led: towards the soil, not them.
    Permission.SEE_CHAPTERS: _FIGURES,
    Permission.READ_FIGURES: _FIGURES,
    Permission.READ_RECORD: _RECORD,
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
    Permission.VISIT: _CELL | _GENERAL,
    Permission.OBSERVE: _HELPERS,
    # The coordinator of the Pole promises what the Pole decided.
    Permission.PROMISE: _HELPERS | {Role.SECRETARY: frozenset({BELOW, NATIONAL})},
    # Advice, observations and cases are read with the record; visits and promises, acts of those above, by more.
    Permission.READ_ADVICE: _RECORD,
    Permission.READ_CASES: _RECORD,
    Permission.READ_SUPPORT: _CELL
    | _GENERAL
    | {
        Role.SECRETARY: OWN_AND_BELOW | {NATIONAL},
        Role.MEMBER: frozenset({OWN}),
        Role.POLE: frozenset({ANYWHERE}),
        Role.BUREAU: frozenset({ANYWHERE}),
    },
    Permission.ANSWER_SUPPORT: _SECRETARY_ONLY,
    Permission.OPEN_CASE: _HELPERS | {Role.SECRETARY: OWN_AND_BELOW},
    Permission.DISMISS_CASE: _CELL | _GENERAL,
    Permission.SETTLE_CASE: _SECRETARY_ONLY,
    Permission.READ_RESOURCES: _CELL
    | _HEADQUARTERS
    | {
        Role.SECRETARY: OWN_AND_BELOW | {NATIONAL},
        Role.MEMBER: frozenset({OWN}),
        Role.POLE: frozenset({ANYWHERE}),
        Role.BUREAU: frozenset({ANYWHERE}),
    },
    Permission.ASK_RESOURCES: _SECRETARY_ONLY,
    Permission.ENDORSE_RESOURCES: {Role.SECRETARY: frozenset({BELOW})},
    Permission.RECOMMEND_RESOURCES: _CELL,
    # All whom the Secretary General may name for a kind of resources; the operation asks who was named.
    Permission.DECIDE_RESOURCES: _GENERAL
    | {
        Role.SECRETARY: frozenset({NATIONAL}),
        Role.POLE: frozenset({ANYWHERE}),
        Role.BUREAU: frozenset({ANYWHERE}),
    },
    Permission.DELIVER_RESOURCES: _HEADQUARTERS,
    Permission.MANAGE_BUDGET: _GENERAL,
    # The text of a circular is for those it reaches and those above them; the lists behind its rates go as far.
    Permission.READ_CIRCULARS: {
        Role.SECRETARY: OWN_AND_BELOW | {NATIONAL},
        Role.MEMBER: frozenset({OWN}),
        Role.COUNCIL: frozenset({OWN}),
        Role.RESPONSIBLE: frozenset({OWN, ASSIGNED}),
        Role.ASSISTANT: frozenset({OWN, ASSIGNED}),
        Role.POLE: frozenset({ANYWHERE}),
        Role.BUREAU: frozenset({ANYWHERE}),
        Role.ADMINISTRATOR: frozenset({ANYWHERE}),
        Role.SECRETARY_GENERAL: frozenset({ANYWHERE}),
    },
    # Of headquarters the cell, the Pole and administrators prepare, and the Secretary General alone issues.
    Permission.DRAFT_CIRCULAR: {
        Role.SECRETARY: frozenset({OWN}),
        Role.RESPONSIBLE: frozenset({OWN}),
        Role.POLE: frozenset({OWN}),
        Role.ADMINISTRATOR: frozenset({OWN}),
        Role.SECRETARY_GENERAL: frozenset({OWN}),
    },
    Permission.ISSUE_CIRCULAR: {Role.SECRETARY: frozenset({OWN}), Role.SECRETARY_GENERAL: frozenset({OWN})},
    Permission.ACKNOWLEDGE: {role: frozenset({OWN}) for role in Role},
    Permission.PROPOSE: _SECRETARY_ONLY,
    Permission.CONFIRM_SITUATION: _SECRETARY_ONLY,
    Permission.ENDORSE_SITUATION: {Role.SECRETARY: frozenset({BELOW})},
    Permission.RECORD_PREMISES: _SECRETARY_ONLY,
    Permission.RECORD_PROXIMITY: _SECRETARY_ONLY,
    Permission.DRAFT_PLAN: _ADMINISTRATOR,
    Permission.READ_PLAN_DRAFT: _HEADQUARTERS,
    Permission.ISSUE_PLAN: _GENERAL,
    Permission.FOLLOW_PLAN: _SECRETARY_ONLY,
    Permission.DECLARE_TRAINING_NEED: _SECRETARY_ONLY,
    # Each unit for its own; an administrator for the nation. A secretary's counts in the body that leads the unit.
    Permission.ORGANISE_TRAINING: {Role.SECRETARY: frozenset({OWN}), Role.ADMINISTRATOR: frozenset({OWN})},
    # Headquarters reads what is prepared and writes down the voting day once the law sets it.
    Permission.PREPARE_ELECTION: _HEADQUARTERS,
    Permission.DRAFT_ELECTION: _ADMINISTRATOR,
    Permission.ISSUE_ELECTION: _GENERAL,
    Permission.RECORD_ELECTION: _SECRETARY_ONLY,
    # The pack of the pole's meeting: the pole and the cell prepare it, whoever leads the pole sends it.
    Permission.READ_PACK: _PACK_MAKERS | {Role.BUREAU: frozenset({OWN})},
    Permission.COMMENT_PACK: _PACK_MAKERS | {Role.BUREAU: frozenset({OWN})},
    Permission.PREPARE_PACK: _PACK_MAKERS,
    Permission.SEND_PACK: {
        Role.SECRETARY: frozenset({NATIONAL}),
        Role.SECRETARY_GENERAL: frozenset({OWN}),
    },
    Permission.READ_CONSULTATIONS: _HEADQUARTERS
    | {
        Role.SECRETARY: frozenset({OWN}),
        Role.MEMBER: frozenset({OWN}),
    },
    Permission.EXCUSE: _RELEASERS,
    Permission.EXTEND: _RELEASERS,
    Permission.REOPEN: _RELEASERS,
    Permission.MANAGE_UNITS: _ADMINISTRATOR,
    Permission.CONFIRM_DAYS: _ADMINISTRATOR,
    Permission.MANAGE_PEOPLE: _ADMINISTRATOR,
    Permission.MANAGE_MANDATES: _ADMINISTRATOR,
    Permission.PROPOSE_MANDATES: _SECRETARY_ONLY,
    Permission.APPROVE_INTERIM: _GENERAL,
    Permission.REFUSE_INTERIM: _HEADQUARTERS,
    Permission.CONFIRM_ACTS: _HEADQUARTERS,
    Permission.INVITE: _ADMINISTRATOR,
    Permission.READ_DIRECTIVES: _HEADQUARTERS
    | {Role.POLE: frozenset({ANYWHERE}), Role.RESPONSIBLE: frozenset({ANYWHERE})},
    Permission.DRAFT_DIRECTIVE: _ADMINISTRATOR,
    Permission.ISSUE_DIRECTIVE: _GENERAL,
    Permission.DROP_STAGE_CHANGE: _HEADQUARTERS,
    Permission.READ_LEDGER: _HEADQUARTERS,
    Permission.READ_FORECAST: _HEADQUARTERS
    | {Role.RESPONSIBLE: frozenset({ASSIGNED}), Role.ASSISTANT: frozenset({ASSIGNED})},
    Permission.SNOOZE: _SECRETARY_ONLY,
    Permission.DECIDE_LETTERS: _ADMINISTRATOR,
    Permission.MANAGE_CHANNELS: _ADMINISTRATOR,
}
