"""The reports that wait for a note of receipt from the reader's level: ticked ones, or all that match."""

from django import forms
from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tajadur.activity.meetings.operations.actions import note_receipts
from tajadur.activity.meetings.queries.to_note import LOOKED_BACK_DAYS, reports_to_note
from tajadur.foundation import clock
from tajadur.organisation.units.queries.tree import regions_for
from tajadur.permissions.matrix import Permission
from tajadur.web.access import ActorRequest, enter
from tajadur.web.exports.taking import exported
from tajadur.web.meetings.exported import REPORTS
from tajadur.web.paging import SIZE, number_in, page_in_one, row_number, same_list
from tajadur.web.trees import tree_of

_LARGEST = 2**63 - 1


class NotingForm(forms.Form):
    """The reports ticked, or all up to the one that came last when the number was shown (``until``)."""

    report = forms.TypedMultipleChoiceField(coerce=int, required=False)
    until = forms.IntegerField(required=False, min_value=1, max_value=_LARGEST)

    def clean(self) -> dict[str, object]:
        """One of the two is needed."""
        cleaned: dict[str, object] = super().clean() or {}
        if not cleaned.get("report") and not cleaned.get("until") and not self.errors:
            raise forms.ValidationError("", code="nothing_ticked")
        return cleaned


@enter(get=Permission.NOTE_RECEIPT, post=Permission.NOTE_RECEIPT)
@exported(REPORTS)
def to_note(request: ActorRequest) -> HttpResponse:
    """The list, oldest first; POST notes those ticked, or all that match once their number was confirmed."""
    actor, region = request.actor, number_in(request, "region")
    trees = tree_of(request, Permission.NOTE_RECEIPT, is_queue=True)
    rows = reports_to_note(actor, actor.on, region_id=region, tree=trees.narrows)
    problem = ""
    if request.method == "POST":
        form = NotingForm(request.POST)
        typed = request.POST.getlist("report")[:SIZE]
        ticks = form.fields["report"]
        ticks.choices = [(value, value) for value in typed if row_number(value)]  # type: ignore[attr-defined]
        if form.is_valid():
            ids = form.cleaned_data["report"]
            if until := form.cleaned_data["until"]:
                ids = list(rows.filter(pk__lte=until).values_list("pk", flat=True))
            count = note_receipts(report_ids=ids, by=actor, at=clock.now())
            sentence = ngettext(
                "%(n)s report noted. Its unit will see it.", "%(n)s reports noted. Their units will see it.", count
            )
            messages.success(request, sentence % {"n": count})
            return redirect(same_list(request, all=""))
        problem = _("Tick at least one report.")
    page = page_in_one(request, rows)
    context = {
        "page": page,
        "problem": problem,
        "regions": list(regions_for(actor, trees.tree)),
        "region": region,
        "days": LOOKED_BACK_DAYS,
        "until": rows.order_by().aggregate(last=Max("pk"))["last"] if "all" in request.GET else None,
        "all_url": same_list(request, all="1"),
        "list_url": same_list(request, all=""),
    }
    return render(request, "reports/to_note.html", context, status=422 if problem else 200)
