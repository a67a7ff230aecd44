"""Serves calendars that phones fetch from a private address, and the file of one meeting."""
