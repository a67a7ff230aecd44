"""What a request wrote into the tables that only the unit itself may write."""

from typing import Any

from django.apps import apps
from django.db import connection

# Model -> the way to its unit. Only the unit writes these, whatever the rank of others.
UNIT_OWNED = {
    "meetings.Series": "unit_id",
    "meetings.Meeting": "unit_id",
    "meetings.Point": "meeting__unit_id",
    "meetings.Draft": "meeting__unit_id",
    "meetings.Report": "meeting__unit_id",
    "meetings.PointOutcome": "report__meeting__unit_id",
    "meetings.Decision": "report__meeting__unit_id",
    "meetings.ActionItem": "unit_id",
    "declarations.Declaration": "unit_id",
    "releases.ReleaseRequest": "unit_id",
    "congresses.Congress": "unit_id",
    "congresses.Stage": "congress__unit_id",
    "congresses.SeatShare": "congress__unit_id",
    "congresses.DelegateList": "share__unit_id",
    "congresses.Elected": "congress__unit_id",
    "congresses.ElectedCount": "congress__unit_id",
}
# Rows of their own for those above.
FROM_ABOVE = {"meetings.ReceiptNote", "congresses.StageComment", "releases.ReleaseDecision"}
# What the party says of every unit at once; no door writes it.
SETTINGS = {"congresses.StageTemplate"}

Rows = dict[Any, tuple[Any, ...]]


def activity_models() -> set[str]:
    """Every model of the floor where units act."""
    return {
        model._meta.label
        for config in apps.get_app_configs()
        if config.name.startswith("tajadur.activity.")
        for model in config.get_models()
    }


# As pg_stat_xact_user_tables counts, of these tables alone: the view looks through every table of the database.
_COUNTS = """
SELECT name, pg_stat_get_xact_tuples_inserted(name::regclass) + pg_stat_get_xact_tuples_updated(name::regclass)
    + pg_stat_get_xact_tuples_deleted(name::regclass)
FROM unnest(%s::text[]) AS name
"""


def counts() -> dict[str, int]:
    """Rows inserted, changed or deleted so far in this transaction, by unit-owned table."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [[apps.get_model(label)._meta.db_table for label in UNIT_OWNED]])
        return dict(cursor.fetchall())


def snapshot(label: str) -> Rows:
    """Every row of a unit-owned table: key -> (unit, values)."""
    model = apps.get_model(label)
    names = [field.attname for field in model._meta.concrete_fields]
    return {row[0]: row for row in model.objects.values_list("pk", UNIT_OWNED[label], *names)}


def units_written(before: dict[str, Rows], former: dict[str, int]) -> dict[str, set[int]]:
    """Table -> units whose rows were added, changed or removed since ``before``; only tables with writes are read."""
    now = counts()
    written: dict[str, set[int]] = {}
    for label in UNIT_OWNED:
        table = apps.get_model(label)._meta.db_table
        if now.get(table, 0) == former.get(table, 0):
            continue
        old, new = before[label], snapshot(label)
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        if units := {(old.get(key) or new[key])[1] for key in changed} | {new[key][1] for key in changed if key in new}:
            written[label] = units
    return written
