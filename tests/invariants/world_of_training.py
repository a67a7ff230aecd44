"""Training in the living party: needs met, corrected and taken back, sessions held, changed, cancelled, remembered."""

from datetime import date
from typing import Any

from tajadur.activity.training.operations.organising import cancel_session
from tajadur.activity.training.operations.remembering import agree_to_training, note_person
from tajadur.organisation.people.models import Account
from tests.factories.duties import at_noon
from tests.factories.files import staged
from tests.factories.party import Party, acting
from tests.factories.training import (
    came,
    changed_session,
    corrected_attendance,
    corrected_need,
    declared_need,
    organised,
)

FIRST, HELD, LATER = date(2026, 5, 4), date(2026, 5, 25), date(2026, 6, 2)


def trained(party: Party) -> None:
    """The office of a branch needs, organises, says who came and corrects it; its secretary is remembered."""
    unit = party.branches[0][0][0]
    office = Account.objects.get(username="office")
    by, after = acting(office, FIRST), acting(office, LATER)
    declared_need(unit, by)
    need = declared_need(unit, by, kind="digital")
    corrected_need(need, after, kind="digital", people=5)
    mistaken = declared_need(unit, by, kind="law")
    corrected_need(mistaken, after, kind="law", is_void=True)
    days: dict[str, Any] = {"from_on": HELD, "to_on": HELD, "files": [str(staged(by).key)]}
    days["trainers"] = tuple(by.post_ids[:1])
    first = organised(unit, by, **days)
    version = changed_session(first, by, seats=40, **days)
    row = came(version, after)
    corrected_attendance(row, after, women_25_34=4, men_35_59=6, officers=3)
    dropped = organised(unit, by, from_on=date(2026, 6, 20), to_on=date(2026, 6, 20))
    noon = {"on": LATER, "by": after, "at": at_noon(LATER)}
    cancel_session(session_id=dropped.session_id, because="القاعة غير متوفرة", **noon)
    agree_to_training(**noon)
    note_person(session_id=version.session_id, person_id=office.person_id, **noon)
