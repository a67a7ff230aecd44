"""Is a receipt genuine? Anyone of the party may ask; what else is said follows what they may see."""

from django.http import HttpResponse
from django.shortcuts import render

from tajadur.activity.declarations.queries import receipt_of_declaration
from tajadur.activity.meetings.queries.record import ReceiptStatus
from tajadur.activity.meetings.queries.reports import receipt_answer
from tajadur.web.access import MEMBER, ActorRequest, enter


@enter(get=MEMBER)
def check(request: ActorRequest) -> HttpResponse:
    """The number asked about, and the answer."""
    number = request.GET.get("number", "").replace("\0", "")[:80]
    answer = receipt_answer(request.actor, number) if number.strip() else None
    declared = (
        receipt_of_declaration(request.actor, answer.number)
        if answer and answer.standing is ReceiptStatus.UNKNOWN
        else None
    )
    return render(request, "receipts/check.html", {"number": number, "answer": answer, "declared": declared})
