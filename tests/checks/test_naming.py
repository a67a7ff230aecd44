"""Every rule of names finds what it forbids, and leaves the clean neighbour alone."""

import pathlib

import pytest

from deploy.checks import house, naming, vocabulary

CLASS = "class Term:\n    pass\n"


def broken_by(tmp_path: pathlib.Path, name: str, files: dict[str, str]) -> list[str]:
    for path, text in files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return list(house.RULES[name](tmp_path))


def test_the_house_takes_up_every_rule_of_names():
    assert naming.RULES.keys() <= house.RULES.keys()


@pytest.mark.parametrize(
    "second",
    [CLASS, "class _Outer:\n    class Term:\n        pass\n", "def make():\n    class Term:\n        pass\n"],
)
def test_a_class_name_with_a_second_meaning_is_found_nested_too(tmp_path, second):
    files = {"tajadur/rules/a.py": CLASS, "tajadur/web/b.py": second}
    (found,) = broken_by(tmp_path, "one_class_one_meaning", files)
    assert found.startswith("tajadur/web/b.py:")
    assert "tajadur/rules/a.py:1" in found


def test_one_name_twice_in_one_module_is_found(tmp_path):
    assert len(broken_by(tmp_path, "one_class_one_meaning", {"tajadur/rules/a.py": CLASS + "\n\n" + CLASS})) == 1


@pytest.mark.parametrize("name", sorted(naming.NAMED_BY_DJANGO))
def test_names_that_django_looks_for_may_repeat(tmp_path, name):
    text = f"class {name}:\n    pass\n"
    files = {"tajadur/a/b.py": text, "tajadur/a/c.py": text}
    assert broken_by(tmp_path, "one_class_one_meaning", files) == []


def test_migrations_keep_their_names(tmp_path):
    files = {"tajadur/a/migrations/0001_throttle.py": CLASS, "tajadur/a/models.py": CLASS}
    assert broken_by(tmp_path, "one_class_one_meaning", files) == []
    assert broken_by(tmp_path, "no_old_word", files) == []


def test_a_star_import_is_found_in_any_module(tmp_path):
    assert len(broken_by(tmp_path, "no_star_import", {"tajadur/rules/a.py": "from .b import *\n"})) == 1
    assert broken_by(tmp_path, "no_star_import", {"tajadur/rules/a.py": "from .b import c\n"}) == []


@pytest.mark.parametrize("rest", ["from .a import b\n", "import os\n", "__all__ = ()\n", "LIMIT = 3\n"])
def test_a_package_file_that_holds_more_than_its_docstring_is_found(tmp_path, rest):
    path = "tajadur/rules/__init__.py"
    assert len(broken_by(tmp_path, "no_face", {path: f'"""Rules."""\n\n{rest}'})) == 1
    assert len(broken_by(tmp_path, "no_face", {path: rest})) == 1
    assert broken_by(tmp_path, "no_face", {path: '"""Rules."""\n'}) == []


def test_a_package_file_may_hold_more_for_a_reason_on_the_line(tmp_path):
    text = '"""All."""\n\nfrom .a import b  # house: Celery looks for it here\n'
    assert broken_by(tmp_path, "no_face", {"tajadur/__init__.py": text}) == []


@pytest.mark.parametrize("word", sorted(vocabulary.OLD_WORDS))
def test_an_old_word_is_found_in_a_file_a_folder_and_a_class(tmp_path, word):
    instead = vocabulary.OLD_WORDS[word]
    files = {
        f"tajadur/a/{word}_b.py": "",
        f"tajadur/{word}/b.py": "",
        "tajadur/a/c.py": f"class My{word.capitalize()}Form:\n    class _{word.capitalize()}:\n        pass\n",
    }
    found = broken_by(tmp_path, "no_old_word", files)
    assert len(found) == 4
    assert all(f"«{word}»" in line and f"«{instead}»" in line for line in found)


@pytest.mark.parametrize("word", sorted(vocabulary.OLD_WORDS_IN_WEB))
def test_a_word_of_web_files_is_found_there_alone(tmp_path, word):
    assert len(broken_by(tmp_path, "no_old_word", {f"tajadur/web/a/{word}.py": ""})) == 1
    (tmp_path / f"tajadur/web/a/{word}.py").unlink()
    assert broken_by(tmp_path, "no_old_word", {f"tajadur/sample/{word}.py": f"class {word.capitalize()}: ..."}) == []


@pytest.mark.parametrize("name", sorted(vocabulary.OLD_CLASSES))
def test_an_old_class_name_is_found_as_a_whole(tmp_path, name):
    assert len(broken_by(tmp_path, "no_old_word", {"tajadur/a/b.py": f"class {name}: ..."})) == 1
    assert broken_by(tmp_path, "no_old_word", {"tajadur/a/b.py": f"class Planned{name}: ..."}) == []


def test_a_word_inside_another_is_no_old_word(tmp_path):
    text = "class Telegram: ...\n\n\nclass Mushroom: ...\n\n\nclass Framework: ..."
    assert broken_by(tmp_path, "no_old_word", {"tajadur/a/bathroom.py": text}) == []


@pytest.mark.parametrize("name", sorted(vocabulary.EMPTY_NAMES))
def test_a_name_that_says_nothing_is_found_wherever_it_is_given(tmp_path, name):
    given = [f"{name} = 1", f"[{name} for {name} in rows]", f"def f({name}): ...", f"def {name}(): ..."]
    for text in (*given, f"lambda {name}: 1"):
        assert len(broken_by(tmp_path, "no_empty_name", {"tajadur/a/b.py": text})) == 1, text
    assert broken_by(tmp_path, "no_empty_name", {"tajadur/a/b.py": f"f({name}=1)\n{name}_of = 2\nx.{name}"}) == []


def test_a_row_read_by_many_positions_is_found(tmp_path):
    for text in ("for a, b, c, d, e, f, g in rows: ...", "[a for a, b, c, d, e, f, g in rows]", "row[3]"):
        assert len(broken_by(tmp_path, "rows_have_names", {"tajadur/a/b.py": text})) == 1, text
    assert broken_by(tmp_path, "rows_have_names", {"tajadur/a/b.py": "for a, b, c in rows: row[2], row['x']"}) == []
