"""What is said of a congress that is coming, held or past its day: shape, word and colour, the same on every page."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from tajadur.activity.congresses import words
from tajadur.rules.forecast import Verdict

from .states import Look, badge

UNKNOWN = Look("idle", "circle-dashed", words.UNKNOWN)
LOOKS = {
    verdict: Look(tone, icon, words.VERDICT_WORDS[verdict])
    for verdict, tone, icon in (
        (Verdict.HELD, "ok", "circle-check"),
        (Verdict.SAFE, "info", "calendar-check"),
        (Verdict.TIGHT, "warn", "hourglass"),
        (Verdict.WILL_MISS, "late", "triangle-alert"),
        (Verdict.MISSED, "late", "triangle-alert"),
    )
}
# Which cell of components/countdown.html stands for it.
CELLS = {
    Verdict.HELD: "done",
    Verdict.SAFE: "date",
    Verdict.TIGHT: "prep",
    Verdict.WILL_MISS: "none",
    Verdict.MISSED: "none",
}
_COUNTED: dict[Verdict, Promise] = {
    Verdict.HELD: ngettext_lazy("%(n)s region held its congress", "%(n)s regions held their congress", "n"),
    Verdict.SAFE: ngettext_lazy("%(n)s region safe", "%(n)s regions safe", "n"),
    Verdict.TIGHT: ngettext_lazy("%(n)s region tight", "%(n)s regions tight", "n"),
    Verdict.WILL_MISS: ngettext_lazy(
        "%(n)s region will miss the last day", "%(n)s regions will miss the last day", "n"
    ),
    Verdict.MISSED: ngettext_lazy("%(n)s region passed the last day", "%(n)s regions passed the last day", "n"),
}


def look(verdict: Verdict | None) -> Look:
    """The look of a verdict; None: nothing is forecast yet."""
    return UNKNOWN if verdict is None else LOOKS[verdict]


def cell(name: str, verdict: Verdict | None) -> dict[str, Any]:
    """A cell of the countdown: a unit and what is to be expected of its congress."""
    label = _("%(label)s: %(text)s") % {"label": name, "text": look(verdict).word}
    return {"label": label, "state": "none" if verdict is None else CELLS[verdict]}


def counts(verdicts: Iterable[Verdict | None]) -> list[dict[str, Any]]:
    """How many congresses stand so, each in a whole sentence; in the order of the cells."""
    known = list(verdicts)
    rows = [
        {"state": state, "words": _COUNTED[verdict] % {"n": known.count(verdict)}}
        for verdict, state in CELLS.items()
        if verdict in known
    ]
    if None in known:
        sentence = ngettext("%(n)s region without a day known", "%(n)s regions without a day known", known.count(None))
        rows.append({"state": "none", "words": sentence % {"n": known.count(None)}})
    return rows


def order(verdict: Verdict | None) -> int:
    """The place of its cell in the countdown: those held first."""
    return len(CELLS) if verdict is None else list(CELLS).index(verdict)


def filed_words(days: int) -> str:
    """«held in time, filed 142 days late»."""
    sentence = ngettext("held in time, filed %(n)s day late", "held in time, filed %(n)s days late", days)
    return sentence % {"n": days}


def verdict_badge(
    verdict: Verdict | None,
    *,
    held_late: int = 0,
    filed_late: int = 0,
    past_by: int = 0,
    extended: bool = False,
) -> SafeString:
    """Shape, word and colour. Once held: how late it was, or was filed; past its day: by how many days.

    ``extended``: held in time, thanks to an extension.
    """
    shown = look(verdict)
    if verdict is Verdict.HELD and (held_late or filed_late):
        return badge("warn", "clock-3", words.held_words(held_late) if held_late else filed_words(filed_late))
    if verdict is Verdict.HELD and extended:
        return badge("ok", "calendar-check", _("Within the extension"))
    if verdict is Verdict.MISSED and past_by:
        return badge(shown.tone, shown.icon, words.past_words(past_by))
    return badge(shown.tone, shown.icon, str(shown.word))
