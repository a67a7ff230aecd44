"""Writes: asking, speaking for or against, deciding, delivering, confirming; the budget and who decides."""
