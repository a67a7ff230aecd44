"""Wakes the passes by the clock and offers the commands of operators. Each task reads the clock and makes one call."""
