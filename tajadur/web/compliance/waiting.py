"""What waits for the reader's own decision or signature, on their first page, each line leading to it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.congresses.queries.templates import changes_to_issue
from tajadur.activity.releases.queries import waiting_count
from tajadur.duties.directives.queries import directives_to_sign
from tajadur.organisation.people.queries.persons import waiting_interims
from tajadur.organisation.people.queries.second_person import acts_waiting
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import may_anywhere
from tajadur.permissions.matrix import Permission

MOST_ORDERS = 4


def waiting_facts(actor: Actor) -> list[dict[str, str]]:
    """Lines with ``text`` and ``url``; nothing when nothing waits. At most five queries."""
    facts = _orders(actor)
    if stages := changes_to_issue(actor):
        text = ngettext("%(n)s change of a congress stage to sign", "%(n)s changes of congress stages to sign", stages)
        facts.append({"text": text % {"n": stages}, "url": reverse("congresses:stages")})
    if requests := waiting_count(actor):
        text = ngettext("%(n)s request to decide", "%(n)s requests to decide", requests) % {"n": requests}
        facts.append({"text": text, "url": reverse("releases:index")})
    if may_anywhere(actor, Permission.APPROVE_INTERIM) and (interims := waiting_interims(actor).count()):
        text = ngettext("%(n)s interim mandate to approve", "%(n)s interim mandates to approve", interims)
        facts.append({"text": text % {"n": interims}, "url": reverse("people:waiting")})
    if may_anywhere(actor, Permission.CONFIRM_ACTS) and (acts := acts_waiting(actor).count()):
        text = ngettext("%(n)s act waits for a second person", "%(n)s acts wait for a second person", acts)
        facts.append({"text": text % {"n": acts}, "url": reverse("people:acts")})
    return facts


def _orders(actor: Actor) -> list[dict[str, str]]:
    orders = directives_to_sign(actor)
    if len(orders) > MOST_ORDERS:
        text = ngettext("%(n)s order to sign", "%(n)s orders to sign", len(orders)) % {"n": len(orders)}
        return [{"text": text, "url": reverse("directives:index")}]
    return [
        {"text": _("To sign: %(name)s") % {"name": order.name}, "url": reverse("directives:detail", args=[order.pk])}
        for order in orders
    ]
