"""The history of one obligation in words: what the unit did, asked and was answered, and what changed the rule."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tajadur.activity.releases.queries import AnsweredRequest
from tajadur.activity.releases.vocabulary import ReleaseKind
from tajadur.duties.obligations.queries.history import ObligationEvent

from .labels import amended, happened

# The grant itself is told by the release it gave.
_TOLD_ELSEWHERE = {"release.granted"}


def story(
    row: Any,
    requests: Sequence[AnsweredRequest],
    happenings: Sequence[ObligationEvent],
    amendments: Sequence[ObligationEvent],
) -> list[dict[str, Any]]:
    """Lines {at, title, note, reason, url}, newest first."""
    lines = []
    for happening in happenings:
        if happening.act in _TOLD_ELSEWHERE:
            continue
        title, note = happened(happening.act, happening.detail)
        if happening.act.startswith("release."):
            note = _asked_for(happening.detail, note)
        lines.append(
            {
                "at": happening.at,
                "title": title,
                "note": note,
                "reason": happening.reason or _reason(happening, requests),
            }
        )
    for change in amendments:
        title, _note = happened(change.act, {})
        lines.append({"at": change.at, "title": title, "note": amended(change.detail), "reason": ""})
    if row.source_kind == "report" and row.source_id:
        url = reverse("meetings:detail", args=[row.source_id])
        lines.append({"at": row.submitted_at, "title": _("Report submitted"), "note": "", "reason": "", "url": url})
    return sorted(lines, key=lambda line: line["at"], reverse=True)


def _reason(happening: Any, requests: Sequence[AnsweredRequest]) -> str:
    asked = next((request for request in requests if request.id == happening.detail.get("request")), None)
    if asked is None or happening.act == "release.withdrawn":
        return ""
    return asked.reason if happening.act == "release.asked" else asked.answer


def _asked_for(detail: dict[str, Any], until: str) -> str:
    kind = str(dict(ReleaseKind.choices).get(detail.get("kind", ""), ""))
    return f"{kind} · {until}" if until else kind
