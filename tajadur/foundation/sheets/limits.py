"""How much of a sheet is read. Every limit is tried before the work it bounds begins."""

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 24 * 1024 * 1024
MOST_PARTS = 400
MOST_TABLES = 20
MOST_ROWS = 3000  # filled rows under the headings
MOST_HEIGHT = 2 * MOST_ROWS  # with empty ones between
MOST_WIDTH = 60
MOST_CELLS = 200_000  # of a whole file: a table takes memory for its empty cells too
LONGEST_CELL = 2000
