"""The proposed decisions of a draft are written, put in order and taken off; a pack is commented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tajadur.foundation.calendar import civil_day
from tajadur.foundation.errors import BadInput, NotVisible
from tajadur.foundation.text import clean_line, clean_text
from tajadur.permissions.actors import Actor
from tajadur.permissions.check import require
from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.operations import log_action
from tajadur.rules.packs import MOST_DECISIONS, DecisionSource

from ..models import Pack, PackComment, PackDecision
from ..vocabulary import LONGEST_COMMENT, LONGEST_DECISION, SUBJECT
from .holding import hold_draft


@dataclass(frozen=True, slots=True)
class WrittenDecision:
    """One line of the form: of the decision ``id`` that is there, or a new one. Both texts empty: taken off.

    ``as_proposed``: its words are still those of the template, and go on following it.
    """

    id: int | None
    text_ar: str
    text_fr: str
    as_proposed: bool = False


@transaction.atomic
def write_decisions(
    *, pack_id: int, version: int, decisions: Sequence[WrittenDecision], by: Actor, at: datetime
) -> Pack:
    """The decisions of a draft as they read from now on, in this order. The same again writes nothing.

    Raises NotVisible, PermissionDenied, Conflict ``pack_sent``, ``pack_changed``, BadInput ``both_languages`` and
    ``text_too_long`` at ``text_ar_1`` and so on, ``too_many_decisions``.
    """
    pack, grant = hold_draft(pack_id, version, Permission.PREPARE_PACK, by)
    known = {decision.pk: decision for decision in pack.decisions.all()}
    before = [(row.pk, row.text_ar, row.text_fr) for row in known.values()]
    rows = _cleaned(decisions, dict(known))
    if len(rows) > MOST_DECISIONS:
        raise BadInput("", "too_many_decisions")
    if before == [(row.pk, row.text_ar, row.text_fr) for row in rows]:
        return pack
    kept = {row.pk for row in rows if row.pk}
    pack.decisions.exclude(pk__in=kept).delete()
    for position, row in enumerate(rows, start=1):
        row.pack, row.position = pack, position
        row.save()
    pack.version += 1
    pack.save(update_fields=["version"])
    log_action(
        act="pack.written",
        by=by,
        at=at,
        grant=grant,
        unit_id=pack.unit_id,
        subject=(SUBJECT, pack.pk),
        detail={"decisions": len(rows)},
    )
    return pack


def _cleaned(decisions: Sequence[WrittenDecision], known: dict[int, PackDecision]) -> list[PackDecision]:
    """The rows as they are kept; every problem at once."""
    rows, problems = [], []
    for number, written in enumerate(decisions, start=1):
        texts = {}
        for language, text in (("ar", written.text_ar), ("fr", written.text_fr)):
            field = f"text_{language}_{number}"
            try:
                texts[f"text_{language}"] = clean_line(text, field=field, limit=LONGEST_DECISION)
            except BadInput as error:
                problems += error.problems
        if len(texts) < 2 or not any(texts.values()):
            continue
        # Named twice, it is another one the second time: neither text is lost.
        row = known.pop(written.id or 0, None) or PackDecision(source=DecisionSource.WRITTEN)
        if written.as_proposed and row.pk and not row.text_ar:
            rows.append(row)
        elif all(texts.values()):
            row.text_ar, row.text_fr = texts["text_ar"], texts["text_fr"]
            rows.append(row)
        else:
            empty = next(name for name, text in texts.items() if not text)
            problems.append(BadInput(f"{empty}_{number}", "both_languages"))
    if problems:
        raise BadInput.of(*problems)
    return rows


@transaction.atomic
def comment_pack(*, pack_id: int, text: str, by: Actor, at: datetime) -> PackComment:
    """Say something of a pack, before or after it is sent.

    Raises NotVisible, PermissionDenied, BadInput ``comment_required``, ``text_too_long``.
    """
    pack = Pack.objects.select_related("unit").filter(pk=pack_id).first()
    if pack is None:
        raise NotVisible
    grant = require(by, Permission.COMMENT_PACK, pack.unit)
    clean = clean_text(text, field="text", limit=LONGEST_COMMENT)
    if not clean:
        raise BadInput("text", "comment_required")
    comment = PackComment.objects.create(
        pack=pack,
        text=clean,
        post_id=grant.post_id,
        mandate_id=grant.mandate_id,
        said_on=civil_day(at),
        said_at=at,
    )
    log_action(act="pack.commented", by=by, at=at, grant=grant, unit_id=pack.unit_id, subject=(SUBJECT, pack.pk))
    return comment
