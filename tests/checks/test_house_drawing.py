"""The drawing of README.md is made from the order of imports and from docstrings; an older one is found."""

import pathlib

import pytest

from deploy.checks import house_drawing as drawing

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAYERS = """
[importlinter:contract:floors]
type = layers
containers = tajadur
layers =
    web | jobs
    (later)
    activity
    rules
exhaustive_ignores =
    settings

[importlinter:contract:activity]
type = layers
containers = tajadur.activity
layers =
    (congresses)
    (meetings) | (census)

[importlinter:contract:many]
type = layers
containers =
    tajadur.activity
    tajadur.rules
layers =
    models
"""
PACKAGES = {
    "web": "Answers HTTP. A view makes one call.",
    "jobs": "Wakes the passes.",
    "activity": "Holds what units do.",
    "activity/congresses": "Holds the congresses: their stages,\nseats and results.\n\nA second paragraph.",
    "activity/meetings": "Holds meetings.",
    "rules": "Answers questions.",
}


@pytest.fixture
def house(tmp_path):
    """A small tree whose README is what it should be."""
    (tmp_path / ".importlinter").write_text(LAYERS)
    for name, said in PACKAGES.items():
        folder = tmp_path / "tajadur" / name
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(f'"""{said}"""\n')
    readme = tmp_path / "README.md"
    readme.write_text(f"# Before\n\n{drawing.BEGIN}\n{drawing.END}\n\nAfter.\n", encoding="utf-8")
    readme.write_text(drawing.written(tmp_path), encoding="utf-8")
    return tmp_path


def test_the_drawing_says_layers_parts_and_docstrings_and_leaves_the_rest(house):
    text = (house / "README.md").read_text()
    lines = [line.rstrip() for line in text.splitlines()]
    assert [line for line in lines if line.startswith("   ") and line[3].isdigit()] == [
        "   3       │ web/                                           │ Answers HTTP",
        "   2       │ activity/     congresses → meetings            │ Holds what units do",
        "   1       │ rules/                                         │ Answers questions",
    ]
    assert "           │ jobs/                                          │ Wakes the passes" in lines
    assert "| `activity.congresses` | Holds the congresses: their stages, seats and results. |" in lines
    assert (lines[0], lines[-1]) == ("# Before", "After.")
    assert drawing.difference(house) == ""


def test_writing_twice_changes_nothing(house):
    assert drawing.written(house) == (house / "README.md").read_text()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("tajadur/activity/meetings/__init__.py", "Holds meetings", "Holds series"),
        (".importlinter", "    activity\n    rules", "    rules\n    activity"),
        ("README.md", "Wakes the passes", "Sleeps"),
        ("README.md", "| `activity.meetings` | Holds meetings. |\n", ""),
    ],
)
def test_a_drawing_that_is_older_than_the_code_is_found(house, path, old, new):
    target = house / path
    assert old in target.read_text()
    target.write_text(target.read_text().replace(old, new))
    assert drawing.difference(house).startswith("README.md:")


def test_a_new_package_is_missed_in_the_drawing(house):
    (house / "tajadur" / "activity" / "census").mkdir()
    (house / "tajadur" / "activity" / "census" / "__init__.py").write_text('"""Holds counts."""\n')
    assert drawing.difference(house).startswith("README.md:")


def test_a_readme_without_markers_is_said_so(house):
    (house / "README.md").write_text("# Before\n")
    with pytest.raises(drawing.Wrong, match="lacks its markers"):
        drawing.difference(house)


def test_layers_that_are_missing_are_said_so(house):
    (house / ".importlinter").write_text("[importlinter]\nroot_package = tajadur\n")
    with pytest.raises(drawing.Wrong, match="no contract of layers"):
        drawing.difference(house)


def test_the_drawing_fits_in_a_line_of_the_house():
    assert [line for line in drawing.drawing(ROOT) if len(line) > 120] == []
