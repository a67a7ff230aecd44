"""Serves what is owed, by whom and by when, snoozing a reminder, and words to share."""
