"""Filters of the sentences that tell a notice."""
