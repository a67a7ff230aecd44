"""Serves programming, moving and cancelling meetings and series, and the days of holidays."""
