"""A QR code as an inline drawing: attributes only, so that the strict policy of styles lets it stand."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4


def qr_code(text: str) -> SafeString:
    """The code of ``text``, dark on light whatever the theme, with its quiet margin; its size comes from the sheet."""
    import segno  # 3 MB in each process, for pages few ask for

    rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    side = len(rows) + 2 * QUIET
    runs = "".join(
        f"M{first + QUIET} {at + QUIET}h{length}v1h-{length}z"
        for at, row in enumerate(rows)
        for first, length in _runs(row)
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" aria-hidden="true" focusable="false" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path fill="#000" d="{1}"/></svg>',
        side,
        runs,
    )


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """(first place, length) of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((at, 1))
    return runs
