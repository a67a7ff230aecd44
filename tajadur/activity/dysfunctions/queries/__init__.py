"""Reads of cases: those within reach, one with all that belongs to it, figures, and the thresholds in force."""
