"""Acts on meetings and on their reports."""

from .actions import *  # noqa: F403
from .carry_over import carry_unfinished as carry_unfinished
from .changes import *  # noqa: F403 - each file lists its own names in __all__
from .corrections import *  # noqa: F403
from .drafts import *  # noqa: F403
from .programme import *  # noqa: F403 - each file lists its own names in __all__
from .reports import *  # noqa: F403
from .validation import *  # noqa: F403
