"""The rules of a form on the page give what they give on the server."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from tajadur.foundation.questionnaires.computing import ExpressionContext, Value, computed, days
from tajadur.foundation.questionnaires.expressions import parsed

TODAY = date(2026, 11, 30)
SCRIPT = Path(__file__).parents[2] / "static/js/census.js"
NAMES = ("text", "number", "day", "one", "several", "none")


def _values(random: Random) -> dict[str, Value]:
    return {
        "text": random.choice(["", "abc", "é ع 😀", " 7 ", "1e5", "-3"]),
        "number": random.choice([0.0, 7.0, -2.5, 1204.0]),
        "day": days(date(2026, random.randint(1, 12), 11)),
        "one": random.choice(["", "yes", "no", "10"]),
        "several": random.choice(["", "a", "a b", "b c d"]),
        "none": "",
    }


def _value(random: Random, depth: int) -> str:
    if depth == 0 or random.random() < 0.3:
        return random.choice(["${" + random.choice(NAMES) + "}", ".", "3", "2.5", "'a'", "''", "'10'"])
    one, other = _value(random, depth - 1), _value(random, depth - 1)
    return random.choice([
        f"({one} + {other})", f"({one} - {other})", f"({one} * {other})", f"({one} div {other})",
        f"({one} mod {other})",
        f"-{one}", f"number({one})", f"string-length({one})", f"round({one})", f"floor({one})", f"ceiling({one})",
        f"int({one})", f"count-selected({one})", f"coalesce({one}, {other})", f"if({one}, {other}, 1)",
        "today()", "date('2026-05-21')",
    ])  # fmt: skip


def _condition(random: Random, depth: int) -> str:
    one, other = _value(random, depth), _value(random, depth)
    sign, wanted = random.choice(["=", "!=", "<", "<=", ">", ">="]), random.choice([".", "'a'", "'b'"])
    plain = random.choice([
        f"{one} {sign} {other}", f"selected(${{several}}, {wanted})", f"contains({one}, 'a')",
        f"starts-with({one}, '1')", f"boolean({one})",
    ])  # fmt: skip
    if depth and random.random() < 0.5:
        return f"({plain}) {random.choice(['and', 'or'])} not({_condition(random, depth - 1)})"
    return plain


def test_two_thousand_expressions_give_the_same_on_the_page_and_on_the_server(page: Any) -> None:
    random = Random(7)
    cases = []
    for _ in range(2000):
        values = _values(random)
        own = values[random.choice(NAMES)]
        text = _condition(random, 2)
        cases.append((text, parsed(text).tree, values, own))
    source = SCRIPT.read_text("utf-8").replace("export function", "function")
    page.goto("about:blank")
    theirs = page.evaluate(
        f"(cases) => {{ {source}\n return cases.map(([tree, values, own]) =>"
        f' truth(computed(tree, values, own, "{TODAY.isoformat()}"))); }}',
        [[tree, values, own] for _text, tree, values, own in cases],
    )
    ours = [
        bool(computed(parsed(f"boolean({text})").tree, ExpressionContext(TODAY, values, own)))
        for text, _tree, values, own in cases
    ]
    assert [case[0] for case, one, other in zip(cases, ours, theirs, strict=True) if one is not other] == []
