"""Which permissions are a unit's over its own record alone, and how far the bodies of the unit share them."""

from .matrix import Permission

# The unit's own record: only the unit writes it. No office reaches these acts from above, whatever its rank.
SELF_GOVERNING = frozenset(
    {
        Permission.PROGRAMME,
        Permission.DRAFT_REPORT,
        Permission.REPORT,
        Permission.DECLARE,
        Permission.CONDUCT_CONGRESS,
        Permission.ASK_RELEASE,
        Permission.ANSWER_SUPPORT,
        Permission.SETTLE_CASE,
        Permission.ASK_RESOURCES,
        Permission.PROPOSE,
        Permission.ACKNOWLEDGE,
        Permission.CONFIRM_SITUATION,
        Permission.RECORD_PREMISES,
        Permission.RECORD_PROXIMITY,
        Permission.FOLLOW_PLAN,
        Permission.DECLARE_TRAINING_NEED,
        Permission.RECORD_ELECTION,
        Permission.SNOOZE,
        Permission.READ_DRAFT,
    }
)
# Said to, asked by and found of the whole unit: on its own side this is the body that leads it, not its council nor a
# committee.
OF_THE_LEADING_BODY = frozenset(
    {
        Permission.READ_ADVICE,
        Permission.READ_SUPPORT,
        Permission.ANSWER_SUPPORT,
        Permission.READ_CASES,
        Permission.OPEN_CASE,
        Permission.SETTLE_CASE,
        Permission.READ_RESOURCES,
        Permission.ASK_RESOURCES,
        Permission.CONFIRM_SITUATION,
        Permission.RECORD_PREMISES,
        Permission.RECORD_PROXIMITY,
        Permission.FOLLOW_PLAN,
        Permission.DECLARE_TRAINING_NEED,
        Permission.RECORD_ELECTION,
    }
)
# Done on what one body records: one's own mandate reaches it in that body, or from the body that leads the unit. A
# congress is of the whole unit.
ON_A_BODY = SELF_GOVERNING - OF_THE_LEADING_BODY - {Permission.CONDUCT_CONGRESS} | {Permission.READ_RECORD}
