"""Reads: the declarations within reach, and what the sheet of one holds."""
