"""Holds the requests of units for more time, an excuse or a reopening, and the decision on each."""
