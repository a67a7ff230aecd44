"""Requests for resources in the living party: one of every course, and who was named to decide."""

from datetime import date, timedelta

from tajadur.activity.resources.operations.asking import withdraw_request
from tajadur.activity.resources.operations.budget import name_decider
from tajadur.activity.resources.operations.deciding import close_request
from tajadur.activity.resources.operations.delivering import confirm_delivery
from tajadur.activity.resources.operations.installing import install_kinds
from tajadur.organisation.people.models import Account
from tests.factories.duties import secretary_general
from tests.factories.files import picture, staged
from tests.factories.party import Party, acting, make_post
from tests.factories.resources import (
    DIRHAM,
    Cast,
    asks,
    by_of,
    decides,
    delivers,
    endorses,
    has_line,
    recommends,
)

FIRST = date(2026, 5, 4)


def resources(party: Party, secretary: Account) -> None:
    """Delivered and confirmed, closed, refused, taken back, waiting; the last of everything is whole."""
    install_kinds()
    general = Account.objects.get(pk=secretary_general(party, FIRST).account_id or 0)
    cell = Account.objects.get(person__mandates__post__area=party.regions[0])
    above = Account.objects.get(username=f"of-{party.provinces[0][0].code.lower().rstrip('.')}")
    admin = general  # the Secretary General may note a delivery too
    who = Cast(party, party.branches[0][0][1], secretary, above, cell, general, admin)
    pole = make_post(unit=party.national, body="pole", post="secretary")
    name_decider(kind="travel", post_id=pole.pk, **by_of(general, FIRST))
    has_line(who, on=FIRST)
    withdraw_request(request_id=asks(who, on=FIRST), **by_of(secretary, FIRST))
    refused = asks(who, on=FIRST)
    decides(who, refused, on=FIRST, outcome="refused", reason="لا اعتماد", deliver_by=None)
    staged(acting(secretary, FIRST), at=by_of(secretary, date(2026, 6, 7))["at"])  # waits on a form
    key = str(staged(acting(secretary, FIRST), picture()).key)
    asks(who, on=FIRST, kind="print", amount=None, files=[key])
    for closed in (True, False):
        request = asks(who, on=FIRST)
        endorses(who, request, on=FIRST + timedelta(days=2))
        recommends(who, request, on=FIRST + timedelta(days=4), in_favour=closed)
        decision = FIRST + timedelta(days=6)
        if closed:
            decides(who, request, on=decision, outcome="part", amount=7_000 * DIRHAM, reason="حسب المتوفر")
        else:
            decides(who, request, on=decision)
        for number, dirhams in ((1, 3_000), (2, 7_000)):
            if closed and number == 2:
                close_request(request_id=request, reason="ألغي", **by_of(general, decision + timedelta(days=9)))
                continue
            day = decision + timedelta(days=4 * number)
            part = delivers(who, request, on=day, dirhams=dirhams)
            confirm_delivery(delivery_id=part.pk, note="توصلنا", **by_of(secretary, day + timedelta(days=1)))
