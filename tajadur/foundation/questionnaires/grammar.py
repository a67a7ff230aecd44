"""XPath 1.0 with the functions of forms, as a library reads it. Read only: what is read is computed elsewhere.

The library computes too, but not as forms need it: an empty answer stops it («could not convert string to float»), and
what Python takes for a number (1e5, 1_000) it takes as well. Its reading is right, and measured against its answers.
"""

from typing import Any

from elementpath import XPath1Parser
from elementpath.exceptions import ElementPathError

# The functions XPath 1.0 has not, with how many arguments each takes.
_OURS = {"selected": 2, "count-selected": 1, "if": 3, "int": 1, "coalesce": 2, "today": 0, "date": 1}


class _FormGrammar(XPath1Parser):
    def parse(self, source: str) -> Any:
        """The tokens alone: the parser of XPath would evaluate what it can at once."""
        return super(XPath1Parser, self).parse(source)


def _never(_self: Any, _context: Any = None) -> Any:
    raise NotImplementedError


for _name, _count in _OURS.items():
    _never.__name__ = f"evaluate_{_name.replace('-', '_')}_function"
    _FormGrammar.method(_FormGrammar.function(_name, nargs=_count))(_never)
_FormGrammar.build()


def token_of(source: str) -> Any:
    """The first token of an expression; None for what cannot be read."""
    try:
        return _FormGrammar().parse(source)
    except (ElementPathError, RecursionError, ValueError, TypeError):
        return None
