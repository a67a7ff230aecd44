"""The drawn code is the code: its modules read back from the drawing."""

import re

import segno

from tajadur.web.components.qr import QUIET, qr_code

LINK = "https://tajadur.example.org/invitation/Vb2r3c7G9sQ1mZ0xKcJtE4yHnLwP6uAoRdFi5TgBq8U/"


def modules(drawing: str) -> set[tuple[int, int]]:
    found = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", drawing):
        found |= {(int(x) + step - QUIET, int(y) - QUIET) for step in range(int(length))}
    return found


def test_every_dark_module_is_drawn_and_no_other() -> None:
    matrix = segno.make(LINK, error="m", micro=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    drawing = qr_code(LINK)
    assert modules(drawing) == dark
    side = len(matrix) + 2 * QUIET
    assert f'viewBox="0 0 {side} {side}"' in drawing
    assert "style" not in drawing
