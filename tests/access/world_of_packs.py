"""A draft of the pack of today in the world of the walk."""

from datetime import date, time

from tajadur.activity.packs.operations.making import make_pack
from tajadur.compliance.pack.facts import pack_facts
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.models import Account
from tests.factories.party import acting


def lay_pack(general: Account, today: date) -> int:
    """Made on demand by the Secretary General; the pole has no meeting ahead."""
    return make_pack(facts=pack_facts(today), on=today, by=acting(general, today), at=instant(today, time(8)))
