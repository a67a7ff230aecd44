"""Series, meetings and their reports."""
