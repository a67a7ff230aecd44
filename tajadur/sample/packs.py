"""The packs of the invented party: that of the last meeting of the pole, as it was sent, and a draft of the next."""

from datetime import date, datetime, time, timedelta

from tajadur.activity.meetings.models import Meeting
from tajadur.activity.packs.models import Pack, PackComment
from tajadur.activity.packs.operations.making import make_pack
from tajadur.activity.packs.operations.sending import send_pack
from tajadur.activity.packs.queries.meetings import pole_body
from tajadur.activity.packs.queries.reading import pack_for
from tajadur.compliance.pack.facts import pack_facts
from tajadur.compliance.pack.sheets import decision_texts, sheets_of_pack
from tajadur.foundation.calendar import instant
from tajadur.organisation.people.actors import actor_of
from tajadur.organisation.people.models import Account
from tajadur.registry.notices.models import Notice
from tajadur.rules.packs import ready_from

_MONTH_BACK = timedelta(days=30)
_EVENING = time(19)
_COMMENT = "نقترح أن يبدأ الاجتماع بالأقاليم التي لم تعقد أي اجتماع منذ ثلاثة أشهر."


def write_packs(*, on: date, at: datetime) -> None:
    """By the acts of the application, three days before the last meeting of the pole and on the last day."""
    body = pole_body(on)
    account = Account.objects.filter(username="pole").first()
    if body is None or account is None:
        return
    held = Meeting.objects.filter(body=body, planned_on__lt=on - timedelta(days=7)).exclude(state="cancelled")
    last = held.order_by("-planned_on").first()
    day = ready_from(last.planned_on) if last else on - _MONTH_BACK
    by, then = actor_of(account, day), instant(day, _EVENING)
    sent = pack_for(by, make_pack(facts=pack_facts(day), on=day, by=by, at=then))
    if last:
        Pack.objects.filter(pk=sent.pk).update(meeting=last, for_on=last.planned_on)
        sent = pack_for(by, sent.pk)
    send_pack(
        pack_id=sent.pk, version=sent.version, words=decision_texts(sent), sheets=sheets_of_pack(sent), by=by, at=then
    )
    Notice.objects.filter(kind="pack").update(cleared_at=then, cleared_because="settled")  # of the past: nobody hears
    make_pack(facts=pack_facts(on), on=on, by=None, at=at)
    PackComment.objects.create(
        pack=Pack.objects.get(standing="draft"), text=_COMMENT, post_id=by.grants[0].post_id,
        mandate_id=by.grants[0].mandate_id, said_on=on, said_at=at,
    )  # fmt: skip
