"""Holds the clock, the calendar, errors and the folding of text. It knows nothing of the party."""
