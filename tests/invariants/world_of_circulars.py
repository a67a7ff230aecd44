"""Circulars in the living party: confirmed, amended, read and not confirmed, taken up later, withdrawn, drafted."""

from datetime import date, timedelta

from tajadur.activity.circulars.nightly import follow_circulars
from tajadur.organisation.people.models import Account
from tests.factories.circulars import amended, confirms, drafted, issued, reads, withdrawn
from tests.factories.duties import at_noon, secretary_general
from tests.factories.files import staged
from tests.factories.party import Party, acting, make_post

FIRST = date(2026, 5, 4)


def circulars(party: Party, secretary: Account) -> None:
    """Of headquarters to branches: one withdrawn, one amended and confirmed again; the draft of a third."""
    general = Account.objects.get(pk=secretary_general(party, FIRST).account_id or 0)
    make_post(unit=party.branches[1][0][0])
    gone = issued(party.national, general, FIRST, kinds=["branch"])
    confirms(gone, secretary, FIRST + timedelta(days=1))
    withdrawn(gone, general, FIRST + timedelta(days=8))
    day = FIRST + timedelta(days=9)
    paper = staged(acting(general, day), at=at_noon(day))
    sent = issued(party.national, general, day, kinds=["branch"], files=[str(paper.key)])
    confirms(sent, secretary, FIRST + timedelta(days=10))
    day = FIRST + timedelta(days=12)
    amended(sent, general, day, text_ar="يعقد كل مكتب اجتماعين.", files=[str(paper.key)])
    reads(sent, secretary, day)
    confirms(sent, secretary, day + timedelta(days=1), version=2)
    follow_circulars(on=day + timedelta(days=2), at=at_noon(day + timedelta(days=2)))
    drafted(party.national, general, FIRST + timedelta(days=20), kinds=["branch"])
