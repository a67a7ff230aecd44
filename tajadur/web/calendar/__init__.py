"""Calendars that phones fetch: private addresses, one meeting's file."""
