"""Any valid questionnaire, any answers to it."""

from typing import Any

from hypothesis import strategies as st

from tajadur.foundation.questionnaires.definition import (
    AnswerChoice,
    Item,
    Question,
    QuestionKind,
    Questionnaire,
    QuestionSection,
)
from tajadur.foundation.text import clean_line, clean_text

LANGUAGES = {"ar": "العربية (ar)", "fr": "Français (fr)", "en": "English (en)", "": ""}
_LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Cn", "Co", "Mn"), max_codepoint=0xFFFF)


def _clean(text: str) -> str:
    clean = clean_text(text.replace("\ufffd", ""))
    return "" if "${" in clean or clean.startswith("#") else clean


_WORDS = st.text(_LETTERS, min_size=1, max_size=20).map(_clean).filter(bool)


def texts(languages: list[str], *, needed: bool = False) -> st.SearchStrategy[dict[str, str]]:
    """A text in some of the languages."""
    return st.dictionaries(st.sampled_from(languages), _WORDS, min_size=int(needed), max_size=len(languages))


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """A valid one: up to twelve items, sections, one repeat, expressions about earlier questions."""
    languages = draw(st.lists(st.sampled_from(list(LANGUAGES)), min_size=1, max_size=3, unique=True))
    lists = {
        f"list_{rank}": tuple(
            AnswerChoice(name, draw(texts(languages, needed=True)))
            for name in draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=4, unique=True))
        )
        for rank in range(draw(st.integers(1, 3)))
    }
    making = _Making(draw, languages, sorted(lists))
    items = making.items(draw(st.integers(1, 12)), inside=False, depth=0)
    items.append(making.question())
    used = {code: LANGUAGES[code] for code in languages}
    title = clean_line(draw(_WORDS))
    form = Questionnaire(title, tuple(items), lists, used, form_id="f", version=draw(st.sampled_from(["", "3"])))
    return _only_used(form)


def _only_used(form: Questionnaire) -> Questionnaire:
    """Headings of the languages that are written: others leave no trace in a sheet."""
    used: set[str] = set()
    for item, _around in form.walk():
        for texts_ in (getattr(item, name, {}) for name in ("label", "hint", "required_message", "constraint_message")):
            used |= set(texts_)
    used |= {code for choices in form.lists.values() for choice in choices for code in choice.label}
    return Questionnaire(
        form.title,
        form.items,
        form.lists,
        {code: heading for code, heading in form.headings.items() if code in used},
        form.form_id,
        form.version,
    )


class _Making:
    """Makes items one after the other, each asking only what came before it and can be asked from its place."""

    def __init__(self, draw: st.DrawFn, languages: list[str], lists: list[str]) -> None:
        self.draw, self.languages, self.lists = draw, languages, lists
        self.count = 0
        self.seen: list[Question] = []

    def items(self, count: int, *, inside: bool, depth: int) -> list[Item]:
        made: list[Item] = []
        for _ in range(count):
            if depth < 2 and self.draw(st.integers(0, 4)) == 0:
                made.append(self.section(inside=inside, depth=depth))
            else:
                made.append(self.question())
        return made

    def section(self, *, inside: bool, depth: int) -> QuestionSection:
        name, relevant = self.name("s"), self.relevant()
        repeats = not inside and self.draw(st.booleans())
        before = list(self.seen)
        items = self.items(self.draw(st.integers(1, 4)), inside=inside or repeats, depth=depth + 1)
        if repeats:
            self.seen = before
        return QuestionSection(name, self.draw(texts(self.languages)), tuple(items), relevant, repeats)

    def question(self) -> Question:
        kind = self.draw(st.sampled_from(list(QuestionKind)))
        answered = kind != QuestionKind.NOTE
        constraint = self.constraint(kind) if answered else ""
        required = answered and self.draw(st.booleans())
        question = Question(
            self.name("q"),
            kind,
            self.draw(texts(self.languages, needed=True)),
            hint=self.draw(texts(self.languages)),
            required=required,
            required_message=self.draw(texts(self.languages)) if required else {},
            relevant=self.relevant(),
            constraint=constraint,
            constraint_message=self.draw(texts(self.languages)) if constraint else {},
            choices=self.draw(st.sampled_from(self.lists)) if kind.chooses else "",
        )
        if answered:
            self.seen.append(question)
        return question

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}{self.draw(st.sampled_from(['', '_x', '-y', 'ع', '.z']))}"

    def relevant(self) -> str:
        if not self.seen or self.draw(st.booleans()):
            return ""
        other = self.draw(st.sampled_from(self.seen))
        joined = self.draw(st.sampled_from(["{}", "not({})", "{} or ${{{name}}} = ''"]))
        return joined.format(condition(self.draw, f"${{{other.name}}}", other.kind), name=other.name)

    def constraint(self, kind: QuestionKind) -> str:
        return condition(self.draw, ".", kind) if self.draw(st.booleans()) else ""


def condition(draw: Any, asked: str, kind: QuestionKind) -> str:
    """A condition on a question of this kind."""
    if kind in {QuestionKind.INTEGER, QuestionKind.DECIMAL}:
        return f"{asked} {draw(st.sampled_from(['>', '<=', '=', '!=']))} {draw(st.integers(0, 9))}"
    if kind == QuestionKind.DATE:
        day = draw(st.sampled_from(["today()", "date('2026-01-01')"]))
        return f"{asked} {draw(st.sampled_from(['>=', '<']))} {day}"
    if kind == QuestionKind.TEXT:
        return f"string-length({asked}) < {draw(st.integers(1, 9))}"
    return f"selected({asked}, '{draw(st.sampled_from('abcdefgh'))}')"
