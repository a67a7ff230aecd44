"""An election of the living party: prepared, issued, its day fixed; what a province says of it, corrected and not."""

from datetime import date

from tajadur.activity.elections.models import ChecklistItem, Election
from tajadur.activity.elections.operations.drafting import discard_election, set_voting_day
from tajadur.activity.elections.operations.items import add_item, change_item, remove_item
from tajadur.activity.elections.operations.recording import name_coordinator
from tajadur.organisation.people.models import Account
from tajadur.rules.elections import ItemScope
from tests.factories.duties import administrator, at_noon, secretary_general
from tests.factories.elections import counted, drafted_election, issued_now, item_data, loaded, ticked
from tests.factories.party import Party, acting, make_post

DRAFTED, SAID, AGAIN = date(2026, 5, 4), date(2026, 5, 20), date(2026, 6, 2)


def elected_soon(party: Party) -> None:
    """In September 2026: two constituencies of two provinces, one of which speaks of its own; another was dropped."""
    admin, chief = administrator(party, DRAFTED), secretary_general(party, DRAFTED)
    dropped = drafted_election(admin, kind="regional", month_on=date(2026, 10, 1))
    discard_election(election_id=dropped.pk, by=admin, at=at_noon(DRAFTED))
    election = drafted_election(admin, month_on=date(2026, 9, 1))
    said = {"election_id": election.pk, "by": admin, "at": at_noon(DRAFTED)}
    added = add_item(data=item_data(days_before=200), **said)
    change_item(item_id=added, data=item_data(days_before=190, evidence="count"), **said)
    remove_item(item_id=election.items.filter(scope=ItemScope.NATION)[0].pk, **said)
    loaded(election, admin, *party.branches[0])
    issued_now(election, chief)
    set_voting_day(month_on=None, voting_on=date(2026, 9, 10), on=DRAFTED, **said)
    _speak(election, party, added)


def _speak(election: Election, party: Party, added: int) -> None:
    province = party.provinces[0][0]
    account = Account.objects.get(username=f"of-{province.code.lower().rstrip('.')}")
    place = election.constituencies.get(code="C1")
    by, again = acting(account, SAID), acting(account, AGAIN)
    item = ChecklistItem.objects.get(pk=added)
    first = ticked(item, place, by)
    ticked(item, place, again, evidence="14", seen=first, done_on=SAID)
    own = election.items.filter(scope=ItemScope.PROVINCE)[0]
    wrong = ticked(own, province, by)
    ticked(own, province, again, is_void=True, seen=wrong, done_on=SAID)
    counted(place, again, seen=counted(place, by), representatives=9)
    named = None
    for post in (make_post(unit=party.branches[0][0][0]), None):
        named = name_coordinator(
            unit_id=province.pk, constituency_id=place.pk, post_id=post.pk if post else None, seen=named or 0,
            on=again.on, by=again, at=at_noon(again.on),
        )  # fmt: skip
