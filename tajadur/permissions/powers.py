"""Every act by which an administrator could come to write as a unit: is it told, and does it need a second person?

One table, for forms and imports alike. Each of these acts is told at once to the persons concerned, the members of
the office, the level above and the Secretary General, as persons. A dangerous one is only asked by the first person:
nothing of it is in force before another confirms.
"""

from dataclasses import dataclass
from enum import StrEnum

from .matrix import MATRIX, Permission, Role
from .own_record import SELF_GOVERNING


class Second(StrEnum):
    """When another person has to confirm."""

    NEVER = "never"
    GENERAL = "general"
    UNIT = "unit"
    ALWAYS = "always"


class PowerAct(StrEnum):
    """What is done to who holds an office, or to how they enter."""

    LINK = "link"
    NEW_LINK = "new_link"
    LINK_OPENED = "link_opened"
    ADDRESS = "address"
    GIVEN = "given"
    GIVE_POWER = "give_power"
    INTERIM = "interim"
    RENEWED = "renewed"
    ENDED = "ended"
    END_BEFORE_TODAY = "end_before_today"
    SHORTENED = "shortened"
    CHANGE_DAYS = "change_days"
    COMMITTEE = "committee"
    DISSOLVED = "dissolved"
    UNIT_CLOSED = "unit_closed"
    CLOSING_WITHDRAWN = "closing_withdrawn"
    MEMBERS = "members"
    BODY_SETTINGS = "body_settings"
    MERGE = "merge"
    HAND_OVER = "hand_over"


@dataclass(frozen=True, slots=True)
class PowerRule:
    """``operations``: where the act is done, «app.module.function»; ``second``: who else has to want it."""

    operations: tuple[str, ...]
    second: Second = Second.NEVER


_PEOPLE = "people.operations"
POWER_ACTS: dict[PowerAct, PowerRule] = {
    PowerAct.LINK: PowerRule((f"{_PEOPLE}.accounts.invite_person", f"{_PEOPLE}.inviting.invite_people")),
    PowerAct.NEW_LINK: PowerRule((f"{_PEOPLE}.accounts.invite_person",)),
    PowerAct.LINK_OPENED: PowerRule((f"{_PEOPLE}.accounts.accept_invitation",)),
    PowerAct.ADDRESS: PowerRule((f"{_PEOPLE}.persons.edit_person",)),
    PowerAct.GIVEN: PowerRule((f"{_PEOPLE}.mandates.give_mandate", f"{_PEOPLE}.importing.import_people")),
    PowerAct.GIVE_POWER: PowerRule(
        (f"{_PEOPLE}.mandates.give_mandate", f"{_PEOPLE}.importing.import_people"), Second.ALWAYS
    ),
    PowerAct.INTERIM: PowerRule((f"{_PEOPLE}.interims.approve_interim",), Second.GENERAL),
    PowerAct.RENEWED: PowerRule((f"{_PEOPLE}.renewals.confirm_renewal",), Second.UNIT),
    PowerAct.ENDED: PowerRule((f"{_PEOPLE}.mandates.end_mandate",)),
    PowerAct.END_BEFORE_TODAY: PowerRule((f"{_PEOPLE}.mandates.end_mandate",), Second.ALWAYS),
    PowerAct.SHORTENED: PowerRule((f"{_PEOPLE}.mandates.correct_mandate",)),
    PowerAct.CHANGE_DAYS: PowerRule((f"{_PEOPLE}.mandates.correct_mandate",), Second.ALWAYS),
    PowerAct.COMMITTEE: PowerRule((f"{_PEOPLE}.posts.form_body",)),
    PowerAct.DISSOLVED: PowerRule((f"{_PEOPLE}.renewals.dissolve_body",), Second.UNIT),
    PowerAct.UNIT_CLOSED: PowerRule((f"{_PEOPLE}.posts.close_unit",)),
    PowerAct.CLOSING_WITHDRAWN: PowerRule((f"{_PEOPLE}.posts.withdraw_closing",)),
    PowerAct.MEMBERS: PowerRule((f"{_PEOPLE}.posts.set_members",)),
    PowerAct.BODY_SETTINGS: PowerRule((f"{_PEOPLE}.posts.set_body_settings",)),
    PowerAct.MERGE: PowerRule((f"{_PEOPLE}.merging.merge_persons",), Second.ALWAYS),
    PowerAct.HAND_OVER: PowerRule((f"{_PEOPLE}.hand_overs.hand_over_posts",), Second.ALWAYS),
}

# Whoever holds one of these may submit a unit's record, or decide who holds what and who enters.
_DECISIVE = SELF_GOVERNING - {Permission.DRAFT_REPORT, Permission.READ_DRAFT, Permission.ACKNOWLEDGE} | {
    Permission.MANAGE_MANDATES,
    Permission.INVITE,
    Permission.APPROVE_INTERIM,
    Permission.CONFIRM_ACTS,
}
POWERFUL = frozenset(role for role in Role if any(role in MATRIX[permission] for permission in _DECISIVE))
