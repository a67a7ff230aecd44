"""What a request wrote into the tables that only the unit itself may write."""

from functools import cache
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
    "meetings.ReportAttachment": "report__meeting__unit_id",
    "meetings.PointOutcome": "report__meeting__unit_id",
    "meetings.Decision": "report__meeting__unit_id",
    "meetings.ActionItem": "unit_id",
    "meetings.ActionNews": "action__unit_id",
    "meetings.Proposal": "unit_id",
    "meetings.MinutesCirculation": "meeting__unit_id",
    "meetings.PreparationTick": "meeting__unit_id",
    "declarations.Declaration": "unit_id",
    "declarations.DeclarationAttachment": "declaration__unit_id",
    "releases.ReleaseRequest": "unit_id",
    "resources.ResourceRequest": "unit_id",
    "resources.RequestAttachment": "request__unit_id",
    "resources.DeliveryConfirmation": "unit_id",
    "census.BranchAnswers": "obligation__unit_id",
    "census.AnswersDraft": "obligation__unit_id",
    "circulars.Confirmation": "unit_id",
    "filings.FilingReceipt": "unit_id",
    "filings.FilingAttachment": "receipt__unit_id",
    "congresses.Congress": "unit_id",
    "congresses.Stage": "congress__unit_id",
    "congresses.SeatShare": "congress__unit_id",
    "congresses.DelegateList": "share__unit_id",
    "congresses.Elected": "congress__unit_id",
    "congresses.ElectedCount": "congress__unit_id",
    "congresses.DelegateCode": "share__congress__unit_id",
    "congresses.CheckIn": "share__congress__unit_id",
    "congresses.Resolution": "congress__unit_id",
    "congresses.PostVote": "congress__unit_id",
    "support.AdviceAnswer": "advice__unit_id",
    "support.AdviceUse": "advice__unit_id",
    "dysfunctions.CaseClosing": "case__unit_id",
    "dysfunctions.CaseAnswer": "case__unit_id",
    "situations.SituationWord": "unit_id",
    "premises.Premises": "unit_id",
    "premises.OpeningHours": "premises__unit_id",
    "premises.NoPremises": "unit_id",
    "proximity.ProximityActivity": "unit_id",
    "plans.PlanAdoption": "unit_id",
    "plans.AdoptedTarget": "adoption__unit_id",
    "plans.AdoptedAction": "adoption__unit_id",
    "plans.PlanNews": "adopted__adoption__unit_id",
    "plans.StatedValue": "unit_id",
    "plans.StatedValueFile": "value__unit_id",
    "plans.PlanLink": "adopted__adoption__unit_id",
    "training.TrainingNeed": "unit_id",
    "training.TrainingSession": "unit_id",
    "training.SessionVersion": "session__unit_id",
    "training.SessionTrainer": "version__session__unit_id",
    "training.SessionInvitation": "version__session__unit_id",
    "training.SessionMaterial": "version__session__unit_id",
    "training.SessionAttendance": "session__unit_id",
    "elections.ItemTick": "unit_id",
    "elections.ConstituencyCount": "unit_id",
    "elections.Coordinator": "unit_id",
}
# Rows of their own for those above.
FROM_ABOVE = {
    "meetings.ReceiptNote",
    "congresses.StageComment",
    "releases.ReleaseDecision",
    "support.Advice",
    "support.AdviceReply",
    "support.Visit",
    "support.VisitPost",
    "support.Promise",
    "support.Observation",
    # The system's own, opened by the rules or by whoever observes; what is agreed is agreed by both.
    "dysfunctions.Case",
    "dysfunctions.Remedy",
    "dysfunctions.CaseDismissal",
    "dysfunctions.ReportLook",
    "dysfunctions.CongressLook",
    # Told by the unit that sends, to posts below it; whom it reaches and what it asks follows from that.
    "circulars.Circular",
    "circulars.CircularVersion",
    "circulars.CircularAttachment",
    "circulars.Addressee",
    "resources.Endorsement",
    "resources.Recommendation",
    "resources.ResourceDecision",
    "resources.ResourceDelivery",
    "resources.ResourceClosing",
    "situations.SituationEndorsement",
    # Of headquarters: what the pole meets over.
    "packs.Pack",
    "packs.PackDecision",
    "packs.PackComment",
    "packs.PackSheet",
}
# Nobody's act: what a page notes when the unit's own post opens it, what a pass asks.
NOTED = {
    "support.AdviceRead",
    "circulars.CircularReading",
    "filings.Filing",
    "plans.MeasuredDay",
    "plans.MeasuredValue",
    "plans.AdoptionProgress",
}
# A person's own word, and what hangs on it: noted by whoever organised, deleted by the person.
PERSONAL = {"training.TrainingConsent", "training.PersonAttendance"}
# What the party says of every unit at once; no view writes it.
SETTINGS = {
    "congresses.StageTemplate",
    "congresses.StageChange",
    "dysfunctions.DetectionSettings",
    "situations.SituationSettings",
    "resources.ResourceKind",
    "resources.BudgetLine",
    "resources.DecisionDelegate",
    "census.Campaign",
    "census.CampaignForm",
    "plans.PlanEdition",
    "plans.PlanAxis",
    "plans.PlanObjective",
    "plans.PlanAction",
    "plans.PlanIndicator",
    "elections.Election",
    "elections.ChecklistItem",
    "elections.Constituency",
    "elections.ConstituencyPart",
}

Rows = dict[Any, tuple[Any, ...]]


def activity_models() -> set[str]:
    """Every model of the layer where units act."""
    return {
        model._meta.label
        for config in apps.get_app_configs()
        if config.name.startswith("tajadur.activity.")
        for model in config.get_models()
    }


# As pg_stat_xact_user_tables counts, of these tables alone: the view looks through every table of the database.
_COUNTS = """
SELECT label, pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)
    + pg_stat_get_xact_tuples_deleted(oid)
FROM unnest(%s::text[], %s::oid[]) AS owned (label, oid)
"""


@cache
def _oids() -> list[int]:
    """The unit-owned tables as PostgreSQL numbers them."""
    with connection.cursor() as cursor:
        tables = [apps.get_model(label)._meta.db_table for label in UNIT_OWNED]
        cursor.execute("SELECT array_agg(name::regclass::oid ORDER BY place) "
                       "FROM unnest(%s::text[]) WITH ORDINALITY AS owned (name, place)", [tables])  # fmt: skip
        oids: list[int] = cursor.fetchone()[0]
        return oids


def counts() -> dict[str, int]:
    """Rows inserted, changed or deleted so far in this transaction, by unit-owned model; taken back ones too."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [list(UNIT_OWNED), _oids()])
        return dict(cursor.fetchall())


def snapshot(label: str) -> Rows:
    """Every row of a unit-owned table: key -> (unit, values)."""
    model = apps.get_model(label)
    names = [field.attname for field in model._meta.concrete_fields]
    return {row[0]: row for row in model.objects.values_list("pk", UNIT_OWNED[label], *names)}


def units_written(before: dict[str, Rows], former: dict[str, int], now: dict[str, int]) -> dict[str, set[int]]:
    """Model -> units whose rows were added, changed or removed since ``before``; only tables with writes are read."""
    written: dict[str, set[int]] = {}
    for label in UNIT_OWNED:
        if now[label] == former[label]:
            continue
        old, new = before[label], snapshot(label)
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        if units := {(old.get(key) or new[key])[1] for key in changed} | {new[key][1] for key in changed if key in new}:
            written[label] = units
    return written
