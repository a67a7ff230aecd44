"""Packs of the pole's meetings: its coordinator, a meeting ahead, a draft, one that is sent."""

from datetime import date
from typing import Any

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.packs.models import Pack
from tajadur.activity.packs.operations.making import make_pack
from tajadur.activity.packs.operations.sending import send_pack
from tajadur.activity.packs.queries.reading import pack_for
from tajadur.compliance.pack.facts import pack_facts
from tajadur.compliance.pack.sheets import decision_texts, sheets_of_pack
from tajadur.organisation.people.models import Account
from tajadur.permissions.actors import Actor
from tests.factories.duties import at_noon
from tests.factories.party import Party, acting, holder
from tests.factories.reports import make_meeting


def coordinator(party: Party, **changes: Any) -> Account:
    """Whoever leads the pole."""
    return holder(unit=party.national, body="pole", post="secretary", **changes)


def pole_meeting(party: Party, planned_on: date) -> Meeting:
    """A meeting of the pole, programmed."""
    return make_meeting(unit=party.national, body="pole", planned_on=planned_on)


def drafted(by: Actor | None, on: date) -> Pack:
    """A draft of the figures of a day."""
    return Pack.objects.get(pk=make_pack(facts=pack_facts(on), on=on, by=by, at=at_noon(on)))


def sent(account: Account, on: date) -> Pack:
    """A pack made and sent on a day."""
    by = acting(account, on)
    pack = pack_for(by, drafted(by, on).pk)
    texts, sheets = decision_texts(pack), sheets_of_pack(pack)
    return send_pack(pack_id=pack.pk, version=pack.version, words=texts, sheets=sheets, by=by, at=at_noon(on))
