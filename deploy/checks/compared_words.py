"""Words in comparisons that an enum owns: `row.state == "reported"` goes on comparing when the enum has changed."""

import ast
import re
from collections.abc import Iterator

from deploy.checks.words_in_sql import Files, words_of_enums

# Attributes whose values are words of an enum wherever they stand.
_ATTRIBUTES = {
    "state", "standing", "status", "kind", "level", "fulfilment", "channel", "period_type", "verdict", "outcome",
}  # fmt: skip
_REASON = re.compile(r"\bhouse: \w+")
# What is stored is recomputed there without the code that stored it.
_APART = "tajadur/invariants/"


def compared_words(code: Files) -> Iterator[str]:
    """«path:line what is wrong» for each word of an enum of ours that such an attribute is compared with."""
    owners = words_of_enums(code)
    for path, text in code:
        if path.as_posix().startswith(_APART):
            continue
        lines = text.splitlines()
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Compare) or _REASON.search("\n".join(lines[node.lineno - 1 : node.end_lineno])):
                continue
            sides = [node.left, *node.comparators]
            if any(isinstance(side, ast.Attribute) and side.attr in _ATTRIBUTES for side in sides):
                for word in _words(sides):
                    if word in owners:
                        yield f'{path}:{node.lineno} "{word}" is a value of {owners[word]}: compare with its member'


def _words(sides: list[ast.expr]) -> Iterator[str]:
    """The words written out among ``sides``, those inside a set, a tuple or a list too."""
    for side in sides:
        for one in side.elts if isinstance(side, ast.Set | ast.Tuple | ast.List) else [side]:
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value
