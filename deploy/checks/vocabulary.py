"""The words that names no longer use and what is said instead: one table, read by ``naming``.

Field terms a Django developer greps for. The party's own words (directive, obligation, mandate, congress, office,
branch) stay. A word forbids the name of a file or folder and a part of a class name; texts and URLs are free.
"""

OLD_WORDS = {
    "asked": "expected",
    "carrying": "transport",
    "choosing": "filters",
    "countdown": "days_left",
    "door": "interface",
    "doors": "interfaces",
    "drawing": "presenters",
    "floor": "layer",
    "floors": "layers",
    "following": "sync_obligations",
    "frame": "report_context",
    "gate": "permissions",
    "handed": "send_result",
    "intake": "validation",
    "journal": "audit",
    "laid": "current",
    "moment": "as_of",
    "oracle": "invariants",
    "plaque": "docstring",
    "pulse": "heartbeat",
    "reaching": "safe_http",
    "refused": "permission_denied",
    "room": "app",
    "rooms": "apps",
    "said": "data",
    "sealing": "webpush_encryption",
    "settling": "resolve_fulfilment",
    "spot": "summary",
    "standing": "status",
    "telling": "notifications",
    "throttle": "failover_cache",
    "trouble": "errors",
    "twin": "equivalent",
    "unseen": "not_visible",
    "watching": "monitoring",
}

# Words that mean something elsewhere, but not as the name of a file of the web layer.
OLD_WORDS_IN_WEB = {"parts": "sections", "words": "labels"}

# Class names that are old as a whole, though their word may stand in longer ones.
OLD_CLASSES = {"Act": "Permission", "Power": "Grant"}

# What still waits for its new name, rule by rule: taken off as it gets one, and empty when all have.
PENDING: dict[str, frozenset[str]] = {
    "one_class_one_meaning": frozenset(
        {
            "Anchor",
            "Answer",
            "ChannelForm",
            "Decision",
            "Fulfilment",
            "Office",
            "Outcome",
            "PeriodType",
            "Receipt",
            "Stage",
            "Standing",
            "Step",
            "Tally",
            "Telling",
            "_Spot",
        }
    ),
    "no_star_import": frozenset(
        {
            "tajadur/activity/meetings/operations",
            "tajadur/activity/meetings/queries",
        }
    ),
    "no_face": frozenset(
        {
            "tajadur/activity/congresses/operations",
            "tajadur/activity/congresses/queries",
            "tajadur/activity/meetings/operations",
            "tajadur/activity/meetings/queries",
            "tajadur/duties/directives/operations",
            "tajadur/duties/obligations/nightly",
            "tajadur/duties/obligations/operations",
            "tajadur/duties/obligations/queries",
            "tajadur/organisation/people/operations",
            "tajadur/organisation/people/queries",
            "tajadur/organisation/profile/operations",
            "tajadur/organisation/units/operations",
            "tajadur/organisation/units/queries",
            "tajadur/registry/notices/operations",
        }
    ),
    "no_old_word": frozenset(
        {
            "Act",
            "ActionSaid",
            "AskedPeriod",
            "Frame",
            "Handed",
            "JournalConfig",
            "Power",
            "Pulse",
            "PulseConfig",
            "Refused",
            "ReportSaid",
            "Standing",
            "Telling",
            "TellingForm",
            "Unseen",
            "_Spot",
            "tajadur/activity/meetings/operations/intake.py",
            "tajadur/activity/meetings/operations/standing.py",
            "tajadur/compliance/watching.py",
            "tajadur/duties/obligations/operations/asked.py",
            "tajadur/duties/obligations/operations/following.py",
            "tajadur/duties/obligations/operations/settling.py",
            "tajadur/jobs/watching.py",
            "tajadur/organisation/people/queries/telling.py",
            "tajadur/permissions/gate.py",
            "tajadur/registry/audit",
            "tajadur/registry/notices/operations/carrying.py",
            "tajadur/registry/notices/operations/reaching.py",
            "tajadur/registry/notices/operations/sealing.py",
            "tajadur/registry/notices/operations/telling.py",
            "tajadur/registry/pulse",
            "tajadur/sample/asked.py",
            "tajadur/sample/settling.py",
            "tajadur/web/accounts/telling.py",
            "tajadur/web/notices/trouble.py",
        }
    ),
}
