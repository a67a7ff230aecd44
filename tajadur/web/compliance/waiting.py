"""What waits for the reader's own decision or signature, on their first page, each line leading to it."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.support.queries.facts import AWAITED
from tajadur.compliance.waiting import WaitingKind
from tajadur.duties.directives.queries import directives_to_sign
from tajadur.permissions.actors import Actor

MOST_ORDERS = 4


def waiting_facts(actor: Actor, counts: Mapping[WaitingKind, int]) -> list[dict[str, str]]:
    """Lines with ``text`` and ``url``; nothing when nothing waits. A query when orders do, for their names."""
    facts = _orders(actor, counts[WaitingKind.ORDERS]) if WaitingKind.ORDERS in counts else []
    if stages := counts.get(WaitingKind.STAGES):
        text = ngettext("%(n)s change of a congress stage to sign", "%(n)s changes of congress stages to sign", stages)
        facts.append({"text": text % {"n": stages}, "url": reverse("congresses:stages")})
    if requests := counts.get(WaitingKind.RELEASES):
        text = ngettext("%(n)s request to decide", "%(n)s requests to decide", requests) % {"n": requests}
        facts.append({"text": text, "url": reverse("releases:index")})
    if circulars := counts.get(WaitingKind.CIRCULARS):
        text = ngettext("%(n)s circular to read and confirm", "%(n)s circulars to read and confirm", circulars)
        facts.append({"text": text % {"n": circulars}, "url": reverse("circulars:index")})
    facts += help_waiting(counts)
    if interims := counts.get(WaitingKind.INTERIMS):
        text = ngettext("%(n)s interim mandate to approve", "%(n)s interim mandates to approve", interims)
        facts.append({"text": text % {"n": interims}, "url": reverse("people:waiting")})
    if acts := counts.get(WaitingKind.ACTS):
        text = ngettext("%(n)s act waits for a second person", "%(n)s acts wait for a second person", acts)
        facts.append({"text": text % {"n": acts}, "url": reverse("people:acts")})
    return facts


def help_waiting(counts: Mapping[WaitingKind, int]) -> list[dict[str, str]]:
    """Advice to answer and requests for resources to act upon: ``text``, ``url``, ``icon``."""
    facts = []
    if advice := counts.get(WaitingKind.ADVICE):
        text = ngettext("%(n)s piece of advice to answer", "%(n)s pieces of advice to answer", advice) % {"n": advice}
        url = f"{reverse('support:index')}?side=received&what=advice&state={AWAITED}"
        facts.append({"text": text, "url": url, "icon": "message-square-text"})
    if requests := counts.get(WaitingKind.RESOURCES):
        text = ngettext(
            "%(n)s request for resources awaits you", "%(n)s requests for resources await you", requests
        ) % {"n": requests}
        facts.append({"text": text, "url": f"{reverse('resources:index')}?mine=1", "icon": "hand-helping"})
    return facts


def _orders(actor: Actor, count: int) -> list[dict[str, str]]:
    if count > MOST_ORDERS:
        text = ngettext("%(n)s order to sign", "%(n)s orders to sign", count) % {"n": count}
        return [{"text": text, "url": reverse("directives:index")}]
    return [
        {"text": _("To sign: %(name)s") % {"name": order.name}, "url": reverse("directives:detail", args=[order.pk])}
        for order in directives_to_sign(actor)
    ]
