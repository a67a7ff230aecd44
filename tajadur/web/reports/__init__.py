"""Reporting a meeting."""
