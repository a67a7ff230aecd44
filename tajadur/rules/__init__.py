"""Answers questions about days, states, reminders and rates. It is pure: the standard library only."""
