"""A questionnaire as plain JSON and back: what is stored is the definition itself, never the file it came from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from typing import Any

from .definition import AnswerChoice, Item, Question, QuestionKind, Questionnaire, QuestionSection
from .expressions import Expression, parsed

_PLAIN = ("title", "form_id", "version", "default_language")
_OPTIONAL = ("hint", "required", "required_message", "relevant", "constraint", "constraint_message", "choices")


def as_data(form: Questionnaire) -> dict[str, Any]:
    """The definition for a JSON column, its expressions read. For a form without flaws."""
    return {
        **{name: getattr(form, name) for name in _PLAIN},
        "headings": dict(form.headings),
        # Pairs, not an object: PostgreSQL keeps no order of keys, and lists have one.
        "lists": [[name, [[choice.name, dict(choice.label)] for choice in own]] for name, own in form.lists.items()],
        "items": [_item(item) for item in form.items],
        "read": [[text, *astuple(parsed(text))] for text in dict.fromkeys(_typed(form))],
    }


def _typed(form: Questionnaire) -> Iterator[str]:
    for item, _around in form.walk():
        yield from filter(None, (item.relevant, getattr(item, "constraint", "")))


def expressions_from(stored: Mapping[str, Any]) -> dict[str, Expression]:
    """The expressions of a stored definition as they were read then, by what was typed."""
    return {text: Expression(tree, tuple(asked), own) for text, tree, asked, own in stored["read"]}


def _item(item: Item) -> dict[str, Any]:
    if isinstance(item, QuestionSection):
        return {
            "section": item.name,
            "label": dict(item.label),
            "relevant": item.relevant,
            "repeats": item.repeats,
            "items": [_item(inner) for inner in item.items],
        }
    filled = {name: value for name in _OPTIONAL if (value := getattr(item, name))}
    plain = {name: dict(value) if isinstance(value, Mapping) else value for name, value in filled.items()}
    return {"name": item.name, "kind": str(item.kind), "label": dict(item.label), **plain}


def from_data(stored: Mapping[str, Any]) -> Questionnaire:
    """The definition that ``as_data`` wrote."""
    return Questionnaire(
        **{name: stored[name] for name in _PLAIN},
        headings=stored["headings"],
        lists={name: tuple(AnswerChoice(*choice) for choice in own) for name, own in stored["lists"]},
        items=_items(stored["items"]),
    )


def _items(stored: Iterable[Mapping[str, Any]]) -> tuple[Item, ...]:
    return tuple(map(_item_from, stored))


def _item_from(stored: Mapping[str, Any]) -> Item:
    if "section" in stored:
        return QuestionSection(
            stored["section"], stored["label"], _items(stored["items"]), stored["relevant"], stored["repeats"]
        )
    rest = {name: stored[name] for name in _OPTIONAL if name in stored}
    return Question(stored["name"], QuestionKind(stored["kind"]), stored["label"], **rest)
