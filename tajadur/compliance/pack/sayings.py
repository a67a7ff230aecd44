"""The sentences of a pack in the language of the page: what was held, how it changed, what is proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, ngettext_lazy
from django.utils.translation import gettext as _

from tajadur.activity.congresses.words import UNKNOWN, VERDICT_WORDS, held_words, past_words
from tajadur.compliance.words import FIGURES
from tajadur.foundation.formats import day_month_year, period
from tajadur.foundation.shares import percent_text
from tajadur.registry.notices.words.cases import KIND_WORDS
from tajadur.rules import packs as rule
from tajadur.rules.dysfunctions import CaseKind
from tajadur.rules.forecast import Verdict

Facts = Mapping[str, Any]

FIGURE_WORDS: Mapping[str, str | Promise] = {
    rule.REPORTING: FIGURES["reporting"],
    rule.ON_TIME: FIGURES["on_time"],
    rule.ANSWERED: FIGURES["answered"],
    rule.PROGRAMMED: FIGURES["programmed"],
    rule.CONGRESSES: gettext_lazy("Congresses held"),
    rule.CASES: gettext_lazy("Open dysfunctions"),
    rule.VACANT: gettext_lazy("Units without a secretary"),
}
# By the code of ``rules.packs.sentences``; those with a number agree with it.
_SENTENCES: Mapping[str, Any] = {
    "held": gettext_lazy("%(name)s, %(period)s: %(part)s of %(whole)s held and reported, %(percent)s"),
    "nothing_due": gettext_lazy("No report was due yet"),
    "congress_ahead": ngettext_lazy(
        "%(n)s day to the last day of the congresses: %(held)s of %(whole)s held, %(missing_it)s will miss it",
        "%(n)s days to the last day of the congresses: %(held)s of %(whole)s held, %(missing_it)s will miss it",
        "n",
    ),
    "congress_past": ngettext_lazy(
        "The last day of the congresses passed %(n)s day ago: %(held)s of %(whole)s held",
        "The last day of the congresses passed %(n)s days ago: %(held)s of %(whole)s held",
        "n",
    ),
    "congress_all": gettext_lazy("All congresses are held: %(held)s of %(whole)s"),
    "no_congress": gettext_lazy("No congress is asked for at present"),
    "cases": ngettext_lazy(
        "%(n)s dysfunction is open, %(severe)s of high severity",
        "%(n)s dysfunctions are open, %(severe)s of high severity",
        "n",
    ),
    "no_cases": gettext_lazy("No dysfunction is open"),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of the units in a pack, in the language of the page."""

    names: Mapping[str, Sequence[str]]

    def of(self, unit_id: int | None) -> str:
        """The name of a unit; empty for none."""
        known = self.names.get(str(unit_id), ("", ""))
        return known[0] if language() == "ar" else known[1]


def language() -> str:
    """The language of the page, as two letters."""
    return (get_language() or "ar")[:2]


def in_words(texts: Mapping[str, str]) -> str:
    """A name that was kept in every language."""
    return texts.get(language()) or texts["ar"]


def period_words(directive: Mapping[str, Any]) -> str:
    """The period of the first figures."""
    if directive["period"]:
        return period(directive["period"])
    day = day_month_year(day_of(directive["by_on"]))
    return _("by %(day)s") % {"day": day} if directive["by_on"] else "—"


def day_of(text: str | None) -> date | None:
    """A day that was kept."""
    return date.fromisoformat(text) if text else None


def figures_in(facts: Facts | None) -> dict[str, rule.PackFigure]:
    """The figures of a pack by their code; none of none."""
    rows = facts["figures"] if facts else []
    return {row["code"]: rule.PackFigure(row["code"], row["part"], row["whole"]) for row in rows}


def sentence_words(facts: Facts, before: Facts | None) -> list[str]:
    """The three sentences, each with its figure and, where there is one to compare with, its change."""
    congress = rule.CongressCount(**{name: facts["congress"][name] for name in ("left", "held", "whole", "missing_it")})
    sentences = rule.sentences(figures_in(facts), congress, facts["severe"], figures_in(before))
    codes = (rule.REPORTING, rule.CONGRESSES, rule.CASES)
    return [
        _sentence(each, facts, in_points=code == rule.REPORTING) for each, code in zip(sentences, codes, strict=True)
    ]


def _sentence(sentence: rule.Sentence, facts: Facts, *, in_points: bool) -> str:
    values: dict[str, Any] = dict(sentence.values)
    if sentence.code == "held":
        directive = facts["directive"]
        values |= {"name": in_words(directive["names"]), "period": period_words(directive)}
        values["percent"] = percent_text(values["percent"])
    if "days" in values:
        values["n"] = values["days"]
    words = str(_SENTENCES[sentence.code] % values)
    if sentence.change is None:
        return _("%(sentence)s.") % {"sentence": words}
    change = change_words(sentence.change, in_points=in_points)
    return _("%(sentence)s (%(change)s).") % {"sentence": words, "change": change}


def change_words(change: int, *, in_points: bool) -> str:
    """«3 points more than in the last pack»."""
    if not change:
        return _("as in the last pack")
    n = abs(change)
    if in_points and change > 0:
        words = ngettext("%(n)s point more than in the last pack", "%(n)s points more than in the last pack", n)
    elif in_points:
        words = ngettext("%(n)s point fewer than in the last pack", "%(n)s points fewer than in the last pack", n)
    elif change > 0:
        words = ngettext("%(n)s more than in the last pack", "%(n)s more than in the last pack", n)
    else:
        words = ngettext("%(n)s fewer than in the last pack", "%(n)s fewer than in the last pack", n)
    return words % {"n": n}


def congress_words(congress: Mapping[str, Any] | None) -> str:
    """Where the congress of a region stood."""
    if congress is None:
        return _("Not asked of it")
    verdict = Verdict(congress["verdict"]) if congress["verdict"] else None
    day = day_of(congress["held_on"] or congress["day_set"])
    if verdict is Verdict.HELD and congress["late"]:
        words = held_words(congress["late"])
    elif verdict is Verdict.MISSED and congress["late"]:
        words = past_words(congress["late"])
    else:
        words = str(VERDICT_WORDS[verdict] if verdict else UNKNOWN)
    if day is None:
        return words
    if congress["held_on"]:
        return f"{words} · {day_month_year(day)}"
    return _("%(state)s · day set: %(day)s") % {"state": words, "day": day_month_year(day)}


def proposed_words(about: Mapping[str, Any], naming: Naming) -> str:
    """A proposed decision as the template words it, until somebody writes it."""
    unit = naming.of(about["unit"])
    if about["kind"] == rule.DecisionSource.CASE:
        kind = KIND_WORDS[CaseKind(about["about"])]
        return _("%(unit)s: «%(kind)s»; agree on a remedy, who sees to it and by when.") % {"unit": unit, "kind": kind}
    values = {"unit": unit, "kind": in_words(about["about"]), "day": day_month_year(day_of(about["since"]))}
    return _("%(unit)s: decide the request for %(kind)s, asked on %(day)s.") % values


def decision_words(decision: Any, naming: Naming) -> str:
    """A proposed decision as it reads now; one that was written, in the script of the page."""
    if decision.text_ar:
        return str(decision.text_ar if language() == "ar" else decision.text_fr)
    return proposed_words(decision.about, naming)
