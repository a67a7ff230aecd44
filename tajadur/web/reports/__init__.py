"""Serves the report of a meeting: its form, drafts, corrections, paper, and notes of receipt."""
