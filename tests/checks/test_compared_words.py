"""A comparison with a word that an enum owns is found; a word of nobody, and one with its reason, are left alone."""

import pathlib

import pytest

from deploy.checks import house

ENUMS = (
    'class S(StrEnum):\n    LATE = "late"\n',
    'class S(TextChoices):\n    LATE = "late", _("Late")\n',
)
FOUND = (
    'late = row.state == "late"',
    'late = "late" != meeting.row.outcome',
    'late = row.kind not in {"late", "other"}',
    'late = row.verdict in ("late",)',
)
LEFT = (
    "late = row.state == S.LATE",
    'late = row.state == "other"',
    'late = row.name == "late"',
    'row.state = "late"',
    'late = row.kind == "late"  # house: a code of the profile',
)


def complaints(root: pathlib.Path, text: str, path: str = "tajadur/rules/a.py") -> list[str]:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return list(house.RULES["no_copied_word_compared"](root))


@pytest.mark.parametrize("enum", ENUMS)
@pytest.mark.parametrize("line", FOUND)
def test_a_copied_word_is_found_with_its_owner(tmp_path: pathlib.Path, enum: str, line: str) -> None:
    number = enum.count("\n") + 1
    assert complaints(tmp_path, enum + line) == [
        f'tajadur/rules/a.py:{number} "late" is a value of S: compare with its member'
    ]


@pytest.mark.parametrize("line", LEFT)
def test_another_word_or_attribute_or_a_reason_is_left_alone(tmp_path: pathlib.Path, line: str) -> None:
    assert complaints(tmp_path, ENUMS[0] + line) == []


def test_the_invariants_recompute_with_words_of_their_own(tmp_path: pathlib.Path) -> None:
    assert complaints(tmp_path, ENUMS[0] + FOUND[0], "tajadur/invariants/a.py") == []
