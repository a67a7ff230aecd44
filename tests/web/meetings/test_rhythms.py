"""The form of a series and its style sheet: which choices a rhythm needs is said by the rhythm, in one place."""

import re
from pathlib import Path

from tajadur.activity.meetings.vocabulary import PACES
from tajadur.web.meetings.forms import RegularForm

STYLE = (Path(__file__).parents[3] / "static" / "css" / "meetings.css").read_text()


def test_every_rhythm_in_weeks_is_marked_and_no_other() -> None:
    select = str(RegularForm(bodies=[])["pace"])
    options = dict(re.findall(r'<option value="(\w+)"([^>]*)>', select))
    assert list(options) == list(PACES)
    assert {name: "data-weeks" in attributes for name, attributes in options.items()} == {
        name: pace.is_weekly for name, pace in PACES.items()
    }


def test_the_style_sheet_goes_by_the_mark_and_names_no_rhythm() -> None:
    assert "option[data-weeks]:checked" in STYLE
    assert [name for name in PACES if re.search(rf"\b{name}\b", STYLE)] == []
