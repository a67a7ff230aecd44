"""Packs in the living party: one sent for a meeting of the pole, its decisions on the agenda; a draft of the next."""

from datetime import date, timedelta

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.packs.models import Pack
from tajadur.activity.packs.nightly import follow_packs
from tajadur.activity.packs.operations.writing import WrittenDecision, comment_pack, write_decisions
from tests.factories.duties import at_noon
from tests.factories.packs import coordinator, drafted, sent
from tests.factories.party import Party, acting
from tests.factories.programme import meeting_on

SENT, MEETS, DRAFTED = date(2026, 5, 19), date(2026, 5, 22), date(2026, 6, 4)


def packed(party: Party) -> None:
    """The coordinator of the pole makes, comments and sends a pack, and writes a decision of the next."""
    account = coordinator(party, username="coordinator")
    by, later = acting(account, SENT), acting(account, DRAFTED)
    _meeting(party, MEETS, acting(account, SENT - timedelta(days=12)))
    first = drafted(by, SENT)
    rows = [WrittenDecision(None, "قرار", "Décision")]
    write_decisions(pack_id=first.pk, version=first.version, decisions=rows, by=by, at=at_noon(SENT))
    pack = sent(account, SENT)
    comment_pack(pack_id=pack.pk, text="ملاحظة", by=by, at=at_noon(SENT))
    follow_packs(on=SENT, at=at_noon(SENT))
    draft = drafted(later, DRAFTED)
    ids = list(draft.decisions.values_list("pk", flat=True))
    rows = [WrittenDecision(pk, "نص", "Texte") for pk in ids] or [WrittenDecision(None, "نص", "Texte")]
    write_decisions(pack_id=draft.pk, version=draft.version, decisions=rows, by=later, at=at_noon(DRAFTED))
    assert Pack.objects.filter(standing="sent").exists() and Meeting.objects.filter(pack=pack).exists()


def _meeting(party: Party, planned_on: date, by: object) -> Meeting:
    return meeting_on(planned_on, unit=party.national, body="pole", by=by)  # type: ignore[arg-type]
