"""What a test of duties needs: the seeded directives over the small party, one obligation, plain calls."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from tajadur.duties.directives.models import Directive
from tajadur.duties.directives.operations.seeds import install_directives
from tajadur.duties.directives.queries import last_drafting, mark_of
from tajadur.duties.directives.vocabulary import AMENDMENT_DRAFTED, DIRECTIVE_DRAFTED, EXCEPTION_DRAFTED
from tajadur.duties.obligations.models import Obligation
from tajadur.duties.obligations.operations.fulfilling import record_fulfilment
from tajadur.duties.obligations.operations.opening import open_periods
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tajadur.permissions.actors import Actor
from tajadur.rules.status import State, state_on
from tests.factories.party import Party, acting, holder

IN_FORCE_FROM = date(2026, 1, 1)


def at_noon(day: date) -> datetime:
    """Noon in Morocco."""
    return instant(day, time(12))


def opened(*, on: date, from_on: date = IN_FORCE_FROM) -> dict[str, Directive]:
    """The seeded directives by code, with everything they ask opened on ``on``."""
    directives = install_directives(from_on=from_on)
    open_periods(on=on, at=at_noon(on))
    return {one.code: one for one in directives}


def read(directive_id: int, *, exception_id: int | None = None) -> str:
    """The mark of what a draft says now: of the directive, its drafted amendment, or one of its exceptions."""
    acts = (*DIRECTIVE_DRAFTED, *AMENDMENT_DRAFTED) if exception_id is None else EXCEPTION_DRAFTED
    return mark_of(last_drafting(directive_id, acts, exception_id=exception_id))


def amended(directive: Directive, **changes: Any) -> dict[str, Any]:
    """The form of an amendment as it is first shown, with other values."""
    said = {
        "report_days": directive.report_days, "grace_days": directive.grace_days, "lock_days": "",
        "in_force_to": "", "released_by": directive.released_by, "period_type": directive.period_type,
    }  # fmt: skip
    for number, step in enumerate(directive.ladder.all()):
        side = "after" if step.offset > 0 else "before"
        row = {"days": abs(step.offset), "side": side, "anchor": step.anchor, "to": step.to}
        said |= {f"step{number}_{name}": value for name, value in row.items()}
    return said | changes


def owed(unit: Unit, code: str, key: str) -> Obligation:
    """The obligation of a unit for a directive and a period key, as the database has it now."""
    return Obligation.objects.select_related("directive", "unit").get(unit=unit, directive__code=code, period_key=key)


def state(row: Obligation, on: date) -> State:
    """Its state on a day, from what the database has now."""
    return state_on(Obligation.objects.get(pk=row.pk).facts, on)


def report(row: Obligation, *, held_on: date, filed_on: date, meeting_id: int | None = None) -> list[int]:
    """The unit of ``row`` reports a meeting of the body its directive names."""
    with transaction.atomic():
        return record_fulfilment(
            source=("report", meeting_id or 1000 + row.pk),
            unit_id=row.unit_id,
            body_type_id=row.directive.body_type_id,
            held_on=held_on,
            filed_on=filed_on,
            submitted_at=at_noon(filed_on),
            at=at_noon(filed_on),
        )


def secretary_general(party: Party, on: date) -> Actor:
    """The one Secretary General of the party, acting on a day."""
    known = Account.objects.filter(username="chief").first()
    account = known or holder(unit=party.national, body="secretariat", post="secretary_general", username="chief")
    return acting(account, on)


def administrator(party: Party, on: date) -> Actor:
    """An administrator at headquarters, acting on a day."""
    return acting(holder(unit=party.national, body="headquarters", post="administrator"), on)


def responsible(party: Party, on: date, region: int = 0) -> Actor:
    """The member of the follow-up cell responsible for a region, acting on a day."""
    return acting(holder(unit=party.national, body="cell", post="responsible", area=party.regions[region]), on)
