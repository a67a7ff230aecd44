"""The questions of a form as fields: each works as a plain field without script; with it, what is not asked is hidden.

Rendered here and not by a template per question: 120 questions are one page on a phone.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tajadur.foundation.questionnaires.answering import numbers_of
from tajadur.foundation.questionnaires.definition import (
    Item,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionSection,
    text_in,
)
from tajadur.foundation.questionnaires.limits import LONGEST_TEXT
from tajadur.foundation.questionnaires.planning import Asking, place_of

MOST_RADIOS = 8
_NOTHING = mark_safe("")
_OPTION = '<option value="{}"{}>{}</option>'
_TICK = '<div><label><input type="{}" name="{}" value="{}"{}> {}</label></div>'


@dataclass(frozen=True)
class QuestionFields:
    """``typed``: field -> texts; ``errors``: field -> sentences; ``known``: field -> whence it is filled in."""

    asking: Asking
    language: str
    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _words(self) -> dict[str, str]:
        return {
            "optional": _("optional"),
            "choose": _("Choose"),
            "add": _("Add another"),
            "entry": _("Entry %(number)s"),
        }

    def html(self) -> SafeString:
        """All of it."""
        return self._joined(self._item(item, None) for item in self.form.items)

    @property
    def form(self) -> Questionnaire:
        """The form that is drawn."""
        return self.asking.form

    def _joined(self, parts: Iterable[SafeString]) -> SafeString:
        return mark_safe("".join(parts))  # noqa: S308  each part is escaped

    def _item(self, item: Item, repeat: tuple[str, int] | None) -> SafeString:
        if isinstance(item, Question):
            return self._question(item, repeat)
        title = text_in(item.label, self.language)
        if item.repeats:
            return self._repeat(item, title)
        inner = self._joined(self._item(each, repeat) for each in item.items)
        heading = format_html("<h2>{}</h2>", title) if title else _NOTHING
        return format_html('<section class="stack" data-q="{}">{}{}</section>', item.name, heading, inner)

    def _repeat(self, section: QuestionSection, title: str) -> SafeString:
        count = len(numbers_of(section.name, self.typed)) + 1  # one more to fill in without script
        rows = format_html_join(
            "",
            '<fieldset class="stack" data-row><legend>{}</legend>{}</fieldset>',
            (
                (
                    self._words["entry"] % {"number": number + 1},
                    self._joined(self._item(item, (section.name, number)) for item in section.items),
                )
                for number in range(count)
            ),
        )
        return format_html(
            '<div class="stack" data-q="{0}" data-rows="{0}"><h2>{1}</h2>'
            '<input type="hidden" name="{0}-TOTAL_FORMS" value="{2}">{3}'
            '<button class="btn" type="button" data-add hidden>{4}</button></div>',
            section.name,
            title,
            count,
            rows,
            self._words["add"],
        )

    def _question(self, question: Question, repeat: tuple[str, int] | None) -> SafeString:
        label = text_in(question.label, self.language)
        if question.kind == QuestionKind.NOTE:
            return format_html('<p class="note" data-q="{}"><span>{}</span></p>', question.name, label)
        place = place_of(*repeat, question.name) if repeat else question.name
        errors = self.errors.get(place, ())
        hints = [text_in(question.hint, self.language), self.known.get(place, "")]
        hint = format_html_join(" ", "{}", ((each,) for each in hints if each))
        described = mark_safe(f' aria-describedby="h-{place}"') if hint or errors else _NOTHING  # noqa: S308  a name
        words = format_html(
            "{}{}",
            label,
            _NOTHING if question.required else format_html(' <span class="opt">({})</span>', self._words["optional"]),
        )
        told = format_html('<span id="h-{}">{}{}</span>', place, self._hint(hint), self._errors(errors))
        return format_html(
            '<div class="field{}" data-q="{}">{}</div>',
            " field--err" if errors else "",
            question.name,
            self._control(question, place, words, told if described else _NOTHING, described),
        )

    def _hint(self, hint: SafeString) -> SafeString:
        return format_html('<span class="hint">{}</span>', hint) if hint else _NOTHING

    def _errors(self, errors: Sequence[str]) -> SafeString:
        return format_html_join("", '<span class="err">{}</span>', ((error,) for error in errors))

    def _control(
        self, question: Question, place: str, words: SafeString, told: SafeString, described: SafeString
    ) -> SafeString:
        texts = [text for text in self.typed.get(place, ()) if text]
        if question.kind.chooses:
            choices = self.form.choices_of(question)
            several = question.kind == QuestionKind.SELECT_MULTIPLE
            if several or len(choices) <= MOST_RADIOS:
                ticks = format_html_join(
                    "",
                    _TICK,
                    (
                        (
                            "checkbox" if several else "radio",
                            place,
                            choice.name,
                            mark_safe(" checked") if choice.name in texts else "",
                            text_in(choice.label, self.language),
                        )
                        for choice in choices
                    ),
                )
                return format_html(
                    '<fieldset id="f-{}"{}><legend>{}</legend>{}<div>{}</div></fieldset>',
                    place,
                    described,
                    words,
                    told,
                    ticks,
                )
            options = format_html_join(
                "",
                _OPTION,
                (
                    (
                        choice.name,
                        mark_safe(" selected") if choice.name in texts else "",
                        text_in(choice.label, self.language),
                    )
                    for choice in choices
                ),
            )
            control = format_html(
                '<select name="{0}" id="f-{0}"{1}><option value="">{2}</option>{3}</select>',
                place,
                described,
                self._words["choose"],
                options,
            )
        else:
            control = _plain(question, place, texts[0] if texts else "", described)
        return format_html('<label for="f-{}">{}</label>{}{}', place, words, told, control)


def _plain(question: Question, place: str, text: str, described: SafeString) -> SafeString:
    if question.kind == QuestionKind.TEXT:
        return format_html(
            '<textarea name="{0}" id="f-{0}" rows="2" dir="auto" maxlength="{3}"{1}>{2}</textarea>',
            place,
            described,
            text,
            LONGEST_TEXT,
        )
    kinds = {QuestionKind.DATE: "date", QuestionKind.INTEGER: "text", QuestionKind.DECIMAL: "text"}
    modes = {QuestionKind.DATE: "", QuestionKind.INTEGER: "numeric", QuestionKind.DECIMAL: "decimal"}
    mode = format_html(' inputmode="{}"', modes[question.kind]) if modes[question.kind] else _NOTHING
    return format_html(
        '<input type="{0}" name="{1}" id="f-{1}" value="{2}"{3}{4}>', kinds[question.kind], place, text, mode, described
    )


def rules_of(asking: Asking) -> str:
    """What guides the page's script, as JSON: kinds, expressions, what stands inside what."""
    relevant = {name: expression.tree for name, expression in asking.relevant.items()}
    around = {name: sections[-1].name for name, (_item, sections) in asking.items.items() if sections}
    kinds = {name: str(question.kind) for name, question in asking.form.questions.items()}
    rules: dict[str, Any] = {
        "relevant": relevant,
        "around": around,
        "kinds": kinds,
        "repeats": asking.repeats,
        "order": asking.order,
    }
    return json.dumps(rules, ensure_ascii=False, separators=(",", ":"))
