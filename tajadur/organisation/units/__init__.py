"""The trees of units, their bodies, and where each stood on which day."""
