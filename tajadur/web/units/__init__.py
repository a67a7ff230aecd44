"""The trees of units."""
