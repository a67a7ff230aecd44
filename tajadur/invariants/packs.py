"""Packs of the pole's meetings: what was sent is as it was sent, and is of its body, its day and its meeting."""

from collections.abc import Iterator
from hashlib import sha256

from tajadur.activity.packs.models import Pack, PackComment, PackSheet
from tajadur.activity.packs.queries.reading import content_digest
from tajadur.foundation.calendar import civil_day
from tajadur.organisation.people.models import Mandate
from tajadur.organisation.profile.vocabulary import LeadingBody

from .as_of import AsOf


def packs_as_sent(as_of: AsOf) -> Iterator[str]:
    """The facts, words and files of a pack that was sent are those of that day; a draft has no files yet."""
    for sheet in PackSheet.objects.select_related("pack").order_by("pk").iterator():
        where = f"sheet {sheet.pk} of pack {sheet.pack_id}"
        if not sheet.pack.is_sent:
            yield f"{where} stands beside a draft"
        if sha256(bytes(sheet.pdf)).hexdigest() != sheet.digest:
            yield f"the file of {where} is not the one that was sent"
        if content_digest(sheet.content, sheet.pack.facts) != sheet.content_digest:
            yield f"the words of {where}, or the facts behind them, are not those that were sent"
    for pack in Pack.objects.filter(sent_at__isnull=False).prefetch_related("sheets", "decisions").order_by("pk"):
        if not pack.sheets.all():
            yield f"pack {pack.pk} was sent without a sheet"
        for decision in pack.decisions.all():
            shown = {row["text"] for sheet in pack.sheets.all() for row in sheet.content["decisions"]["rows"]}
            if not {decision.text_ar, decision.text_fr} & shown:
                yield f"decision {decision.pk} of pack {pack.pk} does not read as on its sheets"


def packs_in_order(as_of: AsOf) -> Iterator[str]:
    """Each pack is of the pole and its meeting, of the day of its facts, compared with one sent before; decisions
    stand in order, on an agenda only once it is sent; comments are of their post."""
    packs = list(Pack.objects.select_related("meeting__body__body_type", "previous").prefetch_related("decisions"))
    comments = list(PackComment.objects.select_related("pack"))
    signed = {pack.mandate_id for pack in packs} | {pack.sent_mandate_id for pack in packs}
    signed |= {comment.mandate_id for comment in comments}
    posts = {row.pk: row.post for row in Mandate.objects.filter(pk__in=signed - {None}).select_related("post")}
    for pack in packs:
        where = f"pack {pack.pk}"
        for mandate_id in (pack.mandate_id, pack.sent_mandate_id):
            if mandate_id and (mandate_id not in posts or posts[mandate_id].unit_id != pack.unit_id):
                yield f"{where} was made or sent under a mandate of another unit"
        if pack.meeting and (
            pack.meeting.unit_id != pack.unit_id or pack.meeting.body.body_type.code != LeadingBody.POLE
        ):
            yield f"{where} is of a meeting of another body"
        if pack.facts.get("on") != pack.facts_on.isoformat():
            yield f"{where} holds the facts of {pack.facts.get('on')}, it says {pack.facts_on}"
        if pack.sent_at and pack.sent_on != civil_day(pack.sent_at):
            yield f"{where} was sent on {pack.sent_on}, its instant is of {civil_day(pack.sent_at)}"
        if pack.previous and (not pack.previous.is_sent or pack.previous.facts_on > pack.facts_on):
            yield f"{where} is compared with pack {pack.previous_id}, which was not sent before it"
        positions = sorted(decision.position for decision in pack.decisions.all())
        if positions != list(range(1, len(positions) + 1)):
            yield f"the decisions of {where} are not numbered without a gap"
        if not pack.is_sent and any(decision.placed_at for decision in pack.decisions.all()):
            yield f"a decision of {where} stands on an agenda before it was sent"
    for comment in comments:
        if comment.mandate_id not in posts or posts[comment.mandate_id].pk != comment.post_id:
            yield f"comment {comment.pk} was said under a mandate of another post"
        if comment.said_on != civil_day(comment.said_at):
            yield f"comment {comment.pk} was said on {comment.said_on}, its instant is of another day"
