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

# Names of variables, arguments and attributes that say nothing of what they hold.
EMPTY_NAMES = {"one", "said", "found"}

# Class names that are old as a whole, though their word may stand in longer ones.
OLD_CLASSES = {"Act": "Permission", "Power": "Grant"}
