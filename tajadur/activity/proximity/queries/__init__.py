"""Reads: the counts of activities by kind, month and unit, and the activities of one unit."""
