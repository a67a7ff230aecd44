"""Serves the search for a unit."""
