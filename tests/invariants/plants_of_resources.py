"""Requests for resources, budget lines and deliveries, corrupted."""

from .planting import ASKED_FOR, DELIVERED, LINE, changed, refused

_WHOLE = "outcome = 'whole' AND amount IS NOT NULL"

RESOURCES = [
    changed("resources asked on another day", "resources.ResourceRequest", "asked_on = asked_on - 1", ASKED_FOR),
    changed(
        "resources asked by another unit",
        "resources.ResourceRequest",
        "unit_id = (SELECT min(id) FROM units_unit)",
        ASKED_FOR,
    ),
    changed("amount of a kind without one", "resources.ResourceRequest", "amount = 5", ASKED_FOR, "amount IS NULL"),
    changed("endorsement before it was asked", "resources.ResourceRequest", "endorse_until = asked_on", ASKED_FOR),
    changed(
        "taken back on another day",
        "resources.ResourceRequest",
        "withdrawn_on = withdrawn_on + 1",
        ASKED_FOR,
        "withdrawn_on IS NOT NULL",
    ),
    changed(
        "confirmed on another day",
        "resources.ResourceRequest",
        "confirmed_on = confirmed_on + 1",
        DELIVERED,
        "confirmed_on IS NOT NULL",
    ),
    changed("endorsed after its days", "resources.Endorsement",
            "given_on = given_on + 30, given_at = given_at + interval '30 days'", ASKED_FOR),
    changed("endorsed at another instant", "resources.Endorsement",
            "given_at = given_at - interval '2 days'", ASKED_FOR),
    changed("endorsement without days ahead", "resources.Endorsement", "recommend_until = given_on", ASKED_FOR),
    changed("recommended before it was endorsed", "resources.Recommendation",
            "given_on = given_on - 30, given_at = given_at - interval '30 days'", ASKED_FOR),
    changed("recommendation without days ahead", "resources.Recommendation", "decide_until = given_on", ASKED_FOR),
    changed("more granted than asked", "resources.ResourceDecision", "amount = amount + 100", LINE, _WHOLE),
    changed("decided on another day", "resources.ResourceDecision", "decided_on = decided_on - 1", DELIVERED, _WHOLE),
    changed("decided before it was asked for", "resources.ResourceDecision",
            "decided_on = '2026-01-02', decided_at = '2026-01-02 12:00+00'", ASKED_FOR),
    changed("more delivered than the parts", "resources.ResourceDecision",
            "delivered = delivered - 100", DELIVERED, _WHOLE),
    changed("taken from the line of another year", "resources.BudgetLine", "year = year + 1", LINE),
    changed("line that says less is granted", "resources.BudgetLine", "granted = granted - 100", LINE),
    changed("delivery numbered anew", "resources.ResourceDelivery", "number = number + 5", DELIVERED),
    changed("part of another amount", "resources.ResourceDelivery", "amount = amount - 100", DELIVERED),
    changed("whole without the last part", "resources.ResourceDelivery", "completes = NOT completes", DELIVERED),
    changed("delivered before the decision", "resources.ResourceDelivery", "delivered_on = '2026-01-01'", DELIVERED),
    changed("more freed than was left", "resources.ResourceClosing", "freed = freed + 100", LINE),
    changed("closed on another day", "resources.ResourceClosing", "closed_on = closed_on + 1", DELIVERED),
    changed("confirmed by another unit", "resources.DeliveryConfirmation",
            "unit_id = (SELECT min(id) FROM units_unit)", DELIVERED),
    changed("confirmed at another instant", "resources.DeliveryConfirmation",
            "confirmed_at = confirmed_at - interval '3 days'", DELIVERED),
    changed("named on another day", "resources.DecisionDelegate", "from_on = from_on - 1", LINE),
]  # fmt: skip

REFUSED_RESOURCES = [
    refused(
        "line overspent",
        "resources.BudgetLine",
        "UPDATE resources_budgetline SET granted = amount + 1",
        "resource_line_never_overspent",
    ),
    refused(
        "delivered above the grant",
        "resources.ResourceDecision",
        "UPDATE resources_resourcedecision SET delivered = amount + 1 WHERE amount IS NOT NULL",
        "resource_never_delivered_above_grant",
    ),
    refused(
        "decided twice",
        "resources.ResourceDecision",
        "INSERT INTO resources_resourcedecision (request_id, outcome, reason, decided_on, decided_at, mandate_id,"
        " delivered) SELECT request_id, 'refused', 'x', decided_on, decided_at, mandate_id, 0"
        " FROM resources_resourcedecision LIMIT 1",
        "request_id",
    ),
]
