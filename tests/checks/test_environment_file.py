"""The file of variables is read alike by the services and by commands typed by hand."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.environment_file import variables

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "line,value",
    [
        ("A=smtp+tls://user:pa$s&w;rd@host:587", "smtp+tls://user:pa$s&w;rd@host:587"),
        ("A=$HOME `id` $(id)", "$HOME `id` $(id)"),
        ('A="Tajadur <tajadur@example.org>"', "Tajadur <tajadur@example.org>"),
        ("A=Tajadur <tajadur@example.org>", "Tajadur <tajadur@example.org>"),
        ("A='it is \\ here'", "it is \\ here"),
        ('A="one \\"two\\""', 'one "two"'),
        ("A=  around  ", "around"),
        ("A=a#b;c", "a#b;c"),
        ("A=", ""),
        ("A=one\nA=two", "two"),
        ("A=one\\\ntwo", "onetwo"),
        ("# A=no\n;A=no\nnothing\nA=تجذر", "تجذر"),
    ],
)
def test_a_value_is_what_systemd_reads(line: str, value: str) -> None:
    assert variables(line) == {"A": value}


def test_a_command_gets_the_values_whole(tmp_path: Path) -> None:
    file = tmp_path / "env"
    file.write_text("PASSWORD=a&b$c d'e'\n")
    told = subprocess.run(
        [sys.executable, "-m", "deploy.environment_file", file, sys.executable, "-c",
         "import os; print(os.environ['PASSWORD'])"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == "a&b$c de\n"


def test_a_quote_left_open_is_an_error() -> None:
    with pytest.raises(ValueError):
        variables('A="open')
