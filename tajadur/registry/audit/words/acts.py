"""Every act of the audit log by its code. An act without a line here is shown nowhere, and a test fails for it."""

from .activity import ACTIVITY
from .directives import DIRECTIVES
from .headquarters import HEADQUARTERS
from .help import HELP
from .kinds import ActWords
from .organisation import ORGANISATION

ACTS: dict[str, ActWords] = {**ORGANISATION, **DIRECTIVES, **ACTIVITY, **HELP, **HEADQUARTERS}
