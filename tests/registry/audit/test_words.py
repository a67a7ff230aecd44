"""Every act that the program writes into the audit log has a sentence, in each language."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tajadur.permissions.matrix import Permission
from tajadur.registry.audit.words.acts import ACTS

ROOT = Path(__file__).resolve().parents[3]
LOGS = {"log_action", "log_actions"}
# What only the run of the program tells: (module, the expression) -> the acts it can be.
COMPOSED: dict[tuple[str, str], set[str]] = {
    ("tajadur.duties.obligations.operations.releasing", "f'obligation.{kind}'"): {
        f"obligation.{kind}" for kind in ("excuse", "extension", "reopening")
    },
    ("tajadur.organisation.people.operations.confirming", "f'act_{standing.value}'"): {"act_confirmed", "act_refused"},
    ("tajadur.activity.support.operations.promising", "f'promise.{what}'"): {"promise.kept", "promise.withdrawn"},
    ("tajadur.activity.support.operations.visiting", "f'visit.{outcome.value}'"): {
        "visit.made", "visit.not_made", "visit.cancelled",
    },
    ("tajadur.activity.circulars.operations.steps", "f'circular.{act}'"): {
        f"circular.{act}"
        for act in ("drafted", "edited", "amendment_drafted", "discarded", "issued", "amended", "completed",
                    "withdrawn")
    },
    ("tajadur.activity.elections.operations.recording", "f'election.{act}'"): {
        f"election.{act}"
        for act in ("ticked", "corrected", "withdrawn", "counted", "coordinator_named", "coordinator_withdrawn")
    },
    ("tajadur.activity.elections.operations.steps", "f'election.{act}'"): {
        f"election.{act}"
        for act in ("drafted", "discarded", "day_set", "issued", "constituencies", "item_added", "item_changed",
                    "item_removed")
    },
    ("tajadur.activity.resources.operations.steps", "f'resources.{act}'"): {
        f"resources.{act}"
        for act in ("asked", "withdrawn", "granted", "refused", "closed", "delivered", "confirmed", "endorsed",
                    "not_endorsed", "recommended", "not_recommended")
    },
}  # fmt: skip
OUTSIDE = {"restore_backup"}  # written by deploy/after_restore.sql

Trees = dict[str, ast.Module]


def trees() -> Trees:
    """Every module of the program, by its name."""
    paths = sorted((ROOT / "tajadur").rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text()) for path in paths}


def calls(tree: ast.Module, names: set[str]) -> Iterator[tuple[ast.Call, ast.FunctionDef | None]]:
    """Each call of a function of these names, and the function it stands in."""

    def walk(node: ast.AST, inside: ast.FunctionDef | None) -> Iterator[tuple[ast.Call, ast.FunctionDef | None]]:
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
            yield node, inside
        for child in ast.iter_child_nodes(node):
            yield from walk(child, node if isinstance(node, ast.FunctionDef) else inside)

    yield from walk(tree, None)


def acts_of(module: str, value: ast.expr, inside: ast.FunctionDef | None, known: Trees) -> set[str]:
    """The acts an expression can be; it fails for one that cannot be told from the source and is not in COMPOSED."""
    match value:
        case ast.Constant(value=str(code)):
            return {code}
        case ast.IfExp(body=body, orelse=other):
            return acts_of(module, body, inside, known) | acts_of(module, other, inside, known)
        case ast.Name(id=name) if inside and name in (names := _parameters(inside)):
            return _given(module, inside.name, names.index(name), name, known)
        case ast.Name(id=name) if inside and (assigned := _assigned(inside, name)):
            return set().union(*(acts_of(module, one, inside, known) for one in assigned))
        case ast.Name(id=name) if inside and (looped := _looped(inside, name)) is not None:
            return looped
        case ast.JoinedStr():
            return COMPOSED[module, ast.unparse(value)]
    return {str(_of_module(module, value))}


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]


def _assigned(inside: ast.FunctionDef, name: str) -> list[ast.expr]:
    """Whatever a function assigns to a name of its own."""
    assigns = (node for node in ast.walk(inside) if isinstance(node, ast.Assign))
    return [node.value for node in assigns if any(getattr(each, "id", "") == name for each in node.targets)]


def _given(module: str, function: str, place: int, name: str, known: Trees) -> set[str]:
    """What is given for a parameter, wherever the function is called: in its module, or in its app if others may."""
    app = module if function.startswith("_") else module.split(".operations")[0].split(".nightly")[0]
    found: set[str] = set()
    for other, tree in known.items():
        if other.startswith(app):
            for call, inside in calls(tree, {function}):
                by_name = next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
                given = by_name or (call.args[place] if place < len(call.args) else None)
                assert given is not None, f"{other}: {ast.unparse(call)}"
                found |= acts_of(other, given, inside, known)
    assert found, f"{module}.{function} is called nowhere"
    return found


def _looped(inside: ast.FunctionDef, name: str) -> set[str] | None:
    """The codes a name of a loop over written-out pairs takes."""
    for node in ast.walk(inside):
        if isinstance(node, ast.For) and isinstance(node.target, ast.Tuple):
            first = node.target.elts[0]
            if isinstance(first, ast.Name) and first.id == name and isinstance(node.iter, ast.Tuple):
                return {pair.elts[0].value for pair in node.iter.elts}  # type: ignore[attr-defined]
    return None


def _of_module(module: str, value: ast.expr) -> Any:
    """A constant of a module, by its name: «ACT», «Permission.INVITE», «DRAFTED[0]»."""
    return eval(ast.unparse(value), dict(vars(import_module(module))))


def written() -> dict[str, str]:
    """Every act of the source, and a module that writes it."""
    known = trees()
    found: dict[str, str] = dict.fromkeys(OUTSIDE, "deploy/after_restore.sql")
    for module, tree in known.items():
        if module == "tajadur.registry.audit.operations":
            continue
        for call, inside in calls(tree, LOGS):
            act = next(keyword.value for keyword in call.keywords if keyword.arg == "act")
            found |= dict.fromkeys(acts_of(module, act, inside, known), module)
    return found


def test_every_act_of_the_source_has_a_sentence() -> None:
    acts = written()
    assert {act: module for act, module in acts.items() if act not in ACTS} == {}
    assert len(acts) > 100


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_each_sentence_is_translated_and_none_is_said_of_two_acts_of_one_family(language: str) -> None:
    with translation.override("en"):
        english = {act: str(words.sentence) for act, words in ACTS.items()}
    with translation.override(language):
        said = {act: str(words.sentence) for act, words in ACTS.items()}
    assert [act for act in ACTS if said[act] == english[act]] == []
    assert len(set(said.values())) == len(said)


def test_drafts_and_what_is_one_s_own_are_read_on_the_page_of_no_unit() -> None:
    assert [act for act, words in ACTS.items() if (words.is_draft or words.is_private) and words.reads] == []
    assert {words.reads for words in ACTS.values()} <= {
        None, Permission.SEE_UNIT, Permission.READ_FIGURES, Permission.READ_RECORD, Permission.READ_PEOPLE,
        Permission.READ_ADVICE, Permission.READ_CASES, Permission.READ_RESOURCES,
        Permission.READ_CIRCULARS,
    }  # fmt: skip
