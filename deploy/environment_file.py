"""environment_file FILE COMMAND…: the command with the variables of the file, read as systemd reads EnvironmentFile=.

A shell would run what follows an ampersand in a password and replace what follows a dollar: services and commands typed
by hand must read the same file alike (systemd.exec(5), «EnvironmentFile=»).
"""

import os
import pathlib
import re
import shlex
import sys

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def variables(text: str) -> dict[str, str]:
    """The variables that a file's text sets, in order, the last of one name winning.

    Lines that begin with # or ; and lines without = are left out. Blanks around a value are dropped, quotes around it
    too; nothing in it is replaced or run. Raises ValueError for a quote that is not closed.
    """
    told: dict[str, str] = {}
    for line in text.replace("\\\n", "").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.lstrip().startswith(("#", ";")) and _NAME.fullmatch(name.strip()):
            told[name.strip()] = _value(value.strip())
    return told


def _value(typed: str) -> str:
    words = shlex.shlex(typed, posix=True)
    words.whitespace, words.commenters, words.whitespace_split = "", "", True
    return "".join(words)


def main() -> None:
    path, *command = sys.argv[1:]
    os.environ |= variables(pathlib.Path(path).read_text("utf-8"))
    os.execvp(command[0], command)  # noqa: S606  the command is the operator's own


if __name__ == "__main__":
    main()
