"""Remembers the long files that were asked for: written in the background, told of, kept for a week, swept."""
