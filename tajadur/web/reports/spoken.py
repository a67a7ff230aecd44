"""The problems of a report in sentences, its days written as the page's language writes them."""

from datetime import date

from tajadur.activity.meetings.vocabulary import REPORT_PROBLEMS
from tajadur.foundation import formats
from tajadur.foundation.errors import BadInput
from tajadur.registry.files.vocabulary import PROBLEMS as FILE_PROBLEMS
from tajadur.web.forms import add_problems

from .forms import ReportForm


def add_report_problems(form: ReportForm, error: BadInput) -> None:
    """Put every problem of ``error`` on its field."""
    for problem in error.problems:
        problem.params = {
            name: formats.day(value) if isinstance(value, date) else value for name, value in problem.params.items()
        }
    add_problems(form, error, {**FILE_PROBLEMS, **REPORT_PROBLEMS})
