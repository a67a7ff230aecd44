"""Pages that a phone keeps for when there is no network: marked here, kept by ``static/js/service-worker.js``."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

from tajadur.permissions.actors import Actor

KEEP, READER = "X-Keep", "X-Reader"


def read_offline(response: HttpResponse) -> HttpResponse:
    """The page, which the reader's phone may keep; see docs/decisions/0108 for what may be marked."""
    response.headers[KEEP] = "1"
    return response


def mark_reader(response: HttpResponseBase, actor: Actor) -> None:
    """Say, unreadably, for whom and under which posts an answer was made: a phone drops what it kept for others."""
    posts = ",".join(str(each) for each in sorted(grant.mandate_id for grant in actor.grants))
    response.headers[READER] = salted_hmac("tajadur.reader", f"{actor.account_id}:{posts}").hexdigest()[:16]
