"""Reads: the facts of branches with the status they propose, and the words given."""
