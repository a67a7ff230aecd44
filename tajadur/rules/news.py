"""What came from the units since an instant, in the order in which it is told."""

from enum import StrEnum

# A strip or a digest tells no more lines than these.
MOST_LINES = 7


class News(StrEnum):
    """Something that came."""

    REPORTS = "new_reports"
    NOT_HELD = "new_not_held"  # meetings, by a declaration
    SILENT = "new_silent"  # what is overdue and was not before
    ANSWERED = "advice_answered"  # to advice of the reader's own posts
    OPENED = "case_opened"
    SETTLED = "case_settled"  # by its unit
    ASKED = "resources_asked"
