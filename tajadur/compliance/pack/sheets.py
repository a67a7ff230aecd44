"""The page of a pack as plain values: the same for the screen, for the template of the file, and to be kept."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from tajadur.activity.packs.operations.sending import Sheet
from tajadur.activity.packs.vocabulary import LANGUAGES, TEMPLATE
from tajadur.compliance.words import line_words
from tajadur.foundation.formats import day_month_year
from tajadur.foundation.installation import offered
from tajadur.foundation.shares import map_steps, percent_of, percent_text, share_text
from tajadur.foundation.typesetting import TEMPLATES, typeset, typesetter
from tajadur.organisation.profile.queries import party_name
from tajadur.rules import packs as rule
from tajadur.rules.rates import percent

from .sayings import (
    FIGURE_WORDS,
    Facts,
    Naming,
    congress_words,
    day_of,
    decision_words,
    figures_in,
    in_words,
    language,
    period_words,
    sentence_words,
)

_MOST_PROMISES, _MOST_PROVINCES = 4, 40
NO_BREAK = "\u00a0"
CREDIT = "© OpenStreetMap contributors (ODbL) · HCP, RGPH 2024"


def printed_in() -> tuple[str, ...]:
    """The languages in which the page goes out: Arabic and French, of which a party may offer one or none."""
    return tuple(code for code in LANGUAGES if code in offered()) or offered()[:1]


def sheets_of_pack(pack: Any) -> list[Sheet]:
    """The page in each of its languages, typeset; what «send» keeps."""
    sheets = []
    for code in printed_in():
        content = content_in(pack, code, is_final=True)
        sheets.append(Sheet(code, content, pdf_of(content, TEMPLATE), typesetter()))
    return sheets


def decision_texts(pack: Any) -> dict[int, tuple[str, str]]:
    """The decisions in Arabic and French, by id, as the sheets say them."""
    texts: dict[int, dict[str, str]] = {}
    for code in LANGUAGES:
        with override(code):
            for decision in pack.decisions.all():
                naming = Naming(pack.facts["names"])
                texts.setdefault(decision.pk, {})[code] = decision_words(decision, naming)
    return {pk: (words["ar"], words["fr"]) for pk, words in texts.items()}


def content_in(pack: Any, code: str, *, is_final: bool = False) -> dict[str, Any]:
    """The page in one language."""
    with override(code):
        return content_of(pack, is_final=is_final)


def pdf_of(content: Mapping[str, Any], template: int) -> bytes:
    """The file of a page, by the template of its time. Same content, template and typesetter: same bytes.

    An archive's format takes no letter that the face does not have: with one in a decision it is a plain PDF.
    """
    path, dated = f"packs/{template}/pack.typ", date.fromisoformat(content["dated"])
    try:
        return typeset(path, content, dated=dated)
    except RuntimeError:
        return typeset(path, content, dated=dated, standards=())


def content_of(pack: Any, *, is_final: bool = False) -> dict[str, Any]:
    """The page in the language in force: words and figures only, as the template takes them.

    ``is_final``: as it is sent; else it says that it is a draft.
    """
    facts: Facts = pack.facts
    before: Facts | None = pack.previous.facts if pack.previous else None
    naming = Naming(facts["names"])
    on = day_month_year(day_of(facts["on"])).replace(" ", NO_BREAK)
    for_on = day_month_year(pack.for_on).replace(" ", NO_BREAK)
    return {
        "lang": language(),
        "rtl": language() == "ar",
        "dated": facts["on"],
        "party": party_name(language()),
        "title": _("Pack of the meeting of %(day)s") % {"day": for_on},
        "as_of": _("Figures of %(day)s") % {"day": on},
        "before": _("Beside them, those of the pack of %(day)s")
        % {"day": day_month_year(pack.previous.for_on).replace(" ", NO_BREAK)}
        if pack.previous
        else _("First pack: there are no figures before"),
        "draft": "" if is_final else _("In preparation: figures and decisions may still change"),
        "foot": f"{party_name(language())} · {for_on}",
        "sentences": sentence_words(facts, before),
        "figures": _figures(facts, before),
        "map": _map(facts),
        "congresses": _titled(
            _("Congresses"),
            [{"name": naming.of(row["unit"]), "text": congress_words(row["congress"])} for row in _by_name(facts)]
            if facts["congress"]["whole"]
            else [],
            _("No congress is asked for at present"),
        ),
        "attention": _titled(
            _("Needs attention"),
            [attention_line(row, naming) for row in facts["attention"]],
            _("Nothing stands out"),
        ),
        "promises": _titled(
            _("Promises of the cell that are overdue"),
            [_promise(row, naming) for row in facts["promises"][:_MOST_PROMISES]],
            _("None"),
            _more(facts["overdue"] - _MOST_PROMISES),
        ),
        "decisions": _titled(
            _("Proposed decisions"),
            [{"name": "", "text": decision_words(row, naming)} for row in pack.decisions.all()],
            _("None is proposed"),
        ),
        "annex": [_region(row, facts, naming) for row in _by_name(facts)],
    }


def _titled(title: str, rows: Sequence[Mapping[str, str]], none: str, more: str = "") -> dict[str, Any]:
    return {"title": title, "rows": list(rows), "none": none, "more": more}


def _by_name(facts: Facts) -> list[Mapping[str, Any]]:
    """The regions in the order of their codes: the reader finds each where it was last month."""
    return sorted(facts["regions"], key=lambda row: (facts["codes"][str(row["unit"])], row["unit"]))


def _more(n: int) -> str:
    return ngettext("and %(n)s more", "and %(n)s more", n) % {"n": n} if n > 0 else ""


def _figures(facts: Facts, before: Facts | None) -> list[dict[str, str]]:
    now, earlier = figures_in(facts), figures_in(before)
    rows = []
    for code in rule.FIGURES:
        change = rule.change_of(now[code], earlier.get(code))
        rows.append(
            {
                "label": str(FIGURE_WORDS[code]),
                "value": _value(now[code]),
                "of": share_text(now[code].part, now[code].whole or 0) if now[code].whole is not None else "",
                "was": _value(earlier[code]) if code in earlier else "",
                "change": "" if change is None else f"{change:+d}" if change else "=",
                "trend": _trend(code, change),
            }
        )
    return rows


def _trend(code: str, change: int | None) -> str:
    """Up or down where more is better; elsewhere the number speaks for itself."""
    if not change or code in (rule.CASES, rule.VACANT):
        return ""
    return "up" if change > 0 else "down"


def _value(figure: rule.PackFigure) -> str:
    if figure.whole is None:
        return str(figure.part)
    return "—" if figure.value is None else percent_text(figure.value)


def attention_line(row: Mapping[str, Any], naming: Naming) -> dict[str, str]:
    """A line that needs attention: its unit and what is said of it."""
    return {"name": naming.of(row["unit"]), "text": line_words(row["line"], row["days"], day_of(row["vacant_since"]))}


def _promise(row: Mapping[str, Any], naming: Naming) -> dict[str, str]:
    post, area = in_words(row["post"]), naming.of(row["area"])
    due = _("due on %(day)s") % {"day": day_month_year(day_of(row["due_on"]))}
    return {"name": naming.of(row["unit"]), "text": f"{post} ({area}) · {due}" if area else f"{post} · {due}"}


def shares_on_map(facts: Facts) -> list[tuple[Mapping[str, Any], str]]:
    """The provinces that have a shape, each with its code."""
    provinces = [province for region in facts["regions"] for province in region["provinces"]]
    coded = [(province, facts["codes"][str(province["unit"])]) for province in provinces]
    shapes = _shapes(TEMPLATE)
    return [(province, code) for province, code in coded if code in shapes]


@cache
def _shapes(template: int) -> frozenset[str]:
    """The codes of the places that a template has on its map."""
    drawn = json.loads((TEMPLATES / f"packs/{template}/morocco.json").read_text(encoding="utf-8"))
    return frozenset(drawn["shapes"])


def map_heading() -> str:
    """What the map shows."""
    return _("Held and reported over the last six periods, by province")


def _map(facts: Facts) -> dict[str, Any] | None:
    """Shades by code from 0 (nothing to count) to 5, and what they mean; None where nothing has a shape."""
    drawn = shares_on_map(facts)
    if not drawn:
        return None
    shares = {code: percent_of(row["recent_part"], row["recent_whole"]) for row, code in drawn if row["recent_whole"]}
    steps = map_steps(list(shares.values()))
    legend = [{"shade": number, "text": words} for number, words in enumerate(steps.ranges, start=1)]
    if len(shares) < len(drawn):
        legend.append({"shade": 0, "text": _("nothing to count")})
    return {
        "title": map_heading(),
        "shades": {code: steps.bin_of(shares[code]) if code in shares else 0 for _row, code in drawn},
        "legend": legend,
        "credit": CREDIT,
    }


def _region(row: Mapping[str, Any], facts: Facts, naming: Naming) -> dict[str, Any]:
    """The page of a region in the annex."""
    directive = facts["directive"]
    provinces = row["provinces"][:_MOST_PROVINCES]
    lines = [
        (in_words(directive["names"]) if directive else "", _share(row["part"], row["whole"])),
        (_("Last six periods"), _share(row["recent_part"], row["recent_whole"])),
        (_("Congress"), congress_words(row["congress"])),
        (_("Open dysfunctions"), str(row["cases"])),
        (_("Secretary"), pgettext("post", "Vacant") if row["vacant"] else _("In office")),
    ]
    return {
        "title": naming.of(row["unit"]),
        "lines": [{"label": label, "text": text} for label, text in lines if label],
        "heads": [
            _("Unit"),
            period_words(directive) if directive else "—",
            _("Last six periods"),
            _("Last meeting"),
            _("Secretary"),
        ],
        "rows": [
            [
                naming.of(each["unit"]),
                _share(each["part"], each["whole"]),
                _share(each["recent_part"], each["recent_whole"]),
                day_month_year(day_of(each["held_on"])) or "—",
                pgettext("post", "Vacant") if each["vacant"] else _("In office"),
            ]
            for each in provinces
        ],
        "more": _more(len(row["provinces"]) - len(provinces)),
    }


def _share(part: int, whole: int) -> str:
    share = percent(part, whole)
    return "—" if share is None else f"{share_text(part, whole)} ({percent_text(share)})"
