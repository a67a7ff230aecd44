"""What is done to directives and their exceptions. None of it touches what is owed: the obligations room follows."""

from .amending import amend_directive, discard_amendment, draft_amendment, rewrite_terms, take_amendment
from .exceptions import draft_exception, edit_exception, issue_exception, withdraw_exception
from .seeds import install_directives
from .terms import (
    Terms,
    discard_directive,
    draft_directive,
    edit_directive,
    issue_directive,
    withdraw_directive,
)

__all__ = [
    "Terms",
    "amend_directive",
    "discard_amendment",
    "discard_directive",
    "draft_amendment",
    "draft_directive",
    "draft_exception",
    "edit_directive",
    "edit_exception",
    "install_directives",
    "issue_directive",
    "issue_exception",
    "rewrite_terms",
    "take_amendment",
    "withdraw_directive",
    "withdraw_exception",
]
