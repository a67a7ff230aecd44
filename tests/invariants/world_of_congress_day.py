"""The day of a congress that was fixed: codes, delegates in by code and by number, a text, an election counted."""

from datetime import date, timedelta

from tajadur.activity.congresses.models import Congress, DelegateCode
from tajadur.activity.congresses.operations.checking_in import (
    check_in_code,
    check_in_count,
    make_codes,
    take_back_check_in,
)
from tajadur.activity.congresses.operations.deciding import (
    ResolutionFields,
    VoteFields,
    drop_resolution,
    note_resolution,
    note_vote,
)
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit
from tests.factories.congresses import mark
from tests.factories.duties import at_noon
from tests.factories.party import acting, make_post


def day_of_congress(congress: Congress, provinces: list[Unit], account: Account, on: date) -> None:
    """Written by the region on the day itself; the day after it says that the congress was held."""
    by = acting(account, on)
    common = {"congress_id": congress.pk, "by": by, "at": at_noon(by.on)}
    make_codes(**common)  # type: ignore[arg-type]
    codes = DelegateCode.objects.filter(share__unit=provinces[1]).order_by("pk")
    check_in_code(number=codes[0].number, **common)  # type: ignore[arg-type]
    check_in_count(unit_id=provinces[0].pk, count=6, **common)  # type: ignore[arg-type]
    mistake = check_in_count(unit_id=provinces[1].pk, count=2, **common)  # type: ignore[arg-type]
    take_back_check_in(check_in_id=mistake.pk, **common)  # type: ignore[arg-type]
    fields = ResolutionFields(kind="motion", text="ملتمس المؤتمر", votes_for=5, votes_against=1, abstained=1)
    note_resolution(fields=fields, **common)  # type: ignore[arg-type]
    other = note_resolution(fields=fields, **common)  # type: ignore[arg-type]
    drop_resolution(resolution_id=other.pk, **common)  # type: ignore[arg-type]
    post = make_post(unit=congress.unit)
    note_vote(post_id=post.pk, fields=VoteFields(candidates=2, cast=7, spoiled=1, won=4), **common)  # type: ignore[arg-type]
    mark(congress, "held", on, acting(account, on + timedelta(days=1)))
