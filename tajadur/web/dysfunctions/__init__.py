"""Serves the register of dysfunctions: list, board, months, one case, and what each may do about it."""
